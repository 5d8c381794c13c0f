//! The options of courtier: one list ([`Settings::SECTIONS`]), four origins.
//!
//! An option comes from, weakest first: its default, `courtier.yaml`, the variable `COURTIER_SECTION__KEY`, a flag of
//! the command line. A key or a variable that names no option is an error that names the nearest one. A secret comes
//! from its variable or from the file that its `*_FILE` variable names, and nothing in this crate prints it.
//!
//! ```
//! use courtier_config::{Settings, key};
//!
//! let variables = [("COURTIER_ENGINE__THREADS".to_owned(), "4".to_owned())];
//! let flags = [(key::lake::location(), "/data/lake".to_owned())];
//! let settings = Settings::load(None, variables, &flags)?;
//! assert_eq!((settings.engine.threads, settings.lake.location.as_str()), (4, "/data/lake"));
//! # Ok::<(), courtier_config::ConfigError>(())
//! ```
//!
//! No logging, no other file than those two, and no meaning: what an option does belongs to the crate that uses it.

#[macro_use]
mod declare;
mod choice;
mod environment;
mod error;
mod file;
mod node;
mod option;
mod origin;
mod reference;
mod secret;
mod settings;
mod sources;
mod template;
mod value;

pub use choice::Full;
pub use environment::RESERVED_VARIABLES;
pub use error::ConfigError;
pub use option::{Kind, OptionKey, OptionSpec, Section};
pub use origin::{Origin, Shown};
pub use secret::Secret;
pub use settings::{Contracts, Engine, Freshness, Ingest, Lake, Models, Ranking, Server, Settings, Usury, key};
