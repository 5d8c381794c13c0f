//! What each role may read.

use courtier_access::{Identity, Role, Scope};

#[test]
fn grants_personal_rows_to_all_but_marketing() {
    let grants = Role::ALL.map(|role| (role.code(), role.grants(Scope::Personal), role.grants(Scope::Aggregate)));
    assert_eq!(grants, [("api", true, true), ("marketing", false, true), ("admin", true, true)]);
}

#[test]
fn reads_what_it_writes() {
    for role in Role::ALL {
        assert_eq!(Role::parse(role.code()), Ok(role));
        assert_eq!(serde_json::to_string(&role).unwrap(), format!("\"{role}\""));
        assert_eq!(serde_json::from_str::<Role>(&format!("\"{role}\"")).unwrap(), role);
    }
}

#[test]
fn suggests_the_nearest_role() {
    let message = |code| Role::parse(code).unwrap_err().to_string();
    assert_eq!(
        message("Marketting"),
        "rôle inconnu `Marketting` : attendu api, marketing, admin (vouliez-vous dire `marketing` ?)"
    );
    assert_eq!(message("zzz"), "rôle inconnu `zzz` : attendu api, marketing, admin");
}

#[test]
fn lets_a_local_caller_do_everything() {
    let local = Identity::local();
    assert!(local.may(Scope::Personal) && local.may(Scope::Aggregate));
    assert_eq!((local.subject(), local.key_id()), ("local", None));
}
