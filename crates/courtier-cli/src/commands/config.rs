//! `courtier config`

use crate::cli::Config;
use crate::context::Context;
use crate::failure::Failure;
use crate::output::{TextTable, print};

pub(crate) fn run(context: &Context, options: &Config) -> Result<(), Failure> {
    match options {
        Config::Template => print(&courtier_config::Settings::template()),
        Config::Show => {
            let mut table = TextTable::new(&["option", "valeur", "unité", "origine", "sens"], &[]);
            for shown in context.settings.origins() {
                table.row([
                    shown.option.key.to_string(),
                    shown.value.clone(),
                    shown.option.unit.to_owned(),
                    shown.origin.to_string(),
                    shown.option.help.to_owned(),
                ]);
            }
            print(&table.to_string());
        }
    }
    Ok(())
}
