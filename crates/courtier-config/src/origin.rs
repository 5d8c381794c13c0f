//! Where the value of an option comes from, and the option as `courtier config show` prints it.

use std::fmt;

use crate::OptionSpec;

/// Where a value comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// Nobody gave one.
    Default,
    /// The configuration file.
    File {
        /// The file as it was named.
        file: String,
        /// Line of the key, from 1.
        line: u64,
    },
    /// An environment variable, or the file that a `*_FILE` variable names.
    Variable(String),
    /// A flag of the command line.
    Flag,
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Default => f.write_str("défaut"),
            Self::File { file, line } => write!(f, "{file}, ligne {line}"),
            Self::Variable(name) => write!(f, "variable {name}"),
            Self::Flag => f.write_str("ligne de commande"),
        }
    }
}

/// An option with its value in force.
#[derive(Debug, Clone)]
pub struct Shown {
    /// What is declared about it: key, unit, text.
    pub option: OptionSpec,
    /// Its value as text; for a secret, only whether there is one.
    pub value: String,
    /// Where the value comes from.
    pub origin: Origin,
}
