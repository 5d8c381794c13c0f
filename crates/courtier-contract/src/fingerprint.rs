//! The fingerprint of a contract: FNV-1a over a canonical text, so that it never depends on the compiler or machine.
//!
//! **Source:** <https://datatracker.ietf.org/doc/html/draft-eastlake-fnv>

use std::fmt::{self, Write};

use crate::{Bound, Column, Contract};

/// Counts up when [`Column::read`] starts to read a cell differently: stored silver is then out of date too.
const READING_VERSION: u32 = 1;

/// Returns the fingerprint of `contract`; see [`Contract::fingerprint`].
pub(crate) fn of(contract: &Contract) -> u64 {
    let mut hash = Fnv1a::default();
    // Writing to the hash cannot fail: `Fnv1a::write_str` always returns `Ok`.
    let _infallible = write_contract(&mut hash, contract);
    hash.0
}

/// Writes each fact with its own separator; `{:?}` quotes texts, so no two contracts write the same thing.
fn write_contract(out: &mut Fnv1a, contract: &Contract) -> fmt::Result {
    write!(out, "{READING_VERSION};{:?}", contract.table)?;
    contract.columns.iter().try_for_each(|column| write_column(out, column))
}

fn write_column(out: &mut Fnv1a, column: &Column) -> fmt::Result {
    write!(out, ";{:?},{:?},{}", column.name, column.source_name, column.logical_type.as_str())?;
    write!(out, ",{},{},{}", column.required, column.primary_key, column.classification.as_str())?;
    write!(out, ",{},{}", column.severity.as_str(), column.on_violation.as_str())?;
    if let Some(bounds) = column.bounds {
        for end in [bounds.lower, bounds.upper] {
            match end {
                None => out.write_str(",none")?,
                Some(Bound::Inclusive(limit)) => write!(out, ",inclusive {limit}")?,
                Some(Bound::Exclusive(limit)) => write!(out, ",exclusive {limit}")?,
            }
        }
    }
    if let Some(allowed) = &column.allowed {
        write!(out, ",{allowed:?}")?;
    }
    if let Some(relation) = &column.relation {
        write!(out, ",to {:?} {:?}", relation.table, relation.column)?;
    }
    Ok(())
}

/// The 64-bit FNV-1a hash.
struct Fnv1a(u64);

impl Default for Fnv1a {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl Write for Fnv1a {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        for byte in text.bytes() {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::Fnv1a;
    use std::fmt::Write as _;

    #[test]
    fn hashes_the_published_examples() {
        for (text, expected) in
            [("", 0xcbf2_9ce4_8422_2325), ("a", 0xaf63_dc4c_8601_ec8c), ("foobar", 0x8594_4171_f739_67e8)]
        {
            let mut hash = Fnv1a::default();
            hash.write_str(text).unwrap();
            assert_eq!(hash.0, expected, "{text}");
        }
    }
}
