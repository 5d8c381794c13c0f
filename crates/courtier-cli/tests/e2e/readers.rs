//! Readers while a load runs: the old answer or the new one, never a mixture, never an error.

use std::sync::atomic::{AtomicBool, Ordering};

use courtier_testkit::Exports;

use crate::courtier;

/// Rows of each table after each load. Both tables change in each, so that a mixture shows.
const LOADS: [u32; 5] = [200, 500, 800, 1_100, 1_400];
const PAIR: &str =
    "SELECT (SELECT count(*) FROM silver.opportunites) AS o, (SELECT count(*) FROM silver.propositions) AS p";

#[test]
fn see_whole_loads_only() {
    let courtier = courtier();
    for rows in LOADS {
        Exports::of(rows).write(&courtier, &format!("export{rows}"));
    }
    let [first, rest @ ..] = LOADS;
    courtier.ingest(&[&format!("export{first}")]);
    let loading = AtomicBool::new(true);
    let seen = std::thread::scope(|scope| {
        let reader = scope.spawn(|| {
            let mut seen = Vec::new();
            while loading.load(Ordering::Acquire) {
                seen.push(courtier.csv(PAIR));
            }
            seen.push(courtier.csv(PAIR));
            seen
        });
        // The reader must stop even when a load fails.
        let loads: Vec<_> = rest.iter().map(|rows| courtier.run(&["ingest", &format!("export{rows}")])).collect();
        loading.store(false, Ordering::Release);
        loads.into_iter().for_each(|load| drop(load.done()));
        reader.join().unwrap()
    });
    let mut loads = LOADS.iter().map(|rows| format!("o,p\n{rows},{rows}\n")).peekable();
    for answer in &seen {
        // Each answer is that of the same load as the one before, or of a later one.
        while loads.next_if(|load| load != answer).is_some() {}
        assert_eq!(Some(answer), loads.peek(), "{seen:?}");
    }
    let different = seen.windows(2).filter(|pair| pair[0] != pair[1]).count();
    assert!(different >= 2, "the reader saw too little of the loads to tell: {seen:?}");
    assert_eq!(seen.last().unwrap(), "o,p\n1400,1400\n");
}
