//! 5.5.1.1 Fragment Name Uniqueness: no two fragments have one name; of a whole project, as any file may spread any.

use crate::check::context::Context;
use crate::check::names::repeated;
use crate::check::rule::Rule;
use crate::source::{Code, Problem};
use crate::syntax::Name;

pub(super) struct FragmentNameUniqueness;

impl<'a> Rule<'a> for FragmentNameUniqueness {
    fn definitions(&mut self, context: &mut Context<'a>) {
        let names = context.definitions.all_fragments.clone().into_iter().map(|fragment| &fragment.name);
        for (name, first) in repeated(names, Name::as_str) {
            context.report(
                Problem::error(Code::DuplicateFragment, format!("two fragments are called `{name}`"))
                    .twice(name.span(), first.span())
                    .help("fragment names are unique over all files, as any file may spread any fragment: rename one"),
            );
        }
    }
}
