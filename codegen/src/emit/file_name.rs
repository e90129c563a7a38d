//! Names of files that every file system takes.

use crate::identifier::Namespace;

/// What names a device on Windows, whatever its extension.
const DEVICES: &[&str] = &["aux", "con", "nul", "prn"];
/// The same with a digit behind it.
const NUMBERED_DEVICES: &[&str] = &["com", "lpt"];

/// File systems take 255 bytes.
const LONGEST: usize = 200;

/// The names of the files of one folder.
#[derive(Default)]
pub(super) struct FileNames(Namespace);

impl FileNames {
    /// A name for the file of a module, unlike all others also where capitals do not count.
    pub(super) fn take(&mut self, module: &str) -> String {
        let mut name = module.trim_start_matches("r#").to_ascii_lowercase();
        name.truncate(LONGEST);
        let is_numbered_device = name.len() == 4
            && name.ends_with(|last: char| last.is_ascii_digit())
            && NUMBERED_DEVICES.iter().any(|device| name.starts_with(device));
        if DEVICES.contains(&name.as_str()) || is_numbered_device {
            name.push('_');
        }
        format!("{}.rs", self.0.take(&name))
    }
}

#[cfg(test)]
mod tests {
    use super::FileNames;

    #[test]
    fn no_two_files_are_one_on_any_file_system() {
        let mut names = FileNames::default();
        let long = "a".repeat(1000);
        let modules =
            ["list_plans", "module__A", "module__a", "aux", "aux_", "com1", "computer", "r#type", &long, &long];
        let files = modules.map(|module| names.take(module));
        let expected = ["list_plans", "module__a", "module__a2", "aux_", "aux_2", "com1_", "computer", "type"];
        assert_eq!(files[..8], expected.map(|name| format!("{name}.rs")));
        assert_ne!(files[8], files[9]);
        assert!(files.iter().all(|name| name.len() < 255));
    }
}
