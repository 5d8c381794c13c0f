//! `courtier demo`: the main job on synthetic data of the real size, in a folder of its own.

use std::path::Path;
use std::time::Instant;

use courtier_core::ErrorKind;
use courtier_jobs::IngestRequest;
use courtier_lake::{Lake, LakeSession};
use courtier_sample::SampleSpec;
use datafusion::arrow::array::{Array as _, cast::AsArray as _};

use super::{best, build, ingest, opportunity, profile, sample_data, status};
use crate::cli::Demo;
use crate::context::Context;
use crate::failure::Failure;
use crate::output::{count, print};

/// Opportunities whose best proposal is shown.
const WINNERS_SHOWN: usize = 5;

/// File that says that a folder is a demonstration, which the next one may empty.
const MARKER: &str = ".courtier-demo";

pub(crate) fn run(context: Context, options: &Demo) -> Result<(), Failure> {
    let started = Instant::now();
    let dir = &options.dir;
    let lake = dir.join("lake");
    start_afresh(dir, &lake)?;
    let context = context.with_lake(&lake);

    title("1. Données synthétiques de la taille des vraies");
    let spec = SampleSpec { opportunities: options.rows, ..SampleSpec::default() };
    let facts = sample_data::write(&context, dir, &spec, false)?;
    print(&sample_data::text(&facts));
    print("Aucune personne réelle : les chiffres qui suivent ne disent rien des vrais clients.");

    title("2. Chargement : bronze (tel que reçu), silver (typé), quality (ce qui ne va pas)");
    let request = IngestRequest {
        paths: vec![dir.join(sample_data::ARCHIVE)],
        full: None,
        force: false,
        limits: context.limits(),
    };
    let loading = Instant::now();
    let report = ingest::load(&context, &request)?;
    print(&ingest::text(&report));
    print(&format!("Chargé en {:.1} s.", loading.elapsed().as_secs_f64()));

    title("3. Modèles : les tables dérivées, testées avant publication");
    print(&build::text(&build::make(&context, None)?));

    title("4. Ce qui ne va pas dans les données");
    let state = status::read(&context)?;
    print(&status::rules(&state).to_string());
    let total: i64 = state.regles.iter().map(|rule| rule.lignes).sum();
    print(&format!(
        "{} anomalie(s), chacune avec son fichier, sa ligne et sa règle dans quality.violations.\n\
         Une valeur impossible devient NULL dans silver ; la valeur reçue reste dans bronze.",
        count(total)
    ));

    title("5. Le demandeur type");
    let applicants = profile::applicants(&context)?;
    let report = dir.join("profil.html");
    std::fs::write(&report, profile::page(&context, &applicants, None)?)?;
    print(&applicants.synthese.join("\n"));
    print(&format!("Chiffres synthétiques. Le rapport, avec ses graphiques : {}", report.display()));

    title("6. La proposition la plus avantageuse de chaque opportunité");
    print(&best::winners(&context, &best::defaults(), WINNERS_SHOWN)?);

    if let Some(id) = example_id(&context)? {
        title("7. Pourquoi celle-là : une opportunité et toutes ses propositions");
        print(&best::explanation(&context, &best::defaults(), &id)?);
        title("8. La même opportunité, pour une application");
        print(&opportunity::answer(&context, &id)?);
        title("À essayer ensuite");
        let lake = lake.display();
        print(&format!(
            "  courtier --lake {lake} opportunity {id}\n  \
             courtier --lake {lake} best --explain {id} --format html -o explication.html\n  \
             courtier --lake {lake} best --format xlsx -o meilleures.xlsx\n  \
             courtier --lake {lake} sql \"SELECT * FROM gold.opportunites_par_etape\"\n  \
             courtier --lake {lake} sql        (invite interactive ; \\d liste les tables)\n  \
             courtier --lake {lake} serve      (API REST ; /docs pour l'essayer)\n  \
             courtier --lake {lake} status\n  \
             courtier ingest VOTRE_ARCHIVE.zip\n\
             (avec `cargo run --release --` à la place de `courtier` si le binaire n'est pas installé)"
        ));
    }
    print(&format!("\nTerminé en {:.1} s.", started.elapsed().as_secs_f64()));
    Ok(())
}

/// Returns whether a lake is that of a demonstration: its data are synthetic.
pub(crate) fn is_demonstration(lake: &Path) -> bool {
    lake.parent().is_some_and(|folder| folder.join(MARKER).is_file())
}

fn title(text: &str) {
    print(&format!("\n── {text}"));
}

/// Empties the folder of an earlier demonstration; refuses any other folder that holds something.
fn start_afresh(dir: &Path, lake: &Path) -> Result<(), Failure> {
    if dir.exists() && !dir.is_dir() {
        return Err(Failure::new(
            ErrorKind::Usage,
            format!("`{}` est un fichier : donnez un dossier avec --dir", dir.display()),
        ));
    }
    let is_empty = !dir.exists() || std::fs::read_dir(dir)?.next().is_none();
    if !is_empty {
        if !dir.join(MARKER).is_file() {
            return Err(Failure::new(
                ErrorKind::Usage,
                format!(
                    "`{}` existe et n'est pas une démonstration de courtier : donnez un autre dossier avec --dir",
                    dir.display()
                ),
            ));
        }
        if lake.exists() {
            std::fs::remove_dir_all(lake)?;
        }
    }
    // An interrupted demonstration must be recognised by the next one, and a lake that is not one must not.
    std::fs::create_dir_all(dir)?;
    std::fs::write(dir.join(MARKER), "courtier demo\n")?;
    Ok(Lake::open(&lake.display().to_string())?.create()?)
}

/// Returns the id of a complete opportunity that has proposals to compare.
fn example_id(context: &Context) -> Result<Option<String>, Failure> {
    let lake = context.lake()?;
    context.block_on(async {
        let session = LakeSession::open(&lake).await?;
        let sql = "SELECT min(o.id) FROM silver.opportunites o \
                   LEFT SEMI JOIN gold.couts_propositions p ON p.id_opportunite = o.id AND p.rang = 2 \
                   WHERE o.age_emprunteur IS NOT NULL AND o.banque_principale IS NOT NULL \
                   AND o.contrat_travail IS NOT NULL AND o.revenu_total IS NOT NULL AND o.montant_pret_principal > 0";
        let (_, batches) = session.collect(sql).await?;
        Ok(batches.first().and_then(|batch| {
            let ids = batch.column(0).as_string_opt::<i32>()?;
            (ids.len() == 1 && ids.is_valid(0)).then(|| ids.value(0).to_owned())
        }))
    })
}
