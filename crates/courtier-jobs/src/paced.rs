//! Reads at leisure: work that follows a reader takes a part of a core, however much there is to do.

use std::io::{BufRead, Read, Result};
use std::time::{Duration, Instant};

/// How long a step takes at least; pauses are not worth their cost for less.
const STEP: Duration = Duration::from_micros(500);

/// Length of the pause after a step, in steps.
const STEPS_OF_PAUSE: u32 = 4;

/// Longest pause: a step that was long because the machine is busy must not make the rest wait as much again.
const LONGEST_PAUSE: Duration = Duration::from_millis(10);

/// A reader that lets others work between two steps of who reads it. It blocks its thread meanwhile.
pub(crate) struct Paced<'a, R> {
    reader: R,
    /// Whether there is no time for pauses any more.
    is_urgent: &'a (dyn Fn() -> bool + Sync),
    step_began: Instant,
}

impl<'a, R> Paced<'a, R> {
    pub(crate) fn new(reader: R, is_urgent: &'a (dyn Fn() -> bool + Sync)) -> Self {
        Self { reader, is_urgent, step_began: Instant::now() }
    }

    fn rest(&mut self) {
        let step = self.step_began.elapsed();
        if step < STEP {
            return;
        }
        if !(self.is_urgent)() {
            std::thread::sleep(pause_after(step));
        }
        self.step_began = Instant::now();
    }
}

fn pause_after(step: Duration) -> Duration {
    step.saturating_mul(STEPS_OF_PAUSE).min(LONGEST_PAUSE)
}

impl<R: Read> Read for Paced<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> Result<usize> {
        self.rest();
        self.reader.read(buffer)
    }
}

impl<R: BufRead> BufRead for Paced<'_, R> {
    fn fill_buf(&mut self) -> Result<&[u8]> {
        self.rest();
        self.reader.fill_buf()
    }

    fn consume(&mut self, amount: usize) {
        self.reader.consume(amount);
    }
}

#[cfg(test)]
mod tests {
    use super::{LONGEST_PAUSE, Paced, STEP, pause_after};
    use std::io::{BufReader, Read as _};
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::time::Duration;

    #[test]
    fn pauses_are_longer_than_steps_and_bounded() {
        assert_eq!(pause_after(STEP), 4 * STEP);
        assert_eq!(pause_after(Duration::MAX), LONGEST_PAUSE);
    }

    #[test]
    fn asks_whether_it_is_urgent_before_a_pause() {
        let asked = AtomicUsize::new(0);
        let is_urgent = || {
            asked.fetch_add(1, Ordering::Relaxed);
            true
        };
        let mut paced = Paced::new(&b"abc"[..], &is_urgent);
        paced.step_began = paced.step_began.checked_sub(STEP).unwrap();
        let mut text = String::new();
        paced.read_to_string(&mut text).unwrap();
        assert_eq!(text, "abc");
        assert!(asked.load(Ordering::Relaxed) >= 1);
    }

    #[test]
    fn changes_nothing() {
        for length in [0, 1, 6, 7, 8, 1_000] {
            let bytes: Vec<u8> = (0..=u8::MAX).cycle().take(length).collect();
            let mut read = Vec::new();
            let mut paced = BufReader::with_capacity(7, Paced::new(bytes.as_slice(), &|| true));
            paced.read_to_end(&mut read).unwrap();
            assert_eq!(read, bytes);
        }
    }
}
