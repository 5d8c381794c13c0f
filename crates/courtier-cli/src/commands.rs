//! The commands, one file each.

mod best;
mod build;
mod config;
mod demo;
mod doctor;
mod ingest;
mod key;
mod opportunity;
mod profile;
mod runs;
mod sample_data;
mod serve;
mod sql;
mod status;

use crate::cli::{Cli, Command};
use crate::context::Context;
use crate::failure::Failure;

/// Runs the command of the command line.
pub(crate) fn run(cli: Cli) -> Result<(), Failure> {
    let context = Context::new(&cli)?;
    match cli.command {
        Command::Demo(options) => demo::run(context, &options),
        Command::Ingest(options) => ingest::run(&context, &options),
        Command::Best(options) => best::run(&context, &options),
        Command::Build(options) => build::run(&context, &options),
        Command::Opportunity(options) => opportunity::run(&context, &options),
        Command::Profile(options) => profile::run(&context, &options),
        Command::Serve(_) => serve::run(&context),
        Command::Key(options) => key::run(&context, &options),
        Command::Sql(options) => sql::run(&context, &options),
        Command::Status(options) => status::run(&context, &options),
        Command::Runs(options) => runs::run(&context, &options),
        Command::Doctor => doctor::run(&context),
        Command::SampleData(options) => sample_data::run(&context, &options),
        Command::Config(options) => config::run(&context, &options),
    }
}
