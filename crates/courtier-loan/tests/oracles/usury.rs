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

fn hundredths(percent: f64) -> i64 {
    (percent * 100.0).round() as i64
}

/// Returns the effective rate of a 3.5 % loan: 3.5567 %.
fn rate() -> EffectiveRate {
    let loan =
        Loan::constant(Cents::from_whole_euros(200_000), NominalRate::from_percent(3.5).unwrap(), Months::new(240));
    loan.schedule().unwrap().taeg().unwrap()
}

/// First and last day of each period, and its thresholds in hundredths of a percent, 0 where none is known: the figures
/// gathered apart from the table, in the order of [`UsuryCategory::ALL`].
const GATHERED: [(&str, &str, [u16; 5]); 23] = [
    ("2023-02-01", "2023-02-28", [0, 371, 379, 0, 0]),
    ("2023-03-01", "2023-03-31", [367, 387, 400, 379, 411]),
    ("2023-04-01", "2023-04-30", [372, 409, 424, 0, 0]),
    ("2023-05-01", "2023-05-31", [391, 433, 452, 431, 452]),
    ("2023-06-01", "2023-06-30", [399, 445, 468, 447, 467]),
    ("2023-07-01", "2023-07-31", [411, 484, 509, 0, 0]),
    ("2023-08-01", "2023-08-31", [417, 512, 533, 0, 0]),
    ("2023-09-01", "2023-09-30", [423, 528, 556, 513, 553]),
    ("2023-10-01", "2023-10-31", [431, 555, 580, 540, 579]),
    ("2023-11-01", "2023-11-30", [431, 565, 591, 539, 596]),
    ("2023-12-01", "2023-12-31", [440, 580, 611, 552, 617]),
    ("2024-01-01", "2024-03-31", [453, 601, 629, 563, 635]),
    ("2024-04-01", "2024-06-30", [456, 613, 639, 585, 676]),
    ("2024-07-01", "2024-09-30", [460, 613, 616, 597, 677]),
    ("2024-10-01", "2024-12-31", [463, 603, 585, 599, 668]),
    ("2025-01-01", "2025-03-31", [461, 580, 567, 587, 664]),
    ("2025-04-01", "2025-06-30", [451, 545, 531, 564, 639]),
    ("2025-07-01", "2025-09-30", [432, 503, 508, 537, 631]),
    ("2025-10-01", "2025-12-31", [423, 471, 509, 525, 621]),
    ("2026-01-01", "2026-03-31", [412, 459, 513, 499, 615]),
    ("2026-04-01", "2026-06-30", [400, 448, 519, 500, 620]),
    ("2026-07-01", "2026-09-30", [407, 457, 529, 528, 639]),
    ("2026-10-01", "2026-12-31", [0, 0, 0, 0, 0]),
];

#[test]
fn gives_the_thresholds_of_each_date() {
    for (first, last, thresholds) in GATHERED {
        let expected = thresholds.map(|hundredths| (hundredths > 0).then(|| f64::from(hundredths) / 100.0));
        for day in [first, last] {
            assert_eq!(UsuryCategory::ALL.map(|category| threshold(category, day)), expected, "{day}");
        }
    }
    assert_eq!(UsuryTable::embedded().rows().len(), 5 * GATHERED.len());
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

/// Average rates in hundredths of a percent, gathered apart from the table: three of July 2023, then five a quarter.
const AVERAGES: [(&str, &[u16]); 7] = [
    ("2023-07-01", &[308, 363, 382]),
    ("2024-01-01", &[340, 451, 472, 422, 476]),
    ("2024-10-01", &[347, 452, 439, 449, 501]),
    ("2025-10-01", &[317, 353, 382, 394, 466]),
    ("2026-01-01", &[309, 344, 385, 374, 461]),
    ("2026-04-01", &[300, 336, 389, 375, 465]),
    ("2026-07-01", &[305, 343, 397, 396, 479]),
];

#[test]
fn agrees_with_the_average_rates() {
    for (date, averages) in AVERAGES {
        for (category, &average) in UsuryCategory::ALL.into_iter().zip(averages) {
            let row = UsuryTable::embedded().row(category, on(date)).unwrap();
            assert_eq!(row.average_rate_pct, Some(f64::from(average) / 100.0), "{category:?} on {date}");
            // In whole hundredths: the nearest to four thirds, never a tie.
            assert_eq!(hundredths(row.threshold_pct.unwrap()), (8 * i64::from(average) + 3) / 6, "{average}");
        }
    }
    let with_average = UsuryTable::embedded().rows().iter().filter(|row| row.average_rate_pct.is_some()).count();
    assert_eq!(with_average, AVERAGES.iter().map(|(_, averages)| averages.len()).sum::<usize>());
}

/// One number of hundredths in four is four thirds of none: a threshold there would be a typing error.
#[test]
fn has_thresholds_that_some_average_rate_gives() {
    for row in UsuryTable::embedded().rows() {
        let threshold = row.threshold_pct.map(hundredths);
        assert!(threshold.is_none_or(|threshold| threshold % 4 != 2), "{row:?}");
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

/// Figures seen on the web and known to be wrong: invented, of another quarter, or mistyped. The average rate that
/// belongs to the right threshold gives each of them away.
#[test]
fn refuses_thresholds_that_disagree_with_their_average_rate() {
    let header = UsuryTable::EMBEDDED_CSV.lines().next().unwrap();
    for (date, category, wrong) in [
        ("2024-10-01", Fixed20YearsAndOver, "6.85"),
        ("2025-04-01", FixedUnder10Years, "5.23"),
        ("2025-04-01", Fixed10To20Years, "5.11"),
        ("2025-04-01", Fixed20YearsAndOver, "5.09"),
        ("2025-04-01", Variable, "5.17"),
        ("2023-09-01", Bridge, "5.28"),
        ("2026-07-01", Fixed20YearsAndOver, "5.92"),
    ] {
        let right = threshold(category, date).unwrap();
        let average = hundredths(right) as f64 * 3.0 / 400.0;
        let parse = |threshold: &str| {
            let row = format!("{date},{date},{},{threshold},{average:.2},une_source,essai", category.code());
            UsuryTable::parse(&format!("{header}\n{row}\n"))
        };
        assert!(parse(&right.to_string()).is_ok(), "{right} of {average:.2}");
        assert_eq!(parse(wrong), Err(DatedTableError::NotFourThirds { line: 2 }), "{wrong}");
    }
}

/// As a spreadsheet on Windows saves it.
#[test]
fn reads_a_table_of_the_users() {
    let text = UsuryTable::EMBEDDED_CSV.replace('\n', "\r\n");
    assert_eq!(UsuryTable::parse(&format!("\u{feff}{text}\r\n")).as_ref(), Ok(UsuryTable::embedded()));
    let rows = "2027-01-01,2027-03-31,relais,6.40,4.80,une_source,avis\n";
    let own = UsuryTable::parse(&format!("{}\n{rows}", UsuryTable::EMBEDDED_CSV.lines().next().unwrap())).unwrap();
    assert_eq!(own.threshold_pct(Bridge, on("2027-02-01")), Some(6.4));
    assert_eq!(own.threshold_pct(Bridge, on("2026-07-01")), None);
}

#[test]
fn finds_a_category_by_its_code() {
    for category in UsuryCategory::ALL {
        assert_eq!(UsuryCategory::from_code(category.code()), Some(category));
    }
    assert_eq!(UsuryCategory::from_code("autre"), None);
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
