//! What a connection lacks to be paged, in words.

use super::input_path::DEPTH;
use crate::lower::Lowerer;
use crate::syntax::FieldDefinition;

impl Lowerer<'_> {
    /// What is missing from the page info of a connection: the selection, or the field itself.
    pub(super) fn lack(&self, name: &str, missing: &str, connection: &str) -> String {
        let info = self.schema.field(connection, "pageInfo").map(|field| field.ty.inner_name());
        match info.filter(|info| self.schema.field(info, missing).is_none()) {
            Some(info) => format!(
                "the schema's `{info}` has no `{missing}`, so nothing tells where the next page of `{name}` begins"
            ),
            None => format!("the `pageInfo` of `{name}` does not select `{missing}`"),
        }
    }

    /// Why no variable takes the cursor.
    pub(super) fn no_cursor(&self, name: &str, definition: &FieldDefinition) -> String {
        let takes_cursor = definition
            .arguments
            .iter()
            .any(|argument| argument.name == "after" || self.has_cursor(argument.ty.inner_name(), DEPTH));
        if takes_cursor {
            return format!(
                "the cursor of `{name}` does not come from a variable: pass `after`, or the input that holds it, as one"
            );
        }
        let takes: Vec<_> = definition.arguments.iter().map(|argument| format!("`{}`", argument.name)).collect();
        let takes = if takes.is_empty() { "nothing".to_owned() } else { takes.join(", ") };
        format!("`{name}` has no argument `after` (it takes {takes}): give it the cursor by hand, and send it again")
    }

    /// Whether an input object has an `after`, in it or in what it holds.
    fn has_cursor(&self, ty: &str, depth: usize) -> bool {
        let Some(object) = self.schema.input_object(ty).filter(|_| depth > 0) else { return false };
        object.fields.contains_key("after")
            || object.fields.values().any(|field| self.has_cursor(field.ty.inner_name(), depth - 1))
    }
}
