//! What the builder was told fits the schema: each name is there and of the right kind, and a Rust type can be one.

use crate::check::context::Context;
use crate::check::rule::Rule;
use crate::config::Derive;
use crate::schema::TypeDefinition;
use crate::source::{Code, Problem};
use crate::syntax::{Coordinate, Name, is_name};

pub(super) struct Configuration;

impl<'a> Rule<'a> for Configuration {
    fn definitions(&mut self, context: &mut Context<'a>) {
        let config = context.config;
        for name in &config.own_scalars {
            scalar(context, name);
        }
        for field in &config.own_field_types {
            field_type(context, field);
        }
        for name in &config.include_types {
            include_type(context, name);
        }
        // Of one operation alone, what is said of the others names nothing.
        if config.only.is_none() {
            for (name, rust) in &config.renamed_operations {
                rename_operation(context, name, rust);
            }
            for name in &config.own_fragments {
                own_fragment(context, name);
            }
        }
        for module in config.types_from.iter().filter(|module| !is_module(module)) {
            let message = format!("`.types_from(\"{module}\", ..)`: `{module}` is not the path of a Rust module");
            context.report(
                Problem::error(Code::InvalidRustPath, message)
                    .help("write it with the name of the crate, such as `::billing_api::stigg`"),
            );
        }
        let scalars = config.scalars.iter().map(|(name, path)| (format!(".scalar(\"{name}\", \"{path}\")"), path));
        let fields =
            config.field_types.iter().map(|(name, path)| (format!(".field_type(\"{name}\", \"{path}\")"), path));
        let derives = config.derives.iter().map(|Derive { path, only }| match only {
            None => (format!(".derive(\"{path}\")"), path),
            Some(kind) => (format!(".derive_for(TypeKind::{kind:?}, \"{path}\")"), path),
        });
        for (call, path) in scalars.chain(fields).chain(derives).filter(|(_, path)| !is_plausible(path)) {
            let message = format!("`{call}`: `{path}` is not the path of a Rust item");
            context.report(Problem::error(Code::InvalidRustPath, message));
        }
    }
}

fn scalar(context: &mut Context<'_>, name: &str) {
    let is_replaceable = |ty: &TypeDefinition| ty.is_input_type();
    let call = format!("`.scalar(\"{name}\", ..)`");
    let problem = match context.schema.types.get(name) {
        Some(ty) if is_replaceable(ty) => return,
        Some(_) => {
            let message = format!("{call}: `{name}` is not a scalar, an enum or an input object");
            Problem::error(Code::ConfiguredKind, message)
        }
        None => Problem::error(Code::ConfiguredName, format!("{call}: the schema has no scalar `{name}`")),
    };
    context.report(problem.help_opt(context.did_you_mean_type(name, is_replaceable)));
}

fn rename_operation(context: &mut Context<'_>, name: &str, rust: &str) {
    let call = format!("`.rename_operation(\"{name}\", \"{rust}\")`");
    let names: Vec<&str> =
        context.definitions.operations.iter().filter_map(|operation| Some(operation.name.as_ref()?.as_str())).collect();
    if !names.contains(&name) {
        let message = format!("{call}: there is no operation `{name}`");
        let help = context.did_you_mean(name, names);
        context.report(Problem::error(Code::ConfiguredName, message).help_opt(help));
    } else if !is_name(rust) {
        let message = format!("{call}: `{rust}` is no name; letters, digits and underscores make one");
        context.report(Problem::error(Code::ConfiguredName, message));
    }
}

fn own_fragment(context: &mut Context<'_>, name: &str) {
    if context.definitions.fragments.contains_key(name) || context.definitions.some_unparsed {
        return;
    }
    let message = format!("`.own_fragment(\"{name}\")`: there is no fragment `{name}`");
    let help = context.did_you_mean(name, context.definitions.fragments.keys().copied());
    context.report(Problem::error(Code::ConfiguredName, message).help_opt(help));
}

fn field_type(context: &mut Context<'_>, coordinate: &str) {
    let call = format!("`.field_type(\"{coordinate}\", ..)`");
    let Some(Coordinate::Member { ty, member: field }) = Coordinate::parse(coordinate) else {
        context.report(Problem::error(Code::ConfiguredName, format!("{call}: write `Type.field`")));
        return;
    };
    let schema = context.schema;
    let fields: Vec<&str> = match schema.types.get(ty) {
        Some(TypeDefinition::InputObject(object)) => object.fields.keys().map(Name::as_str).collect(),
        Some(_) => schema.field_names(ty).collect(),
        None => {
            let message = format!("{call}: the schema has no type `{ty}`");
            let help = context.did_you_mean_type(ty, |_| true);
            context.report(Problem::error(Code::ConfiguredName, message).help_opt(help));
            return;
        }
    };
    if !fields.contains(&field) {
        let message = format!("{call}: `{ty}` has no field `{field}`");
        let help = context.did_you_mean(field, fields);
        context.report(Problem::error(Code::ConfiguredName, message).help_opt(help));
        return;
    }
    // What an operation selects from is made of its selections, whatever the type.
    let inner = schema.field(ty, field).map(|definition| definition.ty.inner_name());
    if let Some(inner) = inner.filter(|inner| schema.is_composite(inner)) {
        let message = format!("{call}: the field is a `{inner}`, which has fields of its own");
        context.report(
            Problem::error(Code::ConfiguredKind, message).help("a Rust type can stand for a scalar or an enum"),
        );
    }
}

/// Whether it has a Rust type is for [`rust_types`](super::rust_types) to say.
fn include_type(context: &mut Context<'_>, name: &str) {
    let is_includable = |ty: &TypeDefinition| matches!(ty, TypeDefinition::Enum(_) | TypeDefinition::InputObject(_));
    let call = format!("`.include_type(\"{name}\")`");
    match context.schema.types.get(name) {
        Some(ty) if is_includable(ty) => {}
        Some(_) => context.report(
            Problem::error(Code::ConfiguredKind, format!("{call}: `{name}` is not an enum or input object"))
                .help("the types of answers are made from what operations select"),
        ),
        None => {
            let help = context.did_you_mean_type(name, is_includable);
            let message = format!("{call}: the schema has no type `{name}`");
            context.report(Problem::error(Code::ConfiguredName, message).help_opt(help));
        }
    }
}

/// Whether it is the way to a module from anywhere in a crate.
fn is_module(path: &str) -> bool {
    let names = path.strip_prefix("::").or_else(|| path.starts_with("crate::").then_some(path));
    names.is_some_and(|names| names.split("::").all(|name| is_name(name.strip_prefix("r#").unwrap_or(name))))
}

/// Catches the empty text and the sentence; whether the item exists is for the compiler to say.
fn is_plausible(path: &str) -> bool {
    let start = path.trim_start_matches("::");
    start.starts_with(|first: char| first.is_alphabetic() || first == '_' || first == '<' || first == '(')
        && path.chars().all(|char| char.is_alphanumeric() || "_:<>,&'[]();= #-+".contains(char))
}
