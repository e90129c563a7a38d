//! Parts of what is checked, with what the schema says of them.

use std::collections::HashMap;

use super::names::by_name;
use super::summary::VariableUsage;
use crate::schema::TypeDefinition;
use crate::syntax::{
    Argument, Coordinate, Directive, DirectiveDefinition, Field, FieldDefinition, InputValueDefinition, Name, Span,
};

/// An argument of a schema, or a field of an input object.
pub(super) struct InputValue<'a> {
    pub(super) coordinate: Coordinate<'a>,
    pub(super) definition: &'a InputValueDefinition,
    /// The input object, if it is a field of one.
    pub(super) owner: Option<&'a TypeDefinition>,
}

impl InputValue<'_> {
    /// What it is, as a sentence says it.
    pub(super) fn what(&self) -> &'static str {
        if self.owner.is_some() { "the field" } else { "the argument" }
    }
}

/// A field that is selected, the type it is selected from, and what the schema says of it; not known where it is reported.
pub(super) struct Selected<'a> {
    pub(super) parent: Option<&'a Name>,
    pub(super) field: &'a Field,
    pub(super) definition: Option<&'a FieldDefinition>,
}

impl<'a> Selected<'a> {
    /// The field in the schema, where both are known.
    pub(super) fn known(&self) -> Option<(Coordinate<'a>, &'a FieldDefinition)> {
        let coordinate = Coordinate::Member { ty: self.parent?, member: &self.field.name };
        Some((coordinate, self.definition?))
    }
}

/// What an operation uses itself, and through fragments.
pub(super) struct Reached<'s, 'a> {
    /// The fragments, each once.
    pub(super) fragments: &'s [&'a str],
    /// The uses of variables.
    pub(super) variables: Vec<&'s VariableUsage<'a>>,
}

/// The arguments of a field or a directive, given and defined.
pub(super) struct Arguments<'a> {
    /// What takes them.
    pub(super) owner: Coordinate<'a>,
    /// Where that is named.
    pub(super) span: Span,
    pub(super) given: &'a [Argument],
    /// None where the schema does not define the directive.
    pub(super) defined: Option<&'a [InputValueDefinition]>,
    by_name: HashMap<&'a str, &'a InputValueDefinition>,
}

impl<'a> Arguments<'a> {
    pub(super) fn new(
        owner: Coordinate<'a>,
        span: Span,
        given: &'a [Argument],
        defined: Option<&'a [InputValueDefinition]>,
    ) -> Self {
        let by_name = by_name(defined.unwrap_or_default());
        Self { owner, span, given, defined, by_name }
    }

    pub(super) fn of_directive(directive: &'a Directive, definition: Option<&'a DirectiveDefinition>) -> Self {
        let defined = definition.map(|definition| definition.arguments.as_slice());
        Self::new(Coordinate::Directive(&directive.name), directive.name.span(), &directive.arguments, defined)
    }

    /// The definition of an argument.
    pub(super) fn find(&self, name: &str) -> Option<&'a InputValueDefinition> {
        self.by_name.get(name).copied()
    }
}
