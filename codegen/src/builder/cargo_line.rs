//! What is said to Cargo.

use std::fmt;
use std::path::Path;

use crate::character::is_control;
use crate::terminal;

/// One directive of a build script: the only thing that is printed for Cargo.
///
/// Cargo reads a directive from each line that begins with `cargo:`, so a line break inside of one would begin another. There
/// is none, whatever the value is.
pub(crate) struct CargoLine {
    key: &'static str,
    value: String,
}

impl CargoLine {
    /// Runs the build script again when the file changes, or anything in the folder.
    ///
    /// A path that Cargo would read as another is refused when it is loaded. Were one to come here, Cargo would be told of a
    /// file that is not there, and run the build script each time.
    pub(crate) fn watch(path: &Path) -> Self {
        let path = path.to_string_lossy();
        // Joiners and the like are part of a name: Cargo has to see them as they are.
        let value = if path.contains(is_control) { terminal::line(&path).into_owned() } else { path.into_owned() };
        Self { key: "rerun-if-changed", value }
    }

    /// A report that does not stop the build; Cargo shows a line for each of its lines.
    pub(crate) fn warnings(report: &str) -> impl Iterator<Item = Self> {
        report.lines().map(|line| Self { key: "warning", value: terminal::line(line).into_owned() })
    }

    pub(crate) fn print(&self) {
        println!("{self}");
    }
}

impl fmt::Display for CargoLine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "cargo:{}={}", self.key, self.value)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn whatever_is_said_is_one_line(text in any::<String>()) {
            let watch = CargoLine::watch(Path::new(&text)).to_string();
            for line in CargoLine::warnings(&text).map(|line| line.to_string()).chain([watch]) {
                prop_assert!(line.starts_with("cargo:warning=") || line.starts_with("cargo:rerun-if-changed="));
                prop_assert!(!line.contains(is_control), "{:?}", line);
            }
        }
    }

    #[test]
    fn a_line_break_begins_no_directive() {
        let watch = CargoLine::watch(Path::new("b\ncargo:rustc-env=X=1\r\n.graphql"));
        assert_eq!(watch.to_string(), r"cargo:rerun-if-changed=b\u{a}cargo:rustc-env=X=1\u{d}\u{a}.graphql");
        let warnings: Vec<String> = CargoLine::warnings("a\u{85}b\rcargo:c\n d").map(|line| line.to_string()).collect();
        assert_eq!(warnings, [r"cargo:warning=a\u{85}b\u{d}cargo:c", "cargo:warning= d"]);
    }

    #[test]
    fn a_name_is_told_as_it_is() {
        let watch = CargoLine::watch(Path::new("queries/👩\u{200d}💻 = 価.graphql"));
        assert_eq!(watch.to_string(), "cargo:rerun-if-changed=queries/👩\u{200d}💻 = 価.graphql");
    }
}
