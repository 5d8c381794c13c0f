//! The reference page of the options.

use crate::{Kind, OptionSpec, RESERVED_VARIABLES, Section};

const HEADER: &str = "\
# Options

Une option vient, de la plus faible à la plus forte, de sa valeur par défaut, de `courtier.yaml`, de sa variable
d'environnement, de la ligne de commande. Un secret ne vient que de sa variable, ou du fichier que désigne sa variable
`…_FILE`. Une clé ou une variable qui ne désigne aucune option est une erreur.
";

/// Returns the page: Markdown, one table a section, then the variables that are not options.
pub(crate) fn reference(sections: &'static [Section]) -> String {
    let mut page = HEADER.to_owned();
    for section in sections {
        page += &format!("\n## `{}` : {}\n\n", section.name, section.help);
        page += "| option | type | unité | défaut | variable | rôle |\n|---|---|---|---|---|---|\n";
        page.extend(section.options.iter().map(row));
    }
    page += "\n## Autres variables\n\n| variable | rôle |\n|---|---|\n";
    page.extend(RESERVED_VARIABLES.iter().map(|(name, role)| format!("| `{name}` | {role} |\n")));
    page
}

fn row(spec: &OptionSpec) -> String {
    let OptionSpec { key, kind, unit, help, .. } = spec;
    let default = spec.default_text();
    let default = if default.is_empty() { default } else { format!("`{default}`") };
    let variable = match kind {
        Kind::Secret => format!("`{}`, `{}`", key.variable(), key.file_variable()),
        _ => format!("`{}`", key.variable()),
    };
    format!("| `{key}` | {kind} | {unit} | {default} | {variable} | {help} |\n")
}
