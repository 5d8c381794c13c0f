//! The two JSON documents: keys, and their last uses.

use courtier_access::{KeyFileError, KeyId, KeyRing, KeyUses, Role};

use crate::{clock, later, now};

const FILE: &str = r#"{
  "version": 1,
  "cles": [
    {
      "id": "00c0ffee",
      "nom": "tableau de bord",
      "roles": [
        "api",
        "marketing"
      ],
      "empreinte": "6ac1f3c8848b79c13fd4b4a7ccfc3e86fcd9a5abdcb0d6d7a0d1c1e1ffa0b1c2",
      "cree_le": "2029-12-31T23:00:00Z",
      "expire_le": "2031-01-01T00:00:00Z",
      "revoquee_le": "2030-06-01T12:00:00Z"
    }
  ]
}
"#;

fn error(text: &str) -> String {
    KeyRing::parse(text).unwrap_err().to_string()
}

#[test]
fn writes_the_file_that_it_reads() {
    assert_eq!(KeyRing::parse(FILE).unwrap().to_json().unwrap(), FILE);
}

#[test]
fn keeps_a_made_key_through_its_file() {
    let mut keys = KeyRing::default();
    let (_, secret) = keys.create("poste de Léa", [Role::Admin, Role::Api], Some(later(3600)), &clock()).unwrap();
    let read = KeyRing::parse(&keys.to_json().unwrap()).unwrap();
    assert_eq!(read, keys);
    assert!(read.verify(secret.expose(), now()).is_ok());
}

#[test]
fn reads_an_empty_ring() {
    assert!(KeyRing::parse(r#"{"version":1,"cles":[]}"#).unwrap().is_empty());
}

#[test]
fn says_what_is_wrong_with_a_file() {
    let with = |from: &str, to: &str| error(&FILE.replacen(from, to, 1));
    let all = [
        error(""),
        error("[]"),
        error(r#"{"cles":[]}"#),
        with("\"version\": 1", "\"version\": 2"),
        error(r#"{"version": 2, "autre": true}"#),
        with("\"nom\"", "\"name\""),
        with("\"version\": 1", "\"version\": 1, \"note\": 3"),
        with("00c0ffee", "00C0FFEE"),
        with("6ac1f3c8", "6AC1F3C8"),
        with("6ac1f3c8", ""),
        with("\"api\"", "\"apis\""),
        with("2031-01-01T00:00:00Z", "2031-01-01"),
        with("tableau de bord", ""),
        with("[\n        \"api\",\n        \"marketing\"\n      ]", "[]"),
        error(&FILE.replacen("    {", &format!("{},\n    {{", record()), 1)),
    ];
    insta::assert_snapshot!(all.join("\n"));
}

/// The only record of the file.
fn record() -> String {
    let start = FILE.find("    {").unwrap();
    FILE[start..FILE.find("\n  ]").unwrap()].to_owned()
}

#[test]
fn refuses_the_file_of_a_later_version_before_its_fields() {
    let error = KeyRing::parse(r#"{"version": 2, "keys": {}}"#).unwrap_err();
    assert_eq!(error, KeyFileError::Version { found: 2, expected: 1 });
}

#[test]
fn keeps_the_newer_use() {
    let (a, b) = (KeyId::parse("0000000a").unwrap(), KeyId::parse("0000000b").unwrap());
    let mut uses = KeyUses::default();
    assert!(uses.is_empty());
    uses.record(a, later(5));
    uses.record(a, later(3));
    let mut others = KeyUses::default();
    others.record(a, later(4));
    others.record(b, later(9));
    uses.merge(&others);
    assert_eq!(uses.iter().collect::<Vec<_>>(), [(a, later(5)), (b, later(9))]);
    others.merge(&uses);
    assert_eq!(others, uses);
    assert_eq!((uses.last_use(b), uses.last_use(KeyId::parse("0000000c").unwrap())), (Some(later(9)), None));
}

#[test]
fn writes_the_uses_that_it_reads() {
    let text = "{\n  \"version\": 1,\n  \"utilisations\": {\n    \"0000000a\": \"2030-01-01T00:00:00.250Z\"\n  }\n}\n";
    assert_eq!(KeyUses::parse(text).unwrap().to_json().unwrap(), text);
    for wrong in [
        "",
        "{}",
        r#"{"version":1}"#,
        r#"{"version":1,"utilisations":{"x":"2030-01-01T00:00:00Z"}}"#,
        r#"{"version":1,"utilisations":{},"autre":1}"#,
        r#"{"version":3,"utilisations":{}}"#,
    ] {
        assert!(KeyUses::parse(wrong).is_err(), "{wrong}");
    }
}
