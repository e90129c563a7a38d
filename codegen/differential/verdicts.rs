//! The generator's verdicts for `differential/main.js`: a line of JSON in, a line of JSON out.
//!
//! In: `{"schema": "..", "document": "..", "scalars": [".."]}`. Out: `{"code": "..", "documents": [".."]}` with what is
//! sent, `{"errors": [".."]}` with a report each, or `{"panic": ".."}`.

use std::io::{self, BufRead as _, Write as _};
use std::panic;

use serde::Deserialize;
use serde_json::{Value, json};
use stigg_graphql_codegen::Builder;

#[derive(Deserialize)]
struct Case {
    schema: String,
    document: String,
    scalars: Vec<String>,
}

fn main() -> io::Result<()> {
    panic::set_hook(Box::new(|_| ()));
    let mut out = io::stdout().lock();
    for line in io::stdin().lock().lines() {
        let case: Case = serde_json::from_str(&line?)?;
        writeln!(out, "{}", verdict(case))?;
        out.flush()?;
    }
    Ok(())
}

fn verdict(case: Case) -> Value {
    // The very schema of Stigg would bring the fragments that are shipped, of which graphql-js does not know.
    let schema = case.schema + "\n";
    let mut builder =
        Builder::new().schema_text("schema.graphql", schema).query_text("document.graphql", case.document);
    for scalar in case.scalars {
        builder = builder.scalar(scalar, "::std::string::String");
    }
    match panic::catch_unwind(|| builder.generate()) {
        Ok(Ok(generated)) => {
            let documents = generated.operations.iter().map(|operation| operation.document.as_str());
            json!({ "code": generated.code, "documents": documents.collect::<Vec<_>>() })
        }
        Ok(Err(problems)) => json!({ "errors": problems.iter().map(ToString::to_string).collect::<Vec<_>>() }),
        Err(payload) => {
            let text = payload.downcast_ref::<String>().map(String::as_str);
            json!({ "panic": text.or_else(|| payload.downcast_ref::<&str>().copied()).unwrap_or("a panic") })
        }
    }
}
