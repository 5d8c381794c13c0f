//! The list of courtier's options: `name: Type = default, "unit", "help";`. Units and texts are French, for the user;
//! they are also the documentation of the fields.

use std::path::PathBuf;

use courtier_core::Criterion;

use crate::Full;

declare_options! {
    /// The options of courtier, with their values in force. Relative paths are relative to the current folder.
    Settings;
    lake: Lake, "Le lac" {
        location: String = "./lake", "", "dossier ou URL du lac";
    }
    contracts: Contracts, "Les contrats de données" {
        folder: Option<PathBuf> = None, "", "dossier des contrats ; vide : ceux de courtier";
    }
    models: Models, "Les modèles SQL" {
        folder: Option<PathBuf> = None, "", "dossier de modèles `<schéma>/<table>.sql` à ajouter ; vide : aucun";
    }
    ingest: Ingest, "La lecture des fichiers sources" {
        max_ratio: u64 = 200, "", "octets décompressés au plus pour un octet d'archive, au-delà de 100 Mio";
        max_bytes: u64 = 1 << 40, "octets", "taille décompressée la plus grande d'une archive";
        max_record_bytes: u64 = 16 << 20, "octets", "taille la plus grande d'un enregistrement";
        full: Full = Full::Auto, "", "l'export contient-il toute la table ? `auto` : selon l'export";
    }
    engine: Engine, "Le moteur SQL" {
        memory_bytes: u64 = 0, "octets", "mémoire la plus grande du moteur ; 0 : sans limite";
        threads: u64 = 0, "", "nombre de fils d'exécution ; 0 : un par cœur";
    }
    ranking: Ranking, "Le choix de la proposition la plus avantageuse" {
        criterion: Criterion = Criterion::Taeg, "", "critère du classement";
        max_rate_pct: f64 = 15.0, "% par an", "taux nominal au-dessus duquel une proposition est écartée (`taux_hors_bornes`)";
        years_max_months: u64 = 30, "mois", "durée jusqu'à laquelle une valeur est sans doute en années (`duree_probablement_en_annees`)";
        min_term_months: u64 = 36, "mois", "durée la plus courte d'une proposition retenue (`duree_hors_bornes`)";
        max_term_months: u64 = 360, "mois", "durée la plus longue d'une proposition retenue (`duree_hors_bornes`)";
        max_insurance_pct: f64 = 2.0, "% par an", "taux d'assurance au-dessus duquel une proposition est écartée (`assurance_hors_bornes`)";
        ineligible_stages: String = "99-*, *non éligible*, *refus*", "", "étapes écartées (`etape_non_eligible`), séparées par des virgules ; `*` : n'importe quelle suite ; casse et accents ignorés ; `-` : aucune";
    }
    usury: Usury, "Les taux d'usure" {
        file: Option<PathBuf> = None, "", "table CSV des seuils de l'usure, à la place de celle de courtier ; mêmes colonnes que `bronze.seuils_usure` ; vide : celle de courtier";
    }
    freshness: Freshness, "La fraîcheur des données" {
        max_age_hours: f64 = 26.0, "heures", "au-delà, `status` et `doctor` disent que les données sont vieilles, et `/readyz` répond 503 ; 0 : sans limite";
    }
    server: Server, "Le serveur (`courtier serve`)" {
        host: String = "127.0.0.1", "", "adresse d'écoute ; hors de la machine, une clé ou un émetteur de jetons est exigé";
        port: u64 = 8080, "", "port d'écoute ; 0 : un port libre";
        poll_seconds: f64 = 1.0, "secondes", "intervalle entre deux regards sur le lac, les clés et le certificat";
        request_timeout_seconds: f64 = 10.0, "secondes", "temps donné à une requête, lecture du corps comprise, et à un en-tête pour arriver";
        max_connections: u64 = 16_384, "", "connexions ouvertes à la fois, au plus";
        rate_limit_per_minute: u64 = 6000, "requêtes", "requêtes par minute et par clé ; 0 : sans limite";
        audit_seconds: f64 = 300.0, "secondes", "intervalle entre deux ajouts des lectures à `ops.lectures`";
        cors_origins: String = "-", "", "origines web admises (CORS), séparées par des virgules ; `-` : aucune";
        tls_certificate: Option<PathBuf> = None, "", "chaîne de certificats PEM ; vide : HTTP";
        tls_key: Option<PathBuf> = None, "", "clé privée PEM du certificat";
        jwt_issuer: String = "-", "", "émetteur OIDC des jetons admis ; `-` : aucun";
        jwt_audience: String = "courtier", "", "audience exigée des jetons";
        jwt_jwks: String = "-", "", "clés publiques de l'émetteur : fichier ou URL `https://` d'un JWKS ; `-` : aucune";
        jwt_role_claim: String = "roles", "", "champ du jeton qui porte les rôles, tel que `realm_access.roles`";
    }
}
