//! The whole profile.

use serde::Serialize;

use crate::crossing::{Crossing, crossings};
use crate::fields::{
    CategoricalProfile, FieldQuality, NumericProfile, categorical_profiles, numeric_profiles, quality,
};
use crate::input::{Sample, SampleError};
use crate::measure::CONFIDENCE;
use crate::personas::{Personas, personas};
use crate::privacy::SMALL_CELL;
use crate::rows::Rows;
use crate::segments::{Segmentation, segmentations};
use crate::summary::summary;
use crate::timeline::{Timeline, timeline};
use crate::typical::{TypicalPerson, typical};

/// The typical profile of loan applicants: every figure and every sentence of the answer. Reports and tables only show it.
///
/// No figure is NaN or infinite: what cannot be told is absent. No figure tells about 1 to 9 people, apart from
/// [`Profile::qualite`] and the number of rows.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Profile {
    /// Requests.
    pub demandes_nombre: u64,
    /// Fewest people that a figure tells about.
    pub petit_effectif: u64,
    /// Confidence of intervals.
    pub niveau_de_confiance: f64,
    /// The answer in a few sentences.
    pub synthese: Vec<String>,
    /// What is missing and invalid, a field.
    pub qualite: Vec<FieldQuality>,
    /// Age, household income, loan amount.
    pub nombres: Vec<NumericProfile>,
    /// Bank network, first-time or repeat buyer, profession, contract; then origin, stage, month.
    pub modalites: Vec<CategoricalProfile>,
    /// Fields two by two, the strongest link first.
    pub croisements: Vec<Crossing>,
    /// The typical person, three ways.
    pub personne_type: TypicalPerson,
    /// Groups of alike people.
    pub personas: Personas,
    /// By origin, stage, month and bank network.
    pub segmentations: Vec<Segmentation>,
    /// Months in order.
    pub chronologie: Timeline,
}

impl Profile {
    /// Profiles a sample. The result depends on its rows, not on their order.
    ///
    /// # Errors
    /// [`SampleError`] when the columns do not fit together.
    pub fn new(sample: &Sample) -> Result<Self, SampleError> {
        sample.check()?;
        let rows = Rows::new(sample);
        // Personas are the longest part: they are found beside the rest.
        let (personas, rest) = std::thread::scope(|scope| {
            let rest = scope.spawn(|| Rest::new(&rows));
            (personas(&rows), rest.join())
        });
        let rest = rest.unwrap_or_else(|panic| std::panic::resume_unwind(panic));
        Ok(rest.with_personas(&rows, personas))
    }
}

/// A profile without its personas.
struct Rest {
    nombres: Vec<NumericProfile>,
    modalites: Vec<CategoricalProfile>,
    croisements: Vec<Crossing>,
    personne_type: TypicalPerson,
    segmentations: Vec<Segmentation>,
}

impl Rest {
    fn new(rows: &Rows) -> Self {
        let nombres = numeric_profiles(rows);
        let modalites = categorical_profiles(rows);
        Self {
            personne_type: typical(rows, &nombres, &modalites),
            nombres,
            modalites,
            croisements: crossings(rows),
            segmentations: segmentations(rows),
        }
    }

    fn with_personas(self, rows: &Rows, personas: Personas) -> Profile {
        let months = rows.segmenting.iter().zip(&self.segmentations).find(|(column, _)| column.field.name == "mois");
        let chronologie = months.map_or_else(
            || Timeline { mois: Vec::new(), phrase: String::new() },
            |(column, months)| timeline(months, column.merged > 0),
        );
        let mut profile = Profile {
            demandes_nombre: rows.count as u64,
            petit_effectif: SMALL_CELL,
            niveau_de_confiance: CONFIDENCE,
            qualite: quality(rows),
            nombres: self.nombres,
            modalites: self.modalites,
            croisements: self.croisements,
            personne_type: self.personne_type,
            personas,
            segmentations: self.segmentations,
            chronologie,
            synthese: Vec::new(),
        };
        profile.synthese = summary(&profile);
        profile
    }
}
