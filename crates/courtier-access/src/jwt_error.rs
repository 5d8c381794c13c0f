//! Why the rules or the keys of an issuer cannot be used.

use courtier_core::{Classify, ErrorKind};

/// Rules or a JWKS that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum JwtError {
    /// A rule that must be set is empty.
    #[error("`{name}` est vide")]
    EmptyRule {
        /// Name of the option.
        name: &'static str,
    },
    /// The tolerance is too long to mean clocks that differ.
    #[error("tolérance de {found} s sur les dates des jetons : {longest} s au plus")]
    Leeway {
        /// What was set.
        found: u32,
        /// What is allowed.
        longest: u32,
    },
    /// Not a JSON Web Key Set.
    #[error("JWKS illisible, ligne {line}, colonne {column}")]
    Jwks {
        /// Line, from 1.
        line: usize,
        /// Column, from 1.
        column: usize,
    },
    /// A key for RS256 or ES256 has unusable parameters.
    #[error("JWKS, clé n° {position} : paramètre `{parameter}` absent ou inutilisable")]
    Parameter {
        /// Its place in the set, from 1.
        position: usize,
        /// Name of the parameter.
        parameter: &'static str,
    },
    /// An RSA key is too short or too long to be trusted.
    #[error("JWKS, clé n° {position} : clé RSA de {bits} bits, attendu 2048 à 8192")]
    RsaSize {
        /// Its place in the set, from 1.
        position: usize,
        /// Bits of its modulus.
        bits: usize,
    },
    /// Two usable keys have the same `kid`.
    #[error("JWKS, clé n° {position} : même `kid` qu'une autre clé")]
    Twice {
        /// Place in the set of the second, from 1.
        position: usize,
    },
    /// The set has no key for RS256 or ES256.
    #[error("JWKS sans clé de signature RS256 ou ES256")]
    NoKey,
}

impl Classify for JwtError {
    fn kind(&self) -> ErrorKind {
        match self {
            Self::EmptyRule { .. } | Self::Leeway { .. } => ErrorKind::Usage,
            Self::Jwks { .. } | Self::Parameter { .. } | Self::RsaSize { .. } | Self::Twice { .. } | Self::NoKey => {
                ErrorKind::Input
            }
        }
    }
}
