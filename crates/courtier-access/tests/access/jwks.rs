//! Sets of keys that are accepted and refused.

use courtier_access::{Denied, JwtError, JwtRules, JwtVerifier};
use serde_json::{Value, json};

use crate::{JWKS, now, rules, token};

/// The keys of the fixtures whose `kid` is given.
fn keys(kids: &[&str]) -> Vec<Value> {
    let set: Value = serde_json::from_str(JWKS).unwrap();
    let keys = set["keys"].as_array().unwrap().clone();
    let picked: Vec<_> = kids.iter().map(|kid| keys.iter().find(|key| key["kid"] == **kid).unwrap().clone()).collect();
    picked
}

fn with(keys: &[Value]) -> Result<JwtVerifier, JwtError> {
    JwtVerifier::new(rules(), &json!({ "keys": keys }).to_string())
}

/// The RSA key of the fixtures with another member.
fn changed(kid: &str, name: &str, value: Value) -> Value {
    let mut key = keys(&[kid]).remove(0);
    key[name] = value;
    key
}

#[test]
fn takes_the_only_key_for_a_token_that_names_none() {
    assert!(with(&keys(&["rsa-1"])).unwrap().verify(&token("kid_missing"), now()).is_ok());
    assert!(with(&keys(&["ec-1"])).unwrap().verify(&token("kid_missing_ec"), now()).is_ok());
    // Keys that cannot verify do not count.
    assert!(with(&keys(&["enc-1", "ec-1", "hmac-1"])).unwrap().verify(&token("kid_missing_ec"), now()).is_ok());
    assert_eq!(with(&keys(&["ec-1", "rsa-1"])).unwrap().verify(&token("kid_missing"), now()), Err(Denied::Unknown));
    assert_eq!(with(&keys(&["ec-1"])).unwrap().verify(&token("kid_missing"), now()), Err(Denied::Algorithm));
}

#[test]
fn does_not_take_a_nameless_key_for_a_token_that_names_one() {
    let nameless = changed("rsa-1", "kid", Value::Null);
    let verifier = with(&[nameless]).unwrap();
    assert_eq!(verifier.verify(&token("rs256"), now()), Err(Denied::Unknown));
    assert!(verifier.verify(&token("kid_missing"), now()).is_ok());
}

#[test]
fn leaves_out_keys_for_anything_else() {
    let left_out = [
        changed("rsa-1", "use", json!("enc")),
        changed("rsa-1", "alg", json!("RS512")),
        changed("rsa-1", "alg", json!("ES256")),
        changed("rsa-1", "key_ops", json!(["encrypt"])),
        changed("rsa-1", "kty", json!("oct")),
        changed("ec-1", "crv", json!("secp256k1")),
        changed("ec-1", "alg", json!("RS256")),
    ];
    for key in left_out {
        assert_eq!(with(std::slice::from_ref(&key)).unwrap_err(), JwtError::NoKey, "{key}");
    }
    assert!(with(&[changed("rsa-1", "key_ops", json!(["verify"]))]).is_ok());
    assert_eq!(with(&keys(&["hmac-1", "ed-1", "ec-384", "enc-1"])).unwrap_err(), JwtError::NoKey);
}

#[test]
fn refuses_unusable_parameters() {
    let parameter = |position, parameter| JwtError::Parameter { position, parameter };
    assert_eq!(with(&[changed("rsa-1", "n", json!("+/+/"))]).unwrap_err(), parameter(1, "n"));
    assert_eq!(with(&[changed("rsa-1", "e", Value::Null)]).unwrap_err(), parameter(1, "e"));
    assert_eq!(
        with(&[keys(&["rsa-1"]).remove(0), changed("ec-1", "x", json!("AAAA"))]).unwrap_err(),
        parameter(2, "x")
    );
    assert_eq!(with(&[changed("ec-1", "y", json!(""))]).unwrap_err(), parameter(1, "y"));
    assert_eq!(with(&keys(&["rsa-1", "rsa-1"])).unwrap_err(), JwtError::Twice { position: 2 });
}

#[test]
fn refuses_a_short_rsa_key() {
    let error = JwtVerifier::new(rules(), include_str!("../fixtures/jwks_small.json")).unwrap_err();
    assert_eq!(error, JwtError::RsaSize { position: 1, bits: 1024 });
}

#[test]
fn refuses_what_is_no_set() {
    for text in ["", "{}", "[]", "{\"keys\":{}}", "{\"keys\":[{}]}", "{\"keys\":[1]}"] {
        assert!(matches!(JwtVerifier::new(rules(), text), Err(JwtError::Jwks { .. })), "{text}");
    }
    assert_eq!(JwtVerifier::new(rules(), "{\"keys\":[]}").unwrap_err(), JwtError::NoKey);
}

#[test]
fn refuses_rules_that_accept_too_much() {
    let error = |rules: JwtRules| JwtVerifier::new(rules, JWKS).unwrap_err();
    assert_eq!(error(JwtRules { issuer: String::new(), ..rules() }), JwtError::EmptyRule { name: "jwt_issuer" });
    assert_eq!(error(JwtRules { audience: " ".to_owned(), ..rules() }), JwtError::EmptyRule { name: "jwt_audience" });
    assert_eq!(
        error(JwtRules { role_claim: String::new(), ..rules() }),
        JwtError::EmptyRule { name: "jwt_role_claim" }
    );
    assert_eq!(error(JwtRules { leeway_seconds: 601, ..rules() }), JwtError::Leeway { found: 601, longest: 600 });
}
