//! What a rule is: it is shown each part of what is checked, and reports what is wrong with it.

use super::context::Context;
use super::expected::Expected;
use super::parts::{Arguments, InputValue, Reached, Selected};
use crate::schema::TypeDefinition;
use crate::syntax::{
    Coordinate, DirectiveDefinition, DirectiveLocation, Directives, EnumValueDefinition, FieldDefinition,
    FragmentDefinition, FragmentSpread, InlineFragment, InputValueDefinition, Name, OperationDefinition, Selection,
    Value, VariableDefinition,
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
    fn reached(&mut self, _context: &mut Context<'a>, _operation: &'a OperationDefinition, _reached: &Reached<'_, 'a>) {
    }

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
