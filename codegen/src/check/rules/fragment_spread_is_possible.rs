//! 5.5.2.3 Fragment Spread Is Possible: some object is both of the type around a fragment and of the type it is for.

use crate::check::context::Context;
use crate::check::rule::Rule;
use crate::source::{Code, Problem};
use crate::syntax::{FragmentSpread, InlineFragment, Name};

/// How many types are named to one who expected another.
const MOST_NAMED: usize = 5;

pub(super) struct FragmentSpreadIsPossible;

impl<'a> Rule<'a> for FragmentSpreadIsPossible {
    fn fragment_spread(&mut self, context: &mut Context<'a>, parent: Option<&'a Name>, spread: &'a FragmentSpread) {
        let name = &spread.name;
        let (Some(parent), Some(fragment)) = (parent, context.definitions.fragments.get(name.as_str())) else { return };
        let on = &fragment.type_condition;
        if context.schema.types.contains_key(on)
            && !context.schema.types_overlap(parent, on)
            && !context.is_incomplete(parent)
        {
            let message = format!("the fragment `{name}` is on `{on}`, and nothing is both that and a `{parent}`");
            context.report(
                Problem::error(Code::ImpossibleFragment, message)
                    .at(name.span(), format!("spread on `{parent}`"))
                    .and(on.span(), "defined here")
                    .help_opt(possible(context, parent)),
            );
        }
    }

    fn inline_fragment(&mut self, context: &mut Context<'a>, parent: Option<&'a Name>, inline: &'a InlineFragment) {
        let (Some(parent), Some(on)) = (parent, &inline.type_condition) else { return };
        if context.schema.is_composite(on)
            && !context.schema.types_overlap(parent, on)
            && !context.is_incomplete(parent)
            && !context.is_incomplete(on)
        {
            context.report(
                Problem::error(Code::ImpossibleFragment, format!("nothing is both a `{parent}` and a `{on}`"))
                    .at(on.span(), "this part can never apply")
                    .help_opt(possible(context, parent)),
            );
        }
    }
}

/// What an object of a type can be.
fn possible(context: &Context<'_>, ty: &str) -> Option<String> {
    let names = context.schema.possible_types(ty)?;
    let shown = names.iter().take(MOST_NAMED).map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
    let more = if names.len() > MOST_NAMED { " or others" } else { "" };
    (!names.is_empty()).then(|| format!("what is of type `{ty}` can be {shown}{more}"))
}
