//! 5.3.3 Leaf Field Selections: fields are selected from an object, an interface or a union, and from nothing else.

use crate::check::context::Context;
use crate::check::parts::Selected;
use crate::check::rule::Rule;
use crate::source::{Code, Problem};

pub(super) struct LeafFieldSelections;

impl<'a> Rule<'a> for LeafFieldSelections {
    fn field(&mut self, context: &mut Context<'a>, selected: &Selected<'a>) {
        let Some((coordinate, definition)) = selected.known() else { return };
        let field = selected.field;
        let inner = definition.ty.inner_name();
        let label = || format!("of type `{}`", definition.ty);
        match (context.schema.is_composite(inner), field.selections.is_empty()) {
            (true, true) => {
                let fields = || context.schema.field_names(inner);
                let example = fields().find(|name| *name == "id").or_else(|| fields().next()).unwrap_or("__typename");
                let message = format!("`{coordinate}` is an object: say which of its fields to select");
                context.report(
                    Problem::error(Code::MissingSelection, message)
                        .at(field.name.span(), label())
                        .help(format!("write `{} {{ {example} }}`", field.name)),
                );
            }
            (false, false) => {
                let message = format!("`{coordinate}` is a single value, there are no fields to select from it");
                context.report(
                    Problem::error(Code::SelectionOnLeaf, message)
                        .at(field.name.span(), label())
                        .help("remove the braces and what is in them"),
                );
            }
            (true, false) | (false, true) => {}
        }
    }
}
