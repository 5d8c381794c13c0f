//! What a file is, judged by its name alone.

use crate::IgnoreReason;

/// What a file name promises.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum FileKind {
    Csv,
    Zip,
    /// Neither; read only when the user names it.
    Unknown,
    Ignored(IgnoreReason),
}

impl FileKind {
    /// Judges a path with `/` separators.
    pub(crate) fn of(path: &str) -> Self {
        let name = path.rsplit('/').next().unwrap_or(path);
        if name.starts_with('.') || path.split('/').any(|part| part == "__MACOSX") || is_windows_leftover(name) {
            return Self::Ignored(IgnoreReason::SystemFile);
        }
        let extension = name.rsplit_once('.').map(|(_, extension)| extension.to_ascii_lowercase()).unwrap_or_default();
        match extension.as_str() {
            "csv" | "tsv" | "tab" | "txt" => Self::Csv,
            "zip" => Self::Zip,
            "xls" | "xlsx" | "xlsm" | "xlsb" | "ods" | "numbers" => Self::Ignored(IgnoreReason::Spreadsheet),
            "7z" | "bz2" | "gz" | "lz4" | "rar" | "tar" | "tgz" | "xz" | "zst" => {
                Self::Ignored(IgnoreReason::OtherCompression)
            }
            _ => Self::Unknown,
        }
    }
}

fn is_windows_leftover(name: &str) -> bool {
    name.eq_ignore_ascii_case("thumbs.db") || name.eq_ignore_ascii_case("desktop.ini")
}

#[cfg(test)]
mod tests {
    use super::FileKind;
    use crate::IgnoreReason::{OtherCompression, Spreadsheet, SystemFile};

    #[test]
    fn judges_by_name() {
        for (path, kind) in [
            ("a/Export.CSV", FileKind::Csv),
            ("notes.txt", FileKind::Csv),
            ("a.b/c.zip", FileKind::Zip),
            ("a.csv/readme", FileKind::Unknown),
            ("a.pdf", FileKind::Unknown),
            ("a/.DS_Store", FileKind::Ignored(SystemFile)),
            ("__MACOSX/a/._b.csv", FileKind::Ignored(SystemFile)),
            ("x/Thumbs.db", FileKind::Ignored(SystemFile)),
            ("a.xlsx", FileKind::Ignored(Spreadsheet)),
            ("a.csv.gz", FileKind::Ignored(OtherCompression)),
        ] {
            assert_eq!(FileKind::of(path), kind, "{path}");
        }
    }
}
