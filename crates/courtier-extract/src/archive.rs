//! Lists a zip archive and refuses what no honest export contains.

use std::fs::File;
use std::io::{BufReader, Read};
use std::path::Path;

use zip::{CompressionMethod, ZipArchive};

use crate::file_kind::FileKind;
use crate::header::HEAD_BYTES;
use crate::{ExtractError, IgnoreReason, Ignored, Limits};

/// One entry that may be an export.
#[derive(Debug, Clone)]
pub(crate) struct Entry {
    pub(crate) index: usize,
    /// Archive name, `/`, path inside.
    pub(crate) name: String,
    /// As declared by the archive's directory.
    pub(crate) size_bytes: u64,
}

/// An archive whose directory has been read.
pub(crate) type Archive = ZipArchive<BufReader<File>>;

/// Opens an archive and reads its directory.
pub(crate) fn open(path: &Path) -> Result<Archive, ExtractError> {
    let name = path.display().to_string();
    let file = File::open(path).map_err(|source| ExtractError::Read { name: name.clone(), source })?;
    let archive = ZipArchive::new(BufReader::new(file))
        .map_err(|source| ExtractError::ArchiveDamaged { name: name.clone(), source })?;
    if archive.has_duplicate_names() {
        return Err(ExtractError::ArchiveDuplicateNames { name });
    }
    Ok(archive)
}

/// Returns the entries that may be exports, and the others with the reason.
pub(crate) fn entries(
    archive: &Archive,
    path: &Path,
    limits: &Limits,
) -> Result<(Vec<Entry>, Vec<Ignored>), ExtractError> {
    let archive_name = path.display().to_string();
    let damaged = |source| ExtractError::ArchiveDamaged { name: archive_name.clone(), source };
    let (mut entries, mut ignored) = (Vec::new(), Vec::new());
    let (mut out_bytes, mut in_bytes) = (0u64, 0u64);
    for index in 0..archive.len() {
        let entry = archive.by_index_data(index).map_err(damaged)?;
        let inner = entry.name().map_err(damaged)?;
        if leaves_archive(&inner) {
            let entry = inner.escape_debug().to_string();
            return Err(ExtractError::UnsafePath { archive: archive_name, entry });
        }
        let name = format!("{archive_name}/{inner}");
        let reason = if entry.is_dir() {
            continue;
        } else if entry.is_symlink() {
            IgnoreReason::SymbolicLink
        } else {
            match FileKind::of(&inner) {
                FileKind::Csv => {
                    check(&entry, &name, limits)?;
                    out_bytes = out_bytes.saturating_add(entry.size());
                    in_bytes = in_bytes.saturating_add(entry.compressed_size());
                    entries.push(Entry { index, name, size_bytes: entry.size() });
                    continue;
                }
                FileKind::Zip => IgnoreReason::NestedArchive,
                FileKind::Unknown => IgnoreReason::NotCsv,
                FileKind::Ignored(reason) => reason,
            }
        };
        ignored.push(Ignored { name, reason });
    }
    if out_bytes > limits.max_bytes {
        return Err(ExtractError::Bomb { name: archive_name, out_bytes, in_bytes });
    }
    entries.sort_by(|a, b| a.name.cmp(&b.name));
    Ok((entries, ignored))
}

/// Returns the first bytes of an entry and whether they are all of it.
pub(crate) fn head(archive: &mut Archive, entry: &Entry) -> Result<(Vec<u8>, bool), ExtractError> {
    let reader = archive
        .by_index(entry.index)
        .map_err(|source| ExtractError::ArchiveDamaged { name: entry.name.clone(), source })?;
    let mut head = Vec::new();
    reader
        .take(HEAD_BYTES as u64)
        .read_to_end(&mut head)
        .map_err(|source| ExtractError::EntryDamaged { name: entry.name.clone(), source })?;
    let whole = head.len() < HEAD_BYTES;
    Ok((head, whole))
}

fn check(entry: &zip::read::ZipFileEntry<'_>, name: &str, limits: &Limits) -> Result<(), ExtractError> {
    let name = name.to_owned();
    if entry.encrypted() {
        return Err(ExtractError::Encrypted { name });
    }
    let method = entry.compression();
    if !matches!(method, CompressionMethod::Stored | CompressionMethod::Deflated) {
        return Err(ExtractError::UnsupportedCompression { name, method: method.to_string() });
    }
    let (out_bytes, in_bytes) = (entry.size(), entry.compressed_size());
    if limits.is_bomb(out_bytes, in_bytes) {
        return Err(ExtractError::Bomb { name, out_bytes, in_bytes });
    }
    Ok(())
}

/// Returns whether a path inside an archive is absolute, has a drive letter or climbs with `..`. Nothing is extracted,
/// so it could do no harm here; but such an archive was made to attack, and its other entries deserve no trust.
fn leaves_archive(path: &str) -> bool {
    let path = path.replace('\\', "/");
    let drive = matches!(path.as_bytes(), [letter, b':', ..] if letter.is_ascii_alphabetic());
    drive || path.starts_with('/') || path.contains('\0') || path.split('/').any(|part| part == "..")
}

#[cfg(test)]
mod tests {
    use super::leaves_archive;

    #[test]
    fn tells_paths_that_leave_the_archive() {
        for bad in
            ["../a.csv", "a/../../b.csv", "/etc/a.csv", "C:\\a.csv", "c:a.csv", "..\\a.csv", "\\\\host\\a", "a\0.csv"]
        {
            assert!(leaves_archive(bad), "{bad:?}");
        }
        for good in ["a.csv", "a/b.csv", "a..b/c...csv", "./a.csv"] {
            assert!(!leaves_archive(good), "{good:?}");
        }
    }
}
