//! Zip archives, sound or damaged.

use std::io::{Cursor, Write as _};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// Offset of the flags in the header of an entry, and of the bit that says "encrypted".
const LOCAL_FLAGS: usize = 6;
const CENTRAL_FLAGS: usize = 8;
const ENCRYPTED: u8 = 1;
const CENTRAL_MAGIC: &[u8] = b"PK\x01\x02";

/// Returns a deflated archive of these entries: path inside, content.
#[must_use]
pub fn zipped(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in entries {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(content).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// Returns the first half of an archive, as a download that was cut leaves it.
#[must_use]
pub fn truncated(zip: &[u8]) -> Vec<u8> {
    zip.iter().take(zip.len() / 2).copied().collect()
}

/// Returns an archive of one entry, marked as encrypted.
#[must_use]
pub fn encrypted(mut zip: Vec<u8>) -> Vec<u8> {
    let central = zip.windows(CENTRAL_MAGIC.len()).position(|bytes| bytes == CENTRAL_MAGIC).unwrap();
    for flags in [LOCAL_FLAGS, central + CENTRAL_FLAGS] {
        *zip.get_mut(flags).unwrap() |= ENCRYPTED;
    }
    zip
}
