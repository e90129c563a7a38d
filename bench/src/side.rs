//! The two sides: for each, the code of one crate with the given operations.

use std::panic;
use std::sync::Once;

use anyhow::anyhow;
use apollo_compiler::executable::ExecutableDocument;
use graphql_client_codegen::{CodegenMode, GraphQLClientCodegenOptions, generate_module_token_stream_from_string};
use heck::ToSnakeCase as _;
use stigg_graphql_codegen::Builder;

use crate::corpus::Corpus;
use crate::form::Form;
use crate::merge::with_typenames;

/// One operation, as the sources of its crate and its place in the table of decoders.
pub(crate) struct Module {
    pub(crate) operation: String,
    /// The file under `src/operations/`, without `.rs`.
    pub(crate) file: String,
    pub(crate) code: String,
}

/// Our code for all the operations: one file.
pub(crate) fn ours(corpus: &Corpus, form: Form, documents: &[&ExecutableDocument]) -> anyhow::Result<String> {
    let mut all = ExecutableDocument::new();
    for document in documents {
        all.operations.named.extend(document.operations.named.clone());
        all.fragments.extend(document.fragments.clone());
    }
    let mut builder =
        Builder::new().schema(&corpus.schema_path).own_types().query_text("operations.graphql", all.to_string());
    if form == Form::Counted {
        builder = builder.stigg_field_types();
    }
    Ok(builder.generate().map_err(|problems| anyhow!("{problems}"))?.code)
}

/// `graphql_client`'s code for one operation, or why it refuses.
pub(crate) fn peer(corpus: &Corpus, document: &ExecutableDocument) -> Result<Module, String> {
    let named = with_typenames(&corpus.schema, document).map_err(|error| error.to_string())?;
    let Some(operation) = named.operations.named.keys().next() else { return Err("no operation".to_owned()) };
    let mut options = GraphQLClientCodegenOptions::new(CodegenMode::Cli);
    options.set_custom_scalars_module(syn::parse_quote!(crate::scalars));
    options.set_skip_serializing_none(true);
    options.set_module_visibility(syn::parse_quote!(pub));
    let generate = || generate_module_token_stream_from_string(&named.to_string(), &corpus.schema_path, options);
    quiet();
    match panic::catch_unwind(panic::AssertUnwindSafe(generate)) {
        Ok(Ok(code)) => {
            Ok(Module { operation: operation.to_string(), file: operation.to_snake_case(), code: code.to_string() })
        }
        Ok(Err(error)) => Err(error.to_string()),
        Err(payload) => Err(format!("panics: {}", said(&*payload))),
    }
}

/// Keeps a refusal by panic from being printed; it is listed with the others.
fn quiet() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let usual = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            if info.location().is_none_or(|location| !location.file().contains("graphql_client_codegen")) {
                usual(info);
            }
        }));
    });
}

fn said(payload: &(dyn std::any::Any + Send)) -> &str {
    payload
        .downcast_ref::<String>()
        .map(String::as_str)
        .or_else(|| payload.downcast_ref::<&str>().copied())
        .unwrap_or("without a message")
}
