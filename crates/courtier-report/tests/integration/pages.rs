//! Whole pages, as they were last looked at. Styles are left out: they are files of their own.

use crate::harness::{fixture, page};

fn without_styles(page: &str) -> String {
    let (before, rest) = page.split_once("<style>").unwrap();
    let (_, after) = rest.split_once("</style>").unwrap();
    format!("{before}<style></style>{after}")
}

#[test]
fn keeps_the_page_of_three_proposals() {
    insta::assert_snapshot!(without_styles(&page(&fixture("three_proposals"))));
}

#[test]
fn keeps_the_page_without_usable_proposal() {
    insta::assert_snapshot!(without_styles(&page(&fixture("none_usable"))));
}

#[test]
fn keeps_the_page_without_amount() {
    insta::assert_snapshot!(without_styles(&page(&fixture("no_amount"))));
}
