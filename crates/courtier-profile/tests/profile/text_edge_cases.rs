//! The text of tables that leave little to say.

use insta::assert_snapshot;

use crate::requests::{ORDINARY, Request, profile};

fn visible(requests: &[Request]) -> String {
    profile(requests).to_text(100, Some("origine")).replace('\u{202f}', "_").replace('\u{a0}', "~")
}

#[test]
fn says_that_there_is_no_request() {
    assert_snapshot!(visible(&[]));
}

#[test]
fn tells_nothing_of_one_request() {
    assert_snapshot!(visible(&[Request::full(47.0, 3_210.0, 222_222.0, ORDINARY)]));
}

#[test]
fn says_that_every_value_is_missing() {
    assert_snapshot!(visible(&vec![Request::default(); 500]));
}

#[test]
fn shows_one_kind_of_request() {
    assert_snapshot!(visible(&vec![Request::full(40.0, 3_000.0, 2e5, ORDINARY); 500]));
}

#[test]
fn shows_few_of_ten_thousand_categories() {
    let of = |i: usize| {
        let own = format!("banque {}", i % 10_000);
        let labels = [own.as_str(), "Primo-accédant", "Salarié du privé", own.as_str(), own.as_str(), "1", "2024-01"];
        Request::full(20.0 + (i % 50) as f64, 1_000.0 + i as f64 / 10.0, 1e5, labels)
    };
    let text = visible(&(0..120_000).map(of).collect::<Vec<_>>());
    let banks = text.split("\n\n").find(|section| section.starts_with("Réseau bancaire\n")).unwrap();
    assert_snapshot!(banks);
    assert!(text.lines().count() < 300, "{}", text.lines().count());
}

#[test]
fn marks_what_small_groups_hide() {
    let of = |i: usize, origin: &str, income: Option<f64>| {
        let labels = ["CIC", "Primo-accédant", "Salarié du privé", "CDI", origin, "1", "2024-01"];
        Request { income, amount: None, ..Request::full(30.0 + (i % 20) as f64, 0.0, 0.0, labels) }
    };
    let mut requests: Vec<Request> = (0..60).map(|i| of(i, "Web", Some(2_000.0 + i as f64))).collect();
    requests.extend((0..40).map(|i| of(i, "Partenaire", (i < 4).then_some(3_000.0))));
    requests.extend((0..30).map(|i| of(i, "Franchise", Some(4_000.0))));
    let text = visible(&requests);
    assert_snapshot!(text.split("Segments~: Origine de la demande").nth(1).unwrap());
}
