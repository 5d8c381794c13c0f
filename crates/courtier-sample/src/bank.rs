//! `banques_test.csv`: 2,881 ids under 1,927 names. Names are not keys.

use crate::bank_names::distinct_names;
use crate::calendar;
use crate::csv_writer::CsvWriter;
use crate::defect::{Defect, DefectCounts};
use crate::draws::{Draws, Subject};
use crate::ids::Ids;
use crate::spec::SampleSpec;

/// Distinct names in the list.
const NAMES: usize = 1_927;
/// How many names have how many ids; every other name has one. They add up to 2,881 ids, with a maximum of 13.
const REPEATED: [(usize, usize); 8] = [(13, 1), (8, 2), (7, 8), (6, 12), (5, 20), (4, 40), (3, 120), (2, 380)];
/// More than the average row, in bytes.
const ROW_BYTES: usize = 80;

/// Returns the text of the bank list and its defects.
pub(crate) fn write_all(spec: SampleSpec) -> (Vec<u8>, DefectCounts) {
    let mut draws = Draws::new(spec.seed, Subject::Banks, 0);
    let ids = Ids::new(spec);
    let names = names_by_row(&mut draws);
    let mut csv = CsvWriter::with_capacity(names.len() * ROW_BYTES);
    let mut defects = DefectCounts::default();
    for (row, (name, repeated)) in (0..spec.banks()).zip(names) {
        csv.id(&ids.bank(row));
        csv.timestamp(calendar::bank_created(row, spec.banks(), &mut draws));
        csv.text(&name);
        csv.end_row();
        defects.note(repeated.then_some(Defect::BankNameRepeated));
        defects.note(name.contains(',').then_some(Defect::BankNameQuoted));
    }
    (csv.into_bytes(), defects)
}

/// Returns the name of each row, and whether an earlier row has it.
fn names_by_row(draws: &mut Draws) -> Vec<(String, bool)> {
    let multiplicities = REPEATED.iter().flat_map(|&(ids, names)| std::iter::repeat_n(ids, names));
    let mut names: Vec<String> = distinct_names()
        .take(NAMES)
        .zip(multiplicities.chain(std::iter::repeat(1)))
        .flat_map(|(name, ids)| std::iter::repeat_n(name, ids))
        .collect();
    // Fisher-Yates: the ids of one name are far apart in the real list.
    for last in (1..names.len()).rev() {
        names.swap(last, draws.below(last as u64 + 1) as usize);
    }
    let mut seen = std::collections::BTreeSet::new();
    names
        .into_iter()
        .map(|name| {
            let repeated = !seen.insert(name.clone());
            (name, repeated)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::names_by_row;
    use crate::draws::{Draws, Subject};

    #[test]
    fn has_the_published_numbers_of_ids_and_names() {
        let names = names_by_row(&mut Draws::new(1, Subject::Banks, 0));
        let mut ids = BTreeMap::<_, u64>::new();
        names.iter().for_each(|(name, _)| *ids.entry(name).or_default() += 1);
        assert_eq!((names.len(), ids.len(), ids.values().max()), (2_881, 1_927, Some(&13)));
        assert_eq!(names.iter().filter(|(_, repeated)| *repeated).count(), 2_881 - 1_927);
    }
}
