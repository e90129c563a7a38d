//! The fields of object types and interfaces (spec 3.6 and 3.7).

use indexmap::IndexMap;

use super::Rules;
use crate::syntax::{DirectiveLocation, FieldDefinition, Name};

impl<'a> Rules<'a> {
    /// Each field gives an output type, and takes arguments that are in order.
    pub(super) fn fields(&mut self, owner: &str, fields: &'a IndexMap<Name, FieldDefinition>) {
        for (name, field) in fields {
            if self.is_full() {
                return;
            }
            let coordinate = || format!("{owner}.{name}");
            if name.starts_with("__") {
                self.reserved_name("the field", &coordinate(), name);
            }
            self.output_type(coordinate, &field.ty);
            self.directives(&field.directives, DirectiveLocation::FieldDefinition);
            if !field.arguments.is_empty() {
                self.arguments_definition(&coordinate(), &field.arguments);
            }
        }
    }
}
