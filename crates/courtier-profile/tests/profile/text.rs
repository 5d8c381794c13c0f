//! The text for a terminal: what it shows, and that it fits.

use insta::assert_snapshot;
use proptest::prelude::*;
use unicode_width::UnicodeWidthStr;

use crate::requests::{Request, four_kinds, profile, sample};

/// Text without the spaces that are not seen: a narrow one becomes `_`, a wide one `~`.
fn visible(text: &str) -> String {
    text.replace('\u{202f}', "_").replace('\u{a0}', "~")
}

#[test]
fn shows_the_whole_profile() {
    assert_snapshot!(visible(&profile(&four_kinds()).to_text(100, Some("origine"))));
}

#[test]
fn shows_months_in_order_with_their_curve() {
    let text = profile(&four_kinds()).to_text(80, Some("mois"));
    let months = text.split("Segments\u{a0}: Mois de la demande").nth(1).unwrap();
    assert_snapshot!(visible(months));
    assert_eq!(text.matches("2024-01\u{a0}").count(), 1, "one curve");
}

#[test]
fn shows_rows_in_words_on_a_narrow_terminal() {
    let text = profile(&four_kinds()).to_text(32, None);
    let quality = text.split("Qualité des données").nth(1).unwrap().split("\n\n").next().unwrap();
    assert_snapshot!(visible(quality));
}

#[test]
fn sums_up_on_one_screen() {
    let found = profile(&four_kinds());
    assert_snapshot!(visible(&found.summary_text(100)));
    for width in [1, 20, 40, 72, 100, 200] {
        assert!(found.summary_text(width).lines().count() <= 25, "{width}");
    }
}

#[test]
fn names_the_segmentations_that_exist() {
    let text = profile(&four_kinds()).to_text(100, Some("agence"));
    assert!(text.ends_with(
        "Segmentation inconnue\u{a0}: agence. Possibles\u{a0}: origine, stage_name, mois, reseau_bancaire.\n"
    ));
}

#[test]
fn prints_labels_that_hold_control_characters_on_one_line() {
    let mut requests = four_kinds();
    requests.iter_mut().for_each(|request| request.labels[4] = Some("a\u{1b}[31m\nb\tc".to_owned()));
    let text = profile(&requests).to_text(100, Some("origine"));
    assert!(text.contains("a [31m b c"));
    assert!(!text.chars().any(|c| c.is_control() && c != '\n'));
}

/// Tells whether a line fits, or cannot: what is too wide is one word after its mark.
fn fits(line: &str, width: usize) -> bool {
    let words: Vec<&str> = line.trim_start().split(' ').collect();
    let marked = matches!(words.first(), Some(&"•" | &"-")) || words.first().is_some_and(|word| word.ends_with('.'));
    line.width() <= width || words.len() <= 1 + usize::from(marked)
}

fn requests() -> impl Strategy<Value = Vec<Request>> {
    let label = || prop::option::weighted(0.9, prop_oneof!["[a-c]", "[é-ü ]{1,30}", "[銀行a ]{1,12}", "\\PC{0,20}"]);
    let one = (
        prop::option::weighted(0.9, 18_u32..101),
        prop::option::weighted(0.9, 0_u32..20_000),
        prop::option::weighted(0.9, 0_u32..900_000),
        prop::array::uniform7(label()),
    );
    prop::collection::vec((one, 1_usize..40), 0..12).prop_map(|kinds| {
        let request = |(age, income, amount, labels): (Option<u32>, Option<u32>, Option<u32>, [Option<String>; 7])| {
            Request { age: age.map(f64::from), income: income.map(f64::from), amount: amount.map(f64::from), labels }
        };
        kinds.into_iter().flat_map(|(one, times)| std::iter::repeat_n(request(one), times)).collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn fits_the_terminal_and_shows_no_missing_figure(
        requests in requests(),
        width in 0_usize..160,
        axis in prop::sample::select(vec!["origine", "stage_name", "mois", "reseau_bancaire"]),
    ) {
        let found = courtier_profile::Profile::new(&sample(&requests)).unwrap();
        for text in [found.to_text(width, Some(axis)), found.summary_text(width)] {
            for line in text.lines() {
                prop_assert!(fits(line, width), "{width}: {line:?}");
                prop_assert_eq!(line.trim_end_matches(' '), line);
            }
            for wrong in ["NaN", "None", "null", "inf ", "Some("] {
                prop_assert!(!text.contains(wrong), "{wrong} in {text}");
            }
        }
        prop_assert!(found.summary_text(width).lines().count() <= 25);
    }
}
