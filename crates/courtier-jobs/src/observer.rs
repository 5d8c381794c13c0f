//! How a job tells what it is doing, for progress bars and logs.

/// Watches a job. Every method does nothing by default.
pub trait Observer: Send + Sync + std::fmt::Debug {
    /// A named step begins; `total_bytes` is known for the reading of a file.
    fn step(&self, _name: &str, _total_bytes: Option<u64>) {}
    /// The current step went on by so many bytes and rows.
    fn advance(&self, _bytes: u64, _rows: u64) {}
    /// The current step ended.
    fn step_done(&self) {}
}

/// Watches nothing.
#[derive(Debug, Clone, Copy, Default)]
pub struct Silent;

impl Observer for Silent {}
