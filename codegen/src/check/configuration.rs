//! What the builder was told, against the schema.

use super::Checker;
use super::scalar::is_built_in_scalar;
use crate::schema::TypeDefinition;
use crate::source::{Diagnostic, did_you_mean};
use crate::syntax::Name;

impl<'a> Checker<'a> {
    /// Every name in the configuration is one of the schema's.
    pub(super) fn configuration(&mut self) {
        let (schema, config) = (self.schema, self.config);
        for name in &config.own_scalars {
            match schema.types.get(name.as_str()) {
                Some(TypeDefinition::Scalar(_)) => {}
                _ if is_built_in_scalar(name) => {}
                other => {
                    let scalars = schema
                        .types
                        .iter()
                        .filter(|(_, ty)| matches!(ty, TypeDefinition::Scalar(_)))
                        .map(|(name, _)| name.as_str());
                    let problem = match other {
                        Some(_) => format!("`.scalar(\"{name}\", ..)`: `{name}` is not a scalar"),
                        None => format!("`.scalar(\"{name}\", ..)`: the schema has no scalar `{name}`"),
                    };
                    self.problem(Diagnostic::error(problem).help_opt(did_you_mean(name, scalars)));
                }
            }
        }
        for coordinate in &config.own_field_types {
            self.configured_field(coordinate);
        }
        for name in &config.include_types {
            self.included_type(name);
        }
        let paths = config.scalars.iter().map(|(name, path)| (format!(".scalar(\"{name}\", \"{path}\")"), path));
        let fields =
            config.field_types.iter().map(|(name, path)| (format!(".field_type(\"{name}\", \"{path}\")"), path));
        let derives = config.derives.iter().map(|path| (format!(".derive(\"{path}\")"), path));
        for (call, path) in paths.chain(fields).chain(derives) {
            if !is_plausible(path) {
                self.problem(Diagnostic::error(format!("`{call}`: `{path}` is not the path of a Rust item")));
            }
        }
    }

    fn configured_field(&mut self, coordinate: &str) {
        let call = format!("`.field_type(\"{coordinate}\", ..)`");
        let Some((ty, field)) = coordinate.split_once('.') else {
            self.problem(Diagnostic::error(format!("{call}: write `Type.field`")));
            return;
        };
        let schema = self.schema;
        let fields: Vec<&str> = match schema.types.get(ty) {
            Some(TypeDefinition::InputObject(object)) => object.fields.keys().map(Name::as_str).collect(),
            Some(_) => self.field_names(ty),
            None => {
                let help = did_you_mean(ty, schema.types.keys().map(Name::as_str));
                self.problem(Diagnostic::error(format!("{call}: the schema has no type `{ty}`")).help_opt(help));
                return;
            }
        };
        if !fields.contains(&field) {
            let help = did_you_mean(field, fields);
            self.problem(Diagnostic::error(format!("{call}: `{ty}` has no field `{field}`")).help_opt(help));
            return;
        }
        // What an operation selects from is made of its selections, whatever the type.
        let inner = schema.field(ty, field).map(|definition| definition.ty.inner_name());
        if let Some(inner) = inner.filter(|inner| schema.types.get(inner.as_str()).is_some_and(|ty| !ty.is_leaf())) {
            self.problem(
                Diagnostic::error(format!("{call}: the field is a `{inner}`, which has fields of its own"))
                    .help("a Rust type can stand for a scalar or an enum"),
            );
        }
    }

    fn included_type(&mut self, name: &'a str) {
        let schema = self.schema;
        let includable = |ty: &TypeDefinition| matches!(ty, TypeDefinition::Enum(_) | TypeDefinition::InputObject(_));
        match schema.types.get(name) {
            Some(ty) if includable(ty) => {
                for (inner, by) in self.unmapped_within(name) {
                    let used_by = by.unwrap_or_else(|| name.to_owned());
                    self.problem(self.no_type(inner, &used_by));
                }
            }
            Some(_) => self.problem(
                Diagnostic::error(format!("`.include_type(\"{name}\")`: `{name}` is not an enum or input object"))
                    .help("the types of answers are made from what operations select"),
            ),
            None => {
                let names = schema.types.iter().filter(|(_, ty)| includable(ty)).map(|(name, _)| name.as_str());
                self.problem(
                    Diagnostic::error(format!("`.include_type(\"{name}\")`: the schema has no type `{name}`"))
                        .help_opt(did_you_mean(name, names)),
                );
            }
        }
    }
}

/// Catches the empty text and the sentence; whether the item exists is for the compiler to say.
fn is_plausible(path: &str) -> bool {
    let start = path.trim_start_matches("::");
    start.starts_with(|first: char| first.is_alphabetic() || first == '_' || first == '<' || first == '(')
        && path.chars().all(|char| char.is_alphanumeric() || "_:<>,&'[]();= #-+".contains(char))
}
