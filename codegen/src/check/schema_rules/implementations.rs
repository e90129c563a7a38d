//! 3.6 Objects and 3.7 Interfaces (`IsValidImplementation`): a type has what the interfaces have that it implements.

use std::cmp::Reverse;
use std::collections::HashSet;

use indexmap::{IndexMap, IndexSet};

use crate::check::context::Context;
use crate::check::names::by_name;
use crate::check::rule::Rule;
use crate::schema::{Schema, TypeDefinition, TypeWithFields};
use crate::source::{Code, Problem};
use crate::syntax::{FieldDefinition, Name, Type};

pub(super) struct Implementations;

impl<'a> Rule<'a> for Implementations {
    fn type_definition(&mut self, context: &mut Context<'a>, ty: &'a TypeDefinition) {
        let (Some(interfaces), Some(fields)) = (ty.interfaces(), ty.fields()) else { return };
        let own = ty.name();
        inherited(context, own, interfaces);
        for name in interfaces {
            match super::known(context, name, |ty| matches!(ty, TypeDefinition::Interface(_))) {
                None => {}
                Some(TypeDefinition::Interface(interface)) if interface.name == *own => {
                    let message = format!("the interface `{own}` implements itself");
                    context.report(
                        Problem::error(Code::ImplementsItself, message).at(name.span(), "leads back to the start"),
                    );
                }
                Some(TypeDefinition::Interface(_)) if ty.is_incomplete() => {}
                Some(TypeDefinition::Interface(interface)) => implementation(context, own, name, fields, interface),
                Some(other) => {
                    let message = format!("`{own}` cannot implement `{name}`: it is {}", other.described());
                    context.report(
                        Problem::error(Code::NotAnInterface, message)
                            .at(name.span(), "not an interface")
                            .and(other.name().span(), "defined here"),
                    );
                }
            }
        }
    }
}

/// What an interface implements is said of the type, too; in a circle nobody could.
fn inherited(context: &mut Context<'_>, own: &Name, interfaces: &IndexSet<Name>) {
    let others = interfaces.iter().filter(|name| *name != own);
    let mut implemented: Vec<(&Name, &TypeWithFields)> =
        others.filter_map(|name| Some((name, context.schema.interface(name)?))).collect();
    // What one of them implements that has more, implements no more than that: long chains are looked at once.
    implemented.sort_by_key(|(_, interface)| Reverse(interface.interfaces.len()));
    let mut covered: HashSet<&str> = HashSet::new();
    for (name, interface) in implemented {
        // Of two that implement each other one says it.
        if let Some(back) = interface.interfaces.get(own).filter(|_| own < name) {
            context.report(
                Problem::error(
                    Code::ImplementsItself,
                    format!("the interfaces `{own}` and `{name}` implement each other"),
                )
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
                context.report(
                    Problem::error(
                        Code::MissingInterface,
                        format!("`{own}` implements `{name}`, and does not say that it implements `{inherited}`"),
                    )
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
    context: &mut Context<'_>,
    own: &Name,
    name: &Name,
    fields: &IndexMap<Name, FieldDefinition>,
    interface: &TypeWithFields,
) {
    for (field_name, expected) in &interface.fields {
        if context.problems.is_full() {
            return;
        }
        let Some(field) = fields.get(field_name) else {
            let mut given = String::new();
            if !expected.arguments.is_empty() {
                let all: Vec<String> = expected.arguments.iter().map(|it| format!("{}: {}", it.name, it.ty)).collect();
                given = format!("({})", all.join(", "));
            }
            let own_names = fields.keys().filter(|own| !interface.fields.contains_key(*own)).map(Name::as_str);
            let help = context
                .did_you_mean(field_name, own_names)
                .unwrap_or_else(|| format!("add `{field_name}{given}: {}`", expected.ty));
            context.report(
                Problem::error(
                    Code::MissingInterfaceField,
                    format!("`{own}` lacks the field `{field_name}` of the interface `{name}`"),
                )
                .at(name.span(), format!("`{name}` has a field `{field_name}`"))
                .and(field_name.span(), "the field of the interface")
                .help(help),
            );
            continue;
        };
        // By the specification a field is not deprecated where the interface's is not. No operation can tell, and
        // GitHub's schema does it.
        if !is_sub_type(context.schema, &field.ty, &expected.ty) {
            let ty = field.ty.inner_name();
            context.report(
                Problem::error(
                    Code::InterfaceFieldType,
                    format!(
                        "`{own}.{field_name}` is of type `{}`, which does not fit `{}` of `{name}.{field_name}`",
                        field.ty, expected.ty
                    ),
                )
                .at(ty.span(), format!("neither `{}` nor a part of it", expected.ty))
                .and(expected.ty.inner_name().span(), "the type in the interface"),
            );
        }
        implemented_arguments(context, own, name, field, expected);
    }
}

/// An argument of the interface is there with the same type, and nobody has to give any other.
fn implemented_arguments(
    context: &mut Context<'_>,
    own: &Name,
    name: &Name,
    field: &FieldDefinition,
    expected: &FieldDefinition,
) {
    let field_name = &field.name;
    let own_arguments = by_name(&field.arguments);
    for argument in &expected.arguments {
        let argument_name = &argument.name;
        match own_arguments.get(argument_name.as_str()) {
            None => context.report(
                Problem::error(
                    Code::MissingInterfaceArgument,
                    format!("`{own}.{field_name}` lacks the argument `{argument_name}` of `{name}.{field_name}`"),
                )
                .at(field_name.span(), format!("`{argument_name}: {}` is missing", argument.ty))
                .and(argument_name.span(), "the argument of the interface"),
            ),
            Some(own_argument) if own_argument.ty != argument.ty => context.report(
                Problem::error(
                    Code::InterfaceArgumentType,
                    format!(
                        "`{own}.{field_name}({argument_name}:)` is of type `{}`, and not `{}` as in `{name}`",
                        own_argument.ty, argument.ty
                    ),
                )
                .at(own_argument.ty.inner_name().span(), format!("`{}` is needed here", argument.ty))
                .and(argument.ty.inner_name().span(), "the type in the interface"),
            ),
            Some(_) => {}
        }
    }
    let known = by_name(&expected.arguments);
    for argument in field.arguments.iter().filter(|argument| argument.is_required()) {
        if !known.contains_key(argument.name.as_str()) {
            context.report(
                Problem::error(
                    Code::RequiredBeyondInterface,
                    format!(
                        "`{own}.{field_name}({}:)` is required, and `{name}.{field_name}` has no such argument",
                        argument.name
                    ),
                )
                .at(argument.name.span(), format!("of type `{}`", argument.ty))
                .and(expected.name.span(), "the field of the interface")
                .help("who asks the interface cannot give it: make it nullable, or give it a default"),
            );
        }
    }
}

/// Whether what one type gives is what another promises (spec 3.6, `IsValidImplementationFieldType`).
fn is_sub_type(schema: &Schema, own: &Type, expected: &Type) -> bool {
    match (own, expected) {
        (Type::NonNullList(own) | Type::List(own), Type::List(expected))
        | (Type::NonNullList(own), Type::NonNullList(expected)) => is_sub_type(schema, own, expected),
        (Type::NonNullNamed(own) | Type::Named(own), Type::Named(expected))
        | (Type::NonNullNamed(own), Type::NonNullNamed(expected)) => {
            own == expected
                || schema.implements(own, expected)
                || schema.possible_types(expected).is_some_and(|types| types.contains(own))
        }
        _ => false,
    }
}
