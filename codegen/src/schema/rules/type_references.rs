//! Types are known, and stand where they may: what is answered, and what is sent (spec 3.4.2).

use super::Rules;
use crate::schema::{Problem, TypeDefinition};
use crate::syntax::{Name, Type};

impl<'a> Rules<'a> {
    /// The type of a field of an object or an interface.
    pub(super) fn output_type(&mut self, coordinate: impl Fn() -> String, ty: &Type) {
        let name = ty.inner_name();
        let Some(definition) = self.known(name, TypeDefinition::is_output_type) else { return };
        if !definition.is_output_type() {
            let what = definition.described();
            self.problem(
                Problem::new(format!("the field `{}` cannot be of type `{name}`, which is {what}", coordinate()))
                    .at(name.span(), "not an output type")
                    .and(definition.name().span(), "defined here")
                    .help("what is answered is made of scalars, enums, objects, interfaces and unions"),
            );
        }
    }

    /// The type of an argument or of a field of an input object.
    pub(super) fn input_type(&mut self, what: &str, coordinate: &str, ty: &Type) {
        let name = ty.inner_name();
        let Some(definition) = self.known(name, TypeDefinition::is_input_type) else { return };
        if !definition.is_input_type() {
            let kind = definition.described();
            self.problem(
                Problem::new(format!("{what} `{coordinate}` cannot be of type `{name}`, which is {kind}"))
                    .at(name.span(), "not an input type")
                    .and(definition.name().span(), "defined here")
                    .help("what is sent is made of scalars, enums and input objects"),
            );
        }
    }

    /// The definition of a type, or a report that offers those that fit.
    pub(super) fn known(&mut self, name: &Name, fits: impl Fn(&TypeDefinition) -> bool) -> Option<&'a TypeDefinition> {
        let schema = self.schema;
        let known = schema.types.get(name);
        if known.is_none() && !self.is_full() {
            let names = schema.types.iter().filter(|(_, ty)| fits(ty)).map(|(name, _)| name.as_str());
            self.problem(
                Problem::new(format!("unknown type `{name}`"))
                    .at(name.span(), "not in the schema")
                    .help_opt(self.did_you_mean(name, names)),
            );
        }
        known
    }
}
