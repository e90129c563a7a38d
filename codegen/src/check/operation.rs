//! Operations as a whole: each has a name of its own and a root to start from.

use std::collections::HashMap;

use heck::{ToSnakeCase as _, ToUpperCamelCase as _};

use super::Checker;
use super::facts::Facts;
use crate::executable::Queries;
use crate::source::Diagnostic;
use crate::syntax::{Definition, DirectiveLocation, Field, Name, OperationDefinition, OperationType, Selection};

impl<'a> Checker<'a> {
    /// Names of operations and of fragments are unique over the project, also as Rust spells them.
    pub(super) fn names(&mut self, queries: &'a Queries) {
        let mut operations = Taken::new("operation", "each becomes a Rust type");
        let mut fragments = Taken::new("fragment", "any file may spread any fragment");
        for definition in queries.definitions() {
            match definition {
                Definition::Operation(operation) => match &operation.name {
                    Some(name) => operations.take(self, name),
                    None => self.anonymous(operation),
                },
                Definition::Fragment(fragment) => {
                    fragments.take(self, &fragment.name);
                    self.fragments.entry(fragment.name.as_str()).or_insert(fragment);
                }
                _ => {}
            }
        }
    }

    fn anonymous(&mut self, operation: &'a OperationDefinition) {
        let kind = operation.kind;
        self.problem(
            Diagnostic::error(format!("this {kind} has no name"))
                .at(self.place(operation.keyword, "name it here"))
                .help(format!("the Rust type is called after the operation: write `{kind} SomeName {{ .. }}`")),
        );
    }

    /// Walks an operation.
    pub(super) fn operation(&mut self, operation: &'a OperationDefinition) -> Facts<'a> {
        let mut facts = Facts::default();
        let kind = operation.kind;
        let location = match kind {
            OperationType::Query => DirectiveLocation::Query,
            OperationType::Mutation => DirectiveLocation::Mutation,
            OperationType::Subscription => DirectiveLocation::Subscription,
        };
        self.directives(&operation.directives, location, &mut facts);
        self.variable_definitions(operation);
        let root = self.schema.root(kind);
        if root.is_none() {
            self.problem(
                Diagnostic::error(format!("the schema has no {kind}s"))
                    .at(self.place(operation.head(), format!("a {kind} needs a root type in the schema"))),
            );
        }
        self.selections(root, &operation.selections, 1, &mut facts);
        facts
    }

    /// A subscription is one stream: one root field, always there, and of the schema's own.
    pub(super) fn subscription_root(&mut self, operation: &'a OperationDefinition, reached: &[&'a str]) {
        if operation.kind != OperationType::Subscription {
            return;
        }
        let mut fields: Vec<&'a Field> = Vec::new();
        let mut open: Vec<&'a [Selection]> = vec![&operation.selections];
        let mut spread: Vec<&str> = Vec::new();
        while let Some(selections) = open.pop() {
            for selection in selections {
                let directives = match selection {
                    Selection::Field(field) => {
                        fields.push(field);
                        &field.directives
                    }
                    Selection::InlineFragment(inline) => {
                        open.push(&inline.selections);
                        &inline.directives
                    }
                    Selection::FragmentSpread(spread_here) => {
                        let name = spread_here.name.as_str();
                        if reached.contains(&name) && !spread.contains(&name) {
                            spread.push(name);
                            open.extend(self.fragments.get(name).map(|fragment| fragment.selections.as_slice()));
                        }
                        &spread_here.directives
                    }
                };
                for conditional in directives.iter().filter(|directive| matches!(&*directive.name, "skip" | "include"))
                {
                    self.problem(
                        Diagnostic::error(format!("`@{}` on the root of a subscription", conditional.name))
                            .at(self.place(conditional.span, "the root field is what the subscription is"))
                            .help("put the condition on the fields below"),
                    );
                }
            }
        }
        fields.sort_by_key(|field| field.span);
        for field in &fields {
            if field.name.starts_with("__") {
                self.problem(
                    Diagnostic::error(format!("`{}` cannot be the root field of a subscription", field.name))
                        .at(self.place(field.name.span(), "not an event of the server")),
                );
            }
        }
        let Some((first, others)) = fields.split_first() else { return };
        for field in others {
            if first.response_name() != field.response_name() {
                self.problem(
                    Diagnostic::error("a subscription selects exactly one root field")
                        .at(self.place(field.name.span(), "one too many"))
                        .and(self.place(first.name.span(), "the first one"))
                        .help("write one subscription for each"),
                );
            }
        }
    }
}

/// The names given so far, by the spellings that Rust will use.
struct Taken<'a> {
    what: &'static str,
    why: &'static str,
    names: HashMap<String, &'a Name>,
}

impl<'a> Taken<'a> {
    fn new(what: &'static str, why: &'static str) -> Self {
        Self { what, why, names: HashMap::new() }
    }

    fn take(&mut self, checker: &mut Checker<'a>, name: &'a Name) {
        // A type is called `GetPlan`, its module `get_plan`: both have to be free.
        let spelled = |cased: String| if cased.is_empty() { name.to_string() } else { cased };
        let (ty, module) = (spelled(name.to_upper_camel_case()), spelled(name.to_snake_case()));
        let what = self.what;
        match self.names.get(&ty).or_else(|| self.names.get(&module)) {
            Some(&first) if first == name => checker.problem(
                Diagnostic::error(format!("two {what}s are called `{name}`"))
                    .at(checker.place(name.span(), "the second"))
                    .and(checker.place(first.span(), "the first"))
                    .help(format!("{what} names are unique over all files, as {}: rename one", self.why)),
            ),
            Some(&first) => checker.problem(
                Diagnostic::error(format!("the {what}s `{first}` and `{name}` would both be called `{ty}` in Rust"))
                    .at(checker.place(name.span(), "the second"))
                    .and(checker.place(first.span(), "the first"))
                    .help("rename one of them"),
            ),
            None => {
                self.names.insert(module, name);
                self.names.insert(ty, name);
            }
        }
    }
}
