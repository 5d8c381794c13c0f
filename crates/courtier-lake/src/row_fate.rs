//! What becomes of a row of a file, given what the table holds.

use hashbrown::{HashMap, HashSet};
use xxhash_rust::xxh3::{xxh3_64, xxh3_128};

/// Fingerprint of a key: 128 bits of XXH3, so that two keys of a table never share one in practice.
pub type KeyHash = u128;

/// Returns the fingerprint of a key's text.
#[must_use]
pub fn key_hash(key: &str) -> KeyHash {
    xxh3_128(key.as_bytes())
}

/// Returns the fingerprint of a row's source cells, as it is stored in `_row_hash`.
#[must_use]
pub fn row_hash(cells: &[u8]) -> i64 {
    i64::from_ne_bytes(xxh3_64(cells).to_ne_bytes())
}

/// What becomes of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RowFate {
    /// Its key is new.
    Inserted,
    /// Its key is known and a cell changed.
    Updated,
    /// Its key is known and no cell changed.
    Unchanged,
    /// Its key already occurred in this load: the first occurrence stands.
    Duplicate,
}

/// Keys of a table before the load of a file, and those met during it.
#[derive(Debug, Default)]
pub struct KeyIndex {
    known: HashMap<KeyHash, i64>,
    met: HashMap<KeyHash, i64>,
    replaced: HashSet<KeyHash>,
}

impl KeyIndex {
    /// Records a row that the table holds: its key and its hash.
    pub fn insert_known(&mut self, key: KeyHash, row_hash: i64) {
        self.known.insert(key, row_hash);
    }

    /// Decides the fate of the next row of the file. Rows must come in the order of the file.
    pub fn decide(&mut self, key: KeyHash, row_hash: i64) -> RowFate {
        if self.met.contains_key(&key) {
            return RowFate::Duplicate;
        }
        self.met.insert(key, row_hash);
        match self.known.get(&key) {
            None => RowFate::Inserted,
            Some(known) if *known == row_hash => RowFate::Unchanged,
            Some(_) => {
                self.replaced.insert(key);
                RowFate::Updated
            }
        }
    }

    /// Returns the keys whose row is replaced by one of the file.
    #[must_use]
    pub const fn replaced(&self) -> &HashSet<KeyHash> {
        &self.replaced
    }

    /// Returns the number of keys that the table held before the file.
    #[must_use]
    pub fn known_len(&self) -> usize {
        self.known.len()
    }

    /// Returns the keys of the file.
    #[must_use]
    pub fn met_keys(&self) -> HashSet<KeyHash> {
        self.met.keys().copied().collect()
    }

    /// Ends a file: its rows become known, ready for the next file of the same table.
    pub fn end_file(&mut self) {
        if self.known.is_empty() {
            std::mem::swap(&mut self.known, &mut self.met);
        } else {
            self.known.extend(self.met.drain());
        }
        self.met.clear();
        self.replaced.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::{KeyIndex, RowFate, key_hash, row_hash};
    use proptest::prelude::{any, prop_assert_eq, proptest};
    use std::collections::BTreeMap;

    #[test]
    fn tells_new_changed_same_and_repeated_rows_apart() {
        let mut index = KeyIndex::default();
        index.insert_known(key_hash("a"), row_hash(b"1"));
        index.insert_known(key_hash("b"), row_hash(b"1"));
        index.insert_known(key_hash("c"), row_hash(b"1"));
        assert_eq!(index.decide(key_hash("a"), row_hash(b"1")), RowFate::Unchanged);
        assert_eq!(index.decide(key_hash("b"), row_hash(b"2")), RowFate::Updated);
        assert_eq!(index.decide(key_hash("b"), row_hash(b"3")), RowFate::Duplicate);
        assert_eq!(index.decide(key_hash("d"), row_hash(b"1")), RowFate::Inserted);
        assert!(index.replaced().contains(&key_hash("b")) && index.replaced().len() == 1);
        assert_eq!((index.known_len(), index.met_keys().len()), (3, 3));
        index.end_file();
        assert_eq!(index.known_len(), 4);
        assert_eq!(index.decide(key_hash("b"), row_hash(b"2")), RowFate::Unchanged, "the first occurrence stands");
    }

    proptest! {
        #[test]
        fn fates_add_up_to_a_naive_upsert(
            before in proptest::collection::btree_map(0_u8..20, any::<u8>(), 0..20),
            load in proptest::collection::vec((0_u8..20, any::<u8>()), 0..60),
        ) {
            let mut index = KeyIndex::default();
            for (key, value) in &before {
                index.insert_known(key_hash(&key.to_string()), row_hash(&[*value]));
            }
            let mut after = before.clone();
            let mut first: BTreeMap<u8, u8> = BTreeMap::new();
            let mut counts = [0_usize; 4];
            for (key, value) in &load {
                let fate = index.decide(key_hash(&key.to_string()), row_hash(&[*value]));
                counts[fate as usize] += 1;
                if matches!(fate, RowFate::Inserted | RowFate::Updated) {
                    after.insert(*key, *value);
                }
                first.entry(*key).or_insert(*value);
            }
            let mut naive = before.clone();
            naive.extend(first);
            prop_assert_eq!(counts.iter().sum::<usize>(), load.len());
            prop_assert_eq!(after, naive);
        }
    }
}
