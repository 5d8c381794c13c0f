//! What kind of failure an error is: decides the exit code of the command and the status of the HTTP answer.

/// Kind of a failure, the same for every crate of courtier.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ErrorKind {
    /// The data do not pass their error-severity tests; nothing was published.
    DataTest,
    /// The command, an option, the configuration, a contract or a model is wrong.
    Usage,
    /// What was asked for does not exist.
    NotFound,
    /// A source file or an answer of a source cannot be used.
    Input,
    /// The lake cannot be read or written.
    Storage,
    /// A defect of courtier.
    Internal,
}

impl ErrorKind {
    /// Returns the process exit code: 1 data tests failed, 2 usage or configuration, 3 run failed.
    #[must_use]
    pub const fn exit_code(self) -> u8 {
        match self {
            Self::DataTest => 1,
            Self::Usage => 2,
            Self::NotFound | Self::Input | Self::Storage | Self::Internal => 3,
        }
    }
}

/// An error that knows its [`ErrorKind`].
pub trait Classify {
    /// Returns the kind of this failure.
    fn kind(&self) -> ErrorKind;
}
