//! The answers of `courtier best` for people.

use std::sync::Arc;

use courtier_answers::{Coverage, ExplainedProposal, Explanation, Rows, reason_label};
use courtier_core::{Criterion, ErrorKind};
use datafusion::arrow::array::{Array as _, ArrayRef, AsArray as _, Int64Array, RecordBatch, StringArray};
use datafusion::arrow::datatypes::{Float64Type, Int64Type};

use crate::failure::Failure;
use crate::output::{TextTable, count};

/// Columns of the winners that are shown: name, title, decimals of a number.
const WINNER_COLUMNS: [(&str, &str, Option<usize>); 9] = [
    ("id_opportunite", "opportunité", None),
    ("id_proposition", "proposition", None),
    ("taux_interet", "taux %", Some(2)),
    ("duree_mois", "mois", Some(0)),
    ("nom_banque", "banque", None),
    ("taeg_pct", "TAEG %", Some(2)),
    ("mensualite_eur", "mensualité €", Some(2)),
    ("cout_total_eur", "coût total €", Some(2)),
    ("nombre_utilisables", "utilisables", Some(0)),
];

/// Returns the first winners, what the ranking covers, and why proposals were left out.
pub(super) fn winners(batches: &[RecordBatch], coverage: &Coverage, criterion: Criterion, limit: usize) -> String {
    let total: usize = batches.iter().map(RecordBatch::num_rows).sum();
    let shown = if limit == 0 { total } else { limit.min(total) };
    let mut table = TextTable::new(&WINNER_COLUMNS.map(|(_, title, _)| title), &[2, 3, 5, 6, 7, 8]);
    let rows = batches.iter().flat_map(|batch| (0..batch.num_rows()).map(move |row| (batch, row)));
    for (batch, row) in rows.take(shown) {
        table.row(WINNER_COLUMNS.map(|(name, _, decimals)| cell(batch, name, row, decimals)));
    }
    let mut text = format!("Critère : {}\n{table}", criterion.label());
    if shown < total {
        text.push_str(&format!(
            "\n{} opportunités sur {} ; toutes avec `--limit 0`, ou dans un fichier avec `--format csv|xlsx|parquet`.",
            count(shown as u64),
            count(total as u64)
        ));
    }
    let proposals: i64 = coverage.propositions.iter().map(|reason| reason.nombre).sum();
    text.push_str(&format!(
        "\n{} opportunité(s) ont une meilleure proposition, {} n'ont que des propositions inutilisables. Propositions : {}.\n",
        count(coverage.opportunites_servies),
        count(coverage.opportunites_sans_proposition_utilisable),
        count(proposals)
    ));
    let mut reasons = TextTable::new(&["motif", "ce qu'il veut dire", "propositions"], &[2]);
    for reason in &coverage.propositions {
        let code = reason.motif.as_deref();
        reasons.row([
            code.unwrap_or("utilisable").to_owned(),
            code.map_or("retenue dans le classement", reason_label).to_owned(),
            count(reason.nombre),
        ]);
    }
    text.push_str(&reasons.to_string());
    text
}

/// Returns the coverage as rows, for a sheet.
pub(super) fn reasons(coverage: &Coverage) -> Result<Rows, Failure> {
    let code = |motif: &Option<String>| motif.clone().unwrap_or_else(|| "utilisable".to_owned());
    let label = |motif: &Option<String>| match motif {
        Some(code) => reason_label(code).to_owned(),
        None => "retenue dans le classement".to_owned(),
    };
    let reasons = &coverage.propositions;
    let batch = RecordBatch::try_from_iter([
        ("motif", Arc::new(reasons.iter().map(|r| Some(code(&r.motif))).collect::<StringArray>()) as ArrayRef),
        ("signification", Arc::new(reasons.iter().map(|r| Some(label(&r.motif))).collect::<StringArray>()) as ArrayRef),
        ("propositions", Arc::new(reasons.iter().map(|r| r.nombre).collect::<Int64Array>()) as ArrayRef),
    ])
    .map_err(|error| Failure::new(ErrorKind::Internal, error.to_string()))?;
    Ok((batch.schema(), vec![batch]))
}

/// Returns the explanation of one opportunity.
pub(super) fn explanation(explanation: &Explanation) -> String {
    let mut text = format!("Opportunité {}\n", explanation.id_opportunite);
    for sentence in &explanation.explication {
        text.push_str(&format!("  {sentence}\n"));
    }
    let hypotheses = &explanation.hypotheses;
    let amount = hypotheses.montant_eur.map_or_else(|| "inconnu".to_owned(), |amount| format!("{} €", money(amount)));
    let simulated = if hypotheses.montant_simule { " (simulé)" } else { "" };
    let term =
        hypotheses.duree_simulee_mois.map_or_else(String::new, |months| format!(", durée {months} mois (simulée)"));
    text.push_str(&format!("Montant : {amount}{simulated}{term} ; assurance sur le capital initial, sans frais.\n"));
    let (ranked, excluded): (Vec<_>, Vec<_>) = explanation.propositions.iter().partition(|p| p.utilisable);
    if !ranked.is_empty() {
        text.push_str(&format!("\n{}", ranking(&ranked)));
        let flagged = |p: &&ExplainedProposal| p.alerte_hcsf_effort == Some(true) || p.alerte_hcsf_duree == Some(true);
        if ranked.iter().any(flagged) {
            text.push_str("\n* au-dessus d'un repère du HCSF (effort, durée) : une indication, pas un refus");
        }
    }
    if !excluded.is_empty() {
        let mut table = TextTable::new(&["écartée", "banque", "taux %", "mois", "assurance %", "motifs"], &[2, 3, 4]);
        for proposal in excluded {
            let reasons: Vec<&str> = proposal.motifs.iter().map(|code| reason_label(code)).collect();
            table.row([
                proposal.id_proposition.clone(),
                proposal.nom_banque.clone().unwrap_or_default(),
                number(proposal.taux_interet, 2),
                proposal.duree_mois.map(|months| months.to_string()).unwrap_or_default(),
                number(proposal.taux_assurance, 2),
                reasons.join(" ; "),
            ]);
        }
        text.push_str(&format!("\n{table}"));
    }
    text.trim_end().to_owned()
}

fn ranking(ranked: &[&ExplainedProposal]) -> TextTable {
    let titles = [
        "rang",
        "proposition",
        "banque",
        "taux %",
        "mois",
        "assurance %",
        "TAEG %",
        "mensualité €",
        "coût total €",
        "écart points",
        "écart €",
        "usure %",
        "effort %",
    ];
    let mut table = TextTable::new(&titles, &[0, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
    for proposal in ranked {
        let flag = |is_above: Option<bool>| if is_above == Some(true) { " *" } else { "" };
        table.row([
            proposal.rang.map(|rank| rank.to_string()).unwrap_or_default(),
            proposal.id_proposition.clone(),
            proposal.nom_banque.clone().unwrap_or_default(),
            number(proposal.taux_interet, 2),
            proposal.duree_mois.map(|m| format!("{m}{}", flag(proposal.alerte_hcsf_duree))).unwrap_or_default(),
            number(proposal.taux_assurance, 2),
            number(proposal.taeg_pct, 4),
            number(proposal.mensualite_eur, 2),
            number(proposal.cout_total_eur, 2),
            number(proposal.ecart_taeg_pct, 4),
            number(proposal.ecart_cout_eur, 2),
            number(proposal.seuil_usure_pct, 2),
            format!("{}{}", number(proposal.taux_effort_pct, 1), flag(proposal.alerte_hcsf_effort)),
        ]);
    }
    table
}

/// Returns a cell of a batch as people read it; empty when it is missing.
fn cell(batch: &RecordBatch, name: &str, row: usize, decimals: Option<usize>) -> String {
    let Some(column) = batch.column_by_name(name).filter(|column| column.is_valid(row)) else { return String::new() };
    match decimals {
        None => column.as_string_opt::<i32>().map(|texts| texts.value(row).to_owned()),
        Some(0) => column.as_primitive_opt::<Int64Type>().map(|counts| counts.value(row).to_string()),
        Some(decimals) => column.as_primitive_opt::<Float64Type>().map(|n| number(Some(n.value(row)), decimals)),
    }
    .unwrap_or_default()
}

fn money(amount: f64) -> String {
    number(Some(amount), 2)
}

fn number(value: Option<f64>, decimals: usize) -> String {
    value.map(|value| crate::output::decimal(value, decimals)).unwrap_or_default()
}
