//! `courtier key`

use chrono::{DateTime, TimeDelta, Utc};
use chrono_tz::Europe::Paris;
use courtier_access::{KeyRecord, KeyUses};
use courtier_core::ErrorKind;
use courtier_serve::KeyStore;
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
}

/// The key goes to stdout, alone, for a script to take; what to know of it to stderr.
fn create(context: &Context, store: &KeyStore, options: &KeyCreate) -> Result<(), Failure> {
    let clock = context.clock();
    let expires_at = options.expires_days.map(|days| clock.now() + TimeDelta::days(i64::from(days)));
    let (record, secret) =
        store.change(|ring| ring.create(&options.name, options.roles.iter().copied(), expires_at, clock.as_ref()))?;
    print(secret.expose());
    if !context.quiet {
        let end =
            record.expires_at().map_or_else(|| "sans échéance".to_owned(), |end| format!("jusqu'au {}", day(end)));
        note(&format!(
            "Clé {} créée pour « {} » ({}), {end}.\nElle n'est montrée que cette fois : gardez-la. Usage : \
             `Authorization: Bearer CLÉ`.",
            record.id(),
            record.name(),
            codes(&record)
        ));
    }
    Ok(())
}

fn list(context: &Context, store: &KeyStore, options: &KeyList) -> Result<(), Failure> {
    let (ring, uses) = (store.read()?, store.uses()?);
    let now = context.clock().now();
    match options.format {
        ReportFormat::Json => {
            let keys: Vec<_> = ring.list().iter().map(|key| as_json(key, &uses, now)).collect();
            let text = serde_json::to_string_pretty(&keys);
            print(&text.map_err(|error| Failure::new(ErrorKind::Internal, error.to_string()))?);
        }
        ReportFormat::Text if ring.list().is_empty() => print("Aucune clé ; `courtier key create` en crée une."),
        ReportFormat::Text => {
            let mut table = TextTable::new(&["id", "nom", "rôles", "créée", "échéance", "dernier usage", "état"], &[]);
            for key in ring.list() {
                let or_none = |at: Option<DateTime<Utc>>| at.map(day).unwrap_or_default();
                table.row([
                    key.id().to_string(),
                    key.name().to_owned(),
                    codes(key),
                    day(key.created_at()),
                    or_none(key.expires_at()),
                    or_none(uses.last_use(key.id())),
                    key.state(now).to_string(),
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
        "id": key.id(),
        "nom": key.name(),
        "roles": key.roles(),
        "cree_le": key.created_at(),
        "expire_le": key.expires_at(),
        "revoquee_le": key.revoked_at(),
        "dernier_usage": uses.last_use(key.id()),
        "etat": key.state(now).to_string(),
    })
}

fn revoke(context: &Context, store: &KeyStore, options: &KeyRevoke) -> Result<(), Failure> {
    let clock = context.clock();
    let record = store.change(|ring| ring.revoke(&options.id, clock.as_ref()))?;
    if !context.quiet {
        note(&format!("Clé {} (« {} ») révoquée : le serveur la refuse.", record.id(), record.name()));
    }
    Ok(())
}

fn codes(key: &KeyRecord) -> String {
    let codes: Vec<&str> = key.roles().iter().map(|role| role.code()).collect();
    codes.join(", ")
}

fn day(at: DateTime<Utc>) -> String {
    at.with_timezone(&Paris).format("%d/%m/%Y %H:%M").to_string()
}
