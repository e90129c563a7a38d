//! The walk over operations and fragments. Each is walked once, however many operations share it.

use std::collections::HashMap;

use super::Walk;
use crate::check::expected::Expected;
use crate::check::parts::{Arguments, Reached, Selected};
use crate::check::rule::Rule;
use crate::check::summary::{DEEPEST, Summaries, Summary};
use crate::syntax::{
    DirectiveLocation, Field, FragmentDefinition, InlineFragment, Name, OperationDefinition, OperationType, Selection,
    Type,
};

impl<'a> Walk<'_, 'a> {
    /// Walks all definitions of the context.
    pub(in crate::check) fn definitions(mut self) {
        self.show(Rule::definitions);
        let operations = self.context.definitions.operations.clone().into_iter().map(|it| self.operation(it)).collect();
        let mut fragments = HashMap::new();
        for fragment in self.context.definitions.all_fragments.clone() {
            let summary = self.fragment(fragment);
            fragments.entry(fragment.name.as_str()).or_insert(summary);
        }
        let summaries = Summaries::new(operations, fragments, &self.context.definitions, self.context.schema);
        self.reached(&summaries);
        self.context.summaries = summaries;
        self.show(Rule::end);
    }

    fn operation(&mut self, operation: &'a OperationDefinition) -> Summary<'a> {
        let location = match operation.kind {
            OperationType::Query => DirectiveLocation::Query,
            OperationType::Mutation => DirectiveLocation::Mutation,
            OperationType::Subscription => DirectiveLocation::Subscription,
        };
        self.directives(&operation.directives, location);
        for variable in &operation.variables {
            self.directives(&variable.directives, DirectiveLocation::VariableDefinition);
            // What cannot be sent is reported, and its default as well.
            let is_input = self.context.schema.is_input_type(variable.ty.inner_name());
            if let Some(default) = variable.default.as_ref().filter(|_| is_input) {
                self.value(default, Some(Expected::of(&variable.ty)));
            }
            self.show(|rule, context| rule.variable_definition(context, operation, variable));
        }
        self.show(|rule, context| rule.operation(context, operation));
        self.selections(self.context.schema.root(operation.kind), &operation.selections, 1);
        std::mem::take(&mut self.summary)
    }

    fn fragment(&mut self, fragment: &'a FragmentDefinition) -> Summary<'a> {
        self.directives(&fragment.directives, DirectiveLocation::FragmentDefinition);
        self.show(|rule, context| rule.fragment(context, fragment));
        let on = self.type_condition(&fragment.type_condition);
        self.selections(on, &fragment.selections, 1);
        std::mem::take(&mut self.summary)
    }

    /// The type, if fields can be selected from it.
    fn type_condition(&mut self, condition: &'a Name) -> Option<&'a Name> {
        self.show(|rule, context| rule.type_condition(context, condition));
        self.context.schema.is_composite(condition).then_some(condition)
    }

    /// What is selected from a type, where that is known.
    fn selections(&mut self, parent: Option<&'a Name>, selections: &'a [Selection], depth: usize) {
        if selections.is_empty() {
            return;
        }
        let extent = &mut self.summary.extent;
        extent.depth = extent.depth.max(depth);
        extent.size += selections.len();
        self.show(|rule, context| rule.selection_set(context, selections, depth));
        if depth > DEEPEST {
            return;
        }
        for selection in selections {
            match selection {
                Selection::Field(field) => self.field(parent, field, depth),
                Selection::InlineFragment(inline) => self.inline_fragment(parent, inline, depth),
                Selection::FragmentSpread(spread) => {
                    self.directives(&spread.directives, DirectiveLocation::FragmentSpread);
                    self.summary.spreads.push((spread, depth));
                    self.show(|rule, context| rule.fragment_spread(context, parent, spread));
                }
            }
        }
    }

    fn field(&mut self, parent: Option<&'a Name>, field: &'a Field, depth: usize) {
        self.directives(&field.directives, DirectiveLocation::Field);
        let schema = self.context.schema;
        let definition = parent.and_then(|parent| schema.field(parent, &field.name));
        let selected = Selected { parent, field, definition };
        let Some((coordinate, definition)) = selected.known() else {
            field.arguments.iter().for_each(|argument| self.value(&argument.value, None));
            self.show(|rule, context| rule.field(context, &selected));
            self.selections(None, &field.selections, depth + 1);
            return;
        };
        self.arguments(&Arguments::new(coordinate, field.name.span(), &field.arguments, Some(&definition.arguments)));
        self.show(|rule, context| rule.field(context, &selected));
        let inner = definition.ty.inner_name();
        let below = schema.is_composite(inner).then_some(inner);
        self.selections(below, &field.selections, depth + 1 + lists(&definition.ty));
    }

    fn inline_fragment(&mut self, parent: Option<&'a Name>, inline: &'a InlineFragment, depth: usize) {
        self.directives(&inline.directives, DirectiveLocation::InlineFragment);
        let on = match &inline.type_condition {
            None => parent,
            Some(condition) => self.type_condition(condition),
        };
        self.show(|rule, context| rule.inline_fragment(context, parent, inline));
        self.selections(on, &inline.selections, depth + 1);
    }

    fn reached(&mut self, summaries: &Summaries<'a>) {
        let operations = self.context.definitions.operations.clone();
        for ((operation, summary), fragments) in operations.iter().zip(&summaries.operations).zip(&summaries.reached) {
            let of_fragments = fragments.iter().filter_map(|name| summaries.fragments.get(name));
            let variables = std::iter::once(summary).chain(of_fragments).flat_map(|summary| &summary.variables);
            let usage = Reached { fragments, variables: variables.collect() };
            self.show(|rule, context| rule.reached(context, operation, &usage));
        }
    }
}

/// How many lists are around a value.
fn lists(ty: &Type) -> usize {
    match ty {
        Type::Named(_) | Type::NonNullNamed(_) => 0,
        Type::List(item) | Type::NonNullList(item) => 1 + lists(item),
    }
}
