//! Making the parts of a sequence on several threads and using them in order, in constant memory.

use std::sync::mpsc::sync_channel;
use std::thread;

/// Parts a thread may make ahead of their use.
const AHEAD: usize = 2;

/// Calls `make` for `0..count` on `threads` threads, and `consume` with the results, in order, on this thread.
///
/// Part `n` is made by thread `n % threads`, so no part waits for more than its turn and at most `AHEAD + 1` parts a
/// thread exist at once. An error of `consume` stops the threads.
///
/// # Errors
/// The first error of `consume`.
pub(crate) fn in_order<T: Send, E>(
    count: u64,
    threads: usize,
    make: impl Fn(u64) -> T + Sync,
    mut consume: impl FnMut(T) -> Result<(), E>,
) -> Result<(), E> {
    let threads = threads.max(1);
    thread::scope(|scope| {
        let make = &make;
        let makers: Vec<_> = (0..threads)
            .map(|maker| {
                let (sender, receiver) = sync_channel(AHEAD);
                scope.spawn(move || {
                    for number in (maker as u64..count).step_by(threads) {
                        // The consumer has stopped: nobody wants the rest.
                        if sender.send(make(number)).is_err() {
                            break;
                        }
                    }
                });
                receiver
            })
            .collect();
        for receiver in makers.iter().cycle().take(usize::try_from(count).unwrap_or(usize::MAX)) {
            // A maker that hangs up early has panicked, and the scope passes its panic on.
            let Ok(part) = receiver.recv() else { break };
            consume(part)?;
        }
        Ok(())
    })
}

#[cfg(test)]
mod tests {
    use super::in_order;

    #[test]
    fn keeps_the_order_on_any_number_of_threads() {
        for threads in [0, 1, 2, 7, 40] {
            let mut seen = Vec::new();
            let result: Result<(), ()> = in_order(
                25,
                threads,
                |n| n * n,
                |square| {
                    seen.push(square);
                    Ok(())
                },
            );
            assert_eq!((result, seen), (Ok(()), (0..25).map(|n| n * n).collect()));
        }
    }

    #[test]
    fn stops_at_the_first_error() {
        let mut used = 0;
        let result = in_order(
            1_000_000,
            3,
            |n| n,
            |n| {
                used += 1;
                if n == 5 { Err("full") } else { Ok(()) }
            },
        );
        assert_eq!((result, used), (Err("full"), 6));
    }
}
