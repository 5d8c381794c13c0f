//! What holds of every profile, whatever the requests.

use courtier_profile::{CategoricalColumn, Profile};
use proptest::prelude::*;

use crate::requests::{Request, check, sample};

fn request() -> impl Strategy<Value = Request> {
    let number = |range: std::ops::Range<u32>| prop::option::weighted(0.9, range.prop_map(f64::from));
    let label = |count: usize| prop::option::weighted(0.9, (0..count).prop_map(|i| format!("v{i}")));
    let labels = (label(6), label(2), label(9), label(4), label(3), label(2), label(5));
    (number(15..110), number(0..9), number(0..4), labels).prop_map(|(age, income, amount, labels)| Request {
        age,
        income: income.map(|income| income * 700.0),
        amount: amount.map(|amount| amount * 50_000.0),
        labels: [labels.0, labels.1, labels.2, labels.3, labels.4, labels.5, labels.6],
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn no_profile_holds_a_small_group_or_what_is_no_number(requests in prop::collection::vec(request(), 0..420)) {
        let found = Profile::new(&sample(&requests)).unwrap();
        check(&found);
        for label in found.modalites.iter().filter(|label| !label.modalites.is_empty()) {
            prop_assert_eq!(label.modalites.iter().map(|share| share.nombre).sum::<u64>(), label.effectif);
        }
        for number in found.nombres.iter().filter(|number| !number.histogramme.is_empty()) {
            prop_assert_eq!(number.histogramme.iter().map(|bin| bin.nombre).sum::<u64>(), number.effectif);
        }
        for crossing in &found.croisements {
            prop_assert!(crossing.valeur.is_none_or(|value| (-1.0..=1.0).contains(&value)));
            if let (Some(value), Some(interval)) = (crossing.valeur, crossing.ic95) {
                prop_assert!(interval.bas <= interval.haut);
                // A correction for bias may put a value at zero, where the interval starts.
                prop_assert!(interval.bas <= value + 1e-9 || value == 0.0, "{:?}", crossing);
            }
        }
        prop_assert_eq!(
            found.personas.groupes.iter().map(|group| group.nombre).sum::<u64>(),
            found.personas.classes_nombre
        );
    }

    #[test]
    fn neither_the_order_of_rows_nor_codes_matter(
        (requests, shuffled) in prop::collection::vec(request(), 0..420)
            .prop_flat_map(|requests| (Just(requests.clone()), Just(requests).prop_shuffle())),
    ) {
        let found = Profile::new(&sample(&requests)).unwrap();
        prop_assert_eq!(&found, &Profile::new(&sample(&shuffled)).unwrap());
        // The same labels under other codes, one of them unused.
        let mut recoded = sample(&requests);
        let names: Vec<String> = ["unused", "v5", "v4", "v3", "v2", "v1", "v0"].map(str::to_owned).to_vec();
        let code = |label: &String| names.iter().position(|name| name == label).unwrap() as u32;
        let codes = requests.iter().map(|r| r.labels[0].as_ref().map_or(CategoricalColumn::MISSING, code)).collect();
        recoded.reseau_bancaire = CategoricalColumn::new(codes, names.clone(), 0).unwrap();
        prop_assert_eq!(&found, &Profile::new(&recoded).unwrap());
    }
}
