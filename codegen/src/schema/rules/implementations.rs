//! Objects and interfaces have what the interfaces have that they implement (spec 3.6, `IsValidImplementation`).

use std::cmp::Reverse;
use std::collections::HashSet;

use indexmap::{IndexMap, IndexSet};

use super::arguments::by_name;
use super::{Rules, is_incomplete};
use crate::schema::{InterfaceType, Problem, TypeDefinition};
use crate::syntax::{FieldDefinition, Name, Type};

impl<'a> Rules<'a> {
    /// Every interface that a type says it implements.
    pub(super) fn implementations(
        &mut self,
        ty: &'a TypeDefinition,
        interfaces: &'a IndexSet<Name>,
        fields: &'a IndexMap<Name, FieldDefinition>,
    ) {
        let own = ty.name();
        self.inherited(own, interfaces);
        for name in interfaces {
            match self.known(name, |ty| matches!(ty, TypeDefinition::Interface(_))) {
                None => {}
                Some(TypeDefinition::Interface(interface)) => {
                    if interface.name == *own {
                        self.problem(
                            Problem::new(format!("the interface `{own}` implements itself"))
                                .at(name.span(), "leads back to the start"),
                        );
                        continue;
                    }
                    if !is_incomplete(ty) {
                        self.implementation(own, name, fields, interface);
                    }
                }
                Some(other) => self.problem(
                    Problem::new(format!("`{own}` cannot implement `{name}`: it is {}", other.described()))
                        .at(name.span(), "not an interface")
                        .and(other.name().span(), "defined here"),
                ),
            }
        }
    }

    /// What an interface implements is said of the type, too; in a circle nobody could.
    fn inherited(&mut self, own: &Name, interfaces: &'a IndexSet<Name>) {
        let mut implemented: Vec<&InterfaceType> =
            interfaces.iter().filter_map(|name| self.schema.interface(name)).filter(|it| it.name != *own).collect();
        // What one of them implements that has more, implements no more than that: long chains are looked at once.
        implemented.sort_by_key(|interface| Reverse(interface.interfaces.len()));
        let mut covered: HashSet<&str> = HashSet::new();
        for interface in implemented {
            let Some(name) = interfaces.get(&interface.name) else { continue };
            // Of two that implement each other one says it.
            if let Some(back) = interface.interfaces.get(own).filter(|_| own < name) {
                self.problem(
                    Problem::new(format!("the interfaces `{own}` and `{name}` implement each other"))
                        .at(name.span(), "leads back to the start")
                        .and(back.span(), "from here"),
                );
            }
            if covered.contains(name.as_str()) {
                continue;
            }
            for inherited in &interface.interfaces {
                covered.insert(inherited);
                if !interfaces.contains(inherited) && inherited != own && *inherited != interface.name {
                    self.problem(
                        Problem::new(format!(
                            "`{own}` implements `{name}`, and does not say that it implements `{inherited}`"
                        ))
                        .at(name.span(), format!("`{name}` implements `{inherited}`"))
                        .and(inherited.span(), "said here")
                        .help(format!("write `implements .. & {inherited}`")),
                    );
                }
            }
        }
    }

    /// The fields of one interface.
    fn implementation(
        &mut self,
        own: &Name,
        name: &Name,
        fields: &'a IndexMap<Name, FieldDefinition>,
        interface: &'a InterfaceType,
    ) {
        for (field_name, expected) in &interface.fields {
            if self.is_full() {
                return;
            }
            let Some(field) = fields.get(field_name) else {
                let mut given = String::new();
                if !expected.arguments.is_empty() {
                    let all: Vec<String> =
                        expected.arguments.iter().map(|it| format!("{}: {}", it.name, it.ty)).collect();
                    given = format!("({})", all.join(", "));
                }
                let own_names = fields.keys().filter(|own| !interface.fields.contains_key(*own)).map(Name::as_str);
                let help = self
                    .did_you_mean(field_name, own_names)
                    .unwrap_or_else(|| format!("add `{field_name}{given}: {}`", expected.ty));
                self.problem(
                    Problem::new(format!("`{own}` lacks the field `{field_name}` of the interface `{name}`"))
                        .at(name.span(), format!("`{name}` has a field `{field_name}`"))
                        .and(field_name.span(), "the field of the interface")
                        .help(help),
                );
                continue;
            };
            // By the specification a field is not deprecated where the interface's is not. No operation can tell, and
            // GitHub's schema does it.
            if !self.is_sub_type(&field.ty, &expected.ty) {
                let ty = field.ty.inner_name();
                self.problem(
                    Problem::new(format!(
                        "`{own}.{field_name}` is of type `{}`, which does not fit `{}` of `{name}.{field_name}`",
                        field.ty, expected.ty
                    ))
                    .at(ty.span(), format!("neither `{}` nor a part of it", expected.ty))
                    .and(expected.ty.inner_name().span(), "the type in the interface"),
                );
            }
            self.implemented_arguments(own, name, field, expected);
        }
    }

    /// An argument of the interface is there with the same type, and nobody has to give any other.
    fn implemented_arguments(&mut self, own: &Name, name: &Name, field: &FieldDefinition, expected: &FieldDefinition) {
        let field_name = &field.name;
        let find = by_name(&field.arguments);
        for argument in &expected.arguments {
            let argument_name = &argument.name;
            match find(argument_name) {
                None => self.problem(
                    Problem::new(format!(
                        "`{own}.{field_name}` lacks the argument `{argument_name}` of `{name}.{field_name}`"
                    ))
                    .at(field_name.span(), format!("`{argument_name}: {}` is missing", argument.ty))
                    .and(argument_name.span(), "the argument of the interface"),
                ),
                Some(own_argument) if own_argument.ty != argument.ty => self.problem(
                    Problem::new(format!(
                        "`{own}.{field_name}({argument_name}:)` is of type `{}`, and not `{}` as in `{name}`",
                        own_argument.ty, argument.ty
                    ))
                    .at(own_argument.ty.inner_name().span(), format!("`{}` is needed here", argument.ty))
                    .and(argument.ty.inner_name().span(), "the type in the interface"),
                ),
                Some(_) => {}
            }
        }
        let find = by_name(&expected.arguments);
        for argument in field.arguments.iter().filter(|argument| argument.is_required()) {
            if find(&argument.name).is_none() {
                self.problem(
                    Problem::new(format!(
                        "`{own}.{field_name}({}:)` is required, and `{name}.{field_name}` has no such argument",
                        argument.name
                    ))
                    .at(argument.name.span(), format!("of type `{}`", argument.ty))
                    .and(expected.name.span(), "the field of the interface")
                    .help("who asks the interface cannot give it: make it nullable, or give it a default"),
                );
            }
        }
    }

    /// Whether what one type gives is what another promises (spec 3.6, `IsValidImplementationFieldType`).
    fn is_sub_type(&self, own: &Type, expected: &Type) -> bool {
        match (own, expected) {
            (Type::NonNullList(own) | Type::List(own), Type::List(expected))
            | (Type::NonNullList(own), Type::NonNullList(expected)) => self.is_sub_type(own, expected),
            (Type::NonNullNamed(own) | Type::Named(own), Type::Named(expected))
            | (Type::NonNullNamed(own), Type::NonNullNamed(expected)) => {
                own == expected
                    || self.schema.implements(own, expected)
                    || self.schema.possible_types(expected).is_some_and(|types| types.contains(own))
            }
            _ => false,
        }
    }
}
