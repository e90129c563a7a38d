//! Names of operations, and of fragments, are unique as Rust spells them, too: `getPlan` and `GetPlan` would be one type.

use std::collections::{HashMap, HashSet};

use crate::check::context::Context;
use crate::check::rule::Rule;
use crate::identifier;
use crate::source::{Code, Problem};
use crate::syntax::Name;

pub(super) struct NamesInRust;

impl<'a> Rule<'a> for NamesInRust {
    fn definitions(&mut self, context: &mut Context<'a>) {
        let operations =
            context.definitions.operations.iter().filter_map(|operation| operation.name.as_ref()).collect();
        let config = context.config;
        unique(context, "operation", operations, |name| config.operation_name(name));
        let fragments = context.definitions.all_fragments.iter().map(|fragment| &fragment.name).collect();
        unique(context, "fragment", fragments, |name| name);
    }
}

fn unique<'a>(context: &mut Context<'a>, what: &str, names: Vec<&'a Name>, renamed: impl Fn(&'a str) -> &'a str) {
    let mut seen: HashSet<&Name> = HashSet::new();
    let mut taken: HashMap<String, &Name> = HashMap::new();
    // Two of the same name are no matter of spelling.
    for name in names.into_iter().filter(|name| seen.insert(name)) {
        // A type is called `GetPlan`, its module `get_plan`: both have to be free.
        let rust = renamed(name);
        let (ty, module) = (identifier::type_name(rust), identifier::module(rust));
        if let Some(first) = taken.get(&ty).or_else(|| taken.get(&module)) {
            let message = format!("the {what}s `{first}` and `{name}` would both be called `{ty}` in Rust");
            context.report(Problem::error(Code::RustNameClash, message).twice(name.span(), first.span()).help(
                match what {
                    "operation" => format!(
                        "rename one of them, or call it something else in Rust: `.rename_operation(\"{name}\", \"..\")`"
                    ),
                    _ => "rename one of them".to_owned(),
                },
            ));
        } else {
            taken.insert(module, name);
            taken.insert(ty, name);
        }
    }
}
