//! 5.3.1 Field Selections: the type that a field is selected from has it.

use crate::check::context::Context;
use crate::check::parts::Selected;
use crate::check::rule::Rule;
use crate::schema::TypeDefinition;
use crate::source::{Code, Problem};

pub(super) struct FieldSelections;

impl<'a> Rule<'a> for FieldSelections {
    fn field(&mut self, context: &mut Context<'a>, selected: &Selected<'a>) {
        let Selected { parent: Some(parent), field, definition: None } = selected else { return };
        if context.is_incomplete(parent) {
            return;
        }
        let schema = context.schema;
        let name = field.name.as_str();
        let help = context.did_you_mean(name, schema.field_names(parent)).or_else(|| {
            // On a union or interface, the field of a member has to be selected from that member.
            let possible = schema.possible_types(parent).into_iter().flatten();
            let mut owners = possible.filter(|ty| schema.field(ty, name).is_some());
            let owner = owners.next()?;
            let more = if owners.next().is_some() { " (and others)" } else { "" };
            Some(format!("`{name}` is a field of `{owner}`{more}: write `... on {owner} {{ {name} }}`"))
        });
        let label = match schema.types.get(*parent) {
            Some(TypeDefinition::Union(_)) => format!("`{parent}` is a union and has no fields of its own"),
            _ => format!("`{parent}` has no such field"),
        };
        context.report(
            Problem::error(Code::UnknownField, format!("unknown field `{name}` on `{parent}`"))
                .at(field.name.span(), label)
                .help_opt(help),
        );
    }
}
