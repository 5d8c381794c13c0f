//! Writing a sample: the three files in a folder, or in one archive.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::Path;
use std::thread;

use zip::result::ZipError;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use crate::dataset::Dataset;
use crate::defect::DefectCounts;
use crate::error::SampleError;
use crate::facts::{FileFacts, SampleFacts};
use crate::ordered::in_order;
use crate::partial_file::PartialFile;
use crate::quiet_file::QuietFile;
use crate::sample_file::{Progress, SampleFile};
use crate::spec::SampleSpec;

/// Fastest deflate level: the archive is a third of the text, against a fifth at the usual level, in far less time.
const COMPRESSION_LEVEL: i64 = 1;
/// More than any row, in bytes: decides when an archive member needs the 64-bit format.
const MOST_ROW_BYTES: u64 = 1_024;

/// Writes the three files in one archive at `path`, creating its folder and replacing an older archive.
///
/// The bytes depend on `spec` alone. `progress` is called after each chunk, on the calling thread.
///
/// # Errors
/// [`SampleError`] when the folder or the file cannot be created or written; an older archive is then untouched.
pub fn write_archive(path: &Path, spec: &SampleSpec, progress: &dyn Fn(Progress)) -> Result<SampleFacts, SampleError> {
    let (partial, file) = PartialFile::create(path)?;
    let facts =
        archive(file, &Dataset::new(*spec), threads(), progress).map_err(|source| partial.write_error(source))?;
    partial.publish()?;
    Ok(facts)
}

/// Writes the three files in the folder `dir`, creating it and replacing older files once all three are complete.
///
/// The bytes depend on `spec` alone. `progress` is called after each chunk, on the calling thread.
///
/// # Errors
/// [`SampleError`] when the folder or a file cannot be created or written; older files are then untouched.
pub fn write_files(dir: &Path, spec: &SampleSpec, progress: &dyn Fn(Progress)) -> Result<SampleFacts, SampleError> {
    let dataset = Dataset::new(*spec);
    let mut facts = SampleFacts::default();
    let mut complete = Vec::new();
    for file in SampleFile::ALL {
        let (partial, mut out) = PartialFile::create(&dir.join(file.name()))?;
        write_csv(file, &dataset, threads(), &mut out, progress, &mut facts)
            .and_then(|()| out.flush())
            .map_err(|source| partial.write_error(source))?;
        complete.push(partial);
    }
    complete.into_iter().try_for_each(PartialFile::publish)?;
    Ok(facts)
}

/// Writes the archive's bytes. Dates and permissions of the members are fixed.
fn archive(
    file: BufWriter<File>,
    dataset: &Dataset,
    threads: usize,
    progress: &dyn Fn(Progress),
) -> io::Result<SampleFacts> {
    let mut facts = SampleFacts::default();
    let mut zip = ZipWriter::new(QuietFile::new(file));
    for file in SampleFile::ALL {
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Deflated)
            .compression_level(Some(COMPRESSION_LEVEL))
            .last_modified_time(DateTime::DEFAULT)
            .unix_permissions(0o644)
            .large_file(file.rows(dataset.spec).saturating_mul(MOST_ROW_BYTES) > u64::from(u32::MAX));
        zip.start_file(file.name(), options).map_err(io_error)?;
        write_csv(file, dataset, threads, &mut zip, progress, &mut facts)?;
    }
    zip.finish().map_err(io_error)?.flush()?;
    Ok(facts)
}

/// Writes one file and adds its size and defects to `facts`.
fn write_csv(
    file: SampleFile,
    dataset: &Dataset,
    threads: usize,
    out: &mut impl Write,
    progress: &dyn Fn(Progress),
    facts: &mut SampleFacts,
) -> io::Result<()> {
    let rows_total = file.rows(dataset.spec);
    let header = format!("{}\n", file.header());
    let mut written = FileFacts { rows: 0, bytes: header.len() as u64 };
    let mut defects = DefectCounts::default();
    out.write_all(header.as_bytes())?;
    in_order(
        dataset.chunks(file),
        threads,
        |number| dataset.chunk(file, number),
        |text| {
            out.write_all(&text.bytes)?;
            written.rows += text.rows;
            written.bytes += text.bytes.len() as u64;
            defects.merge(&text.defects);
            progress(Progress { file, rows_done: written.rows, rows_total });
            Ok::<_, io::Error>(())
        },
    )?;
    facts.defects.merge(&defects);
    match file {
        SampleFile::Banks => facts.banks = written,
        SampleFile::Opportunities => facts.opportunities = written,
        SampleFile::Proposals => facts.proposals = written,
    }
    Ok(())
}

/// Returns the number of threads that make rows; the calling thread writes and compresses.
fn threads() -> usize {
    thread::available_parallelism().map_or(1, usize::from)
}

fn io_error(error: ZipError) -> io::Error {
    match error {
        ZipError::Io(source) => source,
        other => io::Error::other(other),
    }
}

#[cfg(test)]
mod tests {
    use std::io::{self, Write};

    use super::write_csv;
    use crate::dataset::Dataset;
    use crate::facts::SampleFacts;
    use crate::sample_file::SampleFile;
    use crate::spec::SampleSpec;

    fn text(spec: SampleSpec, threads: usize) -> Vec<u8> {
        let dataset = Dataset::new(spec);
        let mut out = Vec::new();
        for file in SampleFile::ALL {
            write_csv(file, &dataset, threads, &mut out, &|_| {}, &mut SampleFacts::default()).unwrap();
        }
        out
    }

    #[test]
    fn gives_the_same_bytes_on_any_number_of_threads() {
        let spec = SampleSpec { opportunities: 30_000, seed: 7 };
        let expected = text(spec, 1);
        for threads in [2, 3, 16] {
            assert!(text(spec, threads) == expected, "{threads} threads");
        }
        assert!(text(SampleSpec { seed: 8, ..spec }, 2) != expected, "another seed");
    }

    #[test]
    fn stops_when_the_disk_is_full() {
        struct Full {
            room: usize,
        }
        impl Write for Full {
            fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
                self.room = self.room.checked_sub(bytes.len()).ok_or(io::ErrorKind::StorageFull)?;
                Ok(bytes.len())
            }
            fn flush(&mut self) -> io::Result<()> {
                Ok(())
            }
        }
        let dataset = Dataset::new(SampleSpec { opportunities: 100_000, seed: 7 });
        let mut out = Full { room: 10_000_000 };
        let result = write_csv(SampleFile::Opportunities, &dataset, 2, &mut out, &|_| {}, &mut SampleFacts::default());
        assert_eq!(result.unwrap_err().kind(), io::ErrorKind::StorageFull);
    }
}
