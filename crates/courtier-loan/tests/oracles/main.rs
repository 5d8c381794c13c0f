//! Checks the public interface against published figures, figures worked out apart, and its own laws.

#[cfg(test)]
mod flows;
#[cfg(test)]
mod insurance;
#[cfg(test)]
mod intervals;
#[cfg(test)]
mod loans;
#[cfg(test)]
mod mortgages;
#[cfg(test)]
mod properties;
#[cfg(test)]
mod published;
#[cfg(test)]
mod usury;
