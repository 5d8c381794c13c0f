//! Salesforce ids of the synthetic records: computed from the row number, so that a proposal can name its opportunity
//! and its bank without anything being kept in memory.

use courtier_core::SalesforceId;

use crate::draws::mix64;
use crate::spec::SampleSpec;

/// Ids of a series grow by this on average, as in an organisation where other records are created in between.
const STRIDE: u64 = 7;
const ALPHABET: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
/// First numbers are drawn in this range: six digits in base 62, as in real ids.
const FIRST_NUMBERS: std::ops::Range<u64> = 1_000_000_000..9_000_000_000;

/// A kind of record: its three-character prefix and the pods (server groups) its ids come from. No two series share
/// both, so ids never collide between series.
#[derive(Debug, Clone, Copy)]
struct Series {
    prefix: &'static [u8; 3],
    /// Pod of the older and of the newer half of the file: the real export spans a migration.
    pods: [&'static [u8; 2]; 2],
}

const OPPORTUNITIES: Series = Series { prefix: b"006", pods: [b"5q", b"IV"] };
const UNKNOWN_OPPORTUNITIES: Series = Series { prefix: b"006", pods: [b"1i", b"1i"] };
const PROPOSALS: Series = Series { prefix: b"a0P", pods: [b"IV", b"IV"] };
const BANKS: Series = Series { prefix: b"001", pods: [b"1i", b"IV"] };
const UNKNOWN_BANKS: Series = Series { prefix: b"001", pods: [b"Zz", b"Zz"] };
const AGENCIES: Series = Series { prefix: b"001", pods: [b"D0", b"D0"] };
const RECORD_TYPES: Series = Series { prefix: b"012", pods: [b"20", b"20"] };

/// The ids of one sample.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Ids {
    spec: SampleSpec,
}

impl Ids {
    /// Returns the ids of this sample.
    pub(crate) const fn new(spec: SampleSpec) -> Self {
        Self { spec }
    }

    /// Returns the id of the opportunity in this row.
    pub(crate) fn opportunity(&self, row: u64) -> SalesforceId {
        self.id(OPPORTUNITIES, row, self.spec.opportunities)
    }

    /// Returns the id of the proposal in this row.
    pub(crate) fn proposal(&self, row: u64) -> SalesforceId {
        self.id(PROPOSALS, row, self.spec.proposals())
    }

    /// Returns the id of the bank in this row.
    pub(crate) fn bank(&self, row: u64) -> SalesforceId {
        self.id(BANKS, row, self.spec.banks())
    }

    /// Returns the id of an opportunity that is in no file.
    pub(crate) fn unknown_opportunity(&self, number: u64) -> SalesforceId {
        self.id(UNKNOWN_OPPORTUNITIES, number, 1)
    }

    /// Returns the id of a bank that is in no file.
    pub(crate) fn unknown_bank(&self, number: u64) -> SalesforceId {
        self.id(UNKNOWN_BANKS, number, 1)
    }

    /// Returns the id of a broker's agency.
    pub(crate) fn agency(&self, number: u64) -> SalesforceId {
        self.id(AGENCIES, number, 1)
    }

    /// Returns the only record type of the opportunities.
    pub(crate) fn record_type(&self) -> SalesforceId {
        self.id(RECORD_TYPES, 0, 1)
    }

    fn id(&self, series: Series, row: u64, rows: u64) -> SalesforceId {
        let [a, b, c] = *series.prefix;
        let key = mix64(self.spec.seed ^ u64::from(u32::from_be_bytes([a, b, c, series.pods[0][0]])));
        let first = FIRST_NUMBERS.start + key % (FIRST_NUMBERS.end - FIRST_NUMBERS.start);
        let number = first + row * STRIDE + mix64(key ^ row) % STRIDE;
        let newer_half = usize::from(row >= rows.div_ceil(2) && rows > 1);
        short_id(series.prefix, series.pods[newer_half], number)
    }
}

/// Returns the id of this prefix, pod and number, with its checksum.
fn short_id(prefix: &[u8; 3], pod: &[u8; 2], mut number: u64) -> SalesforceId {
    let mut short = [b'0'; 15];
    short[..3].copy_from_slice(prefix);
    short[3..5].copy_from_slice(pod);
    for digit in short[5..].iter_mut().rev() {
        *digit = ALPHABET[(number % 62) as usize];
        number /= 62;
    }
    let text = std::str::from_utf8(&short).unwrap_or_default();
    #[expect(clippy::expect_used, reason = "fifteen base-62 digits are always an id")]
    SalesforceId::parse(text).expect("fifteen base-62 digits are an id")
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::Ids;
    use crate::spec::SampleSpec;

    #[test]
    fn ids_are_unique_within_and_between_series() {
        let ids = Ids::new(SampleSpec { opportunities: 20_000, seed: 9 });
        let mut seen = BTreeSet::new();
        for row in 0..20_000 {
            assert!(seen.insert(ids.opportunity(row)) && seen.insert(ids.unknown_opportunity(row)));
            assert!(seen.insert(ids.bank(row)) && seen.insert(ids.unknown_bank(row)));
            assert!(seen.insert(ids.proposal(row)) && seen.insert(ids.agency(row)));
        }
    }

    #[test]
    fn ids_have_the_prefix_of_their_kind_and_both_pods() {
        let ids = Ids::new(SampleSpec { opportunities: 10, seed: 9 });
        assert!(ids.opportunity(0).as_str().starts_with("0065q") && ids.opportunity(9).as_str().starts_with("006IV"));
        assert!(ids.proposal(0).as_str().starts_with("a0P") && ids.bank(0).as_str().starts_with("001"));
    }

    #[test]
    fn another_seed_gives_other_ids() {
        let id = |seed| Ids::new(SampleSpec { opportunities: 10, seed }).opportunity(0);
        assert_ne!(id(1), id(2));
    }
}
