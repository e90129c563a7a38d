//! Operations: their variables, their facts, and what the runtime may do with them.

use super::example::Examples;
use super::file_name::FileNames;
use super::rust_type::SeenFrom;
use super::{Emitter, doc, literal};
use crate::plan::{Data, Model, Module, Operation, OperationType, Replay};

impl Emitter<'_> {
    pub(super) fn operations(&mut self, model: &Model<'_>) {
        let Model { operations, .. } = model;
        let examples = Examples::new(model);
        let mut names = FileNames::default();
        for operation in operations {
            let path = format!("operations/{}", names.take(&operation.module));
            let file = self.out.file(path, operation.file);
            self.operation(operation, &examples);
            self.out.end_file(file);
        }
        self.out.line("");
        self.out.doc(
            "All operations of this module: what each is called and sends, its file, and when it may be sent twice\n\
             ([`Replay`](::stigg_graphql::Replay)). For tests that look at each of them, and for lists of what a program sends.",
        );
        self.out.open("pub const OPERATIONS: &[::stigg_graphql::OperationInfo] = &[");
        for operation in operations {
            self.out.line(&format!("<{} as ::stigg_graphql::Operation>::INFO,", operation.name));
        }
        self.out.close("];");
        if !operations.is_empty() {
            self.answers(operations);
        }
    }

    /// Where documentation shows the modules of the answers, which would stand before all operations otherwise.
    fn answers(&mut self, operations: &[Operation<'_>]) {
        self.out.line("");
        self.out.doc("The types of the answers: a module for each operation, which stands beside the operation, too.");
        self.out.open("pub mod answers {");
        for operation in operations {
            self.out.line(&format!("#[doc(inline)] pub use super::{};", operation.module));
        }
        self.out.close("}");
    }

    fn operation(&mut self, operation: &Operation<'_>, examples: &Examples<'_, '_>) {
        let Operation { name, module, .. } = operation;
        self.out.line("");
        self.operation_doc(operation, examples);
        self.inputs(&Module::Root, name, &operation.variables);
        self.info(operation);
        if let Ok(paging) = &operation.paging {
            self.paging(name, paging);
        }
        self.out.line("");
        self.out.doc(&format!("The types of the answer to [`{name}`](super::{name})."));
        // Documentation has it among the answers. For all others, editors among them, it is here.
        self.out.line("#[cfg_attr(doc, doc(hidden))]");
        self.out.open(&format!("pub mod {module} {{"));
        if let Data::Alias(ty) = &operation.data {
            self.out.doc("The `data` of the answer.");
            self.out.line(&format!("pub type Data = {};", ty.seen_from(&operation.types.module)));
        }
        self.response_module(&operation.types);
        self.out.close("}");
    }

    fn info(&mut self, operation: &Operation<'_>) {
        let Operation { name, module, document, .. } = operation;
        let kind = match operation.kind {
            OperationType::Query => "Query",
            OperationType::Mutation => "Mutation",
            OperationType::Subscription => "Subscription",
        };
        let facts = [
            format!("name: {:?}", operation.graphql),
            format!("data: {module}::Data"),
            format!("root_fields: {:?}", operation.root_fields),
            format!("source: {}", literal::string(operation.file)),
            format!("replay: {}", replay(operation.replay)),
            format!("sha256: \"{}\"", document.sha256),
        ];
        self.out.open(&format!("__rt::operation! {{ {kind} {name}:"));
        self.out.wrapped(&facts, ",");
        self.out.line(&format!("document: {},", literal::string(document.operation.graphql)));
        if !document.is_plain {
            let own = document.operation.escaped.as_deref().unwrap_or(document.operation.graphql);
            self.out.line(&format!("escaped: {},", literal::string(own)));
        }
        let fragments = document.fragments.iter().map(|fragment| format!("__fragment_{fragment}"));
        self.out.list("fragments: [", &fragments.collect::<Vec<_>>(), "]");
        self.out.close("}");
    }

    fn operation_doc(&mut self, operation: &Operation<'_>, examples: &Examples<'_, '_>) {
        let kind = match operation.kind {
            OperationType::Query => "query",
            OperationType::Mutation => "mutation",
            OperationType::Subscription => "subscription",
        };
        let fields: Vec<_> = operation.root_fields.iter().map(|field| format!("`{field}`")).collect();
        let file = doc::code(operation.file);
        let facts = format!("The {kind} `{}` ({}), from {file}.", operation.graphql, fields.join(", "));
        // Lists show the first paragraph: what its author says of it, where there is such a thing.
        match doc::lines(operation.description.unwrap_or_default()) {
            said if said.is_empty() => self.out.doc(&facts),
            said => {
                self.out.doc(&said.join("\n"));
                self.out.more_doc(&facts);
            }
        }
        if let Some(example) = examples.of(operation) {
            // Not `rust`: where these names are, a test of the documentation would not know. The golden crate compiles it.
            self.out.more_doc("```rs");
            for line in example {
                self.out.doc(&line);
            }
            self.out.doc("```");
        }
        self.out.more_doc(&format!("It is answered by [`{}::Data`].", operation.module));
        self.out.more_doc(&replay_doc(operation));
        match &operation.paging {
            Ok(paging) => {
                let by_page = if paging.nodes.is_none() { " by whole pages" } else { "" };
                let mut text = format!("Pages over `{}`{by_page}.", paging.page);
                if let Err(reason) = &paging.backward {
                    text.push_str(&format!(" Not backward: {reason}."));
                }
                self.out.more_doc(&text);
            }
            Err(reason) if operation.kind == OperationType::Query => {
                self.out.more_doc(&format!("Does not page: {reason}."));
            }
            Err(_) => {}
        }
        self.out.more_doc(&doc::graphql(operation.text).join("\n"));
        let fragments = operation.spreads.iter().map(|path| format!("[`{}`]({path})", path.name));
        if !operation.spreads.is_empty() {
            self.out.more_doc(&format!("It spreads {}.", fragments.collect::<Vec<_>>().join(", ")));
        }
    }
}

/// When it may be sent twice, in words.
fn replay_doc(operation: &Operation<'_>) -> String {
    if operation.kind == OperationType::Subscription {
        return "A subscription: events that were missed are not sent again.".to_owned();
    }
    let linked = |text: &str, variant: &str| format!("[{text}](::stigg_graphql::Replay::{variant})");
    match operation.replay {
        Replay::Safe => format!("{}: it changes nothing.", linked("Safe to send twice", "Safe")),
        Replay::Keyed(paths) => {
            let paths: Vec<_> = paths.iter().map(|path| format!("`{}`", path.join("."))).collect();
            format!(
                "{} with {}; without, only when it cannot have been executed.",
                linked("Safe to send twice", "Keyed"),
                paths.join(" and ")
            )
        }
        Replay::Never => {
            format!(
                "{}: it is repeated only when it cannot have been executed.",
                linked("Not safe to send twice", "Never")
            )
        }
    }
}

fn replay(replay: &Replay) -> String {
    match replay {
        Replay::Safe => "::stigg_graphql::Replay::Safe".to_owned(),
        Replay::Never => "::stigg_graphql::Replay::Never".to_owned(),
        Replay::Keyed(paths) => {
            let paths: Vec<_> = paths.iter().map(|path| format!("&{path:?}")).collect();
            format!("::stigg_graphql::Replay::Keyed(&[{}])", paths.join(", "))
        }
    }
}
