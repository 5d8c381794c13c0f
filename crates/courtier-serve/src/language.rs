//! The language of a problem: French, or English for who prefers it.

use http::HeaderValue;

/// Language of a message.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Language {
    #[default]
    French,
    English,
}

impl Language {
    /// Returns the preferred one of the two by the value of `Accept-Language`; French when nothing is said.
    pub(crate) fn of(accepted: Option<&HeaderValue>) -> Self {
        let wanted = accepted.and_then(|value| value.to_str().ok()).unwrap_or_default();
        let quality = |language: &str| {
            wanted.split(',').find_map(|range| {
                let (tag, parameters) = range.split_once(';').unwrap_or((range, ""));
                let primary = tag.trim().split('-').next().unwrap_or_default();
                let quality = parameters.trim().strip_prefix("q=").and_then(|text| text.trim().parse::<f64>().ok());
                primary.eq_ignore_ascii_case(language).then_some(quality.unwrap_or(1.0))
            })
        };
        match (quality("fr"), quality("en")) {
            (None, Some(english)) if english > 0.0 => Self::English,
            (Some(french), Some(english)) if english > french => Self::English,
            _ => Self::French,
        }
    }

    /// Returns its tag.
    pub(crate) const fn tag(self) -> &'static str {
        match self {
            Self::French => "fr",
            Self::English => "en",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Language;
    use http::HeaderValue;

    #[test]
    fn is_french_unless_english_is_preferred() {
        for (wanted, language) in [
            ("", Language::French),
            ("en", Language::English),
            ("en-GB,en;q=0.9", Language::English),
            ("fr-FR,fr;q=0.9,en;q=0.8", Language::French),
            ("fr;q=0.5, en;q=0.6", Language::English),
            ("de", Language::French),
            ("en;q=0", Language::French),
            ("en;q=abc", Language::English),
        ] {
            assert_eq!(Language::of(Some(&HeaderValue::from_static(wanted))), language, "{wanted}");
        }
    }
}
