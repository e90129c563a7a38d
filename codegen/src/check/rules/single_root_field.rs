//! 5.2.4.1 Single Root Field: a subscription is one stream: one root field, always there, and of the schema's own.

use crate::check::context::Context;
use crate::check::parts::Reached;
use crate::check::rule::Rule;
use crate::source::{Code, Problem};
use crate::syntax::{Directive, Field, OperationDefinition, OperationType, Selection};

pub(super) struct SingleRootField;

impl<'a> Rule<'a> for SingleRootField {
    fn reached(&mut self, context: &mut Context<'a>, operation: &'a OperationDefinition, usage: &Reached<'_, 'a>) {
        if operation.kind != OperationType::Subscription {
            return;
        }
        let Root { mut fields, conditions } = root(context, operation, usage);
        for condition in conditions {
            let message = format!("`@{}` on the root of a subscription", condition.name);
            context.report(
                Problem::error(Code::SubscriptionRootCondition, message)
                    .at(condition.span, "the root field is what the subscription is")
                    .help("put the condition on the fields below"),
            );
        }
        fields.sort_by_key(|field| field.span);
        for field in fields.iter().filter(|field| field.name.starts_with("__")) {
            let message = format!("`{}` cannot be the root field of a subscription", field.name);
            context.report(
                Problem::error(Code::SubscriptionRootIntrospection, message)
                    .at(field.name.span(), "not an event of the server"),
            );
        }
        let Some((first, others)) = fields.split_first() else { return };
        for field in others.iter().filter(|field| field.response_name() != first.response_name()) {
            context.report(
                Problem::error(Code::SubscriptionRootFields, "a subscription selects exactly one root field")
                    .at(field.name.span(), "one too many")
                    .and(first.name.span(), "the first one")
                    .help("write one subscription for each"),
            );
        }
    }
}

/// What is selected from the root, also by fragments.
#[derive(Default)]
struct Root<'a> {
    fields: Vec<&'a Field>,
    /// `@skip` and `@include` there.
    conditions: Vec<&'a Directive>,
}

fn root<'a>(context: &Context<'a>, operation: &'a OperationDefinition, usage: &Reached<'_, 'a>) -> Root<'a> {
    let mut root = Root::default();
    let mut open: Vec<&'a [Selection]> = vec![&operation.selections];
    let mut spread: Vec<&str> = Vec::new();
    while let Some(selections) = open.pop() {
        for selection in selections {
            match selection {
                Selection::Field(field) => root.fields.push(field),
                Selection::InlineFragment(inline) => open.push(&inline.selections),
                Selection::FragmentSpread(here) => {
                    let name = here.name.as_str();
                    if usage.fragments.contains(&name) && !spread.contains(&name) {
                        spread.push(name);
                        open.extend(
                            context.definitions.fragments.get(name).map(|fragment| fragment.selections.as_slice()),
                        );
                    }
                }
            }
            let is_condition = |directive: &&Directive| matches!(&*directive.name, "skip" | "include");
            root.conditions.extend(selection.directives().iter().filter(is_condition));
        }
    }
    root
}
