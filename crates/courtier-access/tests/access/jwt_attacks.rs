//! Forged tokens: each is refused, and for the right reason.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use courtier_access::{Denied, KeyRing, Role};
use serde_json::{Value, json};

use crate::{now, token, tokens, verifier, verify};

#[test]
fn refuses_every_forgery() {
    let expected = [
        ("attack_none", Denied::Algorithm),
        ("attack_none_kid", Denied::Algorithm),
        ("attack_none_case", Denied::Algorithm),
        ("attack_hs256_pem", Denied::Algorithm),
        ("attack_hs256_der", Denied::Algorithm),
        ("attack_hs256_modulus", Denied::Algorithm),
        ("attack_hs256_ec_point", Denied::Algorithm),
        ("attack_hs256_oct_key", Denied::Algorithm),
        ("attack_rs384", Denied::Algorithm),
        ("attack_ps256", Denied::Algorithm),
        ("attack_eddsa", Denied::Algorithm),
        ("attack_es256_with_rsa_kid", Denied::Algorithm),
        ("attack_rs256_with_ec_kid", Denied::Algorithm),
        ("attack_foreign_key", Denied::Signature),
        ("attack_jwk_header", Denied::Signature),
        ("attack_jku_header", Denied::Signature),
        ("attack_payload", Denied::Signature),
        ("attack_no_signature", Denied::Signature),
        ("attack_der_signature", Denied::Signature),
        ("attack_zero_signature", Denied::Signature),
        ("attack_crit", Denied::Malformed),
        ("attack_two_parts", Denied::Malformed),
        ("attack_four_parts", Denied::Malformed),
        ("attack_padding", Denied::Malformed),
        ("payload_not_object", Denied::Malformed),
    ];
    for (name, denied) in expected {
        assert_eq!(verify(name), Err(denied), "{name}");
    }
    let forgeries = tokens().into_keys().filter(|name| name.starts_with("attack_")).count();
    assert_eq!(forgeries, expected.len() - 1, "a forgery of the fixtures is not tested");
}

#[test]
fn refuses_a_header_rewritten_over_a_right_signature() {
    let good = token("rs256");
    let (_, rest) = good.split_once('.').unwrap();
    let with = |header: Value| format!("{}.{rest}", URL_SAFE_NO_PAD.encode(header.to_string()));
    let refused = |header| verifier().verify(&with(header), now()).unwrap_err();
    assert_eq!(refused(json!({"alg": "RS256", "kid": "rsa-1", "x": 1})), Denied::Signature);
    assert_eq!(refused(json!({"alg": "ES256", "kid": "rsa-1"})), Denied::Algorithm);
    assert_eq!(refused(json!({"alg": "ES256", "kid": "ec-1"})), Denied::Signature);
    assert_eq!(refused(json!({"alg": ["RS256"], "kid": "rsa-1"})), Denied::Malformed);
    assert_eq!(refused(json!({"alg": "RS256", "kid": 1})), Denied::Malformed);
    assert_eq!(refused(json!({"kid": "rsa-1"})), Denied::Malformed);
}

#[test]
fn refuses_a_token_changed_anywhere() {
    for name in ["rs256", "es256"] {
        let good = token(name);
        for at in 0..good.len() {
            let mut changed = good.clone().into_bytes();
            changed[at] = if changed[at] == b'A' { b'B' } else { b'A' };
            let changed = String::from_utf8(changed).unwrap();
            assert!(verifier().verify(&changed, now()).is_err(), "{name}, character {at}");
        }
    }
}

#[test]
fn refuses_an_enormous_token_unread() {
    let good = token("rs256");
    assert_eq!(
        verifier().verify(&good.replacen('.', &format!("{}.", "A".repeat(17_000)), 1), now()),
        Err(Denied::Malformed)
    );
}

#[test]
fn tells_keys_and_tokens_apart() {
    let mut keys = KeyRing::default();
    let (_, secret) = keys.create("x", [Role::Api], None, &crate::clock()).unwrap();
    assert_eq!(verifier().verify(secret.expose(), now()), Err(Denied::Malformed));
    assert_eq!(keys.verify(&token("rs256"), now()), Err(Denied::Malformed));
    assert!(!KeyRing::claims(&token("rs256")));
}
