//! Says in French what serde finds wrong with a document of keys, without the values that it holds.

use serde_json::error::Category;

/// What chrono says of a text that is no instant (its `ParseErrorKind`).
const NO_INSTANT: [&str; 7] = [
    "input is out of range",
    "no possible date and time matching input",
    "input is not enough for unique date and time",
    "input contains invalid characters",
    "premature end of input",
    "trailing input",
    "bad or unsupported format string",
];

/// Returns the message of an error, without its position.
pub(crate) fn message(error: &serde_json::Error) -> String {
    match error.classify() {
        Category::Eof => return "JSON incomplet".to_owned(),
        Category::Syntax | Category::Io => return "JSON mal formé".to_owned(),
        Category::Data => {}
    }
    let text = error.to_string();
    let text = text.rsplit_once(" at line ").map_or(text.as_str(), |(message, _)| message);
    let field = |prefix| text.strip_prefix(prefix).map(|rest: &str| rest.split(',').next().unwrap_or(rest));
    if let Some(field) = field("unknown field ") {
        format!("champ inconnu : {field}")
    } else if let Some(field) = field("missing field ") {
        format!("champ absent : {field}")
    } else if let Some(field) = field("duplicate field ") {
        format!("champ en double : {field}")
    } else if text.starts_with("invalid ") {
        "valeur d'un type inattendu".to_owned()
    } else if NO_INSTANT.contains(&text) {
        "instant attendu, par exemple `2031-01-01T00:00:00Z`".to_owned()
    } else {
        // Ours: an id, a fingerprint, a role.
        text.to_owned()
    }
}
