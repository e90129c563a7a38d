//! Operations as a whole: each has a name of its own and a root to start from.

use std::collections::HashMap;

use apollo_compiler::Name;
use apollo_compiler::Node;
use apollo_compiler::ast::{self, DirectiveLocation, OperationDefinition, Selection};
use apollo_compiler::parser::SourceSpan;
use heck::{ToSnakeCase as _, ToUpperCamelCase as _};

use super::Checker;
use super::facts::Facts;
use super::queries::Queries;
use crate::diagnostic::Diagnostic;

impl<'a> Checker<'a> {
    /// Names of operations and of fragments are unique over the project, also as Rust spells them.
    pub(super) fn names(&mut self, queries: &'a Queries) {
        let mut operations = Taken::new("operation", "each becomes a Rust type");
        let mut fragments = Taken::new("fragment", "any file may spread any fragment");
        for definition in queries.definitions() {
            match definition {
                ast::Definition::OperationDefinition(operation) => match &operation.name {
                    Some(name) => operations.take(self, name),
                    None => self.anonymous(operation),
                },
                ast::Definition::FragmentDefinition(fragment) => {
                    fragments.take(self, &fragment.name);
                    self.fragments.entry(fragment.name.as_str()).or_insert(fragment);
                }
                _ => {}
            }
        }
    }

    fn anonymous(&mut self, operation: &'a Node<OperationDefinition>) {
        let kind = operation.operation_type;
        // The keyword, or the brace of a query without one.
        let span = operation.location();
        let place = self.sources.file(span).zip(span).map(|(file, span)| {
            let start = span.offset();
            let keyword = file.text.get(start..).is_some_and(|text| text.starts_with(kind.name()));
            let length = if keyword { kind.name().len() } else { 1 };
            file.place(start, start + length, "name it here")
        });
        self.problem(
            Diagnostic::error(format!("this {kind} has no name"))
                .at(place)
                .help(format!("the Rust type is called after the operation: write `{kind} SomeName {{ .. }}`")),
        );
    }

    /// Walks an operation.
    pub(super) fn operation(&mut self, operation: &'a Node<OperationDefinition>) -> Facts<'a> {
        let mut facts = Facts::default();
        let kind = operation.operation_type;
        let location = match kind {
            ast::OperationType::Query => DirectiveLocation::Query,
            ast::OperationType::Mutation => DirectiveLocation::Mutation,
            ast::OperationType::Subscription => DirectiveLocation::Subscription,
        };
        self.directives(&operation.directives, location, &mut facts);
        self.variable_definitions(operation);
        let root = self.schema.root_operation(kind);
        if root.is_none() {
            self.problem(
                Diagnostic::error(format!("the schema has no {kind}s"))
                    .at(self.place(operation_head(operation), format!("a {kind} needs a root type in the schema"))),
            );
        }
        self.selections(root, &operation.selection_set, 1, &mut facts);
        facts
    }

    /// A subscription is one stream: one root field, always there, and of the schema's own.
    pub(super) fn subscription_root(&mut self, operation: &'a Node<OperationDefinition>, reached: &[&'a str]) {
        if !operation.operation_type.is_subscription() {
            return;
        }
        let mut fields: Vec<&'a Node<ast::Field>> = Vec::new();
        let mut open: Vec<&'a [Selection]> = vec![&operation.selection_set];
        let mut spread: Vec<&str> = Vec::new();
        while let Some(selections) = open.pop() {
            for selection in selections {
                let directives = match selection {
                    Selection::Field(field) => {
                        fields.push(field);
                        &field.directives
                    }
                    Selection::InlineFragment(inline) => {
                        open.push(&inline.selection_set);
                        &inline.directives
                    }
                    Selection::FragmentSpread(spread_here) => {
                        let name = spread_here.fragment_name.as_str();
                        if reached.contains(&name) && !spread.contains(&name) {
                            spread.push(name);
                            open.extend(self.fragments.get(name).map(|fragment| fragment.selection_set.as_slice()));
                        }
                        &spread_here.directives
                    }
                };
                for conditional in directives.iter().filter(|directive| matches!(&*directive.name, "skip" | "include"))
                {
                    self.problem(
                        Diagnostic::error(format!("`@{}` on the root of a subscription", conditional.name))
                            .at(self.place(conditional.location(), "the root field is what the subscription is"))
                            .help("put the condition on the fields below"),
                    );
                }
            }
        }
        fields.sort_by_key(|field| field.location().map(|span| (span.file_id(), span.offset())));
        for field in &fields {
            if field.name.starts_with("__") {
                self.problem(
                    Diagnostic::error(format!("`{}` cannot be the root field of a subscription", field.name))
                        .at(self.place(field.name.location(), "not an event of the server")),
                );
            }
        }
        let first = fields.first().copied();
        for field in fields.iter().skip(1) {
            if first.is_some_and(|first| first.response_name() != field.response_name()) {
                self.problem(
                    Diagnostic::error("a subscription selects exactly one root field")
                        .at(self.place(field.name.location(), "one too many"))
                        .and(self.place(first.and_then(|first| first.name.location()), "the first one"))
                        .help("write one subscription for each"),
                );
            }
        }
    }
}

/// From the keyword to the name.
pub(super) fn operation_head(operation: &Node<OperationDefinition>) -> Option<SourceSpan> {
    let name = operation.name.as_ref().and_then(Name::location);
    SourceSpan::recompose(operation.location(), name)
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
                    .at(checker.place(name.location(), "the second"))
                    .and(checker.place(first.location(), "the first"))
                    .help(format!("{what} names are unique over all files, as {}: rename one", self.why)),
            ),
            Some(&first) => checker.problem(
                Diagnostic::error(format!("the {what}s `{first}` and `{name}` would both be called `{ty}` in Rust"))
                    .at(checker.place(name.location(), "the second"))
                    .and(checker.place(first.location(), "the first"))
                    .help("rename one of them"),
            ),
            None => {
                self.names.insert(module, name);
                self.names.insert(ty, name);
            }
        }
    }
}
