//! Labels of source files are shown in the page of a profile, never run.

use crate::harness::{as_xml, text_of};
use crate::profiles::{profile, profile_page_of};
use roxmltree::Document;
use serde_json::Value;

const HOSTILE: &str = "<script>alert(1)</script>\"'> <img src=x onerror=alert(2)> & {{ 7777*7 }}";

/// Words of the contract: anything else is an error.
const WORDS: [&str; 5] = ["champ", "unite", "mesure", "ampleur", "niveau"];

/// Puts the text in place of every text that is free.
fn poison(value: &mut Value, key: &str) {
    match value {
        Value::String(text) if !WORDS.contains(&key) && !key.starts_with("champ_") => *text = HOSTILE.to_owned(),
        Value::Array(list) => list.iter_mut().for_each(|value| poison(value, key)),
        Value::Object(map) => map.iter_mut().for_each(|(key, value)| poison(value, key)),
        _ => {}
    }
}

#[test]
fn shows_hostile_labels_as_they_are() {
    let mut profile = profile("ordinary");
    poison(&mut profile, "");
    let page = profile_page_of(&profile);
    for raw in ["<script", "<img", "onerror=alert(2)>"] {
        assert!(!page.contains(raw), "{raw}");
    }
    let xml = as_xml(&page);
    let document = Document::parse(&xml).unwrap();
    let handlers = document.descendants().flat_map(|node| node.attributes()).filter(|a| a.name().starts_with("on"));
    assert_eq!(handlers.count(), 0);
    let read = text_of(&page);
    assert!(read.matches("<script>alert(1)</script>").count() > 150);
    assert!(!read.contains("54439"), "a text was taken for a template");
}

#[test]
fn shows_hostile_columns_as_they_are() {
    let mut text = profile("ordinary").to_string();
    for column in ["age_emprunteur", "reseau_bancaire", "origine"] {
        text = text.replace(&format!("\"{column}\""), "\"<script>x\"");
    }
    let page = profile_page_of(&serde_json::from_str::<Value>(&text).unwrap());
    assert!(!page.contains("<script"));
    Document::parse(&as_xml(&page)).unwrap();
}
