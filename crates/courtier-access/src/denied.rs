//! Why a key or a token is refused.

/// Refusal of who asks. What was given is never in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Denied {
    /// It has not the form of a key, nor of a token.
    #[error("ce n'est ni une clé, ni un jeton")]
    Malformed,
    /// No such key, or the signature is not the issuer's.
    #[error("clé ou signature inconnue")]
    Unknown,
    /// The key was revoked.
    #[error("clé révoquée")]
    Revoked,
    /// Its time is over, or has not come.
    #[error("hors de sa période de validité")]
    Expired,
    /// The token is for others, or from others.
    #[error("jeton d'un autre émetteur, ou pour une autre audience")]
    WrongParty,
    /// The token gives no role of courtier.
    #[error("aucun rôle de courtier")]
    NoRole,
}
