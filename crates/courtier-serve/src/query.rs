//! Query parameters: those that an endpoint declares, each once, and no other.

use axum::extract::FromRequestParts;
use courtier_core::nearest;
use http::request::Parts;
use serde::de::DeserializeOwned;
use utoipa::IntoParams;

use crate::problem::{Problem, ProblemKind};

/// The parameters of an address, read as `T`: those that `T` documents.
#[derive(Debug)]
pub(crate) struct StrictQuery<T>(pub(crate) T);

/// Parameters that an endpoint declares.
pub(crate) trait Parameters: DeserializeOwned + IntoParams {
    /// Returns their names; made once, since the description that they come from is large.
    fn names() -> &'static [String];

    /// Takes them from the description.
    fn described_names() -> Vec<String> {
        Self::into_params(|| None).into_iter().map(|parameter| parameter.name).collect()
    }
}

/// No parameter.
#[derive(Debug, serde::Deserialize, IntoParams)]
pub(crate) struct NoParameters {}

impl Parameters for NoParameters {
    fn names() -> &'static [String] {
        &[]
    }
}

impl<S: Send + Sync, T: Parameters> FromRequestParts<S> for StrictQuery<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, Problem> {
        let query = parts.uri.query().unwrap_or_default();
        check_names(query, T::names())?;
        let deserializer = serde_urlencoded::Deserializer::new(form_urlencoded::parse(query.as_bytes()));
        serde_path_to_error::deserialize(deserializer).map(Self).map_err(|error| invalid(&error.path().to_string()))
    }
}

/// Returns the problem of a value that is not of its parameter's type.
fn invalid(name: &str) -> Problem {
    Problem::new(
        ProblemKind::InvalidParameter,
        format!("la valeur du paramètre `{name}` n'est pas du type attendu, que /docs donne"),
        format!("the value of the parameter `{name}` is not of the type that /docs gives"),
    )
    .about([name.to_owned()])
}

fn check_names(query: &str, known: &[String]) -> Result<(), Problem> {
    let mut seen: Vec<String> = Vec::new();
    for (name, _) in form_urlencoded::parse(query.as_bytes()) {
        if !known.iter().any(|known| *known == name) {
            let close = nearest(&name, known.iter().map(String::as_str));
            let hint = close.map(|close| format!(" ; vouliez-vous dire `{close}` ?")).unwrap_or_default();
            // What is not known is cut: it comes from anybody.
            let shown: String = name.chars().filter(|c| !c.is_control()).take(60).collect();
            return Err(Problem::new(
                ProblemKind::UnknownParameter,
                format!("le paramètre `{shown}` n'existe pas ici{hint}"),
                format!("there is no parameter `{shown}` here"),
            )
            .about([shown]));
        }
        if seen.iter().any(|seen| *seen == name) {
            return Err(Problem::new(
                ProblemKind::InvalidParameter,
                format!("le paramètre `{name}` est donné deux fois"),
                format!("the parameter `{name}` is given twice"),
            )
            .about([name.into_owned()]));
        }
        seen.push(name.into_owned());
    }
    Ok(())
}
