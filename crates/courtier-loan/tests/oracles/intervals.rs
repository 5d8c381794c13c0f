//! The interval vectors of SWD(2012)128, section 4.1.1, and one of décret 2016-607.

use courtier_loan::{Interval, IntervalUnit};

use IntervalUnit::{Month, Year};

#[test]
fn reproduces_the_vectors_of_the_guidelines() {
    for (start, end, unit, whole, days, year_days) in [
        ("2012-01-12", "2012-02-15", Month, 1, 3, 365),
        ("2012-01-12", "2012-03-15", Month, 2, 3, 365),
        ("2012-01-12", "2012-04-15", Month, 3, 3, 365),
        ("2013-01-12", "2013-02-15", Month, 1, 3, 366),
        ("2013-01-12", "2013-03-15", Month, 2, 3, 366),
        ("2013-01-12", "2013-04-15", Month, 3, 3, 366),
        ("2013-02-25", "2013-03-28", Month, 1, 3, 366),
        ("2013-02-26", "2013-03-29", Month, 1, 2, 366),
        ("2012-02-26", "2012-03-29", Month, 1, 3, 366),
        ("2012-12-01", "2013-02-02", Month, 2, 1, 366),
        ("2012-01-12", "2012-02-15", Year, 0, 34, 365),
        ("2012-01-12", "2013-02-15", Year, 1, 34, 365),
        ("2012-01-12", "2014-02-15", Year, 2, 34, 365),
        ("2020-06-05", "2020-07-10", Month, 1, 5, 366),
    ] {
        let got = Interval::between(start.parse().unwrap(), end.parse().unwrap(), unit).unwrap();
        assert_eq!(got, Interval { unit, whole, days, year_days }, "{start} to {end}");
        let units = if unit == Month { 12.0 } else { 1.0 };
        assert_eq!(got.years(), f64::from(whole) / units + f64::from(days) / f64::from(year_days));
    }
}
