//! The rules for schemas: section 3, "Type System", of the specification (September 2025), a file a rule or a section.
//!
//! A schema is what a server has, and who uses it can seldom change it; so what no operation can tell is let through where
//! real schemas do it, and the rule's file says so. That nothing is defined twice is seen to where definitions are merged:
//! `schema/merge.rs`. What a schema writes out, defaults and directives, is held to rules of section 5 as well.
//!
//! To add a rule: its file, its two lines here, its code in `source/code.rs`, and a folder in `tests/reject`.

mod default_value_cycles;
mod deprecated_input_values;
mod directive_cycles;
mod field_arguments;
mod implementations;
mod input_and_output_types;
mod input_object_cycles;
mod non_empty_types;
mod one_of_input_objects;
mod reserved_names;
mod root_operation_types;
mod unions;

use super::context::Context;
use super::rules;
use super::walk::Rules;
use crate::schema::TypeDefinition;
use crate::source::{Code, Problem};
use crate::syntax::Name;

/// In the order of the specification.
pub(super) fn all<'a>() -> Rules<'a> {
    let mut rules: Rules<'a> = vec![
        Box::new(root_operation_types::RootOperationTypes),
        Box::new(input_and_output_types::InputAndOutputTypes),
        Box::new(non_empty_types::NonEmptyTypes),
        Box::new(field_arguments::FieldArguments),
        Box::new(deprecated_input_values::DeprecatedInputValues),
        Box::new(implementations::Implementations),
        Box::new(unions::Unions),
        Box::new(one_of_input_objects::OneOfInputObjects),
        Box::new(input_object_cycles::InputObjectCycles),
        Box::new(default_value_cycles::DefaultValueCycles),
        Box::new(directive_cycles::DirectiveCycles),
        Box::new(reserved_names::ReservedNames),
    ];
    rules.extend(rules::of_schemas());
    rules
}

/// The definition of a type, or a report that offers those that fit.
fn known<'a>(
    context: &mut Context<'a>,
    name: &Name,
    fits: impl Fn(&TypeDefinition) -> bool,
) -> Option<&'a TypeDefinition> {
    let known = context.schema.types.get(name);
    if known.is_none() {
        let help = context.did_you_mean_type(name, fits);
        context.report(
            Problem::error(Code::UnknownType, format!("unknown type `{name}`"))
                .at(name.span(), "not in the schema")
                .help_opt(help),
        );
    }
    known
}
