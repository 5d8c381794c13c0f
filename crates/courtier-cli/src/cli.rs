//! The command line.

use std::path::PathBuf;

use clap::builder::{PossibleValuesParser, TypedValueParser as _};
use clap::{Args, Parser, Subcommand, ValueEnum};
use courtier_access::Role;
use courtier_core::Criterion;

/// Data platform for mortgage brokers: loads Salesforce exports, checks them, and answers.
#[derive(Debug, Parser)]
#[command(name = "courtier", version, max_term_width = 100, arg_required_else_help = true)]
pub(crate) struct Cli {
    /// Configuration file [default: ./courtier.yaml when it exists]
    #[arg(long, global = true, value_name = "FILE", env = "COURTIER_CONFIG")]
    pub(crate) config: Option<PathBuf>,
    /// Folder of the lake [default: ./lake]
    #[arg(long, global = true, value_name = "DIR")]
    pub(crate) lake: Option<String>,
    /// Show what is done on stderr; twice for details
    #[arg(short, long, global = true, action = clap::ArgAction::Count)]
    pub(crate) verbose: u8,
    /// No progress bar, no log below errors
    #[arg(short, long, global = true)]
    pub(crate) quiet: bool,
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Run everything on synthetic data of the real size, and say what to try next
    Demo(Demo),
    /// Load zip archives, folders or CSV files into bronze, silver and quality
    Ingest(Ingest),
    /// Build the models in dependency order, test them and publish them
    Build(Build),
    /// Choose the most advantageous proposal of each opportunity, and explain the choice
    Best(Best),
    /// Describe the typical applicant: figures, links, groups, segments
    Profile(Profile),
    /// Answer one opportunity as JSON
    Opportunity(Opportunity),
    /// Answer over HTTP: opportunities, proposals, profile, simulations
    Serve(Serve),
    /// Create, list and revoke the keys of the server
    #[command(subcommand)]
    Key(Key),
    /// Run read-only SQL, or open an interactive prompt
    Sql(Sql),
    /// Show what the lake holds, how fresh it is and what is wrong with its data
    Status(Status),
    /// Show the history of runs
    Runs(Runs),
    /// Check this installation and say how to mend it
    Doctor,
    /// Write synthetic exports of the same shape and defects as the real ones
    SampleData(SampleData),
    /// Show the configuration
    #[command(subcommand)]
    Config(Config),
}

/// Options of `courtier demo`.
#[derive(Debug, Args)]
pub(crate) struct Demo {
    /// Opportunities to make
    #[arg(long, value_name = "N", default_value_t = courtier_sample::SampleSpec::default().opportunities)]
    pub(crate) rows: u64,
    /// Folder of the demonstration, made anew each time
    #[arg(long, value_name = "DIR", default_value = "demo")]
    pub(crate) dir: PathBuf,
}

/// Options of `courtier ingest`.
#[derive(Debug, Args)]
pub(crate) struct Ingest {
    /// Archives, folders and CSV files; tables are recognised by their header
    #[arg(required = true, value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,
    /// Whether the files are full exports: keys that they lack are then reported as gone
    /// [default: a file that has at least half of the known keys is full]
    #[arg(long, value_name = "BOOL")]
    pub(crate) full: Option<bool>,
    /// Load files even when the same bytes were loaded before, to go back to an older export
    #[arg(long)]
    pub(crate) force: bool,
    /// Format of the report
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: ReportFormat,
}

/// Options of `courtier build`.
#[derive(Debug, Args)]
pub(crate) struct Build {
    /// Build this table and what it reads only, such as `gold.opportunites_par_etape`
    #[arg(long, value_name = "TABLE")]
    pub(crate) select: Option<String>,
    /// Format of the report
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: ReportFormat,
}

/// Options of `courtier best`.
#[derive(Debug, Args)]
pub(crate) struct Best {
    /// What proposals are compared on first [default: option ranking.criterion, which is taeg]
    #[arg(long, value_name = "C", value_parser = PossibleValuesParser::new(Criterion::CODES)
        .map(|code| Criterion::from_code(&code).unwrap_or_default()))]
    pub(crate) criterion: Option<Criterion>,
    /// Show every proposal of this opportunity: its rank and costs, or why it is not usable
    #[arg(long, value_name = "ID")]
    pub(crate) explain: Option<String>,
    /// What if: amount of every loan, in euros
    #[arg(long, value_name = "EUR")]
    pub(crate) amount: Option<f64>,
    /// What if: term of every proposal, in months
    #[arg(long, value_name = "MONTHS", value_parser = clap::value_parser!(u32).range(1..=1200))]
    pub(crate) term: Option<u32>,
    /// Format of the answer
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: BestFormat,
    /// Add TAEG, costs, counts and runner-up to the five columns of csv, json and parquet (table and xlsx have them)
    #[arg(long, conflicts_with = "explain")]
    pub(crate) details: bool,
    /// Opportunities shown in the table; 0 for all. Other formats hold them all
    #[arg(long, value_name = "N", default_value_t = 20, conflicts_with = "explain")]
    pub(crate) limit: usize,
    /// Write the answer to this file instead of stdout (needed for Parquet and XLSX)
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
}

/// Options of `courtier profile`.
#[derive(Debug, Args)]
pub(crate) struct Profile {
    /// Show how the segments of this column differ from the whole
    #[arg(long, value_enum, value_name = "COLUMN")]
    pub(crate) by: Option<SegmentAxis>,
    /// Format of the report
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: ProfileFormat,
    /// Write the report to this file instead of stdout
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
}

/// Options of `courtier opportunity`.
#[derive(Debug, Args)]
pub(crate) struct Opportunity {
    /// Salesforce id, 15 or 18 characters
    pub(crate) id: String,
}

/// Options of `courtier serve`.
#[derive(Debug, Args)]
pub(crate) struct Serve {
    /// Address to listen on [default: option server.host, which is 127.0.0.1]
    #[arg(long, value_name = "HOST")]
    pub(crate) host: Option<String>,
    /// Port to listen on, 0 for a free one [default: option server.port, which is 8080]
    #[arg(short, long, value_name = "PORT")]
    pub(crate) port: Option<u16>,
}

/// Sub-commands of `courtier key`.
#[derive(Debug, Subcommand)]
pub(crate) enum Key {
    /// Make a key and show it, this once
    Create(KeyCreate),
    /// List the keys: who has them, until when, when they were used
    List(KeyList),
    /// End a key; a running server refuses it within seconds
    Revoke(KeyRevoke),
}

/// Options of `courtier key create`.
#[derive(Debug, Args)]
pub(crate) struct KeyCreate {
    /// Who has the key, such as the name of an application
    #[arg(long, value_name = "NAME")]
    pub(crate) name: String,
    /// What it may do; may be repeated
    #[arg(long = "role", value_name = "ROLE", required = true, value_parser = PossibleValuesParser::new(Role::CODES)
        .try_map(|code| Role::parse(&code)))]
    pub(crate) roles: Vec<Role>,
    /// Days until it ends [default: never]
    #[arg(long, value_name = "DAYS", value_parser = clap::value_parser!(u32).range(1..=36500))]
    pub(crate) expires_days: Option<u32>,
}

/// Options of `courtier key list`.
#[derive(Debug, Args)]
pub(crate) struct KeyList {
    /// Format of the list
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: ReportFormat,
}

/// Options of `courtier key revoke`.
#[derive(Debug, Args)]
pub(crate) struct KeyRevoke {
    /// Id of the key, as `courtier key list` shows it
    #[arg(value_name = "KEY_ID")]
    pub(crate) id: String,
}

/// Options of `courtier sql`.
#[derive(Debug, Args)]
pub(crate) struct Sql {
    /// Query; without it and without `--file`, an interactive prompt
    #[arg(conflicts_with = "file")]
    pub(crate) query: Option<String>,
    /// File that holds the query
    #[arg(short, long, value_name = "FILE")]
    pub(crate) file: Option<PathBuf>,
    /// Format of the rows
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: RowFormat,
    /// Write the rows to this file instead of stdout (needed for Parquet)
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
}

/// Options of `courtier status`.
#[derive(Debug, Args)]
pub(crate) struct Status {
    /// Format of the report
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: ReportFormat,
}

/// Options of `courtier runs`.
#[derive(Debug, Args)]
pub(crate) struct Runs {
    /// Most recent runs to show
    #[arg(long, value_name = "N", default_value_t = 20)]
    pub(crate) limit: u32,
    /// Format of the rows
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: RowFormat,
    /// Write the rows to this file instead of stdout (needed for Parquet)
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
}

/// Options of `courtier sample-data`.
#[derive(Debug, Args)]
pub(crate) struct SampleData {
    /// Folder to write to
    #[arg(value_name = "DIR")]
    pub(crate) dir: PathBuf,
    /// Opportunities to make
    #[arg(long, value_name = "N", default_value_t = courtier_sample::SampleSpec::default().opportunities)]
    pub(crate) rows: u64,
    /// Seed: the same seed and size give the same bytes
    #[arg(long, value_name = "S", default_value_t = courtier_sample::SampleSpec::default().seed)]
    pub(crate) seed: u64,
    /// Write three CSV files instead of one zip archive
    #[arg(long)]
    pub(crate) csv: bool,
}

/// Sub-commands of `courtier config`.
#[derive(Debug, Subcommand)]
pub(crate) enum Config {
    /// Print each option, its value and where it comes from
    Show,
    /// Print a commented `courtier.yaml` with every option at its default
    Template,
}

/// Format of a report.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum ReportFormat {
    /// Text for people
    #[default]
    Text,
    /// JSON for programs
    Json,
}

/// Format of rows.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum RowFormat {
    /// Table for people
    #[default]
    Table,
    /// Comma-separated, with a header
    Csv,
    /// One JSON array of objects
    Json,
    /// Parquet file
    Parquet,
    /// Spreadsheet
    Xlsx,
}

/// Format of a profile.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum ProfileFormat {
    /// Text for people
    #[default]
    Text,
    /// JSON for programs
    Json,
    /// One page with charts, to read and print
    Html,
}

/// Column that parts applicants in segments.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum SegmentAxis {
    /// Where the request comes from
    #[value(name = "origine")]
    Origin,
    /// How far the request went
    #[value(name = "stage_name")]
    Stage,
    /// Month of the request
    #[value(name = "mois")]
    Month,
    /// Network of the main bank
    #[value(name = "reseau_bancaire")]
    BankNetwork,
}

impl SegmentAxis {
    /// Returns the name of the column.
    pub(crate) const fn column(self) -> &'static str {
        match self {
            Self::Origin => "origine",
            Self::Stage => "stage_name",
            Self::Month => "mois",
            Self::BankNetwork => "reseau_bancaire",
        }
    }
}

/// Format of an answer about proposals.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum BestFormat {
    /// Text for people
    #[default]
    Table,
    /// Comma-separated, with a header
    Csv,
    /// JSON for programs
    Json,
    /// Parquet file
    Parquet,
    /// Spreadsheet, with a sheet of what was left out and why
    Xlsx,
    /// Page to read and print, with `--explain`
    Html,
}

#[cfg(test)]
mod tests {
    use super::Cli;
    use clap::CommandFactory as _;

    #[test]
    fn is_consistent() {
        Cli::command().debug_assert();
    }
}
