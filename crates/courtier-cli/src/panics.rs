//! What is told of a panic: where it was, never its text, which may quote data.

use std::panic::{Location, PanicHookInfo};

/// Tells of panics in the log from now on.
pub(crate) fn tell_places() {
    std::panic::set_hook(Box::new(|panic| {
        if is_caught(panic) {
            return;
        }
        let place = panic.location().map(Location::to_string);
        tracing::error!(place, thread = std::thread::current().name(), "a thread panicked: a defect of courtier");
    }));
}

/// Returns whether delta-rs catches it. When the end of a file cannot be written, as on a full disk, it aborts an upload that has
/// ended: `object_store` panics by design, and what is told is the error of the write.
fn is_caught(panic: &PanicHookInfo<'_>) -> bool {
    panic.payload_as_str() == Some("Already shut down")
        && panic.location().is_some_and(|place| place.file().contains("object_store"))
}
