//! `courtier serve`: what it answers, what it refuses, and new data while it runs.

use courtier_testkit::{Courtier, CsvFile, Served, opportunity, opportunity_id};
use serde_json::{Value, json};

use crate::{courtier, loaded};

const KEYS: [&str; 10] = [
    "response_id",
    "id",
    "age_emprunteur",
    "banque_principale",
    "deja_souscrit_credit_immo",
    "categorie_professionnelle",
    "contrat_travail",
    "revenu_total",
    "montant_pret_principal",
    "stage_name",
];

/// A server that looks at the lake all the time.
fn served(courtier: &Courtier) -> Served {
    courtier.serve(&[]).ready()
}

fn eager(courtier: Courtier) -> Courtier {
    courtier
        .with_variable("COURTIER_SERVER__POLL_SECONDS", "0.01")
        .with_variable("COURTIER_FRESHNESS__MAX_AGE_HOURS", "0")
}

fn one(number: u32) -> String {
    format!("/api/v1/opportunities/{}", opportunity_id(number))
}

#[test]
fn answers_the_ten_keys_in_order_by_both_addresses() {
    let courtier = loaded();
    let served = served(&courtier);
    let by_path = served.get(&one(1));
    let by_query = served.get(&format!("/api/v1/opportunities?id={}", opportunity_id(1)));
    let short = served.get(&one(1)[..one(1).len() - 3]);
    let command: Value = serde_json::from_str(&courtier.done(&["opportunity", &opportunity_id(1)])).unwrap();
    for answer in [&by_path, &by_query, &short] {
        assert_eq!((answer.status, answer.header("content-type")), (200, Some("application/json")));
        let mut at = 0;
        for key in KEYS {
            let place = answer.body.find(&format!("\"{key}\":")).unwrap();
            assert!(place >= at, "{key} comes too early: {}", answer.body);
            at = place;
        }
        let mut found = answer.json();
        assert_ne!(found["response_id"], command["response_id"]);
        found["response_id"] = command["response_id"].clone();
        assert_eq!(found, command);
    }
}

#[test]
fn tells_every_error_as_a_problem_in_the_language_asked_for() {
    let courtier = loaded();
    let served = served(&courtier);
    for (path, status, problem) in [
        ("/api/v1/opportunities/abc", 400, "identifiant-mal-forme"),
        ("/api/v1/opportunities/0065q00000AlAK0AAM", 400, "identifiant-mal-forme"),
        ("/api/v1/opportunities/%FF", 400, "identifiant-mal-forme"),
        ("/api/v1/opportunities/0065q00000AlAK0AAN", 404, "opportunite-inconnue"),
        ("/api/v1/opportunities/0065q00000AlAK0AAN/propositions", 404, "opportunite-inconnue"),
        ("/api/v1/opportunities?agemin=3", 400, "parametre-inconnu"),
        ("/api/v1/opportunities?age_min=x", 400, "parametre-invalide"),
        ("/api/v1/opportunities?age_min=1&age_min=2", 400, "parametre-invalide"),
        ("/api/v1/opportunities?id=0065q00000AlAK0AAN&limit=1", 400, "parametre-invalide"),
        ("/api/v1/opportunities?limit=0", 400, "parametre-invalide"),
        ("/api/v1/opportunities?limit=1001", 400, "parametre-invalide"),
        ("/api/v1/opportunities?sort=revenu", 400, "parametre-invalide"),
        ("/api/v1/opportunities?cursor=x", 400, "parametre-invalide"),
        ("/api/v1/opportunities?cree_apres=hier", 400, "parametre-invalide"),
        ("/api/v1/profil?x=1", 400, "parametre-inconnu"),
        ("/rien", 404, "introuvable"),
    ] {
        let answer = served.get(path);
        assert_eq!((answer.status, answer.problem().as_str()), (status, problem), "{path}");
        assert_eq!(answer.json()["instance"], answer.header("x-request-id").unwrap(), "{path}");
    }
    let hint = served.get("/api/v1/opportunities?agemin=3").json();
    assert_eq!(hint["detail"], "le paramètre `agemin` n'existe pas ici ; vouliez-vous dire `age_min` ?");
    assert_eq!(hint["parametres"], json!(["agemin"]));
    let english = served.ask("GET", "/rien", &[("Accept-Language", "en-GB"), ("X-Request-Id", "mine-1")], "");
    assert_eq!((english.json()["title"].clone(), english.header("content-language")), (json!("Not found"), Some("en")));
    assert_eq!((english.json()["instance"].clone(), english.header("x-request-id")), (json!("mine-1"), Some("mine-1")));
    let method = served.ask("DELETE", &one(1), &[], "");
    assert_eq!((method.status, method.problem().as_str()), (405, "methode-non-permise"));
}

#[test]
fn refuses_bodies_by_naming_what_is_wrong() {
    let courtier = loaded();
    let served = served(&courtier);
    let batch = "/api/v1/opportunities/batch";
    let wrong = served.post(batch, &json!({"ids": ["a"], "id": 1}));
    assert_eq!((wrong.problem().as_str(), wrong.json()["parametres"].clone()), ("corps-invalide", json!(["id"])));
    let missing = served.post(batch, &json!({})).json();
    assert_eq!(
        (missing["type"].as_str(), missing["parametres"].clone()),
        (wrong.json()["type"].as_str(), json!(["ids"]))
    );
    assert!(missing["detail"].as_str().unwrap().ends_with("ligne 1, colonne 2, il manque le champ `ids`"), "{missing}");
    assert_eq!(served.post(batch, &json!({"ids": []})).problem(), "corps-invalide");
    assert_eq!(served.post(batch, &json!({"ids": vec!["a"; 1001]})).problem(), "corps-invalide");
    let text = served.ask("POST", batch, &[("Content-Type", "text/plain")], "{}");
    assert_eq!((text.status, text.problem().as_str()), (415, "format-non-pris-en-charge"));
    let large = served.post(batch, &json!({"ids": ["x".repeat(300_000)]}));
    assert_eq!((large.status, large.problem().as_str()), (413, "corps-trop-grand"));
    let long = served.get(&format!("/api/v1/banques?{}", "a".repeat(9000)));
    assert_eq!((long.status, long.problem().as_str()), (414, "adresse-trop-longue"));
    let nameless = served.send(b"GET /livez HTTP/1.1\r\nConnection: close\r\n\r\n");
    assert_eq!((nameless.status, nameless.problem().as_str()), (400, "requete-invalide"));
    let tiny = json!({"montant_eur": 667_278_442.89, "taux_pct": 5e-324, "duree_mois": 200});
    assert_eq!(served.post("/api/v1/simulations", &tiny).json()["cout_interets_eur"], 0.0);
}

#[test]
fn answers_many_ids_at_once_each_with_its_result() {
    let courtier = loaded();
    let served = served(&courtier);
    let ids = [opportunity_id(2), "abc".to_owned(), "0065q00000AlAK0AAN".to_owned()];
    let answer = served.post("/api/v1/opportunities/batch", &json!({"ids": ids})).json();
    let statuses: Vec<&Value> =
        answer["resultats"].as_array().unwrap().iter().map(|result| &result["statut"]).collect();
    assert_eq!(statuses, [200, 400, 404]);
    assert_eq!(answer["resultats"][0]["opportunite"]["id"], opportunity_id(2));
    assert_eq!(answer["resultats"][1]["erreur"]["type"], "/problemes/identifiant-mal-forme");
    assert_eq!(answer["resultats"][2]["id"], "0065q00000AlAK0AAN");
}

#[test]
fn pages_through_a_search_by_the_link_it_gives() {
    let courtier = courtier();
    courtier.write("o.csv", CsvFile::opportunities().rows((1..=25).map(opportunity)).build());
    courtier.ingest(&["o.csv"]);
    let served = served(&courtier);
    let mut path = "/api/v1/opportunities?sort=-age_emprunteur&limit=10&banque=cic&age_min=22".to_owned();
    let mut ages = Vec::new();
    loop {
        let page = served.get(&path);
        let found = page.json();
        ages.extend(
            found["opportunites"].as_array().unwrap().iter().map(|found| found["age_emprunteur"].as_i64().unwrap()),
        );
        match page.header("link") {
            Some(link) => path = link.split(['<', '>']).nth(1).unwrap().to_owned(),
            None => break,
        }
        assert!(found["suivant"].is_string());
    }
    assert_eq!(ages, (22..=45).rev().collect::<Vec<i64>>());
    let of_another = path.replace("age_min=22", "age_min=23");
    assert_eq!(served.get(&of_another).problem(), "parametre-invalide", "a cursor is good for its search only");
}

#[test]
fn ranks_the_proposals_as_the_command_does() {
    let courtier = loaded();
    let served = served(&courtier);
    let id = opportunity_id(1);
    let command: Value = serde_json::from_str(&courtier.done(&["best", "--explain", &id, "--format", "json"])).unwrap();
    let ranked = served.get(&format!("{}/propositions", one(1))).json();
    assert_eq!(ranked["propositions"], command["propositions"]);
    let best = served.get(&format!("{}/meilleure-proposition", one(1))).json();
    assert_eq!((&best["proposition"], &best["explication"]), (&command["propositions"][0], &command["explication"]));
    let profile: Value = serde_json::from_str(&courtier.done(&["profile", "--format", "json"])).unwrap();
    assert_eq!(served.get("/api/v1/profil").json(), profile);
    let banks = served.get("/api/v1/banques").json();
    assert_eq!((&banks["nombre"], banks["banques"].as_array().unwrap().len()), (&json!(3), 3));
}

#[test]
fn says_that_a_client_has_the_answer_until_the_data_change() {
    let courtier = eager(loaded());
    let served = served(&courtier);
    let first = served.get(&one(1));
    let etag = first.header("etag").unwrap().to_owned();
    let again = |etag: &str| served.ask("GET", &one(1), &[("If-None-Match", etag)], "");
    let known = again(&etag);
    assert_eq!((known.status, known.body.as_str(), known.header("etag")), (304, "", Some(etag.as_str())));
    assert_eq!(again("\"other\"").status, 200);
    let changed = opportunity(1).with("StageName", "6-Perdue");
    courtier.write("o.csv", CsvFile::opportunities().rows([changed, opportunity(2), opportunity(3)]).build());
    courtier.ingest(&["o.csv"]);
    served.wait_until("new version", |_| again(&etag).status == 200);
    let fresh = served.get(&one(1));
    assert_eq!((fresh.json()["stage_name"].clone(), fresh.header("etag") == Some(&etag)), (json!("6-Perdue"), false));
}

#[test]
fn is_not_ready_before_data_are_loaded_or_when_they_are_old() {
    let empty = eager(courtier());
    let served = empty.serve(&[]);
    let answer = served.get("/readyz");
    assert_eq!((answer.status, answer.problem().as_str()), (503, "donnees-non-chargees"));
    assert_eq!((served.get("/livez").status, served.get(&one(1)).status), (200, 503));
    empty.write("o.csv", CsvFile::opportunities().rows([opportunity(1)]).build());
    empty.ingest(&["o.csv"]);
    served.wait_until("data", |served| served.get("/readyz").status == 200);
    assert_eq!((served.get(&one(1)).status, served.get(&format!("{}/propositions", one(1))).status), (200, 503));

    let old = loaded().with_variable("COURTIER_FRESHNESS__MAX_AGE_HOURS", "0.000001");
    let served = old.serve(&[]);
    served.wait_until("data", |served| served.get(&one(1)).status == 200);
    assert!(served.get("/readyz").json()["detail"].as_str().unwrap().contains("freshness.max_age_hours"));
}

#[test]
fn records_who_read_which_opportunity() {
    let courtier = loaded();
    let served = served(&courtier);
    assert_eq!(served.get(&one(1)).status, 200);
    assert_eq!(served.get(&format!("{}/propositions", one(2))).status, 200);
    assert_eq!(served.get("/api/v1/opportunities/0065q00000AlAK0AAN").status, 404);
    assert_eq!(served.get("/api/v1/profil").status, 200);
    assert_eq!(served.get("/api/v1/opportunities?limit=2").status, 200);
    assert_eq!(served.stop(), Some(0));
    let reads = courtier.csv("SELECT lecteur, route, id_opportunite FROM ops.lectures ORDER BY lu_le, id_opportunite");
    let expected = format!(
        "lecteur,route,id_opportunite\n\
         local,/api/v1/opportunities/{{id}},{one}\n\
         local,/api/v1/opportunities/{{id}}/propositions,{two}\n\
         local,/api/v1/opportunities,{one}\nlocal,/api/v1/opportunities,{two}\n",
        one = opportunity_id(1),
        two = opportunity_id(2),
    );
    assert_eq!(reads, expected);
}

#[test]
fn publishes_the_reads_of_a_server_that_was_killed() {
    let courtier = loaded();
    let served = served(&courtier);
    assert_eq!(served.get(&one(1)).status, 200);
    let folder = courtier.path("lake/_courtier/lectures");
    let lots = || -> Vec<String> {
        let files = std::fs::read_dir(&folder).into_iter().flatten();
        files.filter_map(|file| std::fs::read_to_string(file.unwrap().path()).ok()).collect()
    };
    // A file is there before its line is.
    served.wait_until("line", |_| lots().iter().any(|lot| lot.ends_with('\n')));
    drop(served);
    assert_eq!(lots().len(), 1, "it was killed before it published");
    let next = courtier.serve(&[]);
    next.wait_until("publication", |_| lots().is_empty());
    assert_eq!(courtier.cell("SELECT count(*) FROM ops.lectures"), "1");
}

#[test]
fn shows_nothing_that_cannot_be_recorded() {
    let courtier = loaded();
    let folder = courtier.path("lake/_courtier/lectures");
    std::fs::write(&folder, "in the way").unwrap();
    let served = served(&courtier);
    assert_eq!(served.get(&one(1)).status, 200);
    served.wait_until("refusal", |served| served.get(&one(2)).status == 503);
    assert_eq!(served.get(&one(2)).problem(), "journal-indisponible");
    assert_eq!(served.get("/api/v1/banques").status, 200);
    std::fs::remove_file(&folder).unwrap();
    served.wait_until("answer", |served| served.get(&one(3)).status == 200);
    assert_eq!(served.stop(), Some(0));
    let read = "SELECT string_agg(id_opportunite, ' ' ORDER BY lu_le) FROM ops.lectures WHERE id_opportunite";
    let (first, last) = (opportunity_id(1), opportunity_id(3));
    assert_eq!(courtier.cell(&format!("{read} <> '{}'", opportunity_id(2))), format!("{first} {last}"));
}

#[test]
fn says_at_the_end_which_reads_are_lost() {
    let courtier = loaded();
    std::fs::write(courtier.path("lake/_courtier/lectures"), "in the way").unwrap();
    let served = served(&courtier);
    assert_eq!(served.get(&one(1)).status, 200);
    assert_eq!(served.stop(), Some(3));
}

#[test]
fn tells_machines_what_they_need() {
    let courtier = loaded();
    let served = served(&courtier);
    let traced = [("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")];
    let answer = served.ask("GET", &one(1), &traced, "");
    assert!(answer.header("traceparent").unwrap().starts_with("00-0af7651916cd43dd8448eb211c80319c-"));
    for (name, value) in [
        ("x-content-type-options", "nosniff"),
        ("content-security-policy", "default-src 'none'; frame-ancestors 'none'"),
        ("cache-control", "private, no-cache"),
    ] {
        assert_eq!(answer.header(name), Some(value));
    }
    let metrics = served.get("/metrics").body;
    let counted = "http_server_request_duration_seconds_count{method=\"GET\",route=\"/api/v1/opportunities/{id}\",status=\"200\"} 1";
    assert!(metrics.contains(counted) && metrics.contains("courtier_snapshot_opportunities 3"), "{metrics}");
    assert!(!metrics.contains(&opportunity_id(1)), "an address holds ids: only routes are counted");
    let console = served.get("/docs/");
    assert!(console.status == 200 && console.body.contains("swagger-ui"), "{console:?}");
    for file in ["swagger-ui-bundle.js", "swagger-ui.css", "swagger-initializer.js"] {
        let answer = served.get(&format!("/docs/{file}"));
        assert!(answer.status == 200 && !answer.body.contains("https://petstore"), "{file}");
    }
    assert_eq!(served.get("/docs/rien.js").status, 404);
    assert_eq!(served.get("/openapi.json").json()["openapi"], "3.1.0");
}
