//! What the specification asks of a schema (section 3, "Type Validation"), a file per rule or kind of type.
//!
//! Verdicts are those of the September 2025 edition. A schema is what a server has, and who uses it can seldom change
//! it; so what no operation can tell is let through where real schemas do it, and the rule's file says so.

mod arguments;
mod default_cycles;
mod directive_cycles;
mod directives;
mod enums;
mod fields;
mod implementations;
mod input_circles;
mod input_objects;
mod names;
mod root_operation_types;
mod type_references;
mod unions;
mod values;

use super::{Problem, Schema, TypeDefinition};
use crate::introspection::INCOMPLETE;
use crate::source::{MOST_PROBLEMS, did_you_mean};
use crate::syntax::{DirectiveLocation, FileId, Span};

/// Every way in which a merged schema is not as the specification says; `introspected` are the texts made from JSON.
pub(super) fn broken(schema: &Schema, introspected: &[FileId]) -> Vec<Problem> {
    let is_own = |span: Span| span.file() != FileId::BUILT_IN;
    all(schema, introspected, is_own)
}

/// The same of what is built in.
#[cfg(test)]
pub(super) fn broken_built_in(schema: &Schema) -> Vec<Problem> {
    let mut problems = all(schema, &[], |_| true);
    problems.retain(|problem| problem.span.is_some() && !problem.message.contains("`__"));
    problems
}

fn all(schema: &Schema, introspected: &[FileId], is_checked: impl Fn(Span) -> bool) -> Vec<Problem> {
    let mut rules = Rules { schema, problems: Vec::new() };
    rules.root_operation_types();
    rules.directives(&schema.directives, DirectiveLocation::Schema);
    for directive in schema.directive_definitions.values().filter(|it| is_checked(it.name.span())) {
        rules.directive_definition(directive);
    }
    for ty in schema.types.values().filter(|it| is_checked(it.name().span())) {
        if rules.is_full() {
            break;
        }
        let before = rules.problems.len();
        rules.type_definition(ty);
        // The places are in a text that nobody has: the line tells the field, and this the type.
        let is_told = |problem: &&mut Problem| problem.span.is_some_and(|span| introspected.contains(&span.file()));
        for problem in rules.problems.iter_mut().skip(before).filter(is_told) {
            problem.message.push_str(&format!(" (in the type `{}` of the introspection)", ty.name()));
        }
    }
    rules.directive_cycles();
    rules.input_circles();
    rules.default_cycles();
    rules.problems
}

/// How many problems of one schema come with a name that may be meant.
pub(super) const MOST_SUGGESTIONS: usize = 100;

/// The rules' shared ground.
struct Rules<'a> {
    schema: &'a Schema,
    problems: Vec<Problem>,
}

impl<'a> Rules<'a> {
    fn problem(&mut self, problem: Problem) {
        if !self.is_full() {
            self.problems.push(problem);
        }
    }

    /// The nearest of the names that would be right. Behind so many problems that nobody reads them all, none is looked
    /// for: it takes a look at every name.
    fn did_you_mean<'n>(&self, wrong: &str, names: impl IntoIterator<Item = &'n str>) -> Option<String> {
        (self.problems.len() < MOST_SUGGESTIONS).then(|| did_you_mean(wrong, names)).flatten()
    }

    /// Past so many problems, no more are looked for.
    fn is_full(&self) -> bool {
        self.problems.len() >= MOST_PROBLEMS
    }

    fn type_definition(&mut self, ty: &'a TypeDefinition) {
        self.reserved_name("the type", ty.name(), ty.name());
        let location = match ty {
            TypeDefinition::Scalar(_) => DirectiveLocation::Scalar,
            TypeDefinition::Object(_) => DirectiveLocation::Object,
            TypeDefinition::Interface(_) => DirectiveLocation::Interface,
            TypeDefinition::Union(_) => DirectiveLocation::Union,
            TypeDefinition::Enum(_) => DirectiveLocation::Enum,
            TypeDefinition::InputObject(_) => DirectiveLocation::InputObject,
        };
        self.directives(ty.directives(), location);
        if let Some(parts) = ty.lacks()
            && !is_incomplete(ty)
        {
            let keyword = ty.keyword();
            self.problem(
                Problem::new(format!("`{}` has no {parts}", ty.name()))
                    .at(ty.name().span(), format!("{} has at least one", ty.described()))
                    .help(format!("`extend {keyword} {}` in any of the files can add them, too", ty.name())),
            );
        }
        match ty {
            TypeDefinition::Scalar(_) => {}
            TypeDefinition::Object(object) => {
                self.fields(&object.name, &object.fields);
                self.implementations(ty, &object.interfaces, &object.fields);
            }
            TypeDefinition::Interface(interface) => {
                self.fields(&interface.name, &interface.fields);
                self.implementations(ty, &interface.interfaces, &interface.fields);
            }
            TypeDefinition::Union(union) => self.union(union),
            TypeDefinition::Enum(ty) => self.enumeration(ty),
            TypeDefinition::InputObject(object) => self.input_object(object),
        }
    }
}

/// Whether introspection told of a type no more than its name.
fn is_incomplete(ty: &TypeDefinition) -> bool {
    ty.lacks().is_some() && ty.directives().has(INCOMPLETE)
}
