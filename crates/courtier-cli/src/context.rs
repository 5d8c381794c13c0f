//! What every command needs: settings, lake, contracts, models, clock, and an async runtime.

use std::path::Path;
use std::sync::Arc;

use courtier_config::{OptionKey, Settings, key};
use courtier_contract::Contracts;
use courtier_core::{Clock, ErrorKind, SystemClock};
use courtier_lake::{EngineLimits, Lake, Models, RankingRules, References, Simulation};
use courtier_loan::UsuryTable;
use tokio::runtime::{Builder, Runtime};

use crate::cli::{Cli, Command};
use crate::failure::Failure;

/// Settings and runtime of one run of the binary.
#[derive(Debug)]
pub(crate) struct Context {
    pub(crate) settings: Settings,
    pub(crate) quiet: bool,
    runtime: Runtime,
    clock: Arc<dyn Clock>,
    lake_location: String,
}

impl Context {
    /// Reads the configuration and starts the runtime.
    pub(crate) fn new(cli: &Cli) -> Result<Self, Failure> {
        let mut flags: Vec<(OptionKey, String)> =
            cli.lake.iter().map(|lake| (key::lake::location(), lake.clone())).collect();
        if let Command::Serve(serve) = &cli.command {
            flags.extend(serve.host.iter().map(|host| (key::server::host(), host.clone())));
            flags.extend(serve.port.iter().map(|port| (key::server::port(), port.to_string())));
        }
        // A variable that is not UTF-8 cannot be one of courtier's.
        let variables = std::env::vars_os().filter_map(|(k, v)| Some((k.into_string().ok()?, v.into_string().ok()?)));
        let settings = Settings::load(cli.config.as_deref(), variables, &flags)?;
        let mut builder = Builder::new_multi_thread();
        if let Ok(threads @ 1..) = usize::try_from(settings.engine.threads) {
            builder.worker_threads(threads);
        }
        let runtime = builder.enable_all().build()?;
        let lake_location = settings.lake.location.clone();
        Ok(Self { settings, quiet: cli.quiet, runtime, clock: Arc::new(SystemClock), lake_location })
    }

    /// The same with another lake.
    pub(crate) fn with_lake(mut self, folder: &Path) -> Self {
        self.lake_location = folder.display().to_string();
        self
    }

    /// Opens the lake.
    pub(crate) fn lake(&self) -> Result<Lake, Failure> {
        let engine = EngineLimits {
            threads: usize::try_from(self.settings.engine.threads).ok().filter(|threads| *threads > 0),
            memory_bytes: usize::try_from(self.settings.engine.memory_bytes).ok().filter(|bytes| *bytes > 0),
        };
        Ok(Lake::open(&self.lake_location)?.with_engine(engine).with_references(self.references()?))
    }

    /// Reads the reference figures: usury thresholds, rules of the ranking.
    pub(crate) fn references(&self) -> Result<References, Failure> {
        let usury = match &self.settings.usury.file {
            Some(file) => {
                let wrong = |reason: String| {
                    let message = format!("table de l'usure `{}` (option usury.file) : {reason}", file.display());
                    Failure::new(ErrorKind::Usage, message)
                };
                let text = std::fs::read_to_string(file).map_err(|error| wrong(error.to_string()))?;
                UsuryTable::parse(&text).map_err(|error| wrong(error.to_string()))?
            }
            None => UsuryTable::embedded().clone(),
        };
        let ranking = &self.settings.ranking;
        let months = |value: u64| u32::try_from(value).unwrap_or(u32::MAX);
        if ranking.min_term_months > ranking.max_term_months {
            let message = "ranking.min_term_months dépasse ranking.max_term_months : aucune durée ne conviendrait";
            return Err(Failure::new(ErrorKind::Usage, message));
        }
        Ok(References {
            usury: Arc::new(usury),
            ranking: RankingRules {
                criterion: ranking.criterion,
                max_rate_pct: ranking.max_rate_pct,
                years_max_months: months(ranking.years_max_months),
                min_term_months: months(ranking.min_term_months),
                max_term_months: months(ranking.max_term_months),
                max_insurance_pct: ranking.max_insurance_pct,
                ineligible_stages: ranking.ineligible_stages.clone(),
                simulation: Simulation::default(),
            },
        })
    }

    /// Reads the contracts: those of the configured folder, or the built-in ones.
    pub(crate) fn contracts(&self) -> Result<Contracts, Failure> {
        Ok(match &self.settings.contracts.folder {
            Some(folder) => Contracts::load(folder)?,
            None => Contracts::built_in()?,
        })
    }

    /// Reads the models: the built-in ones and those of the configured folder.
    pub(crate) fn models(&self) -> Result<Models, Failure> {
        Ok(Models::load(self.settings.models.folder.as_deref())?)
    }

    /// Returns the clock.
    pub(crate) fn clock(&self) -> Arc<dyn Clock> {
        Arc::clone(&self.clock)
    }

    /// Runs a future to its end.
    pub(crate) fn block_on<F: Future>(&self, future: F) -> F::Output {
        self.runtime.block_on(future)
    }
}
