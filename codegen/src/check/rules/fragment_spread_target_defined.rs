//! 5.5.2.1 Fragment Spread Target Defined: some file, or a library, defines the fragment that is spread.

use crate::check::context::Context;
use crate::check::rule::Rule;
use crate::library::Library;
use crate::source::{Code, Problem, type_of_fragment};
use crate::syntax::{FragmentSpread, Name};

pub(super) struct FragmentSpreadTargetDefined;

impl<'a> Rule<'a> for FragmentSpreadTargetDefined {
    fn fragment_spread(&mut self, context: &mut Context<'a>, _parent: Option<&'a Name>, spread: &'a FragmentSpread) {
        let name = &spread.name;
        // It may be in what could not be parsed.
        if context.definitions.fragments.contains_key(name.as_str()) || context.definitions.some_unparsed {
            return;
        }
        let ours = context.libraries.iter().flat_map(Library::names);
        let help = match type_of_fragment(name).filter(|ty| context.schema.types.contains_key(*ty)) {
            Some(_) => Some(format!(
                "`stigg-graphql` ships a fragment `{name}` for a schema that differs from this one; \
                 `.stigg_fragments()` lets it be spread here, too, and makes it here: with another schema, no enum, input \
                 object or fragment is that of `stigg-graphql`"
            )),
            None => context.did_you_mean(name, context.definitions.fragments.keys().copied().chain(ours)),
        };
        context.report(
            Problem::error(Code::UnknownFragment, format!("unknown fragment `{name}`"))
                .at(name.span(), "no file defines it")
                .help_opt(help),
        );
    }
}
