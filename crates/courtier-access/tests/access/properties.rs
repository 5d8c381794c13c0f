//! Laws that hold for every text.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use courtier_access::{Denied, JwtVerifier, KeyRing, KeyUses, Role};
use proptest::prelude::{Strategy, any, prop_assert, prop_assert_eq, prop_assume, prop_oneof, proptest};

use crate::{clock, now, rules, token, verifier};

fn ring() -> (KeyRing, String) {
    let mut keys = KeyRing::default();
    let (_, secret) = keys.create("x", [Role::Admin], None, &clock()).unwrap();
    let text = secret.expose().to_owned();
    (keys, text)
}

/// Texts of the shape of a key, of a JWT, or of none.
fn tokens() -> impl Strategy<Value = String> {
    let header = prop_oneof![
        r#"\{"alg":"(RS256|ES256|HS256|none)"(,"kid":"(rsa-1|ec-1|x)")?\}"#,
        r#"\{"alg":.{0,12}\}"#,
        ".{0,30}",
    ];
    let jwt = (header, ".{0,60}", proptest::collection::vec(any::<u8>(), 0..300))
        .prop_map(|(header, payload, signature)| [header.into_bytes(), payload.into_bytes(), signature])
        .prop_map(|parts| parts.map(|part| URL_SAFE_NO_PAD.encode(part)).join("."));
    prop_oneof![".{0,200}", "courtier_[0-9a-f]{8}_[A-Za-z0-9_-]{43}", "courtier_.{0,60}", r"[\w.-]{0,80}", jwt]
}

proptest! {
    #[test]
    fn denies_any_text(text in tokens()) {
        prop_assert!(ring().0.verify(&text, now()).is_err());
        prop_assert!(verifier().verify(&text, now()).is_err());
    }

    #[test]
    fn verifies_what_it_made(name in "[^\\p{Cc}\\p{Z}][^\\p{Cc}]{0,99}", roles in proptest::collection::btree_set(proptest::sample::select(&Role::ALL[..]), 1..=3)) {
        let mut keys = KeyRing::default();
        let (record, secret) = keys.create(&name, roles.clone(), None, &clock()).unwrap();
        let keys = KeyRing::parse(&keys.to_json().unwrap()).unwrap();
        let identity = keys.verify(secret.expose(), now()).unwrap();
        prop_assert_eq!((identity.key_id(), identity.roles()), (Some(record.id()), &roles));
    }

    #[test]
    fn refuses_a_key_with_one_character_changed(at in any::<proptest::sample::Index>(), other in any::<char>()) {
        let (keys, text) = ring();
        let mut characters: Vec<_> = text.chars().collect();
        let at = at.index(characters.len());
        prop_assume!(characters[at] != other);
        characters[at] = other;
        let changed: String = characters.into_iter().collect();
        prop_assert!(matches!(keys.verify(&changed, now()), Err(Denied::Malformed | Denied::Unknown)));
    }

    #[test]
    fn refuses_a_key_with_one_letter_of_its_alphabet_changed(at in 9..61_usize, other in "[A-Za-z0-9_-]") {
        let (keys, text) = ring();
        prop_assume!(text[at..=at] != *other);
        let changed = format!("{}{other}{}", &text[..at], &text[at + 1..]);
        prop_assert!(keys.verify(&changed, now()).is_err());
    }

    #[test]
    fn refuses_a_key_from_its_expiry_on(end in 1..1_000_000_i64, at in 0..2_000_000_i64) {
        let mut keys = KeyRing::default();
        let (_, secret) = keys.create("x", [Role::Api], Some(crate::later(end)), &clock()).unwrap();
        let answer = keys.verify(secret.expose(), crate::later(at)).map(|_| ());
        prop_assert_eq!(answer, if at < end { Ok(()) } else { Err(Denied::Expired) });
    }

    #[test]
    fn refuses_a_jwt_with_one_character_changed(at in any::<proptest::sample::Index>(), other in any::<char>()) {
        let mut characters: Vec<_> = token("es256").chars().collect();
        let at = at.index(characters.len());
        prop_assume!(characters[at] != other);
        characters[at] = other;
        let changed: String = characters.into_iter().collect();
        prop_assert!(verifier().verify(&changed, now()).is_err());
    }

    #[test]
    fn reads_any_document_without_panic(text in prop_oneof![".{0,200}", r#"\{"(version|keys|cles|utilisations)":.{0,80}\}"#]) {
        prop_assert!(KeyRing::parse(&text).is_err());
        prop_assert!(KeyUses::parse(&text).is_err());
        prop_assert!(JwtVerifier::new(rules(), &text).is_err());
    }

    #[test]
    fn merges_uses_in_any_order(a in proptest::collection::vec((0..4_u32, 0..100_i64), 0..8), b in proptest::collection::vec((0..4_u32, 0..100_i64), 0..8)) {
        let uses = |list: &[(u32, i64)]| {
            let mut uses = KeyUses::default();
            for (id, at) in list {
                uses.record(courtier_access::KeyId::parse(&format!("{id:08x}")).unwrap(), crate::later(*at));
            }
            uses
        };
        let (mut ab, mut ba) = (uses(&a), uses(&b));
        ab.merge(&uses(&b));
        ba.merge(&uses(&a));
        prop_assert_eq!(&ab, &ba);
        prop_assert_eq!(uses(&[a, b].concat()), ab);
    }
}
