//! Synthetic exports with the shape, size and defects of the real ones, which hold applicants' data and cannot be
//! shared. Made from published counts and quantiles: no row or id is copied from real data, and bank names are combined
//! from public names of networks, regional entities and towns.
//!
//! [`write_archive`] makes `data_test.zip`, [`write_files`] the same three CSV files in a folder: the bank list, the
//! opportunities (49 columns) and the proposals. The bytes depend on [`SampleSpec`] alone: not on the machine, the
//! number of threads or the clock. [`SampleFacts`] tells exactly what was planted.
//!
//! ```
//! use courtier_sample::{Defect, SampleSpec, write_files};
//!
//! let folder = tempfile::tempdir()?;
//! let facts = write_files(folder.path(), &SampleSpec { opportunities: 1_000, seed: 42 }, &|_| {})?;
//! assert_eq!((facts.opportunities.rows, facts.proposals.rows, facts.banks.rows), (1_000, 291, 2_881));
//! assert_eq!(facts.defects.get(Defect::TermTooShort), 1);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # What is reproduced, and how closely
//! At the default size, 183,496 opportunities and 53,458 proposals. The integration tests check all of it.
//!
//! | fact | tolerance |
//! |---|---|
//! | published non-null counts; minima and maxima; 2,881 banks, 1,927 names, one with 13 ids; 1,834 impossible ages; 14,000 incomes outside `0 < x <= 20,000`; 51,926 proposals left by the join on both keys | exact |
//! | age: quartiles 29 / 35 / 44, mode 33 | exact (default seed) |
//! | age: mean 37.07, standard deviation 11.92 | 0.15, 0.25 |
//! | age bands, main banks, professions, contracts, 40.8 % of repeat buyers | 0.4 point |
//! | income: quartiles 2,412 / 3,713.33 / 5,500 | 1 % |
//! | income: mean 4,894.85, standard deviation 9,559.85 | 60, 500 |
//! | rate: quartiles 4.1 / 4.4 / 4.6; mean 3.97, standard deviation 1.55 | 0.02; 0.02, 0.05 |
//! | term: quartiles 240 / 276 / 300 | exact |
//! | insurance: quartiles 0 / 0.26 / 0.37; mean 0.25 | exact; 0.01 |
//! | opportunities with a proposal that have several | 40 to 60 % |
//!
//! Other sizes keep the proportions: counts are scaled and rounded down, and from 100 opportunities on each extreme
//! occurs once.
//!
//! # Planted correlations
//! Each is an odds ratio that a profile of the files must find again: profession and age
//! ([`Profession::age_odds_ratio`]), main bank and age ([`MainBank::age_odds_ratio`]), earlier mortgage and age
//! ([`REPEAT_AGE_ODDS_RATIO`]), contract and income ([`Contract::income_odds_ratio`]), income and loan amount
//! ([`LOAN_INCOME_ODDS_RATIO`]). Columns that are not named here are independent of each other, except those that are
//! computed (payment, residual income, effort rate, contribution rate) and the number of proposals.

mod age;
mod allotment;
mod applicant;
mod association;
mod bank;
mod bank_names;
mod calendar;
mod choice;
mod chunk;
mod contract;
mod csv_writer;
mod dataset;
mod defect;
mod draws;
mod error;
mod facts;
mod ids;
mod income;
mod lead;
mod loan;
mod main_bank;
mod offer;
mod opportunity;
mod ordered;
mod output;
mod partial_file;
mod profession;
mod proposal;
mod proposal_groups;
mod quantile;
mod quiet_file;
mod sample_file;
mod spec;

pub use age::AGE_BANDS;
pub use contract::{CONTRACTS, Contract};
pub use defect::{Defect, DefectCounts};
pub use error::SampleError;
pub use facts::{FileFacts, SampleFacts};
pub use income::INCOME_CLASSES;
pub use loan::{LOAN_CLASSES, LOAN_INCOME_ODDS_RATIO};
pub use main_bank::{MAIN_BANKS, MainBank, REPEAT_AGE_ODDS_RATIO};
pub use output::{write_archive, write_files};
pub use profession::{PROFESSIONS, Profession};
pub use sample_file::{Progress, SampleFile};
pub use spec::SampleSpec;
