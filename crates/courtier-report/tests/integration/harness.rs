//! Fixtures, their pages, and what can be read in a page.

use roxmltree::{Document, Node};
use serde_json::Value;

/// The explanations of `tests/fixtures`, by name.
pub(crate) const FIXTURES: [&str; 4] = ["three_proposals", "none_usable", "no_amount", "forty_proposals"];

/// Returns an explanation of `tests/fixtures`.
pub(crate) fn fixture(name: &str) -> Value {
    let text = match name {
        "three_proposals" => include_str!("../fixtures/three_proposals.json"),
        "none_usable" => include_str!("../fixtures/none_usable.json"),
        "no_amount" => include_str!("../fixtures/no_amount.json"),
        "forty_proposals" => include_str!("../fixtures/forty_proposals.json"),
        other => panic!("no fixture {other}"),
    };
    serde_json::from_str(text).unwrap()
}

/// Makes the page of an explanation, with a fixed date.
pub(crate) fn page(explanation: &Value) -> String {
    courtier_report::proposal_page(explanation, "12 mars 2024 à 14 h 05").unwrap()
}

/// Makes an explanation with no proposal of another one.
pub(crate) fn without_proposals(mut explanation: Value) -> Value {
    explanation["propositions"] = Value::Array(Vec::new());
    explanation["nombre_propositions"] = 0.into();
    explanation["nombre_utilisables"] = 0.into();
    explanation["echeancier"] = Value::Null;
    explanation["libelles_motifs"] = Value::Object(serde_json::Map::new());
    explanation
}

/// Makes an explanation whose only proposal is the best of another one.
pub(crate) fn with_one_proposal(mut explanation: Value) -> Value {
    explanation["propositions"].as_array_mut().unwrap().truncate(1);
    explanation["nombre_propositions"] = 1.into();
    explanation["nombre_utilisables"] = 1.into();
    explanation
}

/// Rewrites a page as XML, which its parser then checks: the page closes every element that HTML does not let open.
pub(crate) fn as_xml(page: &str) -> String {
    let mut xml = page.replace("<!DOCTYPE html>", "").replace("&nbsp;", "\u{a0}").replace("<br>", "<br/>");
    for void in ["<meta ", "<link "] {
        let parts: Vec<_> = xml.split(void).map(str::to_owned).collect();
        let closed = parts.iter().skip(1).map(|part| part.replacen('>', "/>", 1));
        xml = std::iter::once(parts[0].clone()).chain(closed).collect::<Vec<_>>().join(void);
    }
    xml
}

/// Returns the text of a page as it is read: no styles, spaces made plain.
pub(crate) fn text_of(page: &str) -> String {
    lines_of(page).replace('\n', " ")
}

/// Returns the text of a page, each piece of it on a line.
pub(crate) fn lines_of(page: &str) -> String {
    let xml = as_xml(page);
    let document = Document::parse(&xml).unwrap();
    let visible = |node: &Node<'_, '_>| !node.ancestors().any(|parent| parent.has_tag_name("style"));
    let texts = document.descendants().filter(|node| node.is_text()).filter(visible).filter_map(|node| node.text());
    let plain = |text: &str| text.replace(['\u{a0}', '\u{202f}'], " ").split_whitespace().collect::<Vec<_>>().join(" ");
    texts.map(plain).filter(|text| !text.is_empty()).collect::<Vec<_>>().join("\n")
}
