//! Words: quotes, lists, plurals, elision, months.

use crate::french::count;

/// "« Salarié du privé »".
#[must_use]
pub fn quoted(label: &str) -> String {
    format!("«\u{a0}{label}\u{a0}»")
}

/// "a, b et c".
#[must_use]
pub fn list(items: &[String]) -> String {
    match items {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} et {last}", first.join(", ")),
    }
}

/// The singular below two, the plural from two on, as French does.
#[must_use]
pub fn agree<'a>(count: u64, one: &'a str, several: &'a str) -> &'a str {
    if count < 2 { one } else { several }
}

/// Writes a count with what it counts.
#[must_use]
pub fn plural(number: usize, one: &str, several: &str) -> String {
    format!("{} {}", count(number as u64), agree(number as u64, one, several))
}

/// The same text with a capital.
#[must_use]
pub fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// "Âge" for "l'âge": without its article, with a capital.
#[must_use]
pub fn title(the: &str) -> String {
    let bare = ["l'", "le ", "la ", "les "].iter().find_map(|article| the.strip_prefix(article));
    capital(bare.unwrap_or(the))
}

/// "de mars 2024", "d'avril 2024".
#[must_use]
pub fn of(text: &str) -> String {
    let vowel = text.starts_with(|first: char| "aeiouyhéèêàâîôûœAEIOUYHÉÈÊÀÂÎÔÛŒ".contains(first));
    if vowel { format!("d'{text}") } else { format!("de {text}") }
}

/// The months, in order.
pub const MONTHS: [&str; 12] = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
];

/// "octobre 2023" for "2023-10"; any other text as it is.
#[must_use]
pub fn month(text: &str) -> String {
    let parts = text.split_once('-').filter(|(year, month)| year.len() == 4 && month.len() == 2);
    let named = parts.and_then(|(year, month)| {
        let number: usize = month.parse().ok()?;
        let year: u32 = year.parse().ok()?;
        Some(format!("{} {year}", MONTHS.get(number.checked_sub(1)?)?))
    });
    named.unwrap_or_else(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::{agree, capital, list, month, of, plural, title};

    #[test]
    fn writes_french() {
        assert_eq!(list(&["a".to_owned(), "b".to_owned(), "c".to_owned()]), "a, b et c");
        assert_eq!([0, 1, 2].map(|n| agree(n, "personne", "personnes")), ["personne", "personne", "personnes"]);
        assert_eq!((plural(1, "mois", "mois"), plural(2, "prêt", "prêts")), ("1 mois".into(), "2 prêts".into()));
        assert_eq!(capital("l'âge"), "L'âge");
        assert_eq!(capital("étape"), "Étape");
        assert_eq!(["l'âge", "la profession"].map(title), ["Âge", "Profession"]);
        assert_eq!(of("avril 2024"), "d'avril 2024");
        assert_eq!(of(&month("2024-03")), "de mars 2024");
        assert_eq!(["2023-10", "2023-13", "x", ""].map(month), ["octobre 2023", "2023-13", "x", ""]);
    }
}
