//! `courtier key`

use std::fmt::Write as _;

use chrono::{DateTime, TimeDelta, Utc};
use chrono_tz::Europe::Paris;
use courtier_access::{KeyFileError, KeyRecord, KeyUses, Role};
use courtier_core::ErrorKind;
use courtier_serve::{KeyStore, ServerError};
use serde_json::json;

use crate::cli::{Key, KeyCreate, KeyList, KeyRevoke, ReportFormat};
use crate::context::Context;
use crate::failure::Failure;
use crate::output::{TextTable, note, print};

pub(crate) fn run(context: &Context, options: &Key) -> Result<(), Failure> {
    let store = KeyStore::of(&context.lake()?);
    match options {
        Key::Create(options) => create(context, &store, options),
        Key::List(options) => list(context, &store, options),
        Key::Revoke(options) => revoke(context, &store, options),
    }
    .map_err(|error| match error {
        Error::Keys(error) => ServerError::Keys(error).into(),
        Error::Json(message) => Failure::new(ErrorKind::Internal, message),
    })
}

/// What can go wrong: the keys, or their JSON.
enum Error {
    Keys(KeyFileError),
    Json(String),
}

impl From<KeyFileError> for Error {
    fn from(error: KeyFileError) -> Self {
        Self::Keys(error)
    }
}

/// The key goes to stdout, alone, for a script to take; what to know of it to stderr.
fn create(context: &Context, store: &KeyStore, options: &KeyCreate) -> Result<(), Error> {
    let clock = context.clock();
    let expires_at = options.expires_days.map(|days| clock.now() + TimeDelta::days(i64::from(days)));
    let (record, secret) = store.change(|ring| {
        let (record, secret) = ring.create(&options.name, &options.roles, expires_at, clock.as_ref())?;
        Ok((record.clone(), secret))
    })?;
    print(secret.expose());
    if !context.quiet {
        let end = record.expire_le.map_or_else(|| "sans échéance".to_owned(), |end| format!("jusqu'au {}", day(end)));
        note(&format!(
            "Clé {} créée pour « {} » ({}), {end}.\nElle n'est montrée que cette fois : gardez-la. Usage : \
             `Authorization: Bearer CLÉ`.",
            record.id,
            record.nom,
            codes(&record.roles)
        ));
    }
    Ok(())
}

fn list(context: &Context, store: &KeyStore, options: &KeyList) -> Result<(), Error> {
    let (ring, uses) = (store.read()?, store.uses()?);
    let now = context.clock().now();
    match options.format {
        ReportFormat::Json => {
            let keys: Vec<_> = ring.keys().iter().map(|key| as_json(key, &uses, now)).collect();
            print(&serde_json::to_string_pretty(&keys).map_err(|error| Error::Json(error.to_string()))?);
        }
        ReportFormat::Text if ring.keys().is_empty() => print("Aucune clé ; `courtier key create` en crée une."),
        ReportFormat::Text => {
            let mut table = TextTable::new(&["id", "nom", "rôles", "créée", "échéance", "dernier usage", "état"], &[]);
            for key in ring.keys() {
                let or_none = |at: Option<DateTime<Utc>>| at.map(day).unwrap_or_default();
                table.row([
                    key.id.clone(),
                    key.nom.clone(),
                    codes(&key.roles),
                    day(key.cree_le),
                    or_none(key.expire_le),
                    or_none(uses.last(&key.id)),
                    state(key, now).to_owned(),
                ]);
            }
            print(&table.to_string());
        }
    }
    Ok(())
}

/// The fingerprint stays where it is: of no use to a reader.
fn as_json(key: &KeyRecord, uses: &KeyUses, now: DateTime<Utc>) -> serde_json::Value {
    json!({
        "id": key.id,
        "nom": key.nom,
        "roles": key.roles,
        "cree_le": key.cree_le,
        "expire_le": key.expire_le,
        "revoquee_le": key.revoquee_le,
        "dernier_usage": uses.last(&key.id),
        "etat": state(key, now),
    })
}

fn state(key: &KeyRecord, now: DateTime<Utc>) -> &'static str {
    if key.revoquee_le.is_some() {
        "révoquée"
    } else if key.expire_le.is_some_and(|end| now >= end) {
        "échue"
    } else {
        "active"
    }
}

fn revoke(context: &Context, store: &KeyStore, options: &KeyRevoke) -> Result<(), Error> {
    let clock = context.clock();
    let record = store.change(|ring| Ok(ring.revoke(&options.id, clock.as_ref())?.clone()))?;
    if !context.quiet {
        note(&format!("Clé {} (« {} ») révoquée : le serveur la refuse.", record.id, record.nom));
    }
    Ok(())
}

fn codes(roles: &[Role]) -> String {
    let mut text = String::new();
    for role in roles {
        let separator = if text.is_empty() { "" } else { ", " };
        // Writing to a String cannot fail.
        let _written = write!(text, "{separator}{}", role.code());
    }
    text
}

fn day(at: DateTime<Utc>) -> String {
    at.with_timezone(&Paris).format("%d/%m/%Y %H:%M").to_string()
}
