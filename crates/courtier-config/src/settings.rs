//! The list of courtier's options: `name: Type = default, "unit", "help";`. Units and texts are French, for the user;
//! they are also the documentation of the fields.

use std::path::PathBuf;

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
    freshness: Freshness, "La fraîcheur des données" {
        max_age_hours: f64 = 26.0, "heures", "au-delà, `status` et `doctor` disent que les données sont vieilles";
    }
}
