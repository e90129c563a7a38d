//! `@defer` and `@stream` are not supported: the answer would come in parts, and is decoded as one.

use crate::check::context::Context;
use crate::check::rule::Rule;
use crate::source::{Code, Problem};
use crate::syntax::{DirectiveLocation, Directives};

pub(super) struct IncrementalDelivery;

impl<'a> Rule<'a> for IncrementalDelivery {
    fn directives(&mut self, context: &mut Context<'a>, directives: &'a Directives, _location: DirectiveLocation) {
        for name in directives.iter().map(|directive| &directive.name) {
            // One that the schema does not have is reported as that.
            let is_known = context.schema.directive_definitions.contains_key(name);
            if is_known && matches!(name.as_str(), "defer" | "stream") {
                context.report(
                    Problem::error(Code::UnsupportedDirective, format!("`@{name}` is not supported"))
                        .at(name.span(), "the answer would come in parts")
                        .help("select the fields without it, or in an operation of their own"),
                );
            }
        }
    }
}
