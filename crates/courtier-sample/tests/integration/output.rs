//! Sizes, archives, and what happens when writing fails.

use std::cell::RefCell;
use std::fs;
use std::io::Read;

use courtier_core::{Classify, ErrorKind};
use courtier_sample::{Defect, SampleError, SampleFile, SampleSpec, write_archive, write_files};

use crate::files::sample;

#[test]
fn writes_any_number_of_rows() {
    for (opportunities, proposals) in [(0, 0), (1, 0), (10, 3), (100, 29), (8_193, 2_387)] {
        let sample = sample(opportunities);
        assert_eq!(sample.facts.opportunities.rows, opportunities);
        assert_eq!((sample.opportunities.rows() as u64, sample.proposals.rows()), (opportunities, proposals));
        assert_eq!(sample.banks.rows(), 2_881);
    }
}

#[test]
fn small_samples_have_the_extremes() {
    let sample = sample(100);
    assert!([-940.0, 144.0].iter().all(|age| sample.opportunities.numbers("Age_emprunteur__c").contains(age)));
    let incomes = sample.opportunities.numbers("TotRev__c");
    assert!([-14_681.0, 1_516_666.66].iter().all(|income| incomes.contains(income)));
    assert!(sample.proposals.numbers("TXHA__c").contains(&100.0));
    assert!([12.0, 3_000.0].iter().all(|term| sample.proposals.numbers("DureePret_Mois__c").contains(term)));
    assert!(sample.proposals.numbers("TauxAss__c").contains(&50.0));
    assert_eq!(sample.facts.defects.get(Defect::TermTooShort), 1);
}

#[test]
fn the_archive_holds_the_same_files_and_has_fixed_bytes() {
    let dir = tempfile::tempdir().unwrap();
    let spec = SampleSpec { opportunities: 9_000, seed: 3 };
    let archive = dir.path().join("nouveau/data_test.zip");
    let archived = write_archive(&archive, &spec, &|_| {}).unwrap();
    let bytes = fs::read(&archive).unwrap();
    assert_eq!(write_archive(&archive, &spec, &|_| {}).unwrap(), archived);
    assert!(fs::read(&archive).unwrap() == bytes, "same seed, same bytes");

    let plain = dir.path().join("csv");
    assert_eq!(write_files(&plain, &spec, &|_| {}).unwrap(), archived);
    let mut zip = zip::ZipArchive::new(fs::File::open(&archive).unwrap()).unwrap();
    for (position, file) in SampleFile::ALL.into_iter().enumerate() {
        let mut member = zip.by_index(position).unwrap();
        assert_eq!(member.name().unwrap(), file.name());
        let mut text = Vec::new();
        member.read_to_end(&mut text).unwrap();
        assert!(text == fs::read(plain.join(file.name())).unwrap(), "{}", file.name());
    }
    let sizes = [archived.banks, archived.opportunities, archived.proposals].map(|facts| facts.bytes);
    let on_disk = SampleFile::ALL.map(|file| fs::metadata(plain.join(file.name())).unwrap().len());
    assert_eq!(sizes, on_disk);
}

#[test]
fn tells_how_far_it_is() {
    let dir = tempfile::tempdir().unwrap();
    let calls = RefCell::new(Vec::new());
    let spec = SampleSpec { opportunities: 20_000, seed: 3 };
    write_files(dir.path(), &spec, &|progress| calls.borrow_mut().push(progress)).unwrap();
    let calls = calls.into_inner();
    for (file, rows) in SampleFile::ALL.into_iter().zip([2_881, 20_000, spec.proposals()]) {
        let last = calls.iter().rfind(|progress| progress.file == file).unwrap();
        assert_eq!((last.rows_done, last.rows_total), (rows, rows));
    }
}

#[test]
fn refuses_a_folder_that_cannot_be_made() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("fichier");
    fs::write(&file, "x").unwrap();
    let error = write_files(&file.join("sous-dossier"), &SampleSpec::default(), &|_| {}).unwrap_err();
    assert!(matches!(error, SampleError::Folder { .. }), "{error}");
    assert_eq!(error.kind(), ErrorKind::Storage);
    assert!(error.to_string().contains("choisissez un dossier"), "{error}");
}

#[test]
fn refuses_to_replace_a_folder_by_an_archive() {
    let dir = tempfile::tempdir().unwrap();
    let taken = dir.path().join("data_test.zip");
    fs::create_dir(&taken).unwrap();
    let error = write_archive(&taken, &SampleSpec { opportunities: 1, seed: 1 }, &|_| {}).unwrap_err();
    assert!(matches!(error, SampleError::Publish { .. }), "{error}");
    assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 1, "no temporary file stays");
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_reported_and_keeps_the_older_archive() {
    let dir = tempfile::tempdir().unwrap();
    let archive = dir.path().join("data_test.zip");
    fs::write(&archive, "ancienne archive").unwrap();
    // /dev/full refuses every write; the temporary name leads there.
    std::os::unix::fs::symlink("/dev/full", dir.path().join(".data_test.zip.partial")).unwrap();
    let error = write_archive(&archive, &SampleSpec { opportunities: 50_000, seed: 1 }, &|_| {}).unwrap_err();
    assert!(matches!(error, SampleError::Write { .. }), "{error}");
    assert!(error.to_string().contains("disque plein") && error.to_string().contains("libérez de la place"), "{error}");
    assert_eq!(fs::read_to_string(&archive).unwrap(), "ancienne archive");
    assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 1, "no temporary file stays");
}
