//! The description of the API is a part of its interface: a change shows here first.

#[test]
fn is_what_clients_know() {
    let document = serde_json::to_string_pretty(&courtier_serve::document().unwrap()).unwrap();
    insta::assert_snapshot!(document);
}

/// Every object that an answer or a request is made of says what each of its fields is, in French.
#[test]
fn describes_every_field() {
    let document = serde_json::to_value(courtier_serve::document().unwrap()).unwrap();
    for (name, schema) in document["components"]["schemas"].as_object().unwrap() {
        for (field, described) in schema["properties"].as_object().into_iter().flatten() {
            let text = described["description"].as_str().unwrap_or_default();
            assert!(!text.is_empty(), "{name}.{field} has no description");
        }
    }
}
