//! Keys from their making to their revocation.

use chrono::{TimeDelta, Utc};
use courtier_access::{Denied, KeyError, KeyId, KeyRing, KeyState, Role, Scope, Secret};
use courtier_core::{Classify, ErrorKind, FixedClock};

use crate::{clock, later, now};

fn ring(role: Role) -> (KeyRing, KeyId, Secret) {
    let mut keys = KeyRing::default();
    let (record, secret) = keys.create("poste de Léa", [role], None, &clock()).unwrap();
    (keys, record.id(), secret)
}

#[test]
fn makes_a_key_of_the_documented_form() {
    let (keys, id, secret) = ring(Role::Api);
    let parts: Vec<_> = secret.expose().splitn(3, '_').collect();
    assert_eq!((parts[0], parts[1], parts[2].len()), ("courtier", id.to_string().as_str(), 43));
    assert!(KeyRing::claims(secret.expose()));
    let record = &keys.list()[0];
    assert_eq!(
        (record.name(), record.created_at(), record.expires_at(), record.revoked_at()),
        ("poste de Léa", now(), None, None)
    );
}

#[test]
fn identifies_the_owner_of_a_key() {
    let (keys, id, secret) = ring(Role::Marketing);
    let identity = keys.verify(secret.expose(), now()).unwrap();
    assert_eq!((identity.subject(), identity.key_id()), (id.to_string().as_str(), Some(id)));
    assert!(identity.may(Scope::Aggregate) && !identity.may(Scope::Personal));
}

#[test]
fn never_makes_the_same_secret_twice() {
    let mut keys = KeyRing::default();
    let mut secrets: Vec<_> =
        (0..50).map(|_| keys.create("x", [Role::Api], None, &clock()).unwrap().1.expose()[18..].to_owned()).collect();
    secrets.sort();
    secrets.dedup();
    assert_eq!(secrets.len(), 50);
}

#[test]
fn keeps_the_secret_to_itself() {
    let (keys, _, secret) = ring(Role::Api);
    let random = &secret.expose()[18..];
    assert_eq!(format!("{secret:?}"), "Secret(…)");
    assert!(!format!("{keys:?}").contains(random));
    assert!(!keys.to_json().unwrap().contains(random));
}

#[test]
fn refuses_a_revoked_key_whatever_the_clock() {
    let (mut keys, id, secret) = ring(Role::Api);
    let (_, other) = keys.create("autre", [Role::Api], None, &clock()).unwrap();
    assert_eq!(keys.revoke(&id.to_string(), &FixedClock(later(60))).unwrap().revoked_at(), Some(later(60)));
    // Again: the first date stays.
    assert_eq!(keys.revoke(&id.to_string(), &FixedClock(later(90))).unwrap().revoked_at(), Some(later(60)));
    for instant in [now(), later(60), later(1_000_000)] {
        assert_eq!(keys.verify(secret.expose(), instant), Err(Denied::Revoked));
        assert!(keys.verify(other.expose(), instant).is_ok());
    }
    assert_eq!(keys.get(id).unwrap().state(now()), KeyState::Revoked);
}

#[test]
fn refuses_an_expired_key_from_the_very_instant() {
    let mut keys = KeyRing::default();
    let (record, secret) = keys.create("x", [Role::Api], Some(later(10)), &clock()).unwrap();
    assert!(keys.verify(secret.expose(), later(10) - TimeDelta::nanoseconds(1)).is_ok());
    assert_eq!(keys.verify(secret.expose(), later(10)), Err(Denied::Expired));
    assert_eq!((record.state(later(9)), record.state(later(10))), (KeyState::Active, KeyState::Expired));
}

#[test]
fn tells_nothing_of_a_key_to_who_has_not_its_secret() {
    let mut keys = KeyRing::default();
    let (active, active_secret) = keys.create("x", [Role::Api], None, &clock()).unwrap();
    let (revoked, _) = keys.create("x", [Role::Api], None, &clock()).unwrap();
    keys.revoke(&revoked.id().to_string(), &clock()).unwrap();
    let unknown = (0..).map(|n| format!("{n:08x}")).find(|id| keys.get(KeyId::parse(id).unwrap()).is_none()).unwrap();
    for id in [active.id().to_string(), revoked.id().to_string(), unknown] {
        let token = format!("courtier_{id}_{}", "A".repeat(43));
        assert_eq!(keys.verify(&token, now()), Err(Denied::Unknown));
    }
    // The secret of one key does not open another.
    let swapped = format!("courtier_{}_{}", revoked.id(), &active_secret.expose()[18..]);
    assert_eq!(keys.verify(&swapped, now()), Err(Denied::Unknown));
}

#[test]
fn refuses_what_is_no_key() {
    let (keys, id, secret) = ring(Role::Admin);
    let text = secret.expose();
    let odd = [
        String::new(),
        "courtier_".to_owned(),
        format!("courtier_{id}"),
        format!("Bearer {text}"),
        format!("{text} "),
        format!("{text}A"),
        format!("{text}="),
        text[..text.len() - 1].to_owned(),
        text.replacen("courtier_", "courtier-", 1),
        text.to_uppercase(),
        format!("courtier_{id}_{}", "é".repeat(43)),
        format!("courtier_ééé_{}", "A".repeat(43)),
        format!("courtier_+0000001_{}", "A".repeat(43)),
        format!("courtier_{id}_{}", "+".repeat(43)),
    ];
    for token in odd {
        assert_eq!(keys.verify(&token, now()), Err(Denied::Malformed), "{token}");
    }
}

#[test]
fn checks_what_a_key_is_made_of() {
    let mut keys = KeyRing::default();
    let mut error =
        |name: &str, roles: &[Role], end| keys.create(name, roles.iter().copied(), end, &clock()).unwrap_err();
    assert_eq!(error("", &[Role::Api], None), KeyError::EmptyName);
    assert_eq!(error(" \u{a0}", &[Role::Api], None), KeyError::EmptyName);
    assert_eq!(error(&"é".repeat(101), &[Role::Api], None), KeyError::LongName { length: 101 });
    assert_eq!(error("a\nb", &[Role::Api], None), KeyError::ControlInName);
    assert_eq!(error("a\u{7f}", &[Role::Api], None), KeyError::ControlInName);
    assert_eq!(error("a", &[], None), KeyError::NoRole);
    assert_eq!(error("a", &[Role::Api], Some(now())), KeyError::AlreadyExpired);
    assert!(keys.is_empty());
    assert!(keys.create(&"é".repeat(100), [Role::Api, Role::Api], None::<chrono::DateTime<Utc>>, &clock()).is_ok());
}

#[test]
fn revokes_only_a_key_that_exists_and_never_quotes_a_secret() {
    let (mut keys, _, secret) = ring(Role::Api);
    let pasted = keys.revoke(secret.expose(), &clock()).unwrap_err();
    assert_eq!((&pasted, pasted.kind()), (&KeyError::NotAnId, ErrorKind::Usage));
    assert!(!pasted.to_string().contains(secret.expose()));
    let unknown = (0..).map(|n| format!("{n:08x}")).find(|id| keys.get(KeyId::parse(id).unwrap()).is_none()).unwrap();
    let error = keys.revoke(&unknown, &clock()).unwrap_err();
    assert_eq!(
        (error.to_string(), error.kind()),
        (format!("aucune clé n'a l'identifiant {unknown}"), ErrorKind::NotFound)
    );
}
