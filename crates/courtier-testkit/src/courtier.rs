//! Runs the binary in a folder of its own.

use std::ffi::OsStr;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use serde_json::Value;
use tempfile::TempDir;

use crate::Outcome;

/// The binary, and the folder it runs in: every path given to it is relative to that folder, its lake is `./lake`, and it
/// sees no variable of the environment but those of the test.
#[derive(Debug)]
pub struct Courtier {
    binary: PathBuf,
    folder: TempDir,
    variables: Vec<(String, String)>,
}

impl Courtier {
    /// Makes an empty folder for the binary at this path.
    #[must_use]
    pub fn new(binary: &str) -> Self {
        Self { binary: binary.into(), folder: tempfile::tempdir().unwrap(), variables: Vec::new() }
    }

    /// The same with one more environment variable.
    #[must_use]
    pub fn with_variable(mut self, name: &str, value: &str) -> Self {
        self.variables.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Returns the absolute path of a file of the folder.
    #[must_use]
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Writes a file of the folder, and the folders above it.
    pub fn write(&self, name: &str, content: impl AsRef<[u8]>) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap_or(Path::new(""))).unwrap();
        fs::write(path, content).unwrap();
    }

    /// Prepares a run.
    #[must_use]
    pub fn command(&self, arguments: &[&str]) -> Command {
        self.command_of(&self.binary, arguments)
    }

    fn command_of(&self, program: impl AsRef<OsStr>, arguments: &[&str]) -> Command {
        let mut command = Command::new(program);
        command.args(arguments).current_dir(self.folder.path()).env_clear().env("HOME", self.folder.path());
        command.envs(self.variables.iter().cloned()).stdin(Stdio::null());
        command
    }

    /// Runs to the end.
    #[must_use]
    pub fn run(&self, arguments: &[&str]) -> Outcome {
        Outcome::of(self.command(arguments).output().unwrap())
    }

    /// Runs to the end where no file can be larger than 16 KiB (32 KiB with some shells): the system refuses to write more, as
    /// it does on a full disk.
    #[must_use]
    pub fn run_with_small_files(&self, arguments: &[&str]) -> Outcome {
        let limited = "trap '' XFSZ; ulimit -f 32; exec \"$0\" \"$@\"";
        let program = self.binary.to_str().unwrap();
        let mut command = self.command_of("/bin/sh", &[&["-c", limited, program], arguments].concat());
        Outcome::of(command.output().unwrap())
    }

    /// Runs to the end with this text on stdin.
    #[must_use]
    pub fn run_with_input(&self, arguments: &[&str], input: &str) -> Outcome {
        let mut command = self.command(arguments);
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        // Dropping stdin ends it.
        child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
        Outcome::of(child.wait_with_output().unwrap())
    }

    /// Starts a run whose texts nobody reads.
    #[must_use]
    pub fn start(&self, arguments: &[&str]) -> Child {
        self.command(arguments).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap()
    }

    /// Runs what must succeed silently; returns stdout.
    #[track_caller]
    pub fn done(&self, arguments: &[&str]) -> String {
        self.run(arguments).done()
    }

    /// Runs what must be refused with this exit code; returns the message.
    #[must_use]
    #[track_caller]
    pub fn refused(&self, code: i32, arguments: &[&str]) -> String {
        self.run(arguments).refused(code)
    }

    /// Loads files that must load; returns the JSON report.
    #[track_caller]
    pub fn ingest(&self, files: &[&str]) -> Value {
        let arguments = [&["ingest", "--format", "json"], files].concat();
        serde_json::from_str(&self.done(&arguments)).unwrap()
    }

    /// Returns the answer of a query as CSV, header included.
    #[must_use]
    #[track_caller]
    pub fn csv(&self, sql: &str) -> String {
        self.done(&["sql", "--format", "csv", sql])
    }

    /// Returns the only cell of the answer of a query.
    #[must_use]
    #[track_caller]
    pub fn cell(&self, sql: &str) -> String {
        let csv = self.csv(sql);
        let lines: Vec<&str> = csv.lines().collect();
        assert_eq!(lines.len(), 2, "one row is expected: {csv}");
        lines.last().unwrap().to_string()
    }

    /// Returns the published version of each table but `ops.runs`, which every run changes.
    #[must_use]
    #[track_caller]
    pub fn versions(&self) -> Vec<(String, u64)> {
        let status: Value = serde_json::from_str(&self.done(&["status", "--format", "json"])).unwrap();
        let tables = status["tables"].as_array().unwrap().iter();
        tables
            .map(|table| (table["table"].as_str().unwrap().to_owned(), table["version"].as_u64().unwrap()))
            .filter(|(table, _)| table != "ops.runs")
            .collect()
    }
}
