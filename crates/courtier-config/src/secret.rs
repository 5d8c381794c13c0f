//! A text that must not be printed.

use std::fmt;

/// A password, a token or a key: no `Display`, and a `Debug` that hides it.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    pub(crate) const fn new(text: String) -> Self {
        Self(text)
    }

    /// Returns the secret itself: for the place that sends or checks it, and no other.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(***)")
    }
}

#[cfg(test)]
#[expect(unreachable_pub, reason = "the macro declares public items, and this list is private")]
mod tests {
    use std::path::Path;

    use super::Secret;
    use crate::{ConfigError, OptionKey};

    declare_options! {
        /// A list with a secret.
        WithSecret;
        server: Server, "Le serveur" {
            port: u64 = 8080, "", "port";
            token: Option<Secret> = None, "", "jeton d'accès";
        }
    }

    const TOKEN: &str = "hunter2-tr0ub4dor";

    fn load(variables: &[(&str, &str)], flags: &[(OptionKey, String)]) -> Result<WithSecret, ConfigError> {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("courtier.yaml");
        std::fs::write(&file, "").unwrap();
        let variables = variables.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        WithSecret::load(Some(&file), variables, flags)
    }

    fn load_text(text: &str) -> Result<WithSecret, ConfigError> {
        let mut sources = crate::sources::Sources::new(WithSecret::SECTIONS);
        crate::file::add_text(&mut sources, "courtier.yaml", text)?;
        WithSecret::from_sources(&sources)
    }

    fn token(settings: &WithSecret) -> Option<&str> {
        settings.server.token.as_ref().map(Secret::expose)
    }

    /// Returns everything that an error can print, sources included.
    fn all_of(error: &ConfigError) -> String {
        let source = std::error::Error::source(error).map(ToString::to_string);
        format!("{error} {error:?} {source:?}")
    }

    #[test]
    fn comes_from_its_variable() {
        assert_eq!(token(&load(&[("COURTIER_SERVER__TOKEN", TOKEN)], &[]).unwrap()), Some(TOKEN));
        assert_eq!(token(&load(&[], &[]).unwrap()), None);
    }

    #[test]
    fn comes_trimmed_from_the_file_that_its_variable_names() {
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), format!("  {TOKEN}\r\n")).unwrap();
        let settings = load(&[("COURTIER_SERVER__TOKEN_FILE", file.path().to_str().unwrap())], &[]).unwrap();
        assert_eq!(token(&settings), Some(TOKEN));
        let shown = settings.origins().iter().find(|shown| shown.option.key == key::server::token()).unwrap();
        assert_eq!(shown.origin.to_string(), "variable COURTIER_SERVER__TOKEN_FILE");
    }

    #[test]
    fn is_not_in_what_is_printed() {
        let settings = load(&[("COURTIER_SERVER__TOKEN", TOKEN)], &[]).unwrap();
        let printed = format!("{settings:?} {:?} {:#?}", settings.origins(), settings.server.token);
        assert!(!printed.contains(TOKEN), "{printed}");
        assert!(printed.contains("Secret(***)") && printed.contains("(donné, caché)"), "{printed}");
    }

    #[test]
    fn is_refused_in_the_file_without_being_quoted() {
        let error = load_text(&format!("server:\n  port: 1\n  token: {TOKEN}\n")).unwrap_err();
        assert_eq!(
            error.to_string(),
            "courtier.yaml, ligne 3, option `server.token` : un secret ne se donne que par la variable \
             COURTIER_SERVER__TOKEN ou par le fichier que désigne COURTIER_SERVER__TOKEN_FILE"
        );
        assert!(!all_of(&error).contains(TOKEN));
    }

    #[test]
    fn is_refused_on_the_command_line_without_being_quoted() {
        let error = load(&[], &[(key::server::token(), TOKEN.to_owned())]).unwrap_err();
        assert!(error.to_string().starts_with("ligne de commande, option `server.token` : un secret ne se donne"));
        assert!(!all_of(&error).contains(TOKEN));
    }

    #[test]
    fn is_not_quoted_by_an_error_of_the_yaml_parser() {
        for text in ["server:\n  token: 'TOKEN\n", "server:\n  token: TOKEN: x\n", "server:\n  token: *TOKEN\n"] {
            let error = load_text(&text.replace("TOKEN", TOKEN)).unwrap_err();
            assert!(!all_of(&error).contains(TOKEN), "{}", all_of(&error));
        }
    }

    #[test]
    fn is_not_quoted_when_put_into_the_variable_of_its_file() {
        let error = load(&[("COURTIER_SERVER__TOKEN_FILE", TOKEN)], &[]).unwrap_err();
        assert_eq!(
            error.to_string(),
            "variable COURTIER_SERVER__TOKEN_FILE : le fichier qu'elle désigne ne peut pas être lu"
        );
        assert!(!all_of(&error).contains(TOKEN), "{}", all_of(&error));
    }

    #[test]
    fn is_refused_when_empty() {
        let file = tempfile::NamedTempFile::new().unwrap();
        let error = load(&[("COURTIER_SERVER__TOKEN_FILE", file.path().to_str().unwrap())], &[]).unwrap_err();
        assert_eq!(
            error.to_string(),
            "variable COURTIER_SERVER__TOKEN_FILE, option `server.token` : attendu : secret, trouvé : texte vide"
        );
    }

    #[test]
    fn is_refused_when_given_both_ways() {
        let both = [("COURTIER_SERVER__TOKEN", TOKEN), ("COURTIER_SERVER__TOKEN_FILE", "/run/token")];
        let error = load(&both, &[]).unwrap_err();
        assert_eq!(
            error.to_string(),
            "option `server.token` : COURTIER_SERVER__TOKEN et COURTIER_SERVER__TOKEN_FILE sont données toutes les \
             deux, une seule est permise"
        );
    }

    #[test]
    fn has_no_key_in_the_template() {
        let template = WithSecret::template();
        assert!(template.contains("  # token : jeton d'accès (secret : COURTIER_SERVER__TOKEN ou"), "{template}");
        assert!(load_text(&template.replace("  #", "  ")).is_err(), "the comment is no key");
        assert!(WithSecret::reference().contains("`COURTIER_SERVER__TOKEN_FILE`"));
    }

    #[test]
    fn leaves_files_to_secrets() {
        let error = load(&[("COURTIER_SERVER__PORT_FILE", "/run/port")], &[]).unwrap_err();
        assert_eq!(
            error.to_string(),
            "variable COURTIER_SERVER__PORT_FILE : ne désigne aucune option (vouliez-vous dire `COURTIER_SERVER__PORT` ?)"
        );
        assert!(matches!(WithSecret::load(Some(Path::new("/no/such/file")), [], &[]), Err(ConfigError::Read { .. })));
    }
}
