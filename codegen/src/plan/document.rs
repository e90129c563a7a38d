//! The document that an operation sends, put together from texts that are written once.

use hmac_sha256::Hash;

use super::types::Types;
use crate::ir;

/// The texts of an operation and of its fragments, each behind the other.
pub(crate) struct Document<'p> {
    pub(crate) operation: DefinitionText<'p>,
    /// The names of the fragments.
    pub(crate) fragments: Vec<&'p str>,
    /// Whether the whole reads the same in a string of JSON.
    pub(crate) is_plain: bool,
    /// Of the whole, in hexadecimal.
    pub(crate) sha256: String,
}

/// The text of an operation or a fragment.
pub(crate) struct DefinitionText<'p> {
    pub(crate) graphql: &'p str,
    /// As it stands between the quotes of a string of JSON, if that is something else.
    pub(crate) escaped: Option<String>,
}

impl<'p> Types<'p> {
    pub(super) fn plan_document(&self, document: &'p ir::Document) -> Document<'p> {
        let operation = DefinitionText::new(&document.operation);
        let mut sha256 = Hash::new();
        sha256.update(operation.graphql);
        let mut is_plain = operation.escaped.is_none();
        let mut fragments = Vec::new();
        for number in &document.fragments {
            let fragment = &self.program.fragments[*number];
            sha256.update(&fragment.text);
            is_plain &= !needs_escapes(&fragment.text);
            fragments.push(fragment.name.as_str());
        }
        let sha256 = sha256.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
        Document { operation, fragments, is_plain, sha256 }
    }
}

impl<'p> DefinitionText<'p> {
    pub(super) fn new(graphql: &'p str) -> Self {
        Self { graphql, escaped: needs_escapes(graphql).then(|| escaped(graphql)) }
    }
}

/// What is minified has no control characters.
fn needs_escapes(text: &str) -> bool {
    text.contains(['"', '\\'])
}

fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\").replace('"', "\\\"")
}

#[cfg(test)]
mod tests {
    use super::DefinitionText;
    use crate::syntax::{FileId, parse};

    #[test]
    fn escapes_are_those_of_json() {
        let letters: String =
            (0..0x300).filter_map(char::from_u32).filter(|letter| !"\r\n".contains(*letter)).collect();
        let block = letters.replace('"', "'").replace('\\', "/");
        for value in ["\"\"".to_owned(), r#""a\"\\\n\u0007é""#.to_owned(), format!("\"\"\"{block}\"\"\"")] {
            let parsed = parse(&format!("{{ a(b: {value}) }}"), FileId::BUILT_IN);
            assert_eq!(parsed.errors, []);
            let sent = parsed.document.operations().next().unwrap().minified();
            let escaped = DefinitionText::new(&sent).escaped.unwrap();
            assert_eq!(format!("\"{escaped}\""), serde_json::to_string(&sent).unwrap());
        }
        assert_eq!(DefinitionText::new("{a}").escaped, None);
    }
}
