//! What the page says of its data, besides the profile.

/// What a profile was made from: texts in French, as they are to be read.
#[derive(Debug, Clone, Copy, Default)]
pub struct ProfileContext<'a> {
    /// The data are synthetic: the page then says, before anything else, that they tell nothing of real clients.
    pub synthetic: bool,
    /// Where the data come from and when: `lac publié le 3 février 2024 à 11 h 11`.
    pub source: &'a str,
    /// Files that the data were read from.
    pub files: u64,
    /// The column whose segments come first, unfolded, such as `origine`; otherwise the order of the profile.
    pub emphasised: Option<&'a str>,
}
