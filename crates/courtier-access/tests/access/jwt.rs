//! Tokens that another library made, and what each says.

use courtier_access::{Denied, Identity, JwtRules, JwtVerifier, Role, Scope};

use crate::{JWKS, later, rules, token, verifier, verify};

fn roles(identity: &Identity) -> Vec<Role> {
    identity.roles().iter().copied().collect()
}

fn with_claim(claim: &str, name: &str) -> Result<Identity, Denied> {
    let rules = JwtRules { role_claim: claim.to_owned(), ..rules() };
    JwtVerifier::new(rules, JWKS).unwrap().verify(&token(name), crate::now())
}

#[test]
fn accepts_rs256_and_es256() {
    let rsa = verify("rs256").unwrap();
    assert_eq!((roles(&rsa), rsa.may(Scope::Personal), rsa.key_id()), (vec![Role::Api], true, None));
    let ec = verify("es256").unwrap();
    assert_eq!((roles(&ec), ec.may(Scope::Personal)), (vec![Role::Marketing], false));
}

#[test]
fn names_the_subject_by_its_hash_only() {
    // printf marie.dupont@example.fr | sha256sum | cut -c1-16
    assert_eq!(verify("rs256").unwrap().subject(), "jwt:5c90285452dff6c6");
    assert_eq!(verify("sub_missing"), Err(Denied::Malformed));
}

#[test]
fn checks_the_issuer_exactly() {
    for name in ["iss_wrong", "iss_slash", "iss_missing"] {
        assert_eq!(verify(name), Err(Denied::Issuer), "{name}");
    }
}

#[test]
fn checks_the_audience_alone_or_in_a_list() {
    assert!(verify("aud_list").is_ok());
    for name in ["aud_wrong", "aud_missing", "aud_prefix", "aud_list_wrong"] {
        assert_eq!(verify(name), Err(Denied::Audience), "{name}");
    }
}

#[test]
fn expires_on_the_callers_clock() {
    let verifier = verifier();
    assert!(verifier.verify(&token("rs256"), later(3599)).is_ok());
    assert_eq!(verifier.verify(&token("rs256"), later(3600)), Err(Denied::Expired));
    assert_eq!(verify("exp_past"), Err(Denied::Expired));
    let half = chrono::TimeDelta::milliseconds(500);
    assert!(verifier.verify(&token("exp_fraction"), later(0) + half / 2).is_ok());
    assert_eq!(verifier.verify(&token("exp_fraction"), later(0) + half), Err(Denied::Expired));
    for name in ["exp_missing", "exp_text", "exp_infinite"] {
        assert_eq!(verify(name), Err(Denied::Malformed), "{name}");
    }
}

#[test]
fn starts_on_the_callers_clock() {
    let verifier = verifier();
    assert!(verify("nbf_past").is_ok());
    assert_eq!(verify("nbf_future"), Err(Denied::NotYetValid));
    assert_eq!(verifier.verify(&token("nbf_future"), later(3599)), Err(Denied::NotYetValid));
    assert_eq!(verify("nbf_text"), Err(Denied::Malformed));
}

#[test]
fn tolerates_clocks_that_differ() {
    let verifier = JwtVerifier::new(JwtRules { leeway_seconds: 30, ..rules() }, JWKS).unwrap();
    assert!(verifier.verify(&token("rs256"), later(3629)).is_ok());
    assert_eq!(verifier.verify(&token("rs256"), later(3630)), Err(Denied::Expired));
    assert_eq!(verifier.verify(&token("nbf_future"), later(3569)), Err(Denied::NotYetValid));
    assert!(verifier.verify(&token("nbf_future"), later(3570)).is_ok());
}

#[test]
fn looks_for_the_key_that_the_token_names() {
    assert_eq!(verify("kid_unknown"), Err(Denied::Unknown));
    assert_eq!(verify("kid_missing"), Err(Denied::Unknown));
    assert_eq!(verify("kid_enc"), Err(Denied::Unknown));
}

#[test]
fn reads_roles_as_a_text_a_list_or_at_a_path() {
    assert_eq!(roles(&verify("roles_text").unwrap()), [Role::Api, Role::Marketing]);
    assert_eq!(roles(&with_claim("realm_access.roles", "roles_nested").unwrap()), [Role::Admin]);
    assert_eq!(roles(&with_claim("https://courtier.example.fr/roles", "roles_url").unwrap()), [Role::Api]);
}

#[test]
fn refuses_a_token_without_a_role_of_courtier() {
    for name in ["roles_none", "roles_foreign", "roles_empty", "roles_number", "roles_nested"] {
        assert_eq!(verify(name), Err(Denied::NoRole), "{name}");
    }
    for claim in ["realm_access", "realm_access.", "realm_access.role", "realm_access.roles.0", ".roles", "sub"] {
        assert_eq!(with_claim(claim, "roles_nested"), Err(Denied::NoRole), "{claim}");
    }
}

#[test]
fn has_documented_defaults() {
    let rules = JwtRules::new("i", "a");
    assert_eq!((rules.role_claim.as_str(), rules.leeway_seconds), ("roles", 60));
    assert_eq!(verifier().rules(), &crate::rules());
}
