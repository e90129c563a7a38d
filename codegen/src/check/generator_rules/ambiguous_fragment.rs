//! A fragment does not have the name of another one that a library has, unless that is meant. It is odd and not wrong: whole
//! collections of documents have fragments by such names.

use crate::check::context::Context;
use crate::check::rule::Rule;
use crate::library;
use crate::source::{Code, Problem};

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
                context.report(
                    Problem::warning(Code::AmbiguousFragment, format!("{library} has another fragment `{name}`"))
                        .at(name.span(), "this one is taken, and is a type of its own")
                        .and(theirs.name.span(), "the other one")
                        .help(format!(
                            "rename it, or select just what the other one does, to have its type; \
                             `.own_fragment(\"{name}\")` says that it is meant"
                        )),
                );
            }
        }
    }
}
