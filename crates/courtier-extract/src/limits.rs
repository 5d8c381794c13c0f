//! Bounds that keep a damaged or hostile file from taking the machine.

const MIB: u64 = 1 << 20;
/// Below this, an archive entry is never called a bomb: small files of zeros compress very well and do no harm.
const RATIO_FLOOR_BYTES: u64 = 100 * MIB;

/// Bounds applied while files are discovered and read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Most uncompressed bytes for one byte of an archive entry, once more than 100 MiB came out.
    pub max_ratio: u64,
    /// Most uncompressed bytes of one archive, declared or met.
    pub max_bytes: u64,
    /// Most bytes of one record, its end of line included.
    pub max_record_bytes: usize,
    /// Most physical lines of one record, that is of its quoted cells.
    pub max_record_lines: usize,
    /// Size in bytes that blocks aim at. The records read never depend on it.
    pub block_bytes: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            max_ratio: 200,
            max_bytes: 1 << 40,
            max_record_bytes: 16 << 20,
            max_record_lines: 10_000,
            block_bytes: 2 << 20,
        }
    }
}

impl Limits {
    /// Returns whether `out_bytes` out of `in_bytes` is more than an honest archive gives.
    pub(crate) const fn is_bomb(&self, out_bytes: u64, in_bytes: u64) -> bool {
        out_bytes > self.max_bytes
            || (out_bytes > RATIO_FLOOR_BYTES && out_bytes > in_bytes.saturating_mul(self.max_ratio))
    }
}

#[cfg(test)]
mod tests {
    use super::{Limits, MIB};

    #[test]
    fn calls_a_bomb_only_what_is_large_and_dense_or_past_the_cap() {
        let limits = Limits::default();
        assert!(!limits.is_bomb(100 * MIB, 1));
        assert!(limits.is_bomb(100 * MIB + 1, 1000));
        assert!(!limits.is_bomb(200 * MIB, MIB));
        assert!(limits.is_bomb(200 * MIB + 1, MIB));
        assert!(limits.is_bomb(limits.max_bytes + 1, u64::MAX));
    }
}
