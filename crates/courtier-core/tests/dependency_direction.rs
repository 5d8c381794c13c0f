//! Dependencies between the crates of the workspace point one way: an edge that goes up fails here.

use std::collections::BTreeMap;
use std::process::Command;

/// The layers, lowest first. A crate may depend on crates of lower layers only.
const LAYERS: [&[&str]; 7] = [
    &["courtier-core"],
    &[
        "courtier-access",
        "courtier-bank",
        "courtier-config",
        "courtier-contract",
        "courtier-extract",
        "courtier-loan",
        "courtier-profile",
        "courtier-report",
        "courtier-sample",
    ],
    &["courtier-lake"],
    &["courtier-answers", "courtier-jobs"],
    &["courtier-serve"],
    &["courtier-cli"],
    // Never shipped: tests may build on anything.
    &["courtier-testkit"],
];

fn layer(name: &str) -> usize {
    let layer = LAYERS.iter().position(|layer| layer.contains(&name));
    assert!(layer.is_some(), "`{name}` has no layer: add it");
    layer.unwrap_or_default()
}

#[test]
fn points_down() {
    let manifest = concat!(env!("CARGO_MANIFEST_DIR"), "/../../Cargo.toml");
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--no-deps", "--offline", "--format-version", "1", "--manifest-path", manifest])
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let metadata: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let mut edges: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for package in metadata["packages"].as_array().unwrap() {
        let name = package["name"].as_str().unwrap().to_owned();
        let dependencies = package["dependencies"].as_array().unwrap();
        let shipped = dependencies.iter().filter(|dependency| dependency["kind"].is_null());
        let ours = shipped.map(|d| d["name"].as_str().unwrap()).filter(|d| d.starts_with("courtier-"));
        edges.insert(name, ours.map(str::to_owned).collect());
    }
    assert!(edges.len() >= 9, "found only {edges:?}");
    for (name, dependencies) in &edges {
        for dependency in dependencies {
            assert!(layer(dependency) < layer(name), "`{name}` must not depend on `{dependency}`");
        }
    }
}

#[test]
fn holds_one_version_of_the_engine_and_the_formats() {
    let lock = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../../Cargo.lock")).unwrap();
    for name in ["arrow", "datafusion", "deltalake-core", "object_store", "parquet"] {
        // Two versions are two sets of types that do not fit together.
        assert_eq!(lock.matches(&format!("name = \"{name}\"\n")).count(), 1, "{name}");
    }
}

#[test]
fn keeps_the_bottom_free_of_engines() {
    for pure in [
        "courtier-core",
        "courtier-bank",
        "courtier-loan",
        "courtier-contract",
        "courtier-extract",
        "courtier-profile",
        "courtier-report",
    ] {
        let manifest = format!("{}/../{pure}/Cargo.toml", env!("CARGO_MANIFEST_DIR"));
        let text = std::fs::read_to_string(manifest).unwrap();
        let dependencies = text.split("[dependencies]").nth(1).unwrap().split("\n[").next().unwrap();
        for engine in ["arrow", "datafusion", "deltalake", "object_store", "tokio"] {
            assert!(!dependencies.lines().any(|line| line.starts_with(engine)), "`{pure}` must not use {engine}");
        }
    }
}
