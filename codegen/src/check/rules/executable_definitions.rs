//! 5.1.1 Executable Definitions: among operations and fragments stands nothing else.

use crate::executable::ParsedFiles;
use crate::source::{Code, Problem, Problems};
use crate::syntax::Definition;

/// A function of its own, as it takes no schema: tools that read operations without one hold them to it, too.
pub(in crate::check) fn executable_definitions(parsed: &ParsedFiles, problems: &mut Problems) {
    for definition in parsed.definitions().filter(|definition| !definition.is_executable()) {
        let message = format!("{} belongs in a schema, not among the operations", described(definition));
        problems.push(
            Problem::error(Code::NotExecutable, message)
                .at(definition.head(), "not an operation or fragment")
                .help("the schema is what the server defines; add a file to it with `.schema(..)`"),
        );
    }
}

fn described(definition: &Definition) -> String {
    match definition.name() {
        Some(name) => format!("the definition of `{name}`"),
        None => "a `schema` definition".to_owned(),
    }
}
