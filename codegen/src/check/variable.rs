//! Variables: declared once, of an input type, used, and used where their type fits.

use std::collections::HashSet;

use super::Checker;
use super::facts::{Expected, Facts, VariableUse};
use super::scalar::is_built_in_scalar;
use crate::schema::TypeDefinition;
use crate::source::{Diagnostic, did_you_mean, did_you_mean_with};
use crate::syntax::{DirectiveLocation, Name, OperationDefinition, Type, VariableDefinition};

impl<'a> Checker<'a> {
    /// The part of the rules that a declaration can be held to on its own.
    pub(super) fn variable_definitions(&mut self, operation: &'a OperationDefinition) {
        let schema = self.schema;
        for (at, variable) in operation.variables.iter().enumerate() {
            let name = &variable.name;
            if let Some(first) = operation.variables.iter().take(at).find(|earlier| earlier.name == *name) {
                self.problem(
                    Diagnostic::error(format!("the variable `${name}` is declared twice"))
                        .at(self.place(variable.head, "the second"))
                        .and(self.place(first.head, "the first")),
                );
            }
            // Neither defaults nor directives may refer to other variables: the grammar sees to it.
            let mut nothing = Facts::default();
            self.directives(&variable.directives, DirectiveLocation::VariableDefinition, &mut nothing);
            let ty = variable.ty.inner_name();
            match schema.types.get(ty) {
                Some(definition) if definition.is_input_type() => {
                    if let Some(default) = &variable.default {
                        self.value(default, Some(Expected::new(&variable.ty, false)), &mut nothing);
                    }
                    self.scalars_of_variable(variable, ty);
                }
                Some(_) => self.problem(
                    Diagnostic::error(format!(
                        "the variable `${name}` cannot be of type `{ty}`, which is a type of answers"
                    ))
                    .at(self.place(ty.span(), "not an input type"))
                    .help("variables are scalars, enums, input objects, and lists of them"),
                ),
                // Built in, but not part of this schema: it will not fit anywhere, which says more.
                None if is_built_in_scalar(ty) => {}
                None => {
                    let names = schema.types.iter().filter(|(_, ty)| ty.is_input_type()).map(|(name, _)| name.as_str());
                    self.problem(
                        Diagnostic::error(format!("unknown type `{ty}`"))
                            .at(self.place(ty.span(), "not in the schema"))
                            .help_opt(did_you_mean(ty, names)),
                    );
                }
            }
        }
    }

    /// Compares the declarations of an operation with the uses in it and in the fragments it reaches.
    pub(super) fn variables(&mut self, operation: &'a OperationDefinition, facts: &Facts<'a>, reached: &[&'a str]) {
        let mut used: HashSet<&str> = HashSet::new();
        for usage in &facts.uses {
            used.insert(usage.name);
            self.usage(operation, usage);
        }
        let fragments = std::mem::take(&mut self.fragment_facts);
        for usage in reached.iter().filter_map(|name| fragments.get(name)).flat_map(|facts| &facts.uses) {
            used.insert(usage.name);
            self.usage(operation, usage);
        }
        self.fragment_facts = fragments;
        for variable in &operation.variables {
            // A use may be in what could not be parsed, or under a name that is reported already.
            if !used.contains(variable.name.as_str()) && !self.some_unparsed {
                self.problem(
                    Diagnostic::error(format!("the variable `${}` is never used", variable.name))
                        .at(self.place(variable.head, "declared here"))
                        .help("servers refuse such operations: use it or remove it"),
                );
            }
        }
    }

    fn usage(&mut self, operation: &'a OperationDefinition, usage: &VariableUse<'a>) {
        let VariableUse { name, span, expected } = usage;
        let operation_name = operation.name.as_ref().map_or("this operation", Name::as_str);
        let Some(variable) = operation.variables.iter().find(|variable| variable.name == **name) else {
            let message = format!("the variable `${name}` is not declared by `{operation_name}`");
            let names = operation.variables.iter().map(|variable| variable.name.as_str());
            let keyword = operation.kind.name();
            let help = did_you_mean_with("$", name, names).or_else(|| {
                expected.map(|expected| format!("declare it: `{keyword} {operation_name}(${name}: {})`", expected.ty))
            });
            let mut problem = Diagnostic::error(message).at(self.place(*span, "used here")).help_opt(help);
            if !operation.span.contains(*span) {
                problem = problem.and(self.place(operation.head(), "this operation spreads the fragment"));
            }
            return self.problem(problem);
        };
        let Some(expected) = expected else { return };
        let ty = variable.ty.inner_name();
        if !self.schema.types.get(ty).map_or(is_built_in_scalar(ty), TypeDefinition::is_input_type) {
            return; // the declaration is reported
        }
        if !fits(variable, *expected) {
            self.problem(
                Diagnostic::error(format!(
                    "the variable `${name}` of type `{}` does not fit where `{}` is expected",
                    variable.ty, expected.ty
                ))
                .at(self.place(*span, format!("`{}` is expected here", expected.ty)))
                .and(self.place(variable.ty_span, "declared here")),
            );
        } else if let Some(owner) = expected.one_of.filter(|_| !variable.ty.is_non_null()) {
            self.problem(
                Diagnostic::error(format!("the variable `${name}` may be null, which a member of `{owner}` may not"))
                    .at(self.place(*span, "used here"))
                    .and(self.place(variable.ty_span, "declared here"))
                    .help(format!("`{owner}` is marked `@oneOf` in the schema: declare `${name}: {}!`", variable.ty)),
            );
        }
    }
}

/// Whether a variable may stand where a type is expected:
/// <https://spec.graphql.org/draft/#IsVariableUsageAllowed()>.
fn fits(variable: &VariableDefinition, expected: Expected<'_>) -> bool {
    if expected.ty.is_non_null() && !variable.ty.is_non_null() {
        let variable_default = variable.default.as_ref().is_some_and(|value| !value.is_null());
        let nullable: Type = expected.ty.clone().nullable();
        return (variable_default || expected.has_default) && variable.ty.is_assignable_to(&nullable);
    }
    variable.ty.is_assignable_to(expected.ty)
}
