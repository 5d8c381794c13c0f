//! Where the bytes of an export come from: a plain file or an archive entry.

use std::fmt;
use std::io::Read;

use crate::ExtractError;
use crate::inflate::Inflate;

/// A stream of raw, uncompressed bytes.
pub(crate) enum Source {
    Plain { name: String, reader: Box<dyn Read + Send> },
    Entry(Inflate),
}

impl Source {
    /// Appends up to `wanted` bytes to `data` and returns how many came; fewer means the end of the stream.
    pub(crate) fn read_into(&mut self, data: &mut Vec<u8>, wanted: usize) -> Result<usize, ExtractError> {
        data.reserve(wanted);
        match self {
            Self::Plain { name, reader } => reader
                .take(u64::try_from(wanted).unwrap_or(u64::MAX))
                .read_to_end(data)
                .map_err(|source| ExtractError::Read { name: name.clone(), source }),
            Self::Entry(inflate) => inflate.read_into(data, wanted),
        }
    }
}

impl fmt::Debug for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Plain { .. } => "Plain",
            Self::Entry(_) => "Entry",
        })
    }
}
