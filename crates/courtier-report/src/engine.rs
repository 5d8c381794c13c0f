//! The template engine: every template is embedded, every value escaped, nothing undefined.

use courtier_core::french;
use minijinja::syntax::SyntaxConfig;
use minijinja::value::Serde;
use minijinja::{AutoEscape, Environment, Error, ErrorKind, Output, State, UndefinedBehavior, Value};

use crate::chart::Plot;
use crate::format;
use crate::french_date::paris_day;

/// Every template, by the name that the others call it. Style sheets are templates too: they have no variable.
const TEMPLATES: [(&str, &str); 17] = [
    ("page.html.j2", include_str!("../templates/page.html.j2")),
    ("proposal.html.j2", include_str!("../templates/proposal.html.j2")),
    ("proposal/comparison.html.j2", include_str!("../templates/proposal/comparison.html.j2")),
    ("proposal/schedule.html.j2", include_str!("../templates/proposal/schedule.html.j2")),
    ("proposal/method.html.j2", include_str!("../templates/proposal/method.html.j2")),
    ("profile.html.j2", include_str!("../templates/profile.html.j2")),
    ("profile/portrait.html.j2", include_str!("../templates/profile/portrait.html.j2")),
    ("profile/fields.html.j2", include_str!("../templates/profile/fields.html.j2")),
    ("profile/crossings.html.j2", include_str!("../templates/profile/crossings.html.j2")),
    ("profile/personas.html.j2", include_str!("../templates/profile/personas.html.j2")),
    ("profile/segments.html.j2", include_str!("../templates/profile/segments.html.j2")),
    ("profile/method.html.j2", include_str!("../templates/profile/method.html.j2")),
    ("chart/macros.html.j2", include_str!("../templates/chart/macros.html.j2")),
    ("screen.css", include_str!("../static/screen.css")),
    ("profile.css", include_str!("../static/profile.css")),
    ("phone.css", include_str!("../static/phone.css")),
    ("print.css", include_str!("../static/print.css")),
];

/// Renders a template of this crate.
pub(crate) fn render(template: &str, context: Value) -> Result<String, Error> {
    environment()?.get_template(template)?.render(context)
}

fn environment() -> Result<Environment<'static>, Error> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_auto_escape_callback(|_| AutoEscape::Html);
    environment.set_formatter(write_value);
    environment.set_syntax(SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build()?);
    environment.add_global("plot", Value::from(Serde(Plot::new())));
    add_filters(&mut environment);
    for (name, source) in TEMPLATES {
        environment.add_template(name, source)?;
    }
    Ok(environment)
}

/// Writes a value, escaped. A missing one is a dash; a fraction without format is a mistake of the template.
fn write_value(output: &mut Output<'_>, state: &mut State<'_, '_>, value: &Value) -> Result<(), Error> {
    if value.is_none() {
        return minijinja::escape_formatter(output, state, &Value::from(format::MISSING));
    }
    if value.is_undefined() || (value.is_number() && !value.is_integer()) {
        return Err(unformatted());
    }
    minijinja::escape_formatter(output, state, value)
}

fn unformatted() -> Error {
    Error::new(ErrorKind::InvalidOperation, "value written without a format")
}

fn add_filters(environment: &mut Environment<'_>) {
    environment.add_filter("amount", |value: &Value| numeric(value, format::amount));
    environment.add_filter("euros", |value: &Value| numeric(value, format::euros));
    environment.add_filter("short_euros", |value: &Value| numeric(value, format::short_euros));
    environment.add_filter("gap_euros", |value: &Value| numeric(value, format::gap_euros));
    environment.add_filter("percent", |value: &Value| numeric(value, format::percent));
    environment.add_filter("rate", |value: &Value| numeric(value, format::rate));
    environment.add_filter("points", |value: &Value| numeric(value, format::points));
    environment.add_filter("gap_points", |value: &Value| numeric(value, format::gap_points));
    environment.add_filter("grouped", |value: &Value| whole(value, format::count));
    environment.add_filter("term", |value: &Value| whole(value, format::term));
    environment.add_filter("plural", counted);
    environment.add_filter("spaced", |value: &Value| optional(value, |value| value.as_str().map(format::spaced)));
    environment.add_filter("day", |value: &Value| optional(value, |value| value.as_str().and_then(paris_day)));
}

/// Formats a value that may be missing. Undefined is an error: a misspelt name must not look like a missing value.
fn optional(value: &Value, show: impl Fn(&Value) -> Option<String>) -> Result<String, Error> {
    if value.is_undefined() {
        return Err(Error::new(ErrorKind::UndefinedError, "undefined value in a filter"));
    }
    if value.is_none() {
        return Ok(format::MISSING.to_owned());
    }
    show(value).ok_or_else(|| Error::new(ErrorKind::InvalidOperation, "value of the wrong kind in a filter"))
}

fn numeric(value: &Value, show: impl Fn(f64) -> String) -> Result<String, Error> {
    optional(value, |value| f64::try_from(value.clone()).ok().map(&show))
}

/// Writes a count with what it counts.
fn counted(value: &Value, one: &str, several: &str) -> Result<String, Error> {
    optional(value, |value| Some(french::plural(usize::try_from(value.clone()).ok()?, one, several)))
}

fn whole(value: &Value, show: impl Fn(u32) -> String) -> Result<String, Error> {
    optional(value, |value| u32::try_from(value.clone()).ok().map(&show))
}

#[cfg(test)]
mod tests {
    use super::environment;
    use crate::chart::{
        Area, Bar, Bars, Class, Column, Compared, Histogram, Period, Point, QuartileBoxes, Quartiles, Scatter, Spot,
        StackedColumns, Trend, compared_bars,
    };
    use minijinja::value::Serde;
    use minijinja::{Error, Value, context};
    use serde::Serialize;

    const HOSTILE: &str = "<script>alert('x')</script>\" onload=\"y";

    fn rendered(source: &str, context: Value) -> Result<String, Error> {
        environment().unwrap().render_str(source, context)
    }

    fn drawn(call: &str, chart: impl Serialize) -> String {
        let name = call.split('(').next().unwrap();
        let source = format!("{{% from 'chart/macros.html.j2' import {name} %}}{{{{ {call} }}}}");
        rendered(&source, context! { chart => Value::from(Serde(chart)), text => HOSTILE }).unwrap()
    }

    #[test]
    fn escapes_text_and_attributes() {
        let page = rendered("<p title=\"{{ t }}\">{{ t }}</p>", context! { t => HOSTILE }).unwrap();
        let escaped = "&lt;script&gt;alert(&#x27;x&#x27;)&lt;&#x2f;script&gt;&quot; onload=&quot;y";
        assert_eq!(page, format!("<p title=\"{escaped}\">{escaped}</p>"));
    }

    #[test]
    fn escapes_the_text_of_drawings() {
        let text = || HOSTILE.to_owned();
        let column = Column { label: text(), tooltip: text(), values: [1.0] };
        let columns = StackedColumns::new(&[column], |_| text());
        let area = Area::new(1.0, &[Point { label: text(), tooltip: text(), value: 1.0 }], |_| text());
        let bar = Bar { name: text(), total: text(), detail: text(), highlighted: true, values: [1.0] };
        for drawing in [
            drawn("stacked_columns(chart, 'a', text, text)", columns),
            drawn("area(chart, 'a', text, text)", area),
            drawn("bars(chart)", Bars::new(&[bar])),
        ] {
            assert!(drawing.matches("&lt;script&gt;").count() >= 3, "{drawing}");
            assert!(!drawing.contains("<script") && !drawing.contains("onload=\""), "{drawing}");
            roxmltree::Document::parse(&drawing).unwrap();
        }
    }

    #[test]
    fn escapes_the_text_of_the_drawings_of_profiles() {
        let text = || HOSTILE.to_owned();
        let class = |from: f64| Class { from, to: Some(from + 1.0), count: 1.0, tooltip: text() };
        let histogram = Histogram::new(&[class(0.0), class(1.0)], &[(0.5, text())], |_| text());
        let quartiles = Quartiles { name: text(), values: Some([1.0, 2.0, 3.0]), total: text(), detail: text() };
        let boxes = QuartileBoxes::new(&[quartiles], |_| text());
        let trend = Trend::new(&[Period { label: text(), tooltip: text(), value: Some(1.0) }], |_| text());
        let spot = Spot { x: 1.0, y: 1.0, name: text(), tooltip: text(), series: 2, radius: 6.0 };
        let row = Compared { name: text(), share: 0.5, overall: 0.4, total: text(), detail: text() };
        for drawing in [
            drawn("histogram(chart, 'a', text, text)", histogram),
            drawn("quartile_boxes(chart)", boxes),
            drawn("trend(chart, 'a', text, text)", trend),
            drawn("scatter(chart, 'a', text, text)", Scatter::new(&[spot])),
            drawn("compared_bars(chart)", compared_bars(&[row])),
        ] {
            assert!(drawing.matches("&lt;script&gt;").count() >= 3, "{drawing}");
            assert!(!drawing.contains("<script") && !drawing.contains("onload=\""), "{drawing}");
            roxmltree::Document::parse(&drawing).unwrap();
        }
    }

    #[test]
    fn shows_a_dash_for_what_is_missing() {
        assert_eq!(rendered("{{ x }} {{ x|euros }} {{ x|term }} {{ x|day }}", context! { x => ()}).unwrap(), "— — — —");
    }

    #[test]
    fn refuses_names_that_nothing_has() {
        for source in
            ["{{ y }}", "{{ x.y }}", "{{ x.y|euros }}", "{% if x.y %}{% endif %}", "{{ x.y is none }}{{ x.y }}"]
        {
            assert!(rendered(source, context! { x => context! {} }).is_err(), "{source}");
        }
    }

    #[test]
    fn refuses_fractions_without_format() {
        assert!(rendered("{{ x }}", context! { x => 1.5 }).is_err());
        assert_eq!(rendered("{{ x }}", context! { x => 12 }).unwrap(), "12");
    }
}
