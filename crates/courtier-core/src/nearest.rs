//! "Did you mean ...?"

/// Returns the candidate that looks most like `name`, or `None` when none is close.
///
/// Close is a Jaro-Winkler similarity of at least 0.75 on lower-case text: a few wrong letters in a word of usual length.
#[must_use]
pub fn nearest<'a>(name: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    const CLOSE: f64 = 0.75;
    let name = name.to_lowercase();
    candidates
        .into_iter()
        .map(|candidate| (strsim::jaro_winkler(&name, &candidate.to_lowercase()), candidate))
        .filter(|(similarity, _)| *similarity >= CLOSE)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn finds_a_misspelt_name() {
        assert_eq!(nearest("oportunites", ["banques", "opportunites"]), Some("opportunites"));
    }

    #[test]
    fn stays_silent_when_nothing_is_close() {
        assert_eq!(nearest("xyz", ["banques", "opportunites"]), None);
    }
}
