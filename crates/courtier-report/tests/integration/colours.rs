//! Contrast of the colours of the style sheet, by the formula of WCAG 2.2.

use std::collections::BTreeMap;

const STYLES: &str = include_str!("../../static/screen.css");

/// Returns the colours of the light theme and of the dark one.
fn themes() -> [BTreeMap<&'static str, [f64; 3]>; 2] {
    let mut blocks = STYLES.split(":root {").skip(1).map(|rest| rest.split('}').next().unwrap());
    [colours(blocks.next().unwrap()), colours(blocks.next().unwrap())]
}

fn colours(block: &'static str) -> BTreeMap<&'static str, [f64; 3]> {
    let declarations = block.split(';').filter_map(|declaration| declaration.trim().split_once(": #"));
    declarations.map(|(name, hex)| (name.trim_start_matches("--"), channels(hex))).collect()
}

fn channels(hex: &str) -> [f64; 3] {
    let wide = if hex.len() == 3 { hex.chars().flat_map(|digit| [digit, digit]).collect() } else { hex.to_owned() };
    [0, 2, 4].map(|at| f64::from(u8::from_str_radix(&wide[at..at + 2], 16).unwrap()) / 255.0)
}

fn luminance(colour: [f64; 3]) -> f64 {
    let [red, green, blue] = colour.map(|c| if c <= 0.040_45 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) });
    0.2126 * red + 0.7152 * green + 0.0722 * blue
}

fn contrast(one: [f64; 3], other: [f64; 3]) -> f64 {
    let (a, b) = (luminance(one), luminance(other));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

#[test]
fn knows_the_formula() {
    assert!((contrast(channels("000"), channels("fff")) - 21.0).abs() < 1e-9);
    assert!((contrast(channels("777777"), channels("ffffff")) - 4.478).abs() < 1e-3);
}

#[test]
fn lets_text_be_read() {
    for theme in themes() {
        for text in ["ink", "soft", "accent", "note"] {
            for ground in ["paper", "tint"] {
                let ratio = contrast(theme[text], theme[ground]);
                assert!(ratio >= 4.5, "{text} on {ground}: {ratio:.2}");
            }
        }
    }
}

#[test]
fn lets_marks_be_seen() {
    for theme in themes() {
        for mark in ["plain", "hatch-line", "dots-dot"] {
            let ratio = contrast(theme[mark], theme["paper"]);
            assert!(ratio >= 3.0, "{mark}: {ratio:.2}");
        }
        // Series that touch differ by more than their pattern.
        assert!(contrast(theme["plain"], theme["hatch-ground"]) >= 3.0);
    }
}

#[test]
fn lets_shaded_cells_be_read() {
    for theme in themes() {
        for shade in 1..=5 {
            let ground = theme[format!("shade-{shade}").as_str()];
            let ratio = contrast(theme["ink"], ground);
            assert!(ratio >= 4.5, "shade {shade}: {ratio:.2}");
        }
    }
}
