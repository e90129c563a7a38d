//! A fragment does not have the name of another one that a library has, unless that is meant. It is odd and not wrong: whole
//! collections of documents have fragments by such names.

use crate::check::context::Context;
use crate::check::rule::Rule;
use crate::executable::spreads;
use crate::graph;
use crate::library;
use crate::source::{Code, Problem};
use crate::syntax::{FragmentDefinition, Name};

pub(super) struct AmbiguousFragment;

impl<'a> Rule<'a> for AmbiguousFragment {
    fn end(&mut self, context: &mut Context<'a>) {
        for fragment in context.fragments(true) {
            let name = &fragment.name;
            if context.config.own_fragments.contains(name.as_str()) {
                continue;
            }
            let Some((library, theirs)) = library::find(context.libraries, name) else { continue };
            if library.is_named && theirs.minified() != fragment.minified() {
                let around = around(context, name);
                context.report(
                    Problem::warning(Code::AmbiguousFragment, format!("{library} has another fragment `{name}`"))
                        .at(name.span(), "this one is used, and is a type of its own")
                        .and(theirs.name.span(), "the other one")
                        .help(format!(
                            "rename it, or select just what the other one does, in its order, to have its type; \
                             `.own_fragment(\"{name}\")` says that it is meant"
                        ))
                        .help_opt(around),
                );
            }
        }
    }
}

/// Which fragments of libraries are no longer theirs, because they spread one that is not.
fn around(context: &Context<'_>, name: &Name) -> Option<String> {
    let spread_by = |fragment: &&FragmentDefinition| {
        let reached = graph::reached(spreads(&fragment.selections), |name| {
            context.definitions.fragments.get(name.as_str()).map(|inner| spreads(&inner.selections)).unwrap_or_default()
        });
        fragment.name != *name && reached.contains(&name) && library::find(context.libraries, &fragment.name).is_some()
    };
    let names: Vec<_> =
        context.fragments(true).into_iter().filter(spread_by).map(|fragment| format!("`{}`", fragment.name)).collect();
    (!names.is_empty()).then(|| format!("what spreads it is made here as well: {}", names.join(", ")))
}
