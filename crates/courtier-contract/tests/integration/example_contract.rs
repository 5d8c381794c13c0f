//! A small valid contract that the tests change in one place.

use courtier_contract::{ContractError, Contracts};

/// A contract with one of everything.
pub(crate) const TABLE: &str = "apiVersion: v3.1.0
kind: DataContract
id: courtier-agences
version: 1.0.0
status: active
schema:
  - name: agences
    businessName: Agences
    description: Les agences.
    properties:
      - name: id
        physicalName: Id
        businessName: Identifiant
        logicalType: string
        physicalType: id
        primaryKey: true
        classification: interne
        description: L'identifiant.
      - name: effectif
        physicalName: Effectif__c
        businessName: Effectif
        logicalType: integer
        logicalTypeOptions:
          minimum: 0
          exclusiveMaximum: 500
        classification: interne
        description: Le nombre de salariés.
        customProperties:
          - property: unit
            value: personnes
          - property: severity
            value: erreur
          - property: onViolation
            value: signaler
      - name: siege
        physicalName: Siege__c
        businessName: Siège
        logicalType: string
        physicalType: id
        relationships:
          - to: agences.id
        classification: interne
        description: L'agence dont celle-ci dépend.
      - name: region
        physicalName: Region__c
        businessName: Région
        logicalType: string
        classification: public
        description: La région.
        quality:
          - metric: invalidValues
            arguments:
              validValues: [Nord, Sud]
            mustBe: 0
";

/// Parses the table with every `from` made `to`.
pub(crate) fn parse(from: &str, to: &str) -> Result<Contracts, ContractError> {
    assert!(TABLE.contains(from), "{from:?} is not in the table");
    Contracts::parse([("agences.odcs.yaml", TABLE.replacen(from, to, 1))])
}
