//! The typical profile of the people who request loans.

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
mod timeline;
mod typical;

pub use crossing::{CrossTable, Crossing, Mesure, NumericGroup};
pub use fields::{Bin, CategoricalProfile, CategoryShare, FieldQuality, NumericProfile};
pub use groups::{GroupNumber, GroupShare};
pub use input::{CategoricalColumn, NumericColumn, Sample, SampleError};
pub use measure::{Ampleur, CONFIDENCE, Interval};
pub use personas::{Axes, GroupStability, MapPoint, Persona, Personas, Stabilite, TreeLevel};
pub use privacy::SMALL_CELL;
pub use profile::Profile;
pub use rows::MAX_CATEGORIES;
pub use segments::{Segment, SegmentLink, Segmentation};
pub use timeline::{MonthPoint, MonthShare, Timeline};
pub use typical::{Combination, Combinations, FieldValue, RecordType, TypicalPerson, TypicalValue};
