//! Reads JSON by a contract: an absent field is an error that names its path, `null` is a missing value.

use serde_json::{Map, Value};

use crate::error::ReportError;

/// The fields of a JSON object, which know where they are.
#[derive(Debug, Clone)]
pub(crate) struct Fields<'a> {
    map: &'a Map<String, Value>,
    /// Empty for the whole answer.
    path: String,
}

/// A type that a field can hold.
pub(crate) trait Field: Sized {
    /// What is expected, in French.
    const EXPECTED: &'static str;

    /// Returns the value, `None` when it is of another kind.
    fn read(value: &Value) -> Option<Self>;
}

impl Field for String {
    const EXPECTED: &'static str = "un texte";

    fn read(value: &Value) -> Option<Self> {
        value.as_str().map(str::to_owned)
    }
}

impl Field for f64 {
    const EXPECTED: &'static str = "un nombre";

    fn read(value: &Value) -> Option<Self> {
        value.as_f64().filter(|number| number.is_finite())
    }
}

impl Field for u32 {
    const EXPECTED: &'static str = "un nombre entier positif";

    fn read(value: &Value) -> Option<Self> {
        value.as_u64().and_then(|number| Self::try_from(number).ok())
    }
}

impl Field for bool {
    const EXPECTED: &'static str = "vrai ou faux";

    fn read(value: &Value) -> Option<Self> {
        value.as_bool()
    }
}

impl<T: Field> Field for Option<T> {
    const EXPECTED: &'static str = T::EXPECTED;

    fn read(value: &Value) -> Option<Self> {
        if value.is_null() { Some(None) } else { T::read(value).map(Some) }
    }
}

impl Field for Vec<String> {
    const EXPECTED: &'static str = "une liste de textes";

    fn read(value: &Value) -> Option<Self> {
        value.as_array()?.iter().map(String::read).collect()
    }
}

impl<'a> Fields<'a> {
    /// Opens the object at `path`.
    pub(crate) fn of(value: &'a Value, path: impl Into<String>) -> Result<Self, ReportError> {
        let path = path.into();
        match value.as_object() {
            Some(map) => Ok(Self { map, path }),
            None => Err(ReportError::WrongKind { path, expected: "un objet" }),
        }
    }

    /// Reads a field of any type that [`Field`] covers.
    pub(crate) fn get<T: Field>(&self, name: &str) -> Result<T, ReportError> {
        T::read(self.value(name)?).ok_or_else(|| self.wrong(name, T::EXPECTED))
    }

    /// Opens a field that is an object.
    pub(crate) fn object(&self, name: &str) -> Result<Self, ReportError> {
        Self::of(self.value(name)?, self.path_of(name))
    }

    /// Opens a field that is an object or `null`.
    pub(crate) fn optional_object(&self, name: &str) -> Result<Option<Self>, ReportError> {
        if self.value(name)?.is_null() { Ok(None) } else { self.object(name).map(Some) }
    }

    /// Opens every object of a field that is a list of objects.
    pub(crate) fn objects(&self, name: &str) -> Result<Vec<Self>, ReportError> {
        let list = self.value(name)?.as_array().ok_or_else(|| self.wrong(name, "une liste"))?;
        let path = self.path_of(name);
        list.iter().enumerate().map(|(index, value)| Self::of(value, format!("{path}[{index}]"))).collect()
    }

    /// Returns the error for a field whose value is not what its contract says.
    pub(crate) fn wrong(&self, name: &str, expected: &'static str) -> ReportError {
        ReportError::WrongKind { path: self.path_of(name), expected }
    }

    fn value(&self, name: &str) -> Result<&'a Value, ReportError> {
        self.map.get(name).ok_or_else(|| ReportError::MissingField { path: self.path_of(name) })
    }

    fn path_of(&self, name: &str) -> String {
        if self.path.is_empty() { name.to_owned() } else { format!("{}.{name}", self.path) }
    }
}

#[cfg(test)]
mod tests {
    use super::Fields;
    use serde_json::json;

    #[test]
    fn tells_null_from_absent() {
        let value = json!({"a": null});
        let fields = Fields::of(&value, "").unwrap();
        assert_eq!(fields.get::<Option<f64>>("a").unwrap(), None);
        assert!(fields.optional_object("a").unwrap().is_none());
        assert_eq!(
            fields.get::<Option<f64>>("b").unwrap_err().to_string(),
            "champ `b` absent de la réponse à présenter"
        );
    }

    #[test]
    fn names_the_path_and_hides_the_value() {
        let value = json!({"list": [{"inner": {"age": "secret"}}]});
        let list = Fields::of(&value, "").unwrap().objects("list").unwrap();
        let error = list[0].object("inner").unwrap().get::<f64>("age").unwrap_err();
        assert_eq!(error.to_string(), "champ `list[0].inner.age` de la réponse à présenter : attendu un nombre");
        assert!(!format!("{error:?}").contains("secret"));
    }

    #[test]
    fn refuses_other_kinds() {
        let value = json!({"x": 1.5, "t": [1]});
        let fields = Fields::of(&value, "").unwrap();
        for failed in [
            fields.get::<u32>("x").is_err(),
            fields.get::<bool>("x").is_err(),
            fields.get::<String>("x").is_err(),
            fields.get::<Vec<String>>("t").is_err(),
            fields.objects("t").is_err(),
            fields.objects("x").is_err(),
        ] {
            assert!(failed);
        }
    }
}
