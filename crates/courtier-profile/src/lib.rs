//! The typical profile of the people who request loans: every statistic, and the French sentences that tell it.
//!
//! Pure functions: no input or output, no clock, no Arrow, no SQL. [`Sample`] holds the columns of the requests, one entry a
//! row; [`Profile::new`] returns the whole answer as one serializable [`Profile`], of which text, JSON, HTML and tables are views:
//!
//! | part | content |
//! |---|---|
//! | [`FieldQuality`] | missing and invalid values, first of all |
//! | [`NumericProfile`], [`CategoricalProfile`] | each field alone |
//! | [`Crossing`] | all pairs of fields, by effect size with confidence intervals: bias-corrected V, eta squared on ranks, rank-biserial, Spearman |
//! | [`TypicalPerson`] | field by field; the most frequent combination; the exact medoid under Gower's distance |
//! | [`Personas`] | factor analysis of mixed data, Ward's tree, k-means; what sets each group apart; stability |
//! | [`Segmentation`], [`Timeline`] | origins, stages, months and bank networks against all |
//!
//! [`Profile::to_text`] and [`Profile::summary_text`] show it in a terminal; [`Profile::tables`] makes flat tables of it.
//!
//! The result depends on the rows alone: not on their order, the codes of labels, threads or chance. Figures are numbers or
//! absent, never NaN. Figures about fewer than ten people ([`SMALL_CELL`]) are merged or hidden, and enough others with them
//! that no hidden one is a difference. Labels are never a closed list. `bench/statistics` computes every figure again with
//! pandas, scipy, scikit-learn, prince and FactoMineR.
//!
//! ```
//! use courtier_profile::{CategoricalColumn, NumericColumn, Profile, Sample};
//!
//! let numbers = |of: fn(u32) -> f64| NumericColumn::from_options((0..100).map(|i| Some(of(i))), 0);
//! let labels = |label| CategoricalColumn::from_labels((0..100).map(|_| Some(label)), 0);
//! let profile = Profile::new(&Sample {
//!     age_bounds: (18, 100),
//!     age_emprunteur: numbers(|i| f64::from(20 + i / 2)),
//!     revenu_total: numbers(|i| f64::from(2_000 + 50 * i)),
//!     montant_pret_principal: numbers(|i| f64::from(150_000 + i)),
//!     reseau_bancaire: labels("CIC"),
//!     deja_souscrit_credit_immo: CategoricalColumn::from_bools((0..100).map(|i| Some(i > 59)), Sample::BUYERS, 0),
//!     categorie_professionnelle: labels("Salarié du privé"),
//!     contrat_travail: labels("CDI période d'essai terminée"),
//!     origine: labels("Web"),
//!     stage_name: labels("6-Perdue"),
//!     mois: labels("2024-01"),
//! })?;
//! assert_eq!(profile.nombres[0].mediane, Some(44.5));
//! assert!(profile.modalites[1].phrase.starts_with("L'expérience du crédit immobilier la plus fréquente est «\u{a0}Primo-accédant\u{a0}»"));
//! # Ok::<(), courtier_profile::SampleError>(())
//! ```

mod crossing;
mod field;
mod fields;
mod french;
mod groups;
mod input;
mod measure;
mod personas;
mod privacy;
mod profile;
mod rows;
mod segments;
mod summary;
mod tables;
mod text;
mod timeline;
mod typical;

pub use crossing::{CrossTable, Crossing, Mesure, NumericGroup};
pub use field::MAX_CATEGORIES;
pub use fields::{Bin, CategoricalProfile, CategoryShare, FieldQuality, NumericProfile};
pub use groups::{GroupNumber, GroupShare};
pub use input::{CategoricalColumn, NumericColumn, Sample, SampleError};
pub use measure::{Ampleur, CONFIDENCE, Interval};
pub use personas::{Axes, GroupStability, MapPoint, Persona, Personas, Stabilite, TreeLevel};
pub use privacy::SMALL_CELL;
pub use profile::Profile;
pub use segments::{Segment, SegmentLink, Segmentation};
pub use tables::{ProfileColumn, ProfileTable};
pub use timeline::{MonthPoint, MonthShare, Timeline};
pub use typical::{Combination, Combinations, FieldValue, RecordType, TypicalPerson, TypicalValue};
