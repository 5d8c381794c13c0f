//! A process killed at any instant leaves nothing behind: the next run ends where an uninterrupted one would have.

use std::path::Path;
use std::process::Child;
use std::thread::yield_now;
use std::time::{Duration, Instant};

use courtier_testkit::{Courtier, CsvFile, Exports, LakeContent, bank, copy_folder, instants, opportunity, proposal};

use crate::{courtier, loaded};

const TABLES: [&str; 10] = [
    "bronze.banques",
    "bronze.opportunites",
    "bronze.propositions",
    "silver.banques",
    "silver.opportunites",
    "silver.propositions",
    "quality.violations",
    "quality.lignes_rejetees",
    "quality.reconciliation",
    "ops.fichiers",
];
const SEED: u64 = 20_260_722;
/// A load that takes longer hangs.
const PATIENCE: Duration = Duration::from_secs(60);

/// A load to be killed: from which lake it starts, what it loads, and what the lake must hold in the end.
struct Trial {
    courtier: Courtier,
    /// Lake from which every load starts; `None` for a new one.
    before: Option<&'static str>,
    export: &'static str,
    expected: LakeContent,
    /// How long an uninterrupted load takes.
    duration: Duration,
}

impl Trial {
    /// The first load of a new lake.
    fn first() -> Self {
        let courtier = courtier();
        Exports::of(1_000).write(&courtier, "vieux");
        Self::of(courtier, None, "vieux")
    }

    /// The load of a newer export in the lake `avant`, which holds an older one.
    fn newer() -> Self {
        let courtier = courtier();
        Exports::of(1_000).write(&courtier, "vieux");
        courtier.done(&["--lake", "avant", "ingest", "vieux"]);
        write_newer(&courtier);
        let before = LakeContent::read(&courtier, "avant", &TABLES, &[]);
        let trial = Self::of(courtier, Some("avant"), "nouveau");
        assert_ne!(trial.expected, before, "a load that changes nothing proves nothing");
        trial
    }

    /// Loads without interruption, to know what to expect and how long it takes.
    fn of(courtier: Courtier, before: Option<&'static str>, export: &'static str) -> Self {
        let mut trial = Self { courtier, before, export, expected: LakeContent::default(), duration: Duration::ZERO };
        let mut durations = ["temoin0", "temoin1", "temoin2"].map(|lake| {
            trial.lake(lake);
            let started = Instant::now();
            trial.courtier.done(&["--lake", lake, "ingest", export]);
            started.elapsed()
        });
        durations.sort_unstable();
        trial.duration = durations[1];
        trial.expected = LakeContent::read(&trial.courtier, "temoin0", &TABLES, &[]);
        trial
    }

    /// Makes a lake of that name in the state before the load.
    fn lake(&self, name: &str) {
        if let Some(before) = self.before {
            copy_folder(&self.courtier.path(before), &self.courtier.path(name));
        }
    }

    fn start(&self, lake: &str) -> Child {
        self.courtier.start(&["--lake", lake, "ingest", self.export])
    }

    /// Loads to the end, as the user would do again, and compares every table.
    fn assert_recovers(&self, lake: &str, what: &str) {
        // Quiet: a run that finishes the publication of another says so in a warning.
        self.courtier.done(&["--quiet", "--lake", lake, "ingest", self.export]);
        LakeContent::read(&self.courtier, lake, &TABLES, &[]).assert_same(&self.expected, what);
        assert!(!pending(&self.courtier.path(lake)), "{what}: a publication is still pending");
    }

    /// Kills loads at so many instants, and checks that each is made good by the next one.
    fn assert_recovers_from_kills(&self, count: u32) {
        let (mut killed, mut recorded) = (0, 0);
        for (number, delay) in instants(SEED, count, self.duration).into_iter().enumerate() {
            let lake = format!("lac{number}");
            self.lake(&lake);
            killed += u32::from(kill_after(self.start(&lake), delay));
            self.assert_recovers(&lake, &format!("killed after {delay:?} of {:?}", self.duration));
            let cut = self.sql(&lake, "SELECT run_id FROM ops.runs WHERE statut = 'interrompu'");
            recorded += u32::try_from(cut.lines().skip(1).count()).unwrap();
        }
        assert!(killed >= count / 2, "only {killed} of {count} loads were killed before their end");
        assert!((1..=killed).contains(&recorded), "{recorded} runs are said to be cut, {killed} were");
    }

    fn sql(&self, lake: &str, query: &str) -> String {
        self.courtier.done(&["--lake", lake, "sql", "--format", "csv", query])
    }
}

/// Changes, additions, losses, defects and rejected lines in every table.
fn write_newer(courtier: &Courtier) {
    let numbers = || (1..=1_300).filter(|number| number % 11 != 0);
    let banks = CsvFile::banks().rows(numbers().map(|n| bank(n).with("Name", format!("BANQUE {}", n / 3 * 3))));
    let opportunities = CsvFile::opportunities()
        .rows(
            numbers().map(|n| opportunity(n).with("Age_emprunteur__c", if n % 7 == 0 { -n.cast_signed() } else { 40 })),
        )
        .text("ligne,cassee");
    let proposals = CsvFile::proposals()
        .rows(numbers().map(|n| proposal(n).with("TXHA__c", f64::from(n % 20) / 4.0)))
        .rows((1..=50).map(proposal));
    courtier.write("nouveau/b.csv", banks.build());
    courtier.write("nouveau/o.csv", opportunities.build());
    courtier.write("nouveau/p.csv", proposals.build());
}

/// Whether a lake has a publication that was decided and not finished.
fn pending(lake: &Path) -> bool {
    lake.join("_courtier/pending.json").exists()
}

/// Kills a process after a while; returns whether it was still running.
fn kill_after(mut child: Child, delay: Duration) -> bool {
    let started = Instant::now();
    while started.elapsed() < delay {
        if child.try_wait().unwrap().is_some() {
            return false;
        }
        yield_now();
    }
    kill(child)
}

/// Kills a process when its publication is decided; returns whether it was still running.
fn kill_when_pending(mut child: Child, lake: &Path) -> bool {
    let started = Instant::now();
    while child.try_wait().unwrap().is_none() {
        if pending(lake) {
            return kill(child);
        }
        assert!(started.elapsed() < PATIENCE, "the load hangs");
        yield_now();
    }
    false
}

/// SIGKILL: the process gets no chance to clean up.
fn kill(mut child: Child) -> bool {
    child.kill().unwrap();
    child.wait().unwrap().code().is_none()
}

#[test]
fn fifty_loads_killed_at_any_instant_end_like_one_that_was_not() {
    Trial::newer().assert_recovers_from_kills(50);
}

#[test]
fn first_loads_killed_at_any_instant_end_like_one_that_was_not() {
    Trial::first().assert_recovers_from_kills(20);
}

#[test]
fn a_decided_publication_is_finished_even_when_its_successors_are_killed_too() {
    let trial = Trial::newer();
    let mut decided = 0;
    for (number, delay) in instants(SEED, 10, trial.duration).into_iter().enumerate() {
        let lake = format!("lac{number}");
        trial.lake(&lake);
        let folder = trial.courtier.path(&lake);
        if !kill_when_pending(trial.start(&lake), &folder) || !pending(&folder) {
            continue;
        }
        decided += 1;
        kill_after(trial.start(&lake), delay);
        kill_when_pending(trial.start(&lake), &folder);
        trial.assert_recovers(&lake, &format!("killed again after {delay:?}"));
    }
    assert!(decided >= 3, "only {decided} of 10 loads were killed while their publication was pending");
}

#[test]
fn a_killed_run_is_recorded_once() {
    let trial = Trial::newer();
    for number in 0..10 {
        let lake = format!("lac{number}");
        trial.lake(&lake);
        let killed = if number % 2 == 0 {
            kill_when_pending(trial.start(&lake), &trial.courtier.path(&lake))
        } else {
            kill_after(trial.start(&lake), trial.duration / 2)
        };
        trial.assert_recovers(&lake, "killed once");
        let runs = trial.sql(&lake, "SELECT count(DISTINCT run_id) AS runs, count(*) AS lignes FROM ops.runs");
        // The older export, the killed run if it had begun, the last run: a row each.
        let expected = ["runs,lignes\n2,2\n", "runs,lignes\n3,3\n"];
        assert!(expected.contains(&runs.as_str()), "killed: {killed}, {runs}");
    }
}

#[test]
fn readers_see_what_was_published_before_a_load_was_killed() {
    let trial = Trial::newer();
    trial.lake("lac");
    let count = |lake: &str| trial.sql(lake, "SELECT count(*) FROM silver.opportunites");
    let (before, after) = (count("avant"), count("temoin0"));
    assert_ne!(before, after);
    let published = |lake: &str| std::fs::read(trial.courtier.path(lake).join("_courtier/published.json")).unwrap();
    for delay in instants(SEED, 8, trial.duration) {
        kill_after(trial.start("lac"), delay);
        let expected = if published("lac") == published("avant") { &before } else { &after };
        assert_eq!(&count("lac"), expected, "killed after {delay:?}");
    }
}

#[test]
fn refuses_to_publish_over_tables_newer_than_the_state() {
    let courtier = loaded();
    std::fs::remove_file(courtier.path("lake/_courtier/published.json")).unwrap();
    courtier.write("b.csv", CsvFile::banks().row(bank(9)).build());
    let message = courtier.refused(3, &["ingest", "b.csv"]);
    assert!(message.contains("est plus ancien que sa table") && message.contains("rien n'a été publié"), "{message}");
}
