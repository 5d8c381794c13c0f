//! Whole pages, as they were last looked at. Styles are left out: they are files of their own.

use crate::harness::{fixture, lines_of, page};
use crate::profiles::{profile, profile_page_of};

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

/// What is read, tooltips included: the markup of a whole profile would hide it.
#[test]
fn keeps_what_is_read_of_a_profile() {
    insta::assert_snapshot!(lines_of(&profile_page_of(&profile("ordinary"))));
}

#[test]
fn keeps_the_page_of_no_request() {
    insta::assert_snapshot!(without_styles(&profile_page_of(&profile("empty"))));
}
