//! Self-contained HTML pages, in French, made from the JSON form of answers.
//!
//! Pure functions: no input or output, no clock, no Arrow, no SQL. A page is one file that asks the network for nothing
//! (a content security policy in the page forbids it), has no script, prints on A4 and reads on a phone. Whatever comes
//! from source files is escaped by the template engine, in HTML and in SVG alike.
//!
//! A page is made of three layers, so that another page costs a model and a template:
//!
//! - `layout` and `templates/page.html.j2`: head, styles, header and footer, shared by every page;
//! - `chart`: geometry of charts, drawn by the macros of `templates/chart/`, with exact values in tooltips;
//! - `proposal_page`, `profile_page`: the JSON contract, the sentences and the sections of one page each.
//!
//! ```
//! let incomplete = serde_json::json!({"id_opportunite": "0065q00000AlAK0AAN"});
//! let error = courtier_report::proposal_page(&incomplete, "3 février 2024").unwrap_err();
//! assert_eq!(error.to_string(), "champ `critere` absent de la réponse à présenter");
//! ```

mod chart;
mod engine;
mod error;
mod fields;
mod format;
mod french_date;
mod layout;
mod profile_page;
mod proposal_page;

pub use error::ReportError;
pub use profile_page::{ProfileContext, profile_page};
pub use proposal_page::proposal_page;
