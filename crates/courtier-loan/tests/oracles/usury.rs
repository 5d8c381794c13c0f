//! The embedded usury table: what it says, what it does not say, and what it must refuse.

use chrono::NaiveDate;
use courtier_loan::{
    Cents, Confirmation, DatedTableError, EffectiveRate, Loan, Months, NominalRate, RateKind, UsuryCategory,
    UsuryTable, UsuryVerdict,
};

use UsuryCategory::{Bridge, Fixed10To20Years, Fixed20YearsAndOver, FixedUnder10Years, Variable};

fn on(date: &str) -> NaiveDate {
    date.parse().unwrap()
}

fn threshold(category: UsuryCategory, date: &str) -> Option<f64> {
    UsuryTable::embedded().threshold_pct(category, on(date))
}

/// Returns the effective rate of a 3.5 % loan: 3.5567 %.
fn rate() -> EffectiveRate {
    let loan =
        Loan::constant(Cents::from_whole_euros(200_000), NominalRate::from_percent(3.5).unwrap(), Months::new(240));
    loan.schedule().unwrap().taeg().unwrap()
}

#[test]
fn gives_the_thresholds_of_each_date() {
    for (date, expected) in [
        ("2023-09-30", [Some(4.23), Some(5.28), Some(5.56), Some(5.13), Some(5.53)]),
        ("2024-01-01", [Some(4.53), Some(6.01), Some(6.29), Some(5.63), Some(6.35)]),
        ("2024-03-31", [Some(4.53), Some(6.01), Some(6.29), Some(5.63), Some(6.35)]),
        ("2024-11-15", [Some(4.63), Some(6.03), Some(5.85), Some(5.99), Some(6.68)]),
        ("2026-07-01", [Some(4.07), Some(4.57), Some(5.29), Some(5.28), Some(6.39)]),
    ] {
        assert_eq!(UsuryCategory::ALL.map(|category| threshold(category, date)), expected, "{date}");
    }
}

#[test]
fn knows_nothing_where_nothing_was_found() {
    for (category, date) in [
        (Variable, "2023-07-15"),
        (Bridge, "2023-08-31"),
        (FixedUnder10Years, "2023-02-28"),
        (Fixed20YearsAndOver, "2026-10-01"),
        (Fixed20YearsAndOver, "2026-12-31"),
        (Fixed20YearsAndOver, "2023-01-31"),
        (Fixed20YearsAndOver, "2027-01-01"),
    ] {
        assert_eq!(threshold(category, date), None, "{category:?} on {date}");
        assert_eq!(UsuryTable::embedded().verdict(rate(), category, on(date)), UsuryVerdict::Unknown);
    }
}

#[test]
fn has_one_row_for_each_day_and_category() {
    for category in UsuryCategory::ALL {
        let mut day = on("2023-02-01");
        while day <= on("2026-12-31") {
            assert!(UsuryTable::embedded().row(category, day).is_some(), "{category:?} on {day}");
            day = day.succ_opt().unwrap();
        }
    }
}

#[test]
fn tells_how_well_a_threshold_is_known() {
    let level = |category, date| UsuryTable::embedded().row(category, on(date)).unwrap().confirmation;
    assert_eq!(level(Fixed20YearsAndOver, "2024-05-01"), Confirmation::TwoSources);
    assert_eq!(level(Variable, "2024-05-01"), Confirmation::OneSource);
    assert_eq!(level(Variable, "2026-10-01"), Confirmation::NotFound);
}

/// Three known average rates of July 2023, then five a quarter for six quarters.
#[test]
fn agrees_with_the_average_rates() {
    let rows = UsuryTable::embedded().rows();
    let pairs: Vec<_> = rows.iter().filter_map(|row| row.threshold_pct.zip(row.average_rate_pct)).collect();
    assert_eq!(pairs.len(), 33);
    for (threshold, average) in pairs {
        // In hundredths of a percent and whole numbers: the nearest to four thirds, never a tie.
        let hundredths = |percent: f64| (percent * 100.0).round() as i64;
        assert_eq!(hundredths(threshold), (8 * hundredths(average) + 3) / 6, "{average}");
    }
}

#[test]
fn puts_120_and_240_months_in_the_upper_band() {
    for (months, category) in [
        (119, FixedUnder10Years),
        (120, Fixed10To20Years),
        (239, Fixed10To20Years),
        (240, Fixed20YearsAndOver),
        (360, Fixed20YearsAndOver),
    ] {
        assert_eq!(UsuryCategory::of(RateKind::Fixed, Months::new(months)), category);
    }
    assert_eq!(UsuryCategory::of(RateKind::Variable, Months::new(240)), Variable);
    assert_eq!(UsuryCategory::of(RateKind::Bridge, Months::new(24)), Bridge);
}

#[test]
fn is_usury_above_the_threshold_only() {
    let table = |threshold: &str| {
        let header = UsuryTable::EMBEDDED_CSV.lines().next().unwrap();
        let row = format!("2025-01-01,2025-03-31,fixe_20_ans_et_plus,{threshold},,une_source,essai");
        UsuryTable::parse(&format!("{header}\n{row}\n")).unwrap()
    };
    let verdict = |threshold: &str| table(threshold).verdict(rate(), Fixed20YearsAndOver, on("2025-02-01"));
    let at_six_decimals = format!("{:.6}", courtier_loan::round_half_up(rate().percent(), 6));
    assert_eq!(verdict("3.55"), UsuryVerdict::Above { threshold_pct: 3.55 });
    assert_eq!(verdict("3.56"), UsuryVerdict::Within { threshold_pct: 3.56 });
    assert!(matches!(verdict(&at_six_decimals), UsuryVerdict::Within { .. }));
}

#[test]
fn does_not_let_a_rounding_error_decide() {
    let verdict = |percent| {
        let taeg = EffectiveRate::from_percent(percent).unwrap();
        UsuryTable::embedded().verdict(taeg, Fixed20YearsAndOver, on("2026-07-01"))
    };
    assert_eq!(verdict(5.290_000_000_4), UsuryVerdict::Within { threshold_pct: 5.29 });
    assert_eq!(verdict(5.290_001), UsuryVerdict::Above { threshold_pct: 5.29 });
}

/// Figures seen on the web and known to be wrong.
#[test]
fn refuses_thresholds_that_disagree_with_their_average_rate() {
    let header = UsuryTable::EMBEDDED_CSV.lines().next().unwrap();
    for (threshold, average) in [("6.85", "4.39"), ("5.92", "3.97")] {
        let row = format!("2024-10-01,2024-12-31,fixe_20_ans_et_plus,{threshold},{average},une_source,essai");
        let refused = UsuryTable::parse(&format!("{header}\n{row}\n"));
        assert_eq!(refused, Err(DatedTableError::NotFourThirds { line: 2 }));
    }
}

#[test]
fn refuses_a_table_that_contradicts_itself() {
    let header = UsuryTable::EMBEDDED_CSV.lines().next().unwrap();
    let parse = |rows: &str| UsuryTable::parse(&format!("{header}\n{rows}\n"));
    let overlap = "2024-01-01,2024-03-31,relais,6.35,,une_source,a\n2024-03-31,2024-06-30,relais,6.76,,une_source,b";
    assert!(matches!(parse(overlap), Err(DatedTableError::Overlap { .. })));
    for (column, row) in [
        ("date_fin", "2024-03-31,2024-01-01,relais,6.35,,une_source,a"),
        ("date_debut", ",2024-01-01,relais,6.35,,une_source,a"),
        ("categorie", "2024-01-01,2024-03-31,autre,6.35,,une_source,a"),
        ("seuil_pct", "2024-01-01,2024-03-31,relais,x,,une_source,a"),
        ("seuil_pct", "2024-01-01,2024-03-31,relais,NaN,,une_source,a"),
        ("confirmation", "2024-01-01,2024-03-31,relais,,,une_source,a"),
        ("confirmation", "2024-01-01,2024-03-31,relais,6.35,,aucune,a"),
    ] {
        let refused = parse(row);
        assert!(matches!(&refused, Err(DatedTableError::Value { column: c, .. }) if *c == column), "{refused:?}");
    }
}
