//! What an error answers: a problem document, RFC 9457.

use axum::response::{IntoResponse, Response};
use courtier_answers::AnswerError;
use http::{HeaderValue, StatusCode, header};
use serde::Serialize;

use crate::access::Rate;
use crate::language::Language;

/// Media type of a problem document.
pub(crate) const MEDIA_TYPE: HeaderValue = HeaderValue::from_static("application/problem+json");

/// Each kind of problem. Its code is a part of the interface: it never changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ProblemKind {
    MalformedRequest,
    MalformedId,
    UnknownParameter,
    InvalidParameter,
    InvalidBody,
    AuthenticationRequired,
    AccessDenied,
    UnknownOpportunity,
    NoUsableProposal,
    NotFound,
    MethodNotAllowed,
    Timeout,
    BodyTooLarge,
    AddressTooLong,
    UnsupportedMediaType,
    TooManyRequests,
    NotLoaded,
    NotRecorded,
    MisdirectedRequest,
    Internal,
}

impl ProblemKind {
    /// Returns the last part of its type, its status, and its title in French and in English.
    pub(crate) const fn facts(self) -> (&'static str, StatusCode, &'static str, &'static str) {
        match self {
            Self::MalformedRequest => {
                ("requete-invalide", StatusCode::BAD_REQUEST, "Requête invalide", "Malformed request")
            }
            Self::MalformedId => {
                ("identifiant-mal-forme", StatusCode::BAD_REQUEST, "Identifiant mal formé", "Malformed identifier")
            }
            Self::UnknownParameter => {
                ("parametre-inconnu", StatusCode::BAD_REQUEST, "Paramètre inconnu", "Unknown parameter")
            }
            Self::InvalidParameter => {
                ("parametre-invalide", StatusCode::BAD_REQUEST, "Paramètre invalide", "Invalid parameter")
            }
            Self::InvalidBody => ("corps-invalide", StatusCode::BAD_REQUEST, "Corps invalide", "Invalid body"),
            Self::AuthenticationRequired => (
                "authentification-requise",
                StatusCode::UNAUTHORIZED,
                "Authentification requise",
                "Authentication required",
            ),
            Self::AccessDenied => ("acces-refuse", StatusCode::FORBIDDEN, "Accès refusé", "Access denied"),
            Self::UnknownOpportunity => {
                ("opportunite-inconnue", StatusCode::NOT_FOUND, "Opportunité inconnue", "Unknown opportunity")
            }
            Self::NoUsableProposal => (
                "aucune-proposition-utilisable",
                StatusCode::NOT_FOUND,
                "Aucune proposition utilisable",
                "No usable proposal",
            ),
            Self::NotFound => ("introuvable", StatusCode::NOT_FOUND, "Adresse inconnue", "Not found"),
            Self::MethodNotAllowed => {
                ("methode-non-permise", StatusCode::METHOD_NOT_ALLOWED, "Méthode non permise", "Method not allowed")
            }
            Self::Timeout => ("delai-depasse", StatusCode::REQUEST_TIMEOUT, "Délai dépassé", "Timeout"),
            Self::BodyTooLarge => {
                ("corps-trop-grand", StatusCode::PAYLOAD_TOO_LARGE, "Corps trop grand", "Body too large")
            }
            Self::AddressTooLong => {
                ("adresse-trop-longue", StatusCode::URI_TOO_LONG, "Adresse trop longue", "Address too long")
            }
            Self::UnsupportedMediaType => (
                "format-non-pris-en-charge",
                StatusCode::UNSUPPORTED_MEDIA_TYPE,
                "Format du corps non pris en charge",
                "Unsupported media type",
            ),
            Self::TooManyRequests => {
                ("trop-de-requetes", StatusCode::TOO_MANY_REQUESTS, "Trop de requêtes", "Too many requests")
            }
            Self::NotLoaded => {
                ("donnees-non-chargees", StatusCode::SERVICE_UNAVAILABLE, "Données non chargées", "Data not loaded")
            }
            Self::NotRecorded => (
                "journal-indisponible",
                StatusCode::SERVICE_UNAVAILABLE,
                "Journal indisponible",
                "Audit log unavailable",
            ),
            Self::MisdirectedRequest => {
                ("hote-inconnu", StatusCode::MISDIRECTED_REQUEST, "Hôte inconnu", "Misdirected request")
            }
            Self::Internal => ("erreur-interne", StatusCode::INTERNAL_SERVER_ERROR, "Erreur interne", "Internal error"),
        }
    }
}

/// One problem, told in both languages. It becomes a document once the request is known, in [`crate::exchange`].
#[derive(Debug, Clone)]
pub(crate) struct Problem {
    kind: ProblemKind,
    french: String,
    english: String,
    parameters: Vec<String>,
    rate: Option<Rate>,
}

/// The document of a problem (RFC 9457).
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
#[schema(as = Probleme)]
pub(crate) struct ProblemDocument {
    /// Nature du problème ; stable, à utiliser dans un programme.
    #[serde(rename = "type")]
    #[schema(example = "/problemes/opportunite-inconnue")]
    pub(crate) kind: String,
    /// Nature du problème, en clair.
    #[schema(example = "Opportunité inconnue")]
    pub(crate) title: &'static str,
    /// Code HTTP.
    #[schema(minimum = 400, maximum = 599)]
    pub(crate) status: u16,
    /// Ce qui ne va pas, et que faire.
    pub(crate) detail: String,
    /// Identifiant de la requête, celui de l'en-tête `X-Request-Id` : à donner au support.
    pub(crate) instance: String,
    /// Paramètres ou champs en cause.
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    #[schema(required = false)]
    pub(crate) parametres: Vec<String>,
}

impl Problem {
    pub(crate) fn new(kind: ProblemKind, french: impl Into<String>, english: impl Into<String>) -> Self {
        Self { kind, french: french.into(), english: english.into(), parameters: Vec::new(), rate: None }
    }

    /// Names the parameters at fault.
    pub(crate) fn about(mut self, parameters: impl IntoIterator<Item = String>) -> Self {
        self.parameters.extend(parameters);
        self
    }

    /// Says how much more may be asked, and when.
    pub(crate) const fn limited(mut self, rate: Option<Rate>) -> Self {
        self.rate = rate;
        self
    }

    /// A defect of courtier, or a lake that cannot be read: the cause goes to the log, not to the client.
    pub(crate) fn internal(cause: &(dyn std::error::Error + 'static)) -> Self {
        tracing::error!(cause = %cause, "an answer failed");
        Self::new(
            ProblemKind::Internal,
            "le serveur n'a pas pu répondre ; l'erreur est dans son journal, sous l'identifiant de la requête",
            "the server could not answer; the error is in its log, under the request id",
        )
    }

    pub(crate) fn not_loaded() -> Self {
        Self::new(
            ProblemKind::NotLoaded,
            "le serveur n'a pas encore ces données ; chargez les exports avec `courtier ingest`, ou réessayez",
            "the server does not have these data yet; load the exports with `courtier ingest`, or try again",
        )
    }

    pub(crate) fn not_recorded() -> Self {
        Self::new(
            ProblemKind::NotRecorded,
            "le serveur ne peut pas noter cette lecture, et ne montre donc rien ; la cause est dans son journal",
            "the server cannot record this read, so it shows nothing; its log has the cause",
        )
    }

    /// Returns the problem that a bare status of the framework stands for; `None` for what is no error.
    pub(crate) fn of_status(status: StatusCode) -> Option<Self> {
        let (kind, french, english) = match status {
            StatusCode::NOT_FOUND => (
                ProblemKind::NotFound,
                "aucune ressource à cette adresse ; la liste est dans /docs",
                "there is no resource at this address; /docs has the list",
            ),
            StatusCode::METHOD_NOT_ALLOWED => (
                ProblemKind::MethodNotAllowed,
                "cette adresse n'admet pas cette méthode ; l'en-tête `Allow` dit lesquelles",
                "this address does not take this method; see the `Allow` header",
            ),
            StatusCode::REQUEST_TIMEOUT => (
                ProblemKind::Timeout,
                "la requête n'est pas arrivée, ou n'a pas abouti, dans le temps donné",
                "the request did not arrive, or did not end, in the time given",
            ),
            StatusCode::PAYLOAD_TOO_LARGE => (
                ProblemKind::BodyTooLarge,
                "le corps dépasse la taille admise ; découpez la demande",
                "the body is larger than allowed; split the request",
            ),
            StatusCode::UNSUPPORTED_MEDIA_TYPE => (
                ProblemKind::UnsupportedMediaType,
                "le corps doit être du JSON, annoncé par `Content-Type: application/json`",
                "the body must be JSON, with `Content-Type: application/json`",
            ),
            status if status.is_server_error() => {
                (ProblemKind::Internal, "le serveur n'a pas pu répondre", "the server could not answer")
            }
            status if status.is_client_error() => {
                (ProblemKind::MalformedRequest, "la requête n'est pas comprise", "the request is not understood")
            }
            _ => return None,
        };
        Some(Self::new(kind, french, english))
    }

    /// Returns the document for one request.
    pub(crate) fn document(self, language: Language, request_id: &str) -> ProblemDocument {
        let (code, status, french, english) = self.kind.facts();
        let (title, detail) = match language {
            Language::French => (french, self.french),
            Language::English => (english, self.english),
        };
        ProblemDocument {
            kind: format!("/problemes/{code}"),
            title,
            status: status.as_u16(),
            detail,
            instance: request_id.to_owned(),
            parametres: self.parameters,
        }
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let (_, status, ..) = self.kind.facts();
        let mut response = status.into_response();
        if self.kind == ProblemKind::AuthenticationRequired {
            response
                .headers_mut()
                .insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer realm=\"courtier\""));
        }
        if let Some(rate) = &self.rate {
            rate.tell(response.headers_mut());
        }
        response.extensions_mut().insert(self);
        response
    }
}

impl From<AnswerError> for Problem {
    fn from(error: AnswerError) -> Self {
        match error {
            AnswerError::MalformedId { source, .. } => Self::new(
                ProblemKind::MalformedId,
                source.to_string(),
                "this is not a Salesforce id of 15 or 18 characters",
            )
            .about(["id".to_owned()]),
            AnswerError::UnknownOpportunity { .. } => Self::new(
                ProblemKind::UnknownOpportunity,
                "aucune opportunité n'a cet identifiant dans les exports chargés",
                "no opportunity of the loaded exports has this id",
            ),
            AnswerError::NotLoaded { .. } => Self::not_loaded(),
            error => Self::internal(&error),
        }
    }
}
