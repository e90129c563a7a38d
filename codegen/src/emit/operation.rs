//! Operations: their variables, their facts, and what the runtime may do with them.

use sha2::{Digest, Sha256};

use super::{Emitter, doc, literal};
use crate::plan::Place;
use crate::program::{Kind, Operation, Replay};

impl Emitter<'_> {
    pub(super) fn operations(&mut self) {
        let operations = &self.model.program.operations;
        for (operation, names) in operations.iter().zip(&self.model.operations) {
            self.operation(operation, &names.ty, &names.module);
        }
        self.out.line("");
        self.out.doc("All operations, for tests that look at each of them.");
        self.out.open("pub const OPERATIONS: &[::stigg_graphql::OperationInfo] = &[");
        for names in &self.model.operations {
            self.out.line(&format!("<{} as ::stigg_graphql::Operation>::INFO,", names.ty));
        }
        self.out.close("];");
    }

    fn operation(&mut self, operation: &Operation, ty: &str, module: &str) {
        self.out.line("");
        self.operation_doc(operation, module);
        self.inputs(Place::Root, ty, &operation.variables);
        self.out.line("");
        self.out.open(&format!("impl ::stigg_graphql::Operation for {ty} {{"));
        self.out.line(&format!("type Data = {module}::Data;"));
        self.out.open("const INFO: ::stigg_graphql::OperationInfo = ::stigg_graphql::OperationInfo {");
        self.out.line(&format!("name: {:?},", operation.name));
        let kind = match operation.kind {
            Kind::Query => "Query",
            Kind::Mutation => "Mutation",
            Kind::Subscription => "Subscription",
        };
        self.out.line(&format!("kind: ::stigg_graphql::OperationKind::{kind},"));
        // The literal is not indented: its lines are the document's.
        self.out.line(&format!("document: {},", literal::document(&operation.document)));
        self.out.line(&format!("sha256: \"{}\",", sha256(&operation.document)));
        self.out.line(&format!("root_fields: &{:?},", operation.root_fields));
        self.out.line(&format!("source: {},", literal::string(&operation.source)));
        self.out.line(&format!("replay: {},", replay(&operation.replay)));
        self.out.close("};");
        self.out.close("}");
        if operation.kind == Kind::Subscription {
            self.out.line(&format!("impl ::stigg_graphql::operation::Subscribe for {ty} {{}}"));
        } else {
            self.out.line(&format!("impl ::stigg_graphql::operation::Execute for {ty} {{}}"));
            self.out.line(&format!("__rt::graphql_query!({ty});"));
        }
        if let Ok(paging) = &operation.paging {
            self.paging(operation, ty, paging);
        }
        self.out.line("");
        self.out.doc(&format!("The types of the answer to [`{ty}`](super::{ty})."));
        self.out.open(&format!("pub mod {module} {{"));
        let is_own = matches!(operation.data, crate::program::Ref::Local { .. });
        if !is_own {
            let data = self.type_path(Place::Module(operation.module), operation.data);
            self.out.doc("The `data` of the answer.");
            self.out.line(&format!("pub type Data = {data};"));
        }
        self.module_types(operation.module);
        self.out.close("}");
    }

    fn operation_doc(&mut self, operation: &Operation, module: &str) {
        let kind = match operation.kind {
            Kind::Query => "query",
            Kind::Mutation => "mutation",
            Kind::Subscription => "subscription",
        };
        let fields: Vec<_> = operation.root_fields.iter().map(|field| format!("`{field}`")).collect();
        let source = doc::code(&operation.source);
        self.out.doc(&format!("The {kind} `{}` ({}), from {source}.", operation.name, fields.join(", ")));
        self.out.description(operation.description.as_deref());
        self.out.more_doc(&format!("It is answered by [`{module}::Data`]."));
        self.out.more_doc(match operation.replay {
            _ if operation.kind == Kind::Subscription => "A subscription: events that were missed are not sent again.",
            Replay::Safe => "Safe to send twice: it changes nothing.",
            Replay::Keyed(_) => "Safe to send twice with an idempotency key; without one it may be executed twice.",
            Replay::Never => "Not safe to send twice: it is repeated only when it cannot have been executed.",
        });
        match &operation.paging {
            Ok(paging) => {
                let holder = paging.holder.join(".");
                let mut text = match &paging.nodes {
                    Ok(()) => format!("Pages over `{holder}`."),
                    Err(_) => format!("Pages over `{holder}` by whole pages."),
                };
                if let Err(reason) = &paging.backward {
                    text.push_str(&format!(" Not backward: {reason}."));
                }
                self.out.more_doc(&text);
            }
            Err(reason) if operation.kind == Kind::Query => self.out.more_doc(&format!("Does not page: {reason}.")),
            Err(_) => {}
        }
    }
}

fn sha256(text: &str) -> String {
    Sha256::digest(text.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
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
