//! A file under a temporary name, that takes its real name when it is complete and disappears otherwise.

use std::fs::{self, File};
use std::io::BufWriter;
use std::path::{Path, PathBuf};

use crate::error::SampleError;

/// A file being written beside its final place, hidden and with the suffix `.partial`.
#[derive(Debug)]
pub(crate) struct PartialFile {
    temporary: PathBuf,
    destination: PathBuf,
    published: bool,
}

impl PartialFile {
    /// Creates the temporary file, and its folder if need be.
    ///
    /// # Errors
    /// [`SampleError::Folder`] or [`SampleError::Create`].
    pub(crate) fn create(destination: &Path) -> Result<(Self, BufWriter<File>), SampleError> {
        let folder = destination.parent().unwrap_or(Path::new(""));
        if !folder.as_os_str().is_empty() {
            fs::create_dir_all(folder).map_err(|source| SampleError::Folder { path: folder.to_owned(), source })?;
        }
        let mut name = std::ffi::OsString::from(".");
        name.push(destination.file_name().unwrap_or_default());
        name.push(".partial");
        let temporary = destination.with_file_name(name);
        let file =
            File::create(&temporary).map_err(|source| SampleError::Create { path: temporary.clone(), source })?;
        Ok((Self { temporary, destination: destination.to_owned(), published: false }, BufWriter::new(file)))
    }

    /// Returns the error of a write to this file.
    pub(crate) fn write_error(&self, source: std::io::Error) -> SampleError {
        SampleError::Write { path: self.temporary.clone(), source }
    }

    /// Gives the complete and flushed file its final name, in place of an older one.
    ///
    /// # Errors
    /// [`SampleError::Publish`].
    pub(crate) fn publish(mut self) -> Result<(), SampleError> {
        fs::rename(&self.temporary, &self.destination)
            .map_err(|source| SampleError::Publish { path: self.destination.clone(), source })?;
        self.published = true;
        Ok(())
    }
}

impl Drop for PartialFile {
    fn drop(&mut self) {
        if !self.published {
            // A destructor has no way to report; a file that stays is hidden, and the next run overwrites it.
            drop(fs::remove_file(&self.temporary));
        }
    }
}
