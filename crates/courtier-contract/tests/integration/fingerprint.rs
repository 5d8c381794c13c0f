//! The fingerprint follows the data, not the prose.

use crate::example_contract::parse;

#[test]
fn fingerprints_what_decides_the_data_and_nothing_else() {
    let fingerprint = |from, to| parse(from, to).unwrap().get("agences").unwrap().fingerprint();
    let original = fingerprint("agences", "agences");
    for (from, to) in [
        ("La région.", "Où ?"),
        ("value: personnes", "value: gens"),
        ("1.0.0", "1.0.1"),
        ("businessName: Région", "businessName: R"),
    ] {
        assert_eq!(fingerprint(from, to), original, "{to}");
    }
    for (from, to) in [
        ("name: region", "name: zone"),
        ("Region__c", "Zone__c"),
        ("logicalType: integer", "logicalType: number"),
        ("minimum: 0", "minimum: 1"),
        ("minimum: 0", "exclusiveMinimum: 0"),
        ("exclusiveMaximum: 500", "maximum: 500"),
        ("value: signaler", "value: annuler"),
        ("value: erreur", "value: avertissement"),
        ("[Nord, Sud]", "['Nord, Sud']"),
        ("classification: public", "classification: personnel"),
        ("name: siege", "name: siege\n        required: true"),
        ("to: agences.id", "to: agences.siege"),
    ] {
        assert_ne!(fingerprint(from, to), original, "{to}");
    }
}
