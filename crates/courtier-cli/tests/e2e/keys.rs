//! `courtier key`, and what keys and tokens open.

use courtier_testkit::{Courtier, opportunity_id};
use serde_json::Value;

use crate::{courtier, loaded};

fn key(courtier: &Courtier, role: &str) -> String {
    courtier.done(&["key", "create", "--quiet", "--name", "test", "--role", role]).trim_end().to_owned()
}

fn keys(courtier: &Courtier) -> Vec<Value> {
    let keys: Value = serde_json::from_str(&courtier.done(&["key", "list", "--format", "json"])).unwrap();
    keys.as_array().unwrap().clone()
}

#[test]
fn shows_a_key_once_and_keeps_its_fingerprint() {
    let courtier = courtier();
    assert_eq!(courtier.done(&["key", "list"]), "Aucune clé ; `courtier key create` en crée une.\n");
    let key = key(&courtier, "api");
    assert!(key.starts_with("courtier_") && key.len() == 61, "{key}");
    let kept = std::fs::read_to_string(courtier.path("lake/_courtier/keys.json")).unwrap();
    assert!(!kept.contains(&key[18..]) && !courtier.done(&["key", "list"]).contains(&key[18..]));
    let listed = &keys(&courtier)[0];
    assert_eq!(
        (&listed["nom"], &listed["etat"], &listed["roles"][0]),
        (&"test".into(), &"active".into(), &"api".into())
    );
    let refused = courtier.refused(3, &["key", "revoke", "12345678"]);
    assert_eq!(refused, "erreur : aucune clé n'a l'identifiant 12345678");
}

#[test]
#[cfg(unix)]
fn keeps_the_keys_from_other_users_of_the_machine() {
    use std::os::unix::fs::PermissionsExt as _;
    let courtier = courtier();
    let _key = key(&courtier, "api");
    let mode = std::fs::metadata(courtier.path("lake/_courtier/keys.json")).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
}

#[test]
fn opens_to_each_role_what_it_may_see() {
    let courtier = loaded().with_variable("COURTIER_SERVER__POLL_SECONDS", "0.01");
    let (api, marketing) = (key(&courtier, "api"), key(&courtier, "marketing"));
    let served = courtier.serve(&[]).ready();
    let one = format!("/api/v1/opportunities/{}", opportunity_id(1));
    let bearer = |path: &str, key: &str| served.ask("GET", path, &[("Authorization", &format!("Bearer {key}"))], "");
    let nobody = served.get(&one);
    assert_eq!((nobody.status, nobody.problem().as_str()), (401, "authentification-requise"));
    assert_eq!(nobody.header("www-authenticate"), Some("Bearer realm=\"courtier\""));
    assert_eq!(bearer(&one, &api).status, 200);
    assert_eq!(served.ask("GET", &one, &[("X-API-Key", &api)], "").status, 200);
    let forbidden = bearer(&one, &marketing);
    assert_eq!((forbidden.status, forbidden.problem().as_str()), (403, "acces-refuse"));
    assert_eq!((bearer("/api/v1/profil", &marketing).status, bearer("/api/v1/banques", &marketing).status), (200, 200));
    let other = format!("{}A", &api[..api.len() - 1]);
    assert_eq!(bearer(&one, if other == api { "courtier_x" } else { &other }).status, 401);

    let id = &api[9..17];
    assert_eq!(courtier.done(&["key", "revoke", "--quiet", id]), "");
    served.wait_until("revocation", |_| bearer(&one, &api).status == 401);
    assert_eq!(served.stop(), Some(0));
    assert_eq!(courtier.cell("SELECT DISTINCT lecteur FROM ops.lectures"), id);
    let used = keys(&courtier).into_iter().find(|key| key["id"] == id).unwrap();
    assert!(used["dernier_usage"].is_string() && used["etat"] == "révoquée", "{used}");
}

#[test]
fn closes_when_the_first_key_is_created() {
    let courtier = loaded().with_variable("COURTIER_SERVER__POLL_SECONDS", "0.01");
    let served = courtier.serve(&[]).ready();
    assert_eq!(served.get("/api/v1/banques").status, 200);
    let key = key(&courtier, "api");
    served.wait_until("refusal", |served| served.get("/api/v1/banques").status == 401);
    assert_eq!(served.ask("GET", "/api/v1/banques", &[("X-API-Key", &key)], "").status, 200);
}

#[test]
fn limits_the_requests_of_a_key() {
    let courtier = loaded().with_variable("COURTIER_SERVER__RATE_LIMIT_PER_MINUTE", "2");
    let key = key(&courtier, "admin");
    let served = courtier.serve(&[]).ready();
    let ask = || served.ask("GET", "/api/v1/banques", &[("X-API-Key", &key)], "");
    let first = ask();
    assert_eq!((first.header("ratelimit-limit"), first.header("ratelimit-remaining")), (Some("2"), Some("1")));
    assert_eq!(ask().status, 200);
    let refused = ask();
    assert_eq!((refused.status, refused.problem().as_str()), (429, "trop-de-requetes"));
    let wait: u64 = refused.header("retry-after").unwrap().parse().unwrap();
    assert!((1..=30).contains(&wait), "{wait}");
}

#[test]
fn lets_pages_of_the_origins_named_read_answers_and_refusals() {
    let courtier = loaded().with_variable("COURTIER_SERVER__CORS_ORIGINS", "https://conseil.example");
    let key = key(&courtier, "api");
    let served = courtier.serve(&[]).ready();
    let one = format!("/api/v1/opportunities/{}", opportunity_id(1));
    let from = |origin: &str, method: &str, other: (&str, &str)| {
        let answer = served.ask(method, &one, &[("Origin", origin), other], "");
        (answer.status, answer.header("access-control-allow-origin").map(str::to_owned))
    };
    let named = "https://conseil.example";
    assert_eq!(from(named, "GET", ("X-API-Key", &key)), (200, Some(named.to_owned())));
    assert_eq!(from(named, "GET", ("X-API-Key", "courtier_x")), (401, Some(named.to_owned())));
    assert_eq!(from(named, "OPTIONS", ("Access-Control-Request-Method", "GET")), (200, Some(named.to_owned())));
    assert_eq!(from("https://other.example", "GET", ("X-API-Key", &key)), (200, None));
}

#[test]
fn refuses_to_open_personal_data_to_the_network() {
    let message = loaded().refused(2, &["serve", "--host", "0.0.0.0", "--port", "0"]);
    assert!(message.contains("le serveur exige une authentification") && message.contains("courtier key create"));
    let courtier = loaded();
    courtier.write("courtier.yaml", "server:\n  tls_certificate: c.pem\n");
    assert!(courtier.refused(2, &["serve"]).contains("server.tls_key vont ensemble"));
    courtier.write("courtier.yaml", "server:\n  tls_certificate: c.pem\n  tls_key: k.pem\n");
    assert!(courtier.refused(2, &["serve", "--port", "0"]).contains("c.pem"));
    courtier.write("courtier.yaml", "server:\n  jwt_issuer: https://id.example\n  jwt_jwks: absent.json\n");
    assert!(courtier.refused(2, &["serve", "--port", "0"]).contains("absent.json"));
}
