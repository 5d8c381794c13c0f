//! The macro that turns a list of options into structs, keys and data. What it writes out is only what differs from one
//! list to another; the work is done by ordinary functions over [`Section`](crate::Section)s.

/// Declares a settings struct from its list of options.
///
/// One option is one line: `name: Type = default, "unit", "help";`, where `Type` is an
/// [`OptionValue`](crate::value::OptionValue).
macro_rules! declare_options {
    (
        $(#[$doc:meta])*
        $settings:ident;
        $($section:ident: $struct:ident, $title:literal {
            $($name:ident: $type:ty = $default:expr, $unit:literal, $help:literal;)+
        })+
    ) => {
        $(#[$doc])*
        #[derive(Debug, Clone)]
        pub struct $settings {
            $(#[doc = concat!("Section `", stringify!($section), "`: ", $title, ".")] pub $section: $struct,)+
            shown: Vec<$crate::Shown>,
        }

        $(
            #[doc = concat!("Options of the section `", stringify!($section), "`: ", $title, ".")]
            #[derive(Debug, Clone, PartialEq)]
            pub struct $struct {
                $(
                    #[doc = concat!("`", stringify!($section), ".", stringify!($name), "`: ", $help, ".")]
                    pub $name: $type,
                )+
            }
        )+

        /// The key of each option, for the flags of the command line.
        pub mod key {
            $(
                #[doc = concat!("Keys of the section `", stringify!($section), "`.")]
                pub mod $section {
                    $(
                        #[doc = concat!("Returns the key `", stringify!($section), ".", stringify!($name), "`.")]
                        #[must_use]
                        pub const fn $name() -> $crate::OptionKey {
                            $crate::OptionKey::new(stringify!($section), stringify!($name))
                        }
                    )+
                }
            )+
        }

        impl $settings {
            /// The list of options.
            pub const SECTIONS: &'static [$crate::Section] = &[$(
                $crate::Section {
                    name: stringify!($section),
                    help: $title,
                    options: &[$(declare_options!(@spec $section $name $type, $default, $unit, $help)),+],
                },
            )+];

            /// Reads the options from every source, weakest first: defaults, file, environment, flags.
            ///
            /// `file` must exist; `None` is `courtier.yaml` of the current folder, if it is there. `variables` is the
            /// whole environment (`std::env::vars` panics on one that is not UTF-8: build the pairs from `vars_os`). A
            /// later flag is stronger than an earlier one.
            ///
            /// # Errors
            /// When a file cannot be read, a key or a variable names no option, or a value is not of its type.
            pub fn load(
                file: Option<&std::path::Path>,
                variables: impl IntoIterator<Item = (String, String)>,
                flags: &[($crate::OptionKey, String)],
            ) -> Result<Self, $crate::ConfigError> {
                let default_file = std::path::Path::new($crate::file::DEFAULT_FILE);
                let sources =
                    $crate::sources::Sources::collect(Self::SECTIONS, file, default_file, variables, flags)?;
                Self::from_sources(&sources)
            }

            pub(crate) fn from_sources(sources: &$crate::sources::Sources) -> Result<Self, $crate::ConfigError> {
                let mut shown = Vec::new();
                $(let $section = $struct {
                    $($name: sources.read::<$type>(
                        declare_options!(@spec $section $name $type, $default, $unit, $help),
                        $default,
                        &mut shown,
                    )?,)+
                };)+
                Ok(Self { $($section,)+ shown })
            }

            /// Returns every option with its value in force and where it comes from, in the order of the list.
            #[must_use]
            pub fn origins(&self) -> &[$crate::Shown] {
                &self.shown
            }

            /// Returns a commented `courtier.yaml` in which every option is there, commented out, with its default.
            #[must_use]
            pub fn template() -> String {
                $crate::template::template(Self::SECTIONS)
            }

            /// Returns the reference page of the options: Markdown, in French.
            #[must_use]
            pub fn reference() -> String {
                $crate::reference::reference(Self::SECTIONS)
            }
        }
    };
    (@spec $section:ident $name:ident $type:ty, $default:expr, $unit:literal, $help:literal) => {
        $crate::OptionSpec {
            key: key::$section::$name(),
            kind: <$type as $crate::value::OptionValue>::KIND,
            unit: $unit,
            help: $help,
            default: || {
                use $crate::value::OptionValue as _;
                <$type>::from_default($default).text()
            },
        }
    };
}
