//! Names that mean something for a time, and the longest of them that another name starts with.

use std::collections::HashMap;

use chrono::NaiveDate;

use crate::normal_name::NormalName;
use crate::period::Period;

/// Meanings by normal name and period.
#[derive(Debug, Clone)]
pub(crate) struct DatedNames<T> {
    meanings: HashMap<String, Vec<Meaning<T>>>,
    /// Words of the longest name.
    most_words: usize,
}

#[derive(Debug, Clone)]
struct Meaning<T> {
    period: Period,
    /// Line of the table.
    line: usize,
    value: T,
}

impl<T> Default for DatedNames<T> {
    fn default() -> Self {
        Self { meanings: HashMap::new(), most_words: 0 }
    }
}

impl<T> DatedNames<T> {
    /// Adds a meaning.
    ///
    /// # Errors
    /// The line of another meaning of the name for a part of the period.
    pub(crate) fn insert(&mut self, name: &str, period: Period, line: usize, value: T) -> Result<(), usize> {
        let name = NormalName::new(name);
        self.most_words = self.most_words.max(name.len());
        let meanings = self.meanings.entry(name.into_text()).or_default();
        match meanings.iter().find(|other| other.period.overlaps(period)) {
            Some(other) => Err(other.line),
            None => {
                meanings.push(Meaning { period, line, value });
                Ok(())
            }
        }
    }

    /// Returns the meaning of the longest name that starts at the word `from` and means something at `day`, with the
    /// index of the word after it. Without a day, the meaning that has no end.
    pub(crate) fn longest(&self, name: &NormalName<'_>, from: usize, day: Option<NaiveDate>) -> Option<(usize, &T)> {
        (from + 1..=name.len().min(from + self.most_words)).rev().find_map(|to| {
            let meanings = self.meanings.get(name.words(from, to))?;
            let meaning = meanings.iter().find(|meaning| meaning.period.contains(day))?;
            Some((to, &meaning.value))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::DatedNames;
    use crate::normal_name::NormalName;
    use crate::period::Period;

    const ALWAYS: Period = Period { from: None, to: None };

    #[test]
    fn prefers_the_longest_name_of_the_day() {
        let ended = Period { from: None, to: "2020-12-31".parse().ok() };
        let mut names = DatedNames::default();
        names.insert("Normandie", ALWAYS, 2, 'n').unwrap();
        names.insert("Normandie-Seine", ended, 3, 's').unwrap();
        let name = NormalName::new("x normandie seine rouen");
        assert_eq!(names.longest(&name, 1, "2020-12-31".parse().ok()), Some((3, &'s')));
        assert_eq!(names.longest(&name, 1, "2021-01-01".parse().ok()), Some((2, &'n')));
        assert_eq!(names.longest(&name, 0, None), None);
        assert_eq!(names.longest(&name, 9, None), None);
    }

    #[test]
    fn refuses_two_meanings_of_a_day() {
        let mut names = DatedNames::default();
        names.insert("HSBC", ALWAYS, 2, ()).unwrap();
        assert_eq!(names.insert("h.s.b.c", ALWAYS, 3, ()), Ok(()), "other words");
        assert_eq!(names.insert("Hsbc ", ALWAYS, 4, ()), Err(2));
    }
}
