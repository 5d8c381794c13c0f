//! Texts of source files are shown, never run.

use crate::harness::{as_xml, fixture, page, text_of};
use courtier_report::proposal_page;
use roxmltree::Document;
use serde_json::json;

const HOSTILE: &str = "<script>alert(1)</script>\"'> <img src=x onerror=alert(2)> & {{ 7777*7 }}";

#[test]
fn shows_hostile_texts_as_they_are() {
    let mut explanation = fixture("three_proposals");
    for index in 0..3 {
        for field in ["nom_banque", "etape_source", "id_banque"] {
            explanation["propositions"][index][field] = json!(HOSTILE);
        }
    }
    explanation["propositions"][0]["id_proposition"] = json!(HOSTILE);
    explanation["echeancier"]["id_proposition"] = json!(HOSTILE);
    explanation["id_opportunite"] = json!(HOSTILE);
    explanation["explication"] = json!([HOSTILE]);
    explanation["libelles_motifs"]["taux_nul"] = json!(HOSTILE);
    let page = proposal_page(&explanation, HOSTILE).unwrap();
    for raw in ["<script", "<img", "onerror=alert(2)>"] {
        assert!(!page.contains(raw), "{raw}");
    }
    // Title, heading, date, verdict, sentence, banks, stage, reason, bars, schedule.
    let read = text_of(&page);
    assert!(read.matches(HOSTILE).count() >= 12);
    assert!(!read.contains("54439"), "a text was taken for a template");
}

#[test]
fn lets_no_text_leave_its_attribute() {
    let mut explanation = fixture("three_proposals");
    explanation["propositions"][0]["nom_banque"] = json!("x\" onclick=\"alert(1)");
    let xml = as_xml(&page(&explanation));
    let document = Document::parse(&xml).unwrap();
    let handlers = document.descendants().flat_map(|node| node.attributes()).filter(|a| a.name().starts_with("on"));
    assert_eq!(handlers.count(), 0);
}
