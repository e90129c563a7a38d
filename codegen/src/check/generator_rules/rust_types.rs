//! What operations use has a Rust type: scalars have one by default or by the builder, and of no type introspection told
//! only the name. Each type is reported once, where it is used first.

use std::collections::HashSet;

use crate::check::context::Context;
use crate::check::expected::Expected;
use crate::check::parts::Selected;
use crate::check::rule::Rule;
use crate::schema::TypeDefinition;
use crate::source::{Code, Problem, Sources};
use crate::syntax::{
    Coordinate, FragmentSpread, InlineFragment, Name, OperationDefinition, Span, Value, VariableDefinition,
};

pub(super) struct RustTypes<'a> {
    sources: &'a Sources,
    /// The types that are reported.
    reported: HashSet<&'a str>,
}

impl<'a> RustTypes<'a> {
    pub(super) fn new(sources: &'a Sources) -> Self {
        Self { sources, reported: HashSet::new() }
    }
}

impl<'a> Rule<'a> for RustTypes<'a> {
    fn definitions(&mut self, context: &mut Context<'a>) {
        for name in &context.config.include_types {
            let is_input = |ty: &TypeDefinition| matches!(ty, TypeDefinition::Enum(_) | TypeDefinition::InputObject(_));
            if context.schema.types.get(name.as_str()).is_some_and(is_input) {
                for (inner, by) in self.within(context, name) {
                    let by = by.unwrap_or(Coordinate::Type(name));
                    context.report(self.no_type(context, inner, &by.to_string()));
                }
            }
        }
    }

    fn variable_definition(
        &mut self,
        context: &mut Context<'a>,
        _operation: &'a OperationDefinition,
        variable: &'a VariableDefinition,
    ) {
        let ty = variable.ty.inner_name();
        if !context.schema.is_input_type(ty) {
            return;
        }
        let name = &variable.name;
        for (inner, by) in self.within(context, ty) {
            let (what, label) = match by {
                None => (format!("${name}"), format!("`${name}` is of type `{}`", variable.ty)),
                Some(by) => (by.to_string(), format!("`${name}` holds `{by}`, of type `{inner}`")),
            };
            context.report(self.no_type(context, inner, &what).at(ty.span(), label));
        }
    }

    fn field(&mut self, context: &mut Context<'a>, selected: &Selected<'a>) {
        let field = selected.field;
        let Some((coordinate, definition)) = selected.known() else {
            if let Some(parent) = selected.parent {
                self.used(context, parent, field.name.span());
            }
            return;
        };
        let inner = definition.ty.inner_name();
        match context.schema.types.get(inner) {
            Some(TypeDefinition::Scalar(scalar)) => {
                let is_configured = context.config.field_type(coordinate).is_some();
                if !is_mapped(context, &scalar.name) && !is_configured && self.reported.insert(&scalar.name) {
                    let label = format!("`{coordinate}` is of type `{}`", definition.ty);
                    let problem = self.no_type(context, inner, &coordinate.to_string());
                    context.report(problem.at(field.name.span(), label));
                }
            }
            Some(TypeDefinition::Enum(_)) => self.used(context, inner, field.name.span()),
            _ => {}
        }
    }

    fn fragment_spread(&mut self, context: &mut Context<'a>, parent: Option<&'a Name>, spread: &'a FragmentSpread) {
        let (Some(parent), Some(fragment)) = (parent, context.definitions.fragments.get(spread.name.as_str())) else {
            return;
        };
        let on = &fragment.type_condition;
        if context.schema.types.contains_key(on) && !context.schema.types_overlap(parent, on) {
            self.used(context, parent, spread.name.span());
        }
    }

    fn inline_fragment(&mut self, context: &mut Context<'a>, parent: Option<&'a Name>, inline: &'a InlineFragment) {
        let (Some(parent), Some(on)) = (parent, &inline.type_condition) else { return };
        if context.schema.is_composite(on) && !context.schema.types_overlap(parent, on) {
            let incomplete = if context.is_incomplete(parent) { parent } else { on };
            self.used(context, incomplete, on.span());
        }
    }

    fn value(&mut self, context: &mut Context<'a>, value: &'a Value, expected: Option<Expected<'a>>) {
        if let Some(ty) = expected.and_then(Expected::named).filter(|_| !value.is_null()) {
            self.used(context, ty, value.span);
        }
    }
}

impl<'a> RustTypes<'a> {
    /// Reports a type without parts where it is used.
    fn used(&mut self, context: &mut Context<'a>, name: &'a str, span: Span) {
        if let Some(ty) = context.schema.types.get(name)
            && let Some(parts) = ty.lacks()
            && self.reported.insert(name)
        {
            context.report(self.incomplete(ty, parts).at(span, "used here"));
        }
    }

    /// What an input type consists of, has no Rust type and is not reported yet: scalars, and types without parts. Each
    /// comes with the input field it was found in.
    fn within(&mut self, context: &Context<'a>, ty: &'a str) -> Vec<(&'a str, Option<Coordinate<'a>>)> {
        let mut found = Vec::new();
        let mut seen: HashSet<&str> = HashSet::from([ty]);
        let mut open: Vec<(&'a str, Option<Coordinate<'a>>)> = vec![(ty, None)];
        while let Some((name, by)) = open.pop() {
            match context.schema.types.get(name) {
                _ if context.config.is_replaced(name) => {}
                Some(TypeDefinition::Scalar(_)) if !is_mapped(context, name) && self.reported.insert(name) => {
                    found.push((name, by));
                }
                Some(incomplete) if incomplete.lacks().is_some() && self.reported.insert(name) => {
                    found.push((name, by));
                }
                Some(TypeDefinition::InputObject(object)) => {
                    for field in object.fields.values() {
                        let inner = field.ty.inner_name().as_str();
                        let coordinate = Coordinate::Member { ty: name, member: &field.name };
                        let is_configured = context.config.field_type(coordinate).is_some();
                        if !is_configured && seen.insert(inner) {
                            open.push((inner, Some(coordinate)));
                        }
                    }
                }
                _ => {}
            }
        }
        found
    }

    /// The report for a type that nothing is known about.
    fn no_type(&self, context: &Context<'a>, name: &str, used_by: &str) -> Problem {
        if let Some(ty) = context.schema.types.get(name)
            && let Some(parts) = ty.lacks()
        {
            return self.incomplete(ty, parts);
        }
        Problem::error(Code::UnmappedScalar, format!("the scalar `{name}` of `{used_by}` has no Rust type"))
            .help(format!("in build.rs add `.scalar(\"{name}\", \"::path::to::Type\")`"))
    }

    fn incomplete(&self, ty: &TypeDefinition, parts: &str) -> Problem {
        let (name, kind, keyword) = (ty.name(), ty.described(), ty.keyword());
        let file = self.sources.file(name.span()).map_or("the schema", |source| source.name.as_str());
        let values = if matches!(ty, TypeDefinition::Union(_)) { "= .." } else { "{ .. }" };
        Problem::error(Code::IncompleteType, format!("`{name}` is {kind} of which `{file}` tells no {parts}"))
            .help("servers leave out what is deprecated, unless the introspection query has `includeDeprecated: true`")
            .help(format!("or add them in a file of your own: `extend {keyword} {name} {values}`"))
    }
}

fn is_mapped(context: &Context<'_>, scalar: &str) -> bool {
    let is_built_in = context.schema.types.get(scalar).is_some_and(TypeDefinition::is_built_in);
    is_built_in || context.config.scalars.contains_key(scalar)
}
