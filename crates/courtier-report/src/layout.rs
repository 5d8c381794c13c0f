//! What every page has: title, date, styles, header and footer (`templates/page.html.j2`).

use minijinja::context;
use minijinja::value::{Serde, Value};
use serde::Serialize;

use crate::engine;
use crate::error::ReportError;

/// The head of a page.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Layout {
    /// Title of the window and of the printed file.
    pub(crate) title: String,
    /// Date for the reader, in French, as the caller gives it.
    pub(crate) made_at: String,
}

impl Layout {
    /// Renders `template`, which extends `page.html.j2`, with the head as `page` and the content as `content`.
    pub(crate) fn render(self, template: &str, content: impl Serialize) -> Result<String, ReportError> {
        let context = context! { page => Value::from(Serde(self)), content => Value::from(Serde(content)) };
        Ok(engine::render(template, context)?)
    }
}
