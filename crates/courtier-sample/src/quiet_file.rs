//! A file that fails once.
//!
//! `zip::ZipWriter` tries to complete its archive when it is dropped after an error, and prints to standard error when
//! that fails too. The first error is the one that is reported; after it, this file accepts everything and keeps nothing.

use std::io::{self, Seek, SeekFrom, Write};

/// Passes everything on until the first error.
#[derive(Debug)]
pub(crate) struct QuietFile<W> {
    inner: W,
    failed: bool,
}

impl<W> QuietFile<W> {
    /// Wraps a file.
    pub(crate) const fn new(inner: W) -> Self {
        Self { inner, failed: false }
    }

    fn once<T>(&mut self, afterwards: T, operation: impl FnOnce(&mut W) -> io::Result<T>) -> io::Result<T> {
        if self.failed {
            return Ok(afterwards);
        }
        operation(&mut self.inner).inspect_err(|error| self.failed = error.kind() != io::ErrorKind::Interrupted)
    }
}

impl<W: Write> Write for QuietFile<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.once(bytes.len(), |inner| inner.write(bytes))
    }

    fn flush(&mut self) -> io::Result<()> {
        self.once((), Write::flush)
    }
}

impl<W: Seek> Seek for QuietFile<W> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.once(0, |inner| inner.seek(to))
    }
}

#[cfg(test)]
mod tests {
    use std::io::{self, Write};

    use super::QuietFile;

    #[test]
    fn fails_once_then_accepts_everything() {
        struct Broken;
        impl Write for Broken {
            fn write(&mut self, _: &[u8]) -> io::Result<usize> {
                Err(io::ErrorKind::StorageFull.into())
            }
            fn flush(&mut self) -> io::Result<()> {
                Err(io::ErrorKind::StorageFull.into())
            }
        }
        let mut file = QuietFile::new(Broken);
        assert_eq!(file.write_all(b"lost").unwrap_err().kind(), io::ErrorKind::StorageFull);
        file.write_all(b"ignored").unwrap();
        file.flush().unwrap();
    }
}
