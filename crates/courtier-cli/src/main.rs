//! `courtier`: the binary. Reads the command line and the configuration, runs one command, turns its failure into a
//! French message on stderr and an exit code (0 done, 1 data tests failed, 2 usage or configuration, 3 run failed).

mod cli;
mod commands;
mod context;
mod failure;
mod logging;
mod output;
mod panics;
mod progress;
mod telemetry;

use std::process::ExitCode;

use clap::Parser as _;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let cli = cli::Cli::parse();
    let _telemetry = logging::start(cli.verbose, cli.quiet);
    panics::tell_places();
    match commands::run(cli) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => failure.report(),
    }
}
