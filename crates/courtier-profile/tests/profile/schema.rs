//! The JSON form keeps to its published schema, `docs/schemas/profil.schema.json`, and the schema leaves nothing out.
//!
//! The keywords that the schema uses are checked here, so that a change of the profile fails at once; `bench/statistics`
//! validates with a whole implementation of JSON Schema.

use std::sync::LazyLock;

use serde_json::{Value, json};

use crate::requests::{ORDINARY, Request, four_kinds, profile};

static SCHEMA: LazyLock<Value> =
    LazyLock::new(|| serde_json::from_str(include_str!("../../../../docs/schemas/profil.schema.json")).unwrap());

/// Returns what is wrong with a value; nothing when it is valid. A keyword that this does not know fails the test.
fn faults(schema: &Value, value: &Value, path: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (keyword, rule) in schema.as_object().unwrap() {
        match keyword.as_str() {
            "$ref" => {
                let pointer = rule.as_str().unwrap().strip_prefix('#').unwrap();
                found.extend(faults(SCHEMA.pointer(pointer).unwrap(), value, path));
            }
            "anyOf" => {
                let fits = |schema: &Value| faults(schema, value, path).is_empty();
                found.extend(
                    (!rule.as_array().unwrap().iter().any(fits)).then(|| format!("{path}: no choice fits {value}")),
                );
            }
            "properties" => {
                for (name, member) in value.as_object().into_iter().flatten() {
                    let path = format!("{path}/{name}");
                    found.extend(
                        rule.get(name).map_or_else(|| vec![format!("{path}: unknown")], |s| faults(s, member, &path)),
                    );
                }
            }
            "items" => {
                for (i, item) in value.as_array().into_iter().flatten().enumerate() {
                    found.extend(faults(rule, item, &format!("{path}/{i}")));
                }
            }
            "$schema" | "$id" | "$defs" | "title" | "description" | "additionalProperties" => {}
            _ => found
                .extend((!holds(keyword, rule, value)).then(|| format!("{path}: {value} against {keyword} {rule}"))),
        }
    }
    found
}

fn holds(keyword: &str, rule: &Value, value: &Value) -> bool {
    let bound = |holds: fn(f64, f64) -> bool| value.as_f64().is_none_or(|number| holds(number, rule.as_f64().unwrap()));
    match keyword {
        "type" => match rule {
            Value::Array(types) => types.iter().any(|one| is(one, value)),
            one => is(one, value),
        },
        "const" => rule == value,
        "enum" => rule.as_array().unwrap().contains(value),
        "required" => value
            .as_object()
            .is_none_or(|map| rule.as_array().unwrap().iter().all(|n| map.contains_key(n.as_str().unwrap()))),
        "maxItems" => value.as_array().is_none_or(|list| list.len() as u64 <= rule.as_u64().unwrap()),
        "minimum" => bound(|number, least| number >= least),
        "maximum" => bound(|number, most| number <= most),
        other => unreachable!("keyword {other}"),
    }
}

fn is(name: &Value, value: &Value) -> bool {
    match name.as_str().unwrap() {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "number" => value.is_number(),
        "integer" => value.is_u64(),
        "null" => value.is_null(),
        other => unreachable!("type {other}"),
    }
}

/// Calls `see` with every schema in a schema.
fn each(schema: &Value, path: &str, see: &mut impl FnMut(&str, &Value)) {
    see(path, schema);
    for (keyword, rule) in schema.as_object().unwrap() {
        match (keyword.as_str(), rule) {
            ("properties" | "$defs", Value::Object(members)) => {
                members.iter().for_each(|(name, member)| each(member, &format!("{path}/{keyword}/{name}"), see));
            }
            ("items", item) => each(item, &format!("{path}/items"), see),
            _ => {}
        }
    }
}

fn samples() -> Vec<Vec<Request>> {
    let full = |i: usize| Request::full(20.0 + (i % 50) as f64, 1_000.0 + i as f64 / 7.0, 1e5, ORDINARY);
    let many = |i: usize| {
        let own = format!("n{}", i % 10_000);
        Request { labels: [0; 7].map(|_| Some(own.clone())), ..full(i) }
    };
    vec![
        four_kinds(),
        Vec::new(),
        vec![full(0)],
        (0..9).map(full).collect(),
        vec![full(3); 300],
        vec![Request::default(); 300],
        (0..300).map(full).collect(),
        (0..12_000).map(many).collect(),
    ]
}

#[test]
fn holds_for_every_kind_of_sample() {
    for requests in samples() {
        let json = serde_json::to_value(profile(&requests)).unwrap();
        assert_eq!(faults(&SCHEMA, &json, ""), [""; 0], "{} requests", requests.len());
    }
}

#[test]
fn fails_for_what_the_profile_never_is() {
    let whole = serde_json::to_value(profile(&four_kinds())).unwrap();
    for (pointer, wrong) in [
        ("/demandes_nombre", json!(-1)),
        ("/synthese", json!(["", null])),
        ("/nombres/0/unite", json!("jours")),
        ("/nombres/0/mediane", json!("36")),
        ("/modalites/0/modalites/0/nombre", json!(9)),
        ("/croisements/0/tableau", json!({})),
        ("/croisements/0/valeur", json!(1.5)),
        ("/personas/groupes/0/nombres/0/effectif", json!(3)),
        ("/personas/axes/carte/0", json!({"champ": "age_emprunteur", "modalite": null, "coordonnees": [], "x": 1})),
    ] {
        let mut changed = whole.clone();
        *changed.pointer_mut(pointer).unwrap() = wrong;
        assert!(!faults(&SCHEMA, &changed, "").is_empty(), "{pointer}");
    }
}

#[test]
fn describes_every_field_and_lets_none_be_absent() {
    let (mut objects, mut fields) = (0, 0);
    each(&SCHEMA, "", &mut |path, schema| {
        if let Some(properties) = schema.get("properties").and_then(Value::as_object) {
            objects += 1;
            fields += properties.len();
            assert_eq!(schema["additionalProperties"], json!(false), "{path}");
            let required: Vec<&str> = schema["required"].as_array().unwrap().iter().filter_map(Value::as_str).collect();
            assert_eq!(required.len(), properties.len(), "{path}");
        }
        // What is a reference is described where it leads.
        let described = schema.get("description").and_then(Value::as_str).is_some_and(|text| text.ends_with('.'));
        let is_item = path.ends_with("/items") || schema.get("$ref").is_some();
        assert!(described || is_item, "{path}");
    });
    assert!(objects > 25 && fields > 150, "{objects} objects, {fields} fields");
}
