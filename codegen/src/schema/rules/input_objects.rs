//! The fields of input objects (spec 3.10).

use super::Rules;
use crate::schema::{InputObjectType, Problem};
use crate::syntax::DirectiveLocation;

impl<'a> Rules<'a> {
    /// Each field is an input value in order, and can be left out where exactly one is given.
    pub(super) fn input_object(&mut self, object: &'a InputObjectType) {
        let is_one_of = object.is_one_of();
        for (name, field) in &object.fields {
            let coordinate = format!("{}.{name}", object.name);
            self.input_value("the field", &coordinate, field, DirectiveLocation::InputFieldDefinition);
            if !is_one_of {
                continue;
            }
            let help = || format!("`{}` is marked `@oneOf`: exactly one of its fields is given", object.name);
            if field.ty.is_non_null() {
                self.problem(
                    Problem::new(format!("the field `{coordinate}` of a `@oneOf` input cannot be non-null"))
                        .at(name.span(), format!("of type `{}`", field.ty))
                        .help(help()),
                );
            }
            if let Some(default) = &field.default {
                self.problem(
                    Problem::new(format!("the field `{coordinate}` of a `@oneOf` input cannot have a default"))
                        .at(default.span, "a default")
                        .help(help()),
                );
            }
        }
    }
}
