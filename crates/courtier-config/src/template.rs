//! The commented `courtier.yaml` that a user starts from.

use crate::{Kind, OptionSpec, Section};

const HEADER: &str = "\
# Configuration de courtier : `courtier.yaml` du dossier courant, ou `--config`.
# Chaque option est là, en commentaire, avec sa valeur par défaut : pour la changer, enlever le `#` devant son nom.
# La variable d'environnement nommée à côté est plus forte que ce fichier ; la ligne de commande l'est plus encore.
# `courtier config show` dit les valeurs en vigueur et d'où elles viennent.
";

/// Returns the file. Options are commented out so that a default that changes with a new version reaches the user.
pub(crate) fn template(sections: &'static [Section]) -> String {
    let mut yaml = HEADER.to_owned();
    for section in sections {
        yaml += &format!("\n# {}\n{}:\n", section.help, section.name);
        yaml.extend(section.options.iter().map(lines));
    }
    yaml
}

fn lines(spec: &OptionSpec) -> String {
    let OptionSpec { key, kind, unit, help, .. } = spec;
    if *kind == Kind::Secret {
        let (variable, file) = (key.variable(), key.file_variable());
        return format!("  # {} : {help} (secret : {variable} ou {file}, jamais ici)\n", key.name());
    }
    let unit = if unit.is_empty() { String::new() } else { format!(", en {unit}") };
    format!("  # {help} ({kind}{unit} ; {})\n  #{}: {}\n", key.variable(), key.name(), yaml_value(spec))
}

fn yaml_value(spec: &OptionSpec) -> String {
    let text = spec.default_text();
    match spec.kind {
        Kind::Text | Kind::Path => format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\"")),
        Kind::Integer | Kind::Number | Kind::Choice(_) | Kind::Secret => text,
    }
}
