//! What a command sends, as it is called.

use std::fs;
use std::path::{Path, PathBuf};

use clap::Args;
use serde_json::{Map, Value};
use stigg_graphql_codegen::terminal;

use super::{Request, variables};
use crate::failure::wrong_call;

/// An operation and its variables.
#[derive(Args)]
pub(crate) struct RequestArguments {
    /// File with the operation, `-` for standard input, or the name of an operation that comes with this program
    file: PathBuf,
    /// Variables: JSON, or `@` and the name of a JSON file
    #[arg(long, value_name = "JSON|@FILE")]
    variables: Option<String>,
    /// Which operation, where the file has several
    #[arg(long, value_name = "NAME")]
    operation: Option<String>,
    /// Where to look for fragments: a file or a folder
    #[arg(long, value_name = "PATH")]
    fragments: Option<PathBuf>,
    /// Schema that the document and the variables are held to before they are sent: SDL or introspection JSON [default: Stigg's]
    #[arg(long, value_name = "FILE")]
    schema: Option<PathBuf>,
    /// Sends them unchecked, for a server whose schema is another one
    #[arg(long)]
    no_check: bool,
}

impl RequestArguments {
    /// Reads both, and holds the document to the schema.
    pub(crate) fn read(&self) -> anyhow::Result<(Request, Map<String, Value>)> {
        let request = Request::read(&self.file, self.operation.as_deref(), self.fragments.as_deref())?;
        let variables = self.variables()?;
        if !self.no_check {
            request.check(self.schema())?;
        }
        Ok((request, variables))
    }

    /// Holds the variables to what the document declares, once all of them are known.
    pub(crate) fn check(&self, request: &Request, variables: &Value) -> anyhow::Result<()> {
        match variables.as_object() {
            Some(variables) if !self.no_check => {
                let (_, schema) = request.builder(self.schema())?;
                variables::check(request, variables, &schema)
            }
            _ => Ok(()),
        }
    }

    pub(crate) fn schema(&self) -> Option<&Path> {
        self.schema.as_deref()
    }

    fn variables(&self) -> anyhow::Result<Map<String, Value>> {
        let Some(given) = &self.variables else { return Ok(Map::new()) };
        let (text, name) = match given.strip_prefix('@') {
            None => (given.clone(), "--variables".to_owned()),
            Some(path) => {
                let text = fs::read_to_string(path).map_err(|error| {
                    wrong_call(format!("cannot read the variables {}: {error}", terminal::path(path.as_ref())))
                })?;
                (text, path.to_owned())
            }
        };
        match serde_json::from_str(&text) {
            Ok(Value::Object(variables)) => Ok(variables),
            Ok(_) => Err(wrong_call(format!("{name} is JSON but no object: write it as {{\"name\": value}}"))),
            Err(error) => Err(wrong_call(format!("{name} is not JSON: {error}"))),
        }
    }
}
