//! French bank names: the network (enseigne), the regional entity and the group behind a name as brokers write it.
//!
//! Pure functions: no input or output, no clock, no Arrow, no SQL. What is known of the networks is data, not code
//! (`data/enseignes.csv`, `data/entites.csv`): each line has its period and how well it is known, and a user's own
//! tables replace them ([`BankNetworks::parse`]).
//!
//! A name is read from its start, whatever its case, accents, punctuation and spaces: the longest alias of a network,
//! then the longest entity of that network, and what is left is the label of a branch. A name that starts with no alias
//! is unknown, and is never given to the network that looks most like it.
//!
//! ```
//! use chrono::NaiveDate;
//! use courtier_bank::BankNetworks;
//!
//! let networks = BankNetworks::embedded();
//! let bank = networks.identify("Crédit agricole Normandie-Seine pôle immobilier", None);
//! assert_eq!(bank.network(), "Crédit Agricole");
//! assert_eq!(bank.entity, Some("CA Normandie-Seine"));
//! assert_eq!(bank.branch, Some("pôle immobilier"));
//!
//! // HSBC's French branches became CCF on 1 January 2024.
//! let network = |year, month, day| networks.identify("HSBC FRANCE", NaiveDate::from_ymd_opt(year, month, day)).network();
//! assert_eq!(network(2023, 12, 31), "HSBC");
//! assert_eq!(network(2024, 1, 1), "CCF");
//!
//! assert_eq!(networks.identify("CRÉDIT AGRICOLA", None).network(), "Inconnu");
//! ```
//!
//! # The tables
//!
//! `enseignes.csv`, one row an alias of a network and a period:
//!
//! | column | holds |
//! |---|---|
//! | `alias` | the words that a name starts with; case, accents and punctuation do not matter |
//! | `enseigne` | the network, as it is shown; one of its rows must have it as alias |
//! | `entite` | entity that the alias alone means (`CEPAC`), or empty |
//! | `groupe` | banking group, or empty when none is claimed |
//! | `date_debut`, `date_fin` | first and last day on which the alias has this meaning; empty: no bound |
//! | `confirmation` | `deux_sources`, `une_source` or `memoire` ([`Confirmation`](courtier_core::Confirmation)) |
//! | `source` | where it was read |
//!
//! `entites.csv` has the same columns for the entities of a network, and `nature`: `nom` when the alias is the entity's
//! name, `ancien` when it is that of an entity that it took over, `lieu` when it is a place or a desk of it. The last
//! two stay in the label of the branch. Its `groupe` is filled where the entity's group is not that of the network
//! (Crédit Mutuel de Bretagne).

mod bank_identity;
mod bank_networks;
mod bank_table_error;
mod brand_table;
mod dated_names;
mod entity_table;
mod normal_name;
mod period;
mod table_lines;

pub use bank_identity::BankIdentity;
pub use bank_networks::BankNetworks;
pub use bank_table_error::{BankTableError, BankTableFault};
