//! 3.13 Directives, rules 2 and 3: no directive's definition uses the directive, itself or by what it uses. Each circle is
//! reported once, from the directive in it that is defined first.

use crate::check::context::Context;
use crate::check::rule::Rule;
use crate::graph;
use crate::schema::{Schema, TypeDefinition};
use crate::source::{Code, Problem};
use crate::syntax::{Directives, InputValueDefinition};

pub(super) struct DirectiveCycles;

/// What refers to directives, and is referred to.
#[derive(Clone, Copy, Eq, Hash, PartialEq)]
enum Node<'a> {
    Directive(&'a str),
    Type(&'a str),
}

impl<'a> Rule<'a> for DirectiveCycles {
    fn end(&mut self, context: &mut Context<'a>) {
        let schema = context.schema;
        let nodes = schema.directive_definitions.keys().map(|name| Node::Directive(name));
        for component in graph::components(nodes, |node| uses(schema, node)) {
            let directives = component.iter().filter_map(|node| match node {
                Node::Directive(name) => schema.directive_definitions.get_full(*name),
                Node::Type(_) => None,
            });
            let Some((_, name, definition)) = directives.min_by_key(|(at, ..)| *at) else { continue };
            let cycle = graph::shortest_cycle(Node::Directive(name), |node| uses(schema, node));
            if cycle.len() < 2 {
                continue; // It leads nowhere.
            }
            let names = cycle.iter().map(|node| match node {
                Node::Directive(name) => format!("@{name}"),
                Node::Type(name) => (*name).to_owned(),
            });
            let chain = graph::chain(&names.collect::<Vec<_>>());
            context.report(
                Problem::error(Code::DirectiveCycle, format!("the directive `@{name}` uses itself: {chain}"))
                    .at(definition.name.span(), "leads back to the start"),
            );
        }
    }
}

fn uses<'a>(schema: &'a Schema, node: Node<'a>) -> Vec<Node<'a>> {
    let mut used = Vec::new();
    match node {
        Node::Directive(name) => {
            let arguments = schema.directive_definitions.get(name).into_iter().flat_map(|it| &it.arguments);
            arguments.for_each(|argument| used_by_input_value(argument, &mut used));
        }
        Node::Type(name) => {
            let Some(ty) = schema.types.get(name).filter(|ty| ty.is_input_type()) else { return used };
            applied(ty.directives(), &mut used);
            match ty {
                TypeDefinition::InputObject(object) => {
                    object.fields.values().for_each(|field| used_by_input_value(field, &mut used));
                }
                TypeDefinition::Enum(ty) => ty.values.values().for_each(|value| applied(&value.directives, &mut used)),
                _ => {}
            }
        }
    }
    used
}

fn used_by_input_value<'a>(definition: &'a InputValueDefinition, used: &mut Vec<Node<'a>>) {
    used.push(Node::Type(definition.ty.inner_name()));
    applied(&definition.directives, used);
}

fn applied<'a>(directives: &'a Directives, used: &mut Vec<Node<'a>>) {
    used.extend(directives.iter().map(|directive| Node::Directive(&directive.name)));
}
