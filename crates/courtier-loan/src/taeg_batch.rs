//! The TAEG of columns of constant-payment loans, on one core, as fast as its vector instructions go.
//!
//! What a loan's TAEG is, and its domain: [`crate::taeg_constant()`]. No threads: the caller has its own.

use fearless_simd::{Level, dispatch};

use crate::taeg_constant::unusual_taeg;
use crate::taeg_lanes::{LoanLanes, taeg_lanes};

/// Loans solved side by side, enough for the processor never to wait for a result. Measured: with 32 the compiler
/// unrolls the loops instead of making vectors of them; with 128 it is slower.
const LANES: usize = 64;

/// Writes the TAEG of each loan of four columns into `taegs_pct`, in percent a year, unrounded.
///
/// The columns are the arguments of [`crate::taeg_constant()`], with its units, domains and source; so are the answers,
/// to the last bit, on every processor. An answer is not-a-number where that function gives `None`, and where a column
/// is too short to have the loan.
pub fn taeg_constant_batch(
    rates_pct: &[f64],
    months: &[u32],
    insurance_pct: &[f64],
    fee_ratios: &[f64],
    taegs_pct: &mut [f64],
) {
    let columns = Columns { rates_pct, months, insurance_pct, fee_ratios };
    let (solved, beyond) = taegs_pct.split_at_mut(columns.len().min(taegs_pct.len()));
    beyond.fill(f64::NAN);
    dispatch!(Level::new(), _level => columns.solve(solved));
}

/// The arguments of many loans.
#[derive(Clone, Copy)]
struct Columns<'a> {
    rates_pct: &'a [f64],
    months: &'a [u32],
    insurance_pct: &'a [f64],
    fee_ratios: &'a [f64],
}

impl Columns<'_> {
    /// Returns the number of loans whose four arguments are there.
    fn len(&self) -> usize {
        self.rates_pct.len().min(self.months.len()).min(self.insurance_pct.len()).min(self.fee_ratios.len())
    }

    /// Solves as many loans as there are answers asked for.
    #[inline(always)]
    fn solve(&self, taegs_pct: &mut [f64]) {
        let (answers, last_answers) = taegs_pct.as_chunks_mut::<LANES>();
        let whole = answers.len() * LANES;
        let columns = self.rates_pct.as_chunks().0.iter().zip(self.months.as_chunks().0);
        let columns = columns.zip(self.insurance_pct.as_chunks().0).zip(self.fee_ratios.as_chunks().0);
        for (answers, (((rate_pct, months), insurance_pct), fee_ratio)) in answers.iter_mut().zip(columns) {
            solve_lanes(LoanLanes { rate_pct, months, insurance_pct, fee_ratio }, answers);
        }
        let mut padded = [f64::NAN; LANES];
        let lanes = LoanLanes {
            rate_pct: &padded_with(f64::NAN, self.rates_pct, whole),
            months: &padded_with(0, self.months, whole),
            insurance_pct: &padded_with(f64::NAN, self.insurance_pct, whole),
            fee_ratio: &padded_with(f64::NAN, self.fee_ratios, whole),
        };
        solve_lanes(lanes, &mut padded);
        last_answers.iter_mut().zip(padded).for_each(|(answer, solved)| *answer = solved);
    }
}

/// Returns the values from `start` on, then `padding`.
#[inline(always)]
fn padded_with<T: Copy>(padding: T, values: &[T], start: usize) -> [T; LANES] {
    let mut padded = [padding; LANES];
    padded.iter_mut().zip(values.iter().skip(start)).for_each(|(lane, value)| *lane = *value);
    padded
}

/// Solves loans side by side, then those that need the general solver.
#[inline(always)]
fn solve_lanes(loans: LoanLanes<'_, LANES>, taegs_pct: &mut [f64; LANES]) {
    *taegs_pct = taeg_lanes(loans);
    // One test of all of them, which almost always ends it here.
    if !taegs_pct.iter().fold(false, |any, taeg| any | taeg.is_nan()) {
        return;
    }
    for (i, taeg) in taegs_pct.iter_mut().enumerate().filter(|(_, taeg)| taeg.is_nan()) {
        let (rate_pct, months) = (loans.rate_pct[i], loans.months[i]);
        *taeg = unusual_taeg(rate_pct, months, loans.insurance_pct[i], loans.fee_ratio[i]).unwrap_or(f64::NAN);
    }
}

#[cfg(test)]
mod tests {
    use super::{LANES, taeg_constant_batch};
    use crate::taeg_constant::taeg_constant;
    use proptest::prelude::{Just, Strategy, prop_assert_eq, prop_oneof, proptest};

    /// Columns that the batch must read as `taeg_constant` does, loans that it refuses among them.
    fn any_loan() -> impl Strategy<Value = (f64, u32, f64, f64)> {
        let rate = prop_oneof![0.0..15.0_f64, 0.0..120.0_f64, -1.0..1e-3_f64, Just(0.0), Just(f64::NAN)];
        let months = prop_oneof![1_u32..=420, 0_u32..=1300, Just(u32::MAX)];
        let insurance = prop_oneof![0.0..2.0_f64, -1.0..110.0_f64, Just(0.0), Just(f64::INFINITY)];
        let fee = prop_oneof![0.0..0.1_f64, -0.1..1.1_f64, Just(0.0), Just(f64::NAN)];
        (rate, months, insurance, fee)
    }

    proptest! {
        #[test]
        fn batch_gives_the_same_bits(loans in proptest::collection::vec(any_loan(), 0..3 * LANES)) {
            let rates: Vec<f64> = loans.iter().map(|loan| loan.0).collect();
            let months: Vec<u32> = loans.iter().map(|loan| loan.1).collect();
            let insurance: Vec<f64> = loans.iter().map(|loan| loan.2).collect();
            let fees: Vec<f64> = loans.iter().map(|loan| loan.3).collect();
            let mut taegs = vec![-1.0; loans.len()];
            taeg_constant_batch(&rates, &months, &insurance, &fees, &mut taegs);
            for (&(rate, months, insurance, fee), taeg) in loans.iter().zip(taegs) {
                let alone = taeg_constant(rate, months, insurance, fee);
                let found = (!taeg.is_nan()).then_some(taeg);
                prop_assert_eq!(alone.map(f64::to_bits), found.map(f64::to_bits), "{} {:?}", taeg, alone);
            }
        }
    }

    #[test]
    fn batch_has_no_answer_where_a_column_ends() {
        let mut taegs = [-1.0; 4];
        taeg_constant_batch(&[3.0; 4], &[240; 4], &[0.3; 3], &[0.0; 4], &mut taegs);
        assert_eq!(taegs[2], taeg_constant(3.0, 240, 0.3, 0.0).unwrap());
        assert!(taegs[3].is_nan());
        taeg_constant_batch(&[3.0; 4], &[240; 4], &[0.3; 4], &[0.0; 4], &mut taegs[..1]);
    }
}
