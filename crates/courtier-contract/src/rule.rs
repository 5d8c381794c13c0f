//! The rules that a cell, a row or a key can break, with the codes that users see.

use std::fmt;

/// A rule of a contract. Its code is stored in `quality.violations`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rule {
    /// The text cannot be read as the column's type.
    TypeInvalide,
    /// The value is outside the declared range.
    HorsBornes,
    /// The value is not in the declared list.
    ValeurNonDeclaree,
    /// A required cell is empty.
    ObligatoireManquant,
    /// Not a Salesforce id: length, character or checksum.
    IdentifiantInvalide,
    /// A local time skipped when summer time starts.
    HeureInexistante,
    /// The key is already taken by another row.
    CleDupliquee,
    /// The key of the row is empty.
    CleManquante,
    /// The foreign key names no row of the other table.
    RelationOrpheline,
    /// The key was in the table and is not in the last full export.
    CleDisparue,
}

impl Rule {
    /// Every rule, in the order of their declaration.
    pub const ALL: [Self; 10] = [
        Self::TypeInvalide,
        Self::HorsBornes,
        Self::ValeurNonDeclaree,
        Self::ObligatoireManquant,
        Self::IdentifiantInvalide,
        Self::HeureInexistante,
        Self::CleDupliquee,
        Self::CleManquante,
        Self::RelationOrpheline,
        Self::CleDisparue,
    ];

    /// Returns the stable code, French `snake_case`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::TypeInvalide => "type_invalide",
            Self::HorsBornes => "hors_bornes",
            Self::ValeurNonDeclaree => "valeur_non_declaree",
            Self::ObligatoireManquant => "obligatoire_manquant",
            Self::IdentifiantInvalide => "identifiant_invalide",
            Self::HeureInexistante => "heure_inexistante",
            Self::CleDupliquee => "cle_dupliquee",
            Self::CleManquante => "cle_manquante",
            Self::RelationOrpheline => "relation_orpheline",
            Self::CleDisparue => "cle_disparue",
        }
    }

    /// Returns what is wrong, as a French sentence without the value.
    #[must_use]
    pub const fn description(self) -> &'static str {
        match self {
            Self::TypeInvalide => "La cellule ne se lit pas dans le type déclaré.",
            Self::HorsBornes => "La valeur sort des bornes déclarées.",
            Self::ValeurNonDeclaree => "La valeur ne figure pas dans la liste déclarée.",
            Self::ObligatoireManquant => "La cellule est vide alors que la colonne est obligatoire.",
            Self::IdentifiantInvalide => {
                "L'identifiant Salesforce est mal formé (longueur, caractère ou somme de contrôle)."
            }
            Self::HeureInexistante => "L'heure n'existe pas à Paris : elle tombe dans le passage à l'heure d'été.",
            Self::CleDupliquee => "La clé est déjà celle d'une autre ligne.",
            Self::CleManquante => "La ligne n'a pas de clé.",
            Self::RelationOrpheline => "La clé étrangère ne désigne aucune ligne de la table liée.",
            Self::CleDisparue => "La clé n'est plus dans le dernier export complet.",
        }
    }
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::Rule;
    use std::collections::BTreeSet;

    #[test]
    fn gives_each_rule_its_own_code_and_sentence() {
        let codes: BTreeSet<_> = Rule::ALL.iter().map(|rule| rule.as_str()).collect();
        let sentences: BTreeSet<_> = Rule::ALL.iter().map(|rule| rule.description()).collect();
        assert_eq!((codes.len(), sentences.len()), (10, 10));
        assert!(codes.iter().all(|code| code.chars().all(|c| c.is_ascii_lowercase() || c == '_')));
        assert!(sentences.iter().all(|sentence| sentence.ends_with('.')));
    }
}
