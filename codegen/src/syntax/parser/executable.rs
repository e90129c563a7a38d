//! Operations and fragments (spec 2.3 to 2.8).

use super::{Parser, Result};
use crate::syntax::{
    Expectation, Field, FragmentDefinition, FragmentSpread, InlineFragment, OperationDefinition, OperationType,
    Selection, SyntaxError, SyntaxProblem, Text, Token, VariableDefinition,
};

impl Parser<'_> {
    /// `OperationType Name? VariablesDefinition? Directives? SelectionSet`, or a selection set alone.
    pub(super) fn operation(&mut self, description: Option<Text>) -> Result<OperationDefinition> {
        let keyword = self.current.span;
        let kind = self.operation_type();
        let mut operation = OperationDefinition {
            description,
            kind: kind.unwrap_or(OperationType::Query),
            name: None,
            variables: Vec::new(),
            directives: crate::syntax::Directives::default(),
            selections: Vec::new(),
            keyword,
            span: keyword,
        };
        if kind.is_some() {
            self.advance();
            if self.current.token == Token::Name {
                operation.name = Some(self.name()?);
            }
            operation.variables = self.optional_many("(", Self::variable_definition, ")", Expectation::Variable)?;
            operation.directives = self.directives(false)?;
        }
        operation.selections = self.selection_set()?;
        operation.span = keyword.to(self.previous);
        Ok(operation)
    }

    /// The keyword here, which is not passed.
    pub(super) fn operation_type(&self) -> Option<OperationType> {
        OperationType::ALL.into_iter().find(|kind| self.is_keyword(kind.name()))
    }

    /// `Description? Variable : Type DefaultValue? Directives[Const]?`
    fn variable_definition(&mut self) -> Result<VariableDefinition> {
        let description = self.description()?;
        let sign = self.current.span;
        if !self.skip("$") {
            return Err(self.unexpected(Expectation::Variable));
        }
        let name = self.name()?;
        let head = sign.to(name.span());
        self.expect(":")?;
        let ty_start = self.current.span;
        let ty = self.type_reference()?;
        let ty_span = ty_start.to(self.previous);
        let default = self.default_value()?;
        let directives = self.directives(true)?;
        Ok(VariableDefinition { description, name, ty, ty_span, default, directives, head })
    }

    /// `fragment FragmentName TypeCondition Directives? SelectionSet`
    pub(super) fn fragment(&mut self, description: Option<Text>) -> Result<FragmentDefinition> {
        let start = self.current.span;
        self.expect("fragment")?;
        if self.is_keyword("on") {
            return Err(SyntaxError { problem: SyntaxProblem::FragmentNamedOn, span: self.current.span });
        }
        let name = self.name()?;
        self.expect("on")?;
        let type_condition = self.name_for(Expectation::Type)?;
        let directives = self.directives(false)?;
        let selections = self.selection_set()?;
        Ok(FragmentDefinition {
            description,
            name,
            type_condition,
            directives,
            selections,
            span: start.to(self.previous),
        })
    }

    fn selection_set(&mut self) -> Result<Vec<Selection>> {
        self.many("{", Self::selection, "}", Expectation::Selection)
    }

    fn selection(&mut self) -> Result<Selection> {
        if self.is("...") { self.spread_or_inline() } else { self.field().map(Selection::Field) }
    }

    /// `Alias? Name Arguments? Directives? SelectionSet?`
    fn field(&mut self) -> Result<Field> {
        let first = self.name_for(Expectation::Selection)?;
        let start = first.span();
        let (alias, name) = if self.skip(":") { (Some(first), self.name()?) } else { (None, first) };
        let arguments = self.arguments(false)?;
        let directives = self.directives(false)?;
        let selections = if self.is("{") { self.selection_set()? } else { Vec::new() };
        Ok(Field { alias, name, arguments, directives, selections, span: start.to(self.previous) })
    }

    /// `... FragmentName Directives?` or `... TypeCondition? Directives? SelectionSet`
    fn spread_or_inline(&mut self) -> Result<Selection> {
        let start = self.current.span;
        self.expect("...")?;
        if self.current.token == Token::Name && !self.is_keyword("on") {
            let name = self.name()?;
            let directives = self.directives(false)?;
            return Ok(Selection::FragmentSpread(FragmentSpread { name, directives, span: start.to(self.previous) }));
        }
        let type_condition = if self.skip("on") { Some(self.name_for(Expectation::Type)?) } else { None };
        let directives = self.directives(false)?;
        let selections = self.selection_set()?;
        let span = start.to(self.previous);
        Ok(Selection::InlineFragment(InlineFragment { type_condition, directives, selections, span }))
    }
}
