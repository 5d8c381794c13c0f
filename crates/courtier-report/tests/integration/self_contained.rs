//! A page is one well-formed file that asks for nothing.

use crate::harness::{FIXTURES, as_xml, fixture, page, with_one_proposal, without_proposals};
use crate::profiles::{PROFILES, profile, profile_page_of};
use roxmltree::Document;

fn pages() -> Vec<String> {
    let mut pages: Vec<_> = FIXTURES.into_iter().map(|name| page(&fixture(name))).collect();
    pages.push(page(&without_proposals(fixture("three_proposals"))));
    pages.push(page(&with_one_proposal(fixture("three_proposals"))));
    pages.extend(PROFILES.into_iter().map(|name| profile_page_of(&profile(name))));
    pages
}

#[test]
fn asks_the_network_for_nothing() {
    for page in pages() {
        for asking in ["http:", "https:", "src=", "@import", "@font-face", "<script", "<iframe", "xlink"] {
            assert!(!page.contains(asking), "{asking}");
        }
        let targets = page.split("url(").skip(1).map(|rest| rest.split(')').next().unwrap());
        assert!(targets.into_iter().all(|target| target.starts_with('#')), "an address in the styles");
        let links: Vec<_> = page.match_indices("href=").map(|(at, _)| &page[at..at + 13]).collect();
        assert_eq!(links, ["href=\"data:,\""]);
        assert!(page.contains("content=\"default-src 'none'; style-src 'unsafe-inline'; img-src data:;"));
    }
}

#[test]
fn is_well_formed() {
    for page in pages() {
        let xml = as_xml(&page);
        let document = Document::parse(&xml).unwrap_or_else(|error| panic!("{error}"));
        let mut ids: Vec<_> = document.descendants().filter_map(|node| node.attribute("id")).collect();
        let count = ids.len();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), count, "an id twice");
        for reference in document.descendants().filter_map(|node| node.attribute("aria-labelledby")) {
            assert!(reference.split(' ').all(|id| ids.contains(&id)), "{reference}");
        }
    }
}

#[test]
fn gives_each_row_of_a_table_its_columns() {
    for page in pages() {
        let xml = as_xml(&page);
        let document = Document::parse(&xml).unwrap();
        for table in document.descendants().filter(|node| node.has_tag_name("table")) {
            let rows = table.descendants().filter(|node| node.has_tag_name("tr"));
            let widths: Vec<_> = rows.map(|row| row.children().filter(roxmltree::Node::is_element).count()).collect();
            assert!(widths.len() > 1 && widths.iter().all(|width| *width == widths[0]), "{widths:?}");
        }
    }
}

#[test]
fn is_small() {
    let size = page(&fixture("forty_proposals")).len();
    assert!(size < 300_000, "40 proposals and 360 months take {size} bytes");
    for name in PROFILES {
        let size = profile_page_of(&profile(name)).len();
        assert!(size < 600_000, "{name} takes {size} bytes");
    }
}

#[test]
fn says_who_it_is_for() {
    for page in pages() {
        assert!(page.starts_with("<!DOCTYPE html>\n<html lang=\"fr\">\n<head>\n<meta charset=\"utf-8\">"));
        assert!(page.contains("<title>Opportunité ") || page.contains("<title>Profil type "));
        assert_eq!(page.matches("<h1>").count(), 1);
    }
}
