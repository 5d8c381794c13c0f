//! Why a key or a token is refused. The messages never quote it.

/// Reason of a refusal. All but [`Denied::NoRole`] mean that the caller is not known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
pub enum Denied {
    /// Neither a key of courtier nor a JWT that can be read.
    #[error("jeton d'accès mal formé")]
    Malformed,
    /// No such key, or not its secret; or a JWT signed by a key that the issuer does not publish.
    #[error("clé inconnue")]
    Unknown,
    /// The key was revoked.
    #[error("clé révoquée")]
    Revoked,
    /// The key or the token has expired.
    #[error("clé ou jeton expiré")]
    Expired,
    /// The token is not valid yet (`nbf`).
    #[error("jeton pas encore valide")]
    NotYetValid,
    /// The token is not signed with the algorithm of the issuer's key.
    #[error("algorithme de signature refusé : attendu RS256 ou ES256, selon la clé de l'émetteur")]
    Algorithm,
    /// The signature is not that of the issuer.
    #[error("signature du jeton invalide")]
    Signature,
    /// The token comes from another issuer (`iss`).
    #[error("émetteur du jeton inattendu")]
    Issuer,
    /// The token is meant for another service (`aud`).
    #[error("jeton destiné à un autre service")]
    Audience,
    /// The token is right but has no role of courtier.
    #[error("aucun rôle de courtier dans le jeton : attendu api, marketing ou admin")]
    NoRole,
}

impl Denied {
    /// Tells whether the caller is known but may do nothing (HTTP 403) rather than unknown (HTTP 401).
    #[must_use]
    pub const fn is_forbidden(self) -> bool {
        matches!(self, Self::NoRole)
    }

    /// Returns a stable code, for metrics and logs.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Malformed => "mal_forme",
            Self::Unknown => "cle_inconnue",
            Self::Revoked => "cle_revoquee",
            Self::Expired => "expire",
            Self::NotYetValid => "pas_encore_valide",
            Self::Algorithm => "algorithme",
            Self::Signature => "signature",
            Self::Issuer => "emetteur",
            Self::Audience => "destinataire",
            Self::NoRole => "sans_role",
        }
    }
}
