//! `suit_un_motif(texte, motifs)`: whether a text follows one of several patterns, case and accents apart.

use std::collections::HashMap;
use std::sync::Arc;

use courtier_core::folded;
use datafusion::arrow::array::{Array as _, AsArray as _, BooleanArray};
use datafusion::arrow::datatypes::DataType;
use datafusion::error::Result;
use datafusion::logical_expr::{
    ColumnarValue, Documentation, ScalarFunctionArgs, ScalarUDFImpl, Signature, Volatility,
};

use super::SECTION;

/// The function, as the engine sees it.
#[derive(Debug, PartialEq, Eq, Hash)]
pub(super) struct FollowsPattern {
    signature: Signature,
    documentation: Documentation,
}

impl FollowsPattern {
    pub(super) fn new() -> Self {
        let documentation = Documentation::builder(
            SECTION,
            "Vrai quand le texte suit un des motifs, sans tenir compte de la casse ni des accents.",
            "suit_un_motif(texte, motifs)",
        )
        .with_sql_example("SELECT suit_un_motif('03-NON ÉLIGIBLE', '99-*, *non éligible*') -- true")
        .with_argument("texte", "texte, tel que reçu")
        .with_argument("motifs", "motifs séparés par des virgules ; `*` : n'importe quelle suite de caractères")
        .build();
        let signature = Signature::exact(vec![DataType::Utf8, DataType::Utf8], Volatility::Immutable);
        Self { signature, documentation }
    }
}

impl ScalarUDFImpl for FollowsPattern {
    fn name(&self) -> &str {
        "suit_un_motif"
    }

    fn signature(&self) -> &Signature {
        &self.signature
    }

    fn return_type(&self, _: &[DataType]) -> Result<DataType> {
        Ok(DataType::Boolean)
    }

    fn documentation(&self) -> Option<&Documentation> {
        Some(&self.documentation)
    }

    fn invoke_with_args(&self, args: ScalarFunctionArgs) -> Result<ColumnarValue> {
        let arrays = ColumnarValue::values_to_arrays(&args.args)?;
        let (texts, patterns) = (arrays[0].as_string::<i32>(), arrays[1].as_string::<i32>());
        // A column repeats few texts: each is compared once a batch.
        let mut known: HashMap<(&str, &str), bool> = HashMap::new();
        let values: BooleanArray = texts
            .iter()
            .zip(patterns)
            .map(|(text, patterns)| {
                let (text, patterns) = (text?, patterns?);
                Some(*known.entry((text, patterns)).or_insert_with(|| follows_one(text, patterns)))
            })
            .collect();
        if args.args.iter().all(|value| matches!(value, ColumnarValue::Scalar(_))) {
            let only = (values.len() == 1 && values.is_valid(0)).then(|| values.value(0));
            return Ok(ColumnarValue::Scalar(only.into()));
        }
        Ok(ColumnarValue::Array(Arc::new(values)))
    }
}

fn follows_one(text: &str, patterns: &str) -> bool {
    let text = folded(text);
    patterns
        .split(',')
        .map(str::trim)
        .filter(|pattern| !pattern.is_empty())
        .any(|pattern| follows(&text, &folded(pattern)))
}

/// Returns whether `text` is `pattern`, whose stars stand for anything.
fn follows(text: &str, pattern: &str) -> bool {
    let Some((start, rest)) = pattern.split_once('*') else { return text == pattern };
    let Some(mut text) = text.strip_prefix(start) else { return false };
    let (middle, end) = rest.rsplit_once('*').unwrap_or(("", rest));
    // The leftmost place of each part leaves the most room for the next ones.
    for part in middle.split('*') {
        let Some(found) = text.find(part) else { return false };
        text = &text[found + part.len()..];
    }
    text.ends_with(end)
}

#[cfg(test)]
mod tests {
    use super::follows_one;

    #[test]
    fn ignores_case_and_accents() {
        for text in ["03-Non éligible", "NON ÉLIGIBLE", "non e\u{301}ligible / Source: X"] {
            assert!(follows_one(text, "99-*, *Non Éligible*"), "{text}");
        }
    }

    #[test]
    fn follows_a_pattern_from_its_start_to_its_end() {
        for (text, pattern, follows) in [
            ("99-Refus", "99-*", true),
            ("099-Refus", "99-*", false),
            ("a\nrefus\nb", "*refus*", true),
            ("abcab", "ab*ab", true),
            ("ab", "ab*ab", false),
            ("aXbXc", "a*b*c", true),
            ("aXcXb", "a*b*c", false),
            ("a*b_c%", "a*b_c%", true),
            ("x", "", false),
            ("x", "*", true),
            ("", "*", true),
        ] {
            assert_eq!(follows_one(text, pattern), follows, "{text} {pattern}");
        }
    }
}
