//! Checks the public interface: names of known meaning, names that mislead, its own laws, and tables that it refuses.

#[cfg(test)]
mod known_names;
#[cfg(test)]
mod misleading_names;
#[cfg(test)]
mod properties;
#[cfg(test)]
mod tables;

#[cfg(test)]
mod identified {
    use chrono::NaiveDate;
    use courtier_bank::{BankIdentity, BankNetworks};

    /// Returns what a name means at a date, or without one when it is empty.
    pub(crate) fn at<'a>(name: &'a str, date: &str) -> BankIdentity<'a> {
        let date: Option<NaiveDate> = (!date.is_empty()).then(|| date.parse().unwrap());
        BankNetworks::embedded().identify(name, date)
    }

    /// Returns brand, entity, group and branch of a name without a date, `-` for none.
    pub(crate) fn parts(name: &str) -> [&str; 4] {
        let bank = at(name, "");
        [bank.brand, bank.entity, bank.group, bank.branch].map(|part| part.unwrap_or("-"))
    }
}
