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

/// A value that is not what its contract says, and where it stands.
#[derive(Debug)]
pub(crate) struct Fault {
    /// From the value that was being read; empty for itself.
    path: String,
    /// What the contract allows, in French; `None` when the field is absent.
    expected: Option<&'static str>,
}

impl Fault {
    /// Returns the fault of a value of another kind.
    pub(crate) const fn kind(expected: &'static str) -> Self {
        Self { path: String::new(), expected: Some(expected) }
    }

    const fn absent() -> Self {
        Self { path: String::new(), expected: None }
    }

    /// Says that the value is inside another one.
    fn inside(self, place: &str) -> Self {
        let dot = if self.path.is_empty() || self.path.starts_with('[') { "" } else { "." };
        Self { path: format!("{place}{dot}{}", self.path), ..self }
    }
}

impl From<Fault> for ReportError {
    fn from(Fault { path, expected }: Fault) -> Self {
        match expected {
            Some(expected) => Self::WrongKind { path, expected },
            None => Self::MissingField { path },
        }
    }
}

/// A type that a field can hold.
pub(crate) trait Field: Sized {
    /// Reads the value.
    fn read(value: &Value) -> Result<Self, Fault>;
}

impl Field for String {
    fn read(value: &Value) -> Result<Self, Fault> {
        value.as_str().map(str::to_owned).ok_or(Fault::kind("un texte"))
    }
}

impl Field for f64 {
    fn read(value: &Value) -> Result<Self, Fault> {
        value.as_f64().filter(|number| number.is_finite()).ok_or(Fault::kind("un nombre"))
    }
}

impl Field for u64 {
    fn read(value: &Value) -> Result<Self, Fault> {
        value.as_u64().ok_or(Fault::kind("un nombre entier positif"))
    }
}

impl Field for u32 {
    fn read(value: &Value) -> Result<Self, Fault> {
        u64::read(value).and_then(|number| Self::try_from(number).or(Err(Fault::kind("un nombre entier positif"))))
    }
}

impl Field for bool {
    fn read(value: &Value) -> Result<Self, Fault> {
        value.as_bool().ok_or(Fault::kind("vrai ou faux"))
    }
}

impl<T: Field> Field for Option<T> {
    fn read(value: &Value) -> Result<Self, Fault> {
        if value.is_null() { Ok(None) } else { T::read(value).map(Some) }
    }
}

impl<T: Field> Field for Vec<T> {
    fn read(value: &Value) -> Result<Self, Fault> {
        let list = value.as_array().ok_or(Fault::kind("une liste"))?;
        let read = |(index, value)| T::read(value).map_err(|fault| fault.inside(&format!("[{index}]")));
        list.iter().enumerate().map(read).collect()
    }
}

/// Returns the fields of an object, for [`member`].
pub(crate) fn object(value: &Value) -> Result<&Map<String, Value>, Fault> {
    value.as_object().ok_or(Fault::kind("un objet"))
}

/// Reads a field of an object.
pub(crate) fn member<T: Field>(map: &Map<String, Value>, name: &str) -> Result<T, Fault> {
    map.get(name).ok_or_else(Fault::absent).and_then(T::read).map_err(|fault| fault.inside(name))
}

/// Declares an object of a contract: a structure whose fields are named as in the JSON form, and its reading.
macro_rules! record {
    ($(#[$about:meta])* $name:ident { $($(#[$what:meta])* $field:ident: $kind:ty,)* }) => {
        $(#[$about])*
        #[derive(Debug, Clone)]
        pub(crate) struct $name { $($(#[$what])* pub(crate) $field: $kind,)* }

        impl $crate::fields::Field for $name {
            fn read(value: &serde_json::Value) -> Result<Self, $crate::fields::Fault> {
                let map = $crate::fields::object(value)?;
                Ok(Self { $($field: $crate::fields::member(map, stringify!($field))?,)* })
            }
        }
    };
}
pub(crate) use record;

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
        T::read(self.value(name)?).map_err(|fault| fault.inside(&self.path_of(name)).into())
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
    use super::{Field, Fields};
    use crate::error::ReportError;
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

    record! {
        /// An object with a list of others.
        Outer { inner: Vec<Inner>, }
    }

    record! {
        /// An object with a number.
        Inner { age: Option<f64>, }
    }

    #[test]
    fn finds_faults_in_records() {
        let error = |value| ReportError::from(Outer::read(&value).unwrap_err()).to_string();
        let absent = error(json!({"inner": [{"age": null}, {}]}));
        assert_eq!(absent, "champ `inner[1].age` absent de la réponse à présenter");
        let wrong = error(json!({"inner": [{"age": "secret"}]}));
        assert_eq!(wrong, "champ `inner[0].age` de la réponse à présenter : attendu un nombre");
        let read = Outer::read(&json!({"inner": [{"age": 36.5}]})).unwrap();
        assert_eq!(read.inner[0].age, Some(36.5));
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
