//! The arguments that fields and directives define (spec 3.6.1 and 3.13).

use std::collections::HashMap;

use super::Rules;
use crate::schema::Problem;
use crate::syntax::{DirectiveLocation, InputValueDefinition, Span};

/// With more arguments than this they are looked up by hash.
const FEW: usize = 16;

impl<'a> Rules<'a> {
    /// Names are unique and not reserved; each argument is an input value in order.
    pub(super) fn arguments_definition(&mut self, owner: &str, arguments: &'a [InputValueDefinition]) {
        let mut seen: HashMap<&str, Span> = HashMap::new();
        for argument in arguments {
            let name = &argument.name;
            let coordinate = format!("{owner}({name}:)");
            if let Some(first) = seen.get(name.as_str()) {
                self.problem(
                    Problem::new(format!("the argument `{coordinate}` is defined twice"))
                        .at(name.span(), "the second")
                        .and(*first, "the first"),
                );
            } else {
                seen.insert(name, name.span());
            }
            self.input_value("the argument", &coordinate, argument, DirectiveLocation::ArgumentDefinition);
        }
    }

    /// What arguments and the fields of input objects have in common.
    pub(super) fn input_value(
        &mut self,
        what: &str,
        coordinate: &str,
        definition: &'a InputValueDefinition,
        location: DirectiveLocation,
    ) {
        self.reserved_name(what, coordinate, &definition.name);
        self.input_type(what, coordinate, &definition.ty);
        if let Some(default) = &definition.default {
            self.value(default, Some(&definition.ty));
        }
        self.directives(&definition.directives, location);
        if let Some(deprecated) = definition.directives.get("deprecated").filter(|_| definition.is_required()) {
            self.problem(
                Problem::new(format!("{what} `{coordinate}` is required, and cannot be deprecated"))
                    .at(deprecated.span, "nobody could do without")
                    .help(format!("make it nullable, or give it a default: it is of type `{}`", definition.ty)),
            );
        }
    }
}

/// How to find arguments of one list.
pub(super) fn by_name<'d>(arguments: &'d [InputValueDefinition]) -> impl Fn(&str) -> Option<&'d InputValueDefinition> {
    let by_hash: HashMap<&str, &InputValueDefinition> = if arguments.len() > FEW {
        arguments.iter().rev().map(|argument| (argument.name.as_str(), argument)).collect()
    } else {
        HashMap::new()
    };
    move |name| {
        if arguments.len() > FEW {
            return by_hash.get(name).copied();
        }
        arguments.iter().find(|argument| argument.name == *name)
    }
}
