//! What a rule is: it is shown each part of what is checked, and reports what is wrong with it.

use std::collections::{HashMap, HashSet};

use super::context::Context;
use super::expected::Expected;
use super::summary::VariableUsage;
use crate::schema::TypeDefinition;
use crate::source::is_near;
use crate::syntax::{
    Argument, Coordinate, Directive, DirectiveDefinition, DirectiveLocation, Directives, EnumValueDefinition, Field,
    FieldDefinition, FragmentDefinition, FragmentSpread, InlineFragment, InputValueDefinition, Name,
    OperationDefinition, Selection, Span, Value, VariableDefinition,
};

/// A rule of the specification, or of the generator. It says what it wants to see; each part is shown once.
///
/// Rules come in the order of their list, and each sees a part before the next part is shown to any.
pub(super) trait Rule<'a> {
    // Of a schema.

    /// The schema, before its parts.
    fn schema(&mut self, _context: &mut Context<'a>) {}

    /// A directive's definition.
    fn directive_definition(&mut self, _context: &mut Context<'a>, _definition: &'a DirectiveDefinition) {}

    /// A type, before its parts.
    fn type_definition(&mut self, _context: &mut Context<'a>, _ty: &'a TypeDefinition) {}

    /// A field of an object type or an interface.
    fn field_definition(
        &mut self,
        _context: &mut Context<'a>,
        _owner: &'a TypeDefinition,
        _field: &'a FieldDefinition,
    ) {
    }

    /// The arguments that a field or a directive defines, before each of them.
    fn arguments_definition(
        &mut self,
        _context: &mut Context<'a>,
        _owner: Coordinate<'a>,
        _arguments: &'a [InputValueDefinition],
    ) {
    }

    /// An argument, or a field of an input object.
    fn input_value_definition(&mut self, _context: &mut Context<'a>, _input: &InputValue<'a>) {}

    /// A value of an enum.
    fn enum_value_definition(
        &mut self,
        _context: &mut Context<'a>,
        _owner: &'a TypeDefinition,
        _value: &'a EnumValueDefinition,
    ) {
    }

    // Of operations and fragments.

    /// All operations and fragments, before any of them.
    fn definitions(&mut self, _context: &mut Context<'a>) {}

    /// An operation, before its selections.
    fn operation(&mut self, _context: &mut Context<'a>, _operation: &'a OperationDefinition) {}

    /// A variable that an operation declares.
    fn variable_definition(
        &mut self,
        _context: &mut Context<'a>,
        _operation: &'a OperationDefinition,
        _variable: &'a VariableDefinition,
    ) {
    }

    /// A fragment, before its selections.
    fn fragment(&mut self, _context: &mut Context<'a>, _fragment: &'a FragmentDefinition) {}

    /// The type that a fragment is for, named or not.
    fn type_condition(&mut self, _context: &mut Context<'a>, _condition: &'a Name) {}

    /// What is selected between two braces, before each of it.
    fn selection_set(&mut self, _context: &mut Context<'a>, _selections: &'a [Selection], _depth: usize) {}

    /// A field, before what is selected from it and after its arguments.
    fn field(&mut self, _context: &mut Context<'a>, _selected: &Selected<'a>) {}

    /// A fragment without a name, made on a type that is not known where that is reported.
    fn inline_fragment(&mut self, _context: &mut Context<'a>, _parent: Option<&'a Name>, _inline: &'a InlineFragment) {}

    /// The spread of a fragment.
    fn fragment_spread(&mut self, _context: &mut Context<'a>, _parent: Option<&'a Name>, _spread: &'a FragmentSpread) {}

    /// An operation with the fragments that it reaches, when all definitions were shown.
    fn reached(&mut self, _context: &mut Context<'a>, _operation: &'a OperationDefinition, _usage: &Reached<'_, 'a>) {}

    // Of both.

    /// The directives of one place.
    fn directives(&mut self, _context: &mut Context<'a>, _directives: &'a Directives, _location: DirectiveLocation) {}

    /// The arguments that a field or a directive is given; of a field that is not known they are not shown.
    fn arguments(&mut self, _context: &mut Context<'a>, _arguments: &Arguments<'a>) {}

    /// A value and what its place takes; not known where the argument itself is not. Of a list in the place of a list the
    /// items are shown, and not the list; nor is a variable.
    fn value(&mut self, _context: &mut Context<'a>, _value: &'a Value, _expected: Option<Expected<'a>>) {}

    /// The end of all.
    fn end(&mut self, _context: &mut Context<'a>) {}
}

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

/// Arguments by their names; of two of one name the first.
pub(super) fn by_name(arguments: &[InputValueDefinition]) -> HashMap<&str, &InputValueDefinition> {
    arguments.iter().rev().map(|argument| (argument.name.as_str(), argument)).collect()
}

/// Of more misspelled names than this in one place, the rest are not looked for among those that are missing.
const MISSPELLED: usize = 8;

/// Tells of a name that is needed whether it is there: given, or misspelled and reported. One that is known means itself.
pub(super) fn is_meant<'n>(
    given: impl Iterator<Item = &'n str> + Clone,
    is_known: impl Fn(&str) -> bool,
) -> impl Fn(&str) -> bool {
    let misspelled: Vec<&str> = given.clone().filter(|name| !is_known(name)).take(MISSPELLED).collect();
    let given: HashSet<&str> = given.collect();
    move |needed| given.contains(needed) || misspelled.iter().any(|name| is_near(name, needed))
}
