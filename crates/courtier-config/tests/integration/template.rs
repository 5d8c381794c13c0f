//! The template and the reference page: everything declared is in them.

use courtier_config::{Origin, Settings};

use super::load;

fn values(settings: &Settings) -> Vec<String> {
    settings.origins().iter().map(|shown| format!("{} = {}", shown.option.key, shown.value)).collect()
}

#[test]
fn the_template_as_it_is_changes_nothing() {
    let settings = load(&Settings::template(), &[], &[]).unwrap();
    assert_eq!(values(&settings), values(&load("", &[], &[]).unwrap()));
    assert!(settings.origins().iter().all(|shown| shown.origin == Origin::Default));
}

#[test]
fn the_template_uncommented_gives_every_default() {
    // A comment begins with `# `, an option that is commented out with `#` alone.
    let lines = Settings::template();
    let uncommented: String = lines
        .lines()
        .map(|line| match line.strip_prefix("  #") {
            Some(option) if !option.starts_with(' ') => format!("  {option}\n"),
            _ => format!("{line}\n"),
        })
        .collect();
    let settings = load(&uncommented, &[], &[]).unwrap();
    assert_eq!(values(&settings), values(&load("", &[], &[]).unwrap()));
    assert!(settings.origins().iter().all(|shown| matches!(shown.origin, Origin::File { .. })), "{uncommented}");
}

#[test]
fn shows_each_option_with_its_unit_and_text() {
    let settings = load("", &[], &[]).unwrap();
    let shown = settings.origins().iter().find(|shown| shown.option.key.to_string() == "ingest.max_bytes").unwrap();
    assert_eq!((shown.value.as_str(), shown.option.unit), ("1099511627776", "octets"));
    assert_eq!(shown.option.help, "taille décompressée la plus grande d'une archive");
    assert_eq!(settings.origins().len(), Settings::SECTIONS.iter().map(|section| section.options.len()).sum());
}

#[test]
fn the_reference_page_has_a_row_for_each_option() {
    let page = Settings::reference();
    for option in Settings::SECTIONS.iter().flat_map(|section| section.options) {
        assert_eq!(page.matches(&format!("\n| `{}` | ", option.key)).count(), 1, "{}", option.key);
    }
    assert!(page.contains(
        "| `ingest.max_ratio` | entier positif ou nul |  | `200` | `COURTIER_INGEST__MAX_RATIO` | octets décompressés \
         au plus pour un octet d'archive, au-delà de 100 Mio |"
    ));
    assert!(page.contains("| `COURTIER_LOG` |"));
}
