//! One opportunity by its id, or a search among them.

use std::sync::{Arc, LazyLock};

use axum::extract::State;
use axum::response::{IntoResponse as _, Response};
use chrono::{DateTime, NaiveDate, NaiveTime, TimeZone as _, Utc};
use chrono_tz::Europe::Paris;
use courtier_access::Seal;
use courtier_answers::{Opportunity, Search, Sort, SortColumn};
use courtier_core::SalesforceId;
use http::{HeaderValue, header};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{IdPath, id_of, parse_id};
use crate::audit::Read;
use crate::body::json;
use crate::page_cursor;
use crate::problem::{Problem, ProblemKind};
use crate::query::{NoParameters, Parameters, StrictQuery};
use crate::request_context::Data;
use crate::service::Service;

/// Opportunities of a page when the request does not say.
const DEFAULT_LIMIT: u32 = 100;
/// Most opportunities of a page.
const MOST: u32 = 1000;

/// Une opportunité, par son identifiant.
#[utoipa::path(
    get, path = "/api/v1/opportunities/{id}", tag = "Opportunités", operation_id = "opportunite",
    params(("id" = String, Path, description = "Identifiant Salesforce, 15 ou 18 caractères", example = "0065q00000AlAK0AAN")),
    responses((status = 200, description = "Les dix clés de l'opportunité ; `null` pour ce qui manque ou n'est pas valide", body = Opportunity<'_>)),
)]
pub(crate) async fn one(
    path: IdPath,
    StrictQuery(NoParameters {}): StrictQuery<NoParameters>,
    data: Data,
) -> Result<Response, Problem> {
    answer(id_of(path)?, data)
}

fn answer(id: SalesforceId, data: Data) -> Result<Response, Problem> {
    let opportunity = data.snapshot().opportunity(id)?;
    let response = json(&opportunity)?;
    data.show(Read::one(id));
    Ok(response)
}

/// What a search asks for.
#[derive(Debug, Default, Clone, PartialEq, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct SearchParameters {
    /// Identifiant d'une opportunité : répond elle seule, comme `/api/v1/opportunities/{id}` ; exclut les autres paramètres.
    #[param(example = "0065q00000AlAK0AAN", pattern = r"^[0-9A-Za-z]{15}([0-9A-Za-z]{3})?$")]
    id: Option<String>,
    /// Âge de l'emprunteur au moins, en années.
    #[param(minimum = 0, maximum = 150)]
    age_min: Option<i64>,
    /// Âge de l'emprunteur au plus, en années.
    #[param(minimum = 0, maximum = 150)]
    age_max: Option<i64>,
    /// Revenu mensuel du foyer au moins, en euros.
    revenu_min: Option<f64>,
    /// Revenu mensuel du foyer au plus, en euros.
    revenu_max: Option<f64>,
    /// Banque principale, libellé entier ; casse et accents ne comptent pas.
    banque: Option<String>,
    /// Étape, libellé entier ; casse et accents ne comptent pas.
    stage: Option<String>,
    /// Créées ce jour (de Paris) ou à cet instant (RFC 3339), ou après.
    #[param(example = "2023-10-01", pattern = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}")]
    cree_apres: Option<String>,
    /// Créées avant ce jour (de Paris) ou cet instant (RFC 3339).
    #[param(example = "2023-11-01", pattern = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}")]
    cree_avant: Option<String>,
    /// Ordre : `id` (par défaut), `age_emprunteur`, `revenu_total`, `montant_pret_principal` ou `date_creation`, précédé de `-` pour
    /// l'ordre décroissant ; les valeurs absentes viennent en dernier.
    #[param(inline, schema_with = sort_schema)]
    sort: Option<String>,
    /// Opportunités d'une page, 100 par défaut.
    #[param(minimum = 1, maximum = 1000)]
    limit: Option<u32>,
    /// Le `suivant` de la page précédente ; les autres paramètres doivent rester les mêmes.
    cursor: Option<String>,
}

impl Parameters for SearchParameters {
    fn names() -> &'static [String] {
        static NAMES: LazyLock<Vec<String>> = LazyLock::new(SearchParameters::described_names);
        &NAMES
    }
}

fn sort_schema() -> utoipa::openapi::Object {
    let names = SortColumn::ALL.iter().flat_map(|column| [column.name().to_owned(), format!("-{}", column.name())]);
    utoipa::openapi::ObjectBuilder::new()
        .schema_type(utoipa::openapi::schema::Type::String)
        .enum_values(Some(names))
        .build()
}

/// Une page d'opportunités.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = PageOpportunites)]
pub(crate) struct OpportunityPage<'a> {
    /// Les opportunités de la page.
    opportunites: Vec<Opportunity<'a>>,
    /// Leur nombre.
    nombre: usize,
    /// À donner à `cursor` pour la page suivante ; `null` à la dernière.
    suivant: Option<String>,
}

/// La réponse d'une recherche : une page, ou l'opportunité de `id`.
#[derive(Debug, Serialize, ToSchema)]
#[serde(untagged)]
#[schema(as = OpportunitesTrouvees)]
#[expect(dead_code, reason = "describes the two answers of one endpoint")]
pub(crate) enum Found<'a> {
    /// L'opportunité de `id`.
    One(Opportunity<'a>),
    /// Une page.
    Page(OpportunityPage<'a>),
}

/// Une opportunité par `?id=`, ou une recherche, page par page.
#[utoipa::path(
    get, path = "/api/v1/opportunities", tag = "Opportunités", operation_id = "opportunites",
    params(SearchParameters),
    responses((
        status = 200, description = "Avec `id`, l'opportunité ; sinon une page", body = Found<'_>,
        headers(("Link" = String, description = "Adresse de la page suivante, `rel=\"next\"`"))
    )),
)]
pub(crate) async fn find(
    State(service): State<Arc<Service>>,
    StrictQuery(parameters): StrictQuery<SearchParameters>,
    data: Data,
    uri: http::Uri,
) -> Result<Response, Problem> {
    if let Some(id) = &parameters.id {
        let others = SearchParameters { id: Some(id.clone()), ..SearchParameters::default() };
        if others != parameters {
            return Err(invalid("id", "`id` exclut les autres paramètres", "`id` excludes the other parameters"));
        }
        return answer(parse_id(id)?, data);
    }
    // A rare label makes a search look at every row: not on the threads of requests.
    let found = tokio::task::spawn_blocking(move || page(&parameters, &service, data, &uri));
    found.await.map_err(|error| Problem::internal(&error))?
}

fn page(parameters: &SearchParameters, service: &Service, data: Data, uri: &http::Uri) -> Result<Response, Problem> {
    let fingerprint = page_cursor::fingerprint(&SearchParameters { limit: None, cursor: None, ..parameters.clone() });
    let seal = &service.cursors;
    let page = data.snapshot().search(&search(parameters, seal, fingerprint)?);
    let suivant = page.next.map(|position| page_cursor::write(seal, fingerprint, position)).transpose();
    let suivant = suivant.map_err(|error| Problem::internal(&error))?;
    let read = Read::several(page.opportunities.iter().filter_map(|found| SalesforceId::parse(&found.id).ok()));
    let link = suivant.as_deref().and_then(|cursor| next_link(uri, cursor));
    let mut response =
        json(&OpportunityPage { nombre: page.opportunities.len(), opportunites: page.opportunities, suivant })?;
    data.show(read);
    if let Some(link) = link {
        response.headers_mut().insert(header::LINK, link);
    }
    Ok(response.into_response())
}

fn search(parameters: &SearchParameters, seal: &Seal, fingerprint: u64) -> Result<Search, Problem> {
    let limit = parameters.limit.unwrap_or(DEFAULT_LIMIT);
    if !(1..=MOST).contains(&limit) {
        return Err(invalid("limit", "`limit` va de 1 à 1000", "`limit` is from 1 to 1000"));
    }
    for (name, bound) in [("revenu_min", parameters.revenu_min), ("revenu_max", parameters.revenu_max)] {
        if bound.is_some_and(|bound| !bound.is_finite()) {
            return Err(invalid(name, "un nombre fini est attendu", "a finite number is expected"));
        }
    }
    for (name, bound) in [("age_min", parameters.age_min), ("age_max", parameters.age_max)] {
        if bound.is_some_and(|bound| !(0..=150).contains(&bound)) {
            return Err(invalid(name, "un âge de 0 à 150 ans est attendu", "an age from 0 to 150 is expected"));
        }
    }
    let sort = match parameters.sort.as_deref() {
        None => Sort::default(),
        Some(text) => Sort::parse(text).ok_or_else(|| {
            let names = SortColumn::ALL.map(SortColumn::name).join(", ");
            let french = format!("`sort` est l'une des colonnes {names}, précédée ou non de `-`");
            let english = format!("`sort` is one of the columns {names}, with or without `-` before it");
            invalid("sort", &french, &english)
        })?,
    };
    let after = match parameters.cursor.as_deref() {
        None => None,
        Some(cursor) => Some(page_cursor::read(seal, fingerprint, cursor).ok_or_else(|| {
            let french = "`cursor` n'est pas le `suivant` d'une page de cette recherche ; reprenez sans lui";
            invalid("cursor", french, "`cursor` is not the `suivant` of a page of this search; start without it")
        })?),
    };
    Ok(Search {
        age_min: parameters.age_min,
        age_max: parameters.age_max,
        income_min_eur: parameters.revenu_min,
        income_max_eur: parameters.revenu_max,
        bank: parameters.banque.clone(),
        stage: parameters.stage.clone(),
        created_from: instant("cree_apres", parameters.cree_apres.as_deref())?,
        created_before: instant("cree_avant", parameters.cree_avant.as_deref())?,
        sort,
        limit: limit as usize,
        after,
    })
}

/// Reads a day of Paris as its first instant, or an instant.
fn instant(name: &str, text: Option<&str>) -> Result<Option<DateTime<Utc>>, Problem> {
    let Some(text) = text else { return Ok(None) };
    // The calendar of the machine ends far later than the years of four digits.
    let has_four_digits = text.len() >= 10 && text.bytes().take(4).all(|byte| byte.is_ascii_digit());
    let of_day = |day: NaiveDate| Paris.from_local_datetime(&day.and_time(NaiveTime::MIN)).earliest();
    let day = NaiveDate::parse_from_str(text, "%Y-%m-%d").ok().and_then(of_day).map(|at| at.with_timezone(&Utc));
    let read = day.or_else(|| DateTime::parse_from_rfc3339(text).ok().map(|at| at.with_timezone(&Utc)));
    let read = read.filter(|_| has_four_digits);
    read.map(Some).ok_or_else(|| {
        let french = format!("`{name}` est un jour (2023-10-31) ou un instant (2023-10-31T08:00:00Z)");
        let english = format!("`{name}` is a day (2023-10-31) or an instant (2023-10-31T08:00:00Z)");
        invalid(name, &french, &english)
    })
}

fn invalid(name: &str, french: &str, english: &str) -> Problem {
    Problem::new(ProblemKind::InvalidParameter, french, english).about([name.to_owned()])
}

/// Returns the header that leads to the next page: the same address with another cursor.
fn next_link(uri: &http::Uri, cursor: &str) -> Option<HeaderValue> {
    let mut query = form_urlencoded::Serializer::new(String::new());
    let given = form_urlencoded::parse(uri.query().unwrap_or_default().as_bytes());
    query.extend_pairs(given.filter(|(name, _)| name != "cursor"));
    query.append_pair("cursor", cursor);
    HeaderValue::from_str(&format!("<{}?{}>; rel=\"next\"", uri.path(), query.finish())).ok()
}
