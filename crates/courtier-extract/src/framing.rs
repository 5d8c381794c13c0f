//! Cuts a stream into blocks of whole records, and hashes it on the way.
//!
//! Lines without a quote are never looked into: framing jumps from quote to quote, judges the record around each with
//! the grammar that the workers use, and cuts at the last line end it is sure of. Blocks therefore never split a
//! record, and what is read does not depend on their size.

use std::io;

use memchr::{memchr, memchr_iter, memrchr};
use sha2::{Digest, Sha256};

use crate::scan::{Dialect, Field, Scan};
use crate::source::Source;
use crate::{Block, ExtractError, Layout};

/// Bytes read at a time while the rest of a line that is too long is dropped.
const SKIP_BYTES: usize = 1 << 20;

/// Sequential reader of one export. Iterate to the end, then call [`finish`](Self::finish).
#[derive(Debug)]
pub struct BlockReader {
    name: String,
    source: Source,
    dialect: Dialect,
    block_bytes: usize,
    /// Bytes read but not yet handed over.
    carry: Vec<u8>,
    next_line: u64,
    end_of_file: bool,
    failed: bool,
    hasher: Sha256,
    size_bytes: u64,
    ends_with_newline: bool,
    fields: Vec<Field>,
}

/// What is known of a file once all of it has been read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FileFacts {
    /// SHA-256 of the raw bytes: uncompressed, undecoded, byte order mark and header included.
    pub sha256: [u8; 32],
    /// Number of those bytes.
    pub size_bytes: u64,
    /// Physical lines, header included; the last may have no end of line.
    pub lines: u64,
}

impl BlockReader {
    /// Starts after the header, which must still be the one the layout was made from.
    pub(crate) fn new(mut source: Source, name: &str, layout: &Layout) -> Result<Self, ExtractError> {
        let mut carry = Vec::new();
        let read = source.read_into(&mut carry, layout.head.len())?;
        if carry != layout.head {
            return Err(ExtractError::Changed { name: name.to_owned() });
        }
        Ok(Self {
            name: name.to_owned(),
            source,
            dialect: layout.dialect(),
            block_bytes: layout.limits.block_bytes.max(1),
            next_line: layout.first_line,
            end_of_file: false,
            failed: false,
            hasher: Sha256::new_with_prefix(&carry),
            size_bytes: u64::try_from(read).unwrap_or(u64::MAX),
            ends_with_newline: carry.ends_with(b"\n"),
            carry: Vec::new(),
            fields: Vec::new(),
        })
    }

    /// Reads whatever is left and returns the facts of the whole file.
    ///
    /// # Errors
    /// Those of reading on, and [`ExtractError::Read`] when reading already failed: the facts would be false.
    pub fn finish(mut self) -> Result<FileFacts, ExtractError> {
        if self.failed {
            let source = io::Error::other("lecture déjà interrompue");
            return Err(ExtractError::Read { name: self.name, source });
        }
        while self.next_block()?.is_some() {}
        let lines = self.next_line - u64::from(self.ends_with_newline);
        Ok(FileFacts { sha256: self.hasher.finalize().into(), size_bytes: self.size_bytes, lines })
    }

    fn next_block(&mut self) -> Result<Option<Block>, ExtractError> {
        let mut data = std::mem::take(&mut self.carry);
        let mut target = self.block_bytes;
        loop {
            self.fill(&mut data, target)?;
            if data.is_empty() {
                return Ok(None);
            }
            let cut = self.whole_records(&data);
            if cut > 0 {
                return Ok(Some(self.hand_over(data, cut)));
            }
            if data.len() > self.dialect.max_record_bytes && memchr(b'\n', &data).is_none() {
                self.skip_long_line(&mut data)?;
            }
            // Doubling keeps the total work of judging a long record proportional to its length.
            target =
                data.len().saturating_mul(2).min(self.dialect.max_record_bytes.saturating_add(2)).max(data.len() + 1);
        }
    }

    /// Reads until `data` holds `target` bytes or the source ends.
    fn fill(&mut self, data: &mut Vec<u8>, target: usize) -> Result<(), ExtractError> {
        let before = data.len();
        let wanted = target.saturating_sub(before);
        if wanted == 0 || self.end_of_file {
            return Ok(());
        }
        let read = self.source.read_into(data, wanted)?;
        self.end_of_file = read < wanted;
        self.hasher.update(data.get(before..).unwrap_or_default());
        self.size_bytes += u64::try_from(read).unwrap_or(u64::MAX);
        if read > 0 {
            self.ends_with_newline = data.ends_with(b"\n");
        }
        Ok(())
    }

    /// Returns the length of the longest start of `data` that surely is whole records.
    fn whole_records(&mut self, data: &[u8]) -> usize {
        if self.end_of_file {
            return data.len();
        }
        let mut position = 0;
        loop {
            let rest = data.get(position..).unwrap_or_default();
            let Some(quote) = memchr(b'"', rest) else {
                return position + after_last_newline(rest);
            };
            let record = position + after_last_newline(rest.get(..quote).unwrap_or_default());
            position = match self.dialect.scan(data.get(record..).unwrap_or_default(), false, &mut self.fields) {
                Scan::Blank { next } | Scan::Row { next, .. } | Scan::Rejected { next, .. } => record + next,
                Scan::Incomplete => return record,
            };
        }
    }

    fn hand_over(&mut self, mut data: Vec<u8>, cut: usize) -> Block {
        self.carry = data.split_off(cut);
        let lines = memchr_iter(b'\n', &data).count();
        let first_line = self.next_line;
        self.next_line += u64::try_from(lines).unwrap_or(u64::MAX);
        Block { data, first_line }
    }

    /// Keeps just enough of a line that is too long for the workers to see that it is, and drops the rest.
    fn skip_long_line(&mut self, data: &mut Vec<u8>) -> Result<(), ExtractError> {
        data.truncate(self.dialect.max_record_bytes.saturating_add(1));
        let mut chunk = Vec::new();
        while !self.end_of_file {
            chunk.clear();
            self.fill(&mut chunk, SKIP_BYTES)?;
            if let Some(newline) = memchr(b'\n', &chunk) {
                data.extend_from_slice(chunk.get(newline..).unwrap_or_default());
                break;
            }
        }
        Ok(())
    }
}

fn after_last_newline(bytes: &[u8]) -> usize {
    memrchr(b'\n', bytes).map_or(0, |newline| newline + 1)
}

impl Iterator for BlockReader {
    type Item = Result<Block, ExtractError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.failed {
            return None;
        }
        let block = self.next_block();
        self.failed = block.is_err();
        block.transpose()
    }
}
