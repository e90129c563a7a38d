//! 5.5.1.1 Fragment Name Uniqueness: no two fragments have one name; of a whole project, as any file may spread any.

use std::collections::HashMap;

use crate::check::context::Context;
use crate::check::visit::Rule;
use crate::source::{Code, Problem};
use crate::syntax::Name;

pub(super) struct FragmentNameUniqueness;

impl<'a> Rule<'a> for FragmentNameUniqueness {
    fn definitions(&mut self, context: &mut Context<'a>) {
        let mut seen: HashMap<&Name, &Name> = HashMap::new();
        for name in context.definitions.all_fragments.clone().into_iter().map(|fragment| &fragment.name) {
            if let Some(first) = seen.get(name) {
                context.report(
                    Problem::error(Code::DuplicateFragment, format!("two fragments are called `{name}`"))
                        .at(name.span(), "the second")
                        .and(first.span(), "the first")
                        .help(
                            "fragment names are unique over all files, as any file may spread any fragment: rename one",
                        ),
                );
            } else {
                seen.insert(name, name);
            }
        }
    }
}
