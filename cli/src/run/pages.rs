//! Following a list from page to page.

use std::collections::HashSet;
use std::path::Path;

use anyhow::bail;
use serde_json::{Map, Value};
use stigg_graphql_codegen::schema::Schema;
use stigg_graphql_codegen::{PageBy, Paging};

use super::nodes::Nodes;
use crate::failure::{unreadable, wrong_call};
use crate::request::Request;

/// The pages of one list: what to send for the next of them, and the nodes of what came.
pub(super) struct Pages {
    schema: Schema,
    paging: Paging,
    variables: Map<String, Value>,
    /// The cursors that were followed; a list that comes back to one of them would have no end.
    seen: HashSet<String>,
    cursor: Option<String>,
    /// How many nodes have come.
    count: usize,
}

impl Pages {
    /// Asks the generator how the operation pages, by the schema of the file or Stigg's.
    pub(super) fn of(request: &Request, variables: Map<String, Value>, schema: Option<&Path>) -> anyhow::Result<Self> {
        let (builder, read) = request.builder(schema)?;
        let generated = builder.generate().map_err(unreadable)?;
        let Some(operation) = generated.operations.into_iter().next() else {
            return Err(wrong_call("the document has no operation"));
        };
        match operation.paging {
            Ok(paging) => {
                let seen = HashSet::new();
                Ok(Self { schema: read, paging, variables, seen, cursor: None, count: 0 })
            }
            Err(lack) => Err(wrong_call(format!("`--all` follows no pages here: {lack}"))),
        }
    }

    pub(super) fn schema(&self) -> &Schema {
        &self.schema
    }

    /// Begins with the page behind a cursor.
    pub(super) fn begin_after(&mut self, cursor: &str) -> anyhow::Result<()> {
        match &self.paging.by {
            PageBy::Cursor { after } => {
                put(&mut self.variables, after, cursor.into())?;
                self.seen.insert(cursor.to_owned());
                self.cursor = Some(cursor.to_owned());
                Ok(())
            }
            PageBy::Number { page } => {
                Err(wrong_call(format!("this list pages by number: set the variable `{}` instead", page.join("."))))
            }
        }
    }

    /// Where the page ended that came last, if another one follows.
    pub(super) fn cursor(&self) -> Option<&str> {
        self.cursor.as_deref()
    }

    /// Asks for this many nodes in a page.
    pub(super) fn set_size(&mut self, size: u32) -> anyhow::Result<()> {
        match &self.paging.page_size {
            Some(path) => put(&mut self.variables, path, size.into()),
            None => Err(wrong_call("`--page-size` needs a variable for it, beside that of the cursor")),
        }
    }

    /// What to send for the page that comes next.
    pub(super) fn variables(&self) -> Value {
        self.variables.clone().into()
    }

    /// The nodes of the page that came.
    pub(super) fn nodes(&self, data: &Value) -> Nodes {
        Nodes::of_connection(data, &self.paging.connection)
    }

    /// Sets the variables for the page behind one of so many nodes; false where there is none.
    pub(super) fn advance(&mut self, data: &Value, nodes: usize) -> anyhow::Result<bool> {
        self.count += nodes;
        let connection = self.paging.connection.iter().fold(data, |value, key| &value[key]);
        self.cursor = None;
        match self.paging.by.clone() {
            PageBy::Cursor { after } => self.by_cursor(&connection["pageInfo"], &after),
            PageBy::Number { page } => self.by_number(&connection["totalCount"], nodes == 0, &page),
        }
    }

    fn by_cursor(&mut self, page_info: &Value, after: &[String]) -> anyhow::Result<bool> {
        if page_info["hasNextPage"] != true {
            return Ok(false);
        }
        let Some(cursor) = page_info["endCursor"].as_str() else {
            bail!("the server says that there is more, but not from where: `endCursor` is null");
        };
        if !self.seen.insert(cursor.to_owned()) {
            bail!("the server gave the cursor `{cursor}` a second time: stopped");
        }
        put(&mut self.variables, after, cursor.into())?;
        self.cursor = Some(cursor.to_owned());
        Ok(true)
    }

    fn by_number(&mut self, total: &Value, is_empty: bool, path: &[String]) -> anyhow::Result<bool> {
        let number = get(&self.variables, path).and_then(Value::as_u64).unwrap_or(1);
        let size = self.paging.page_size.as_ref().and_then(|path| get(&self.variables, path)).and_then(Value::as_u64);
        let so_far = size.map_or(self.count as u64, |size| number.saturating_mul(size));
        if is_empty || total.as_u64().is_none_or(|total| so_far >= total) {
            return Ok(false);
        }
        put(&mut self.variables, path, (number + 1).into())?;
        Ok(true)
    }
}

fn get<'a>(variables: &'a Map<String, Value>, path: &[String]) -> Option<&'a Value> {
    let (first, below) = path.split_first()?;
    below.iter().try_fold(variables.get(first)?, |value, key| value.get(key))
}

/// Sets a value; objects on the way are made where there are none.
fn put(variables: &mut Map<String, Value>, path: &[String], value: Value) -> anyhow::Result<()> {
    let Some((last, outer)) = path.split_last() else { return Ok(()) };
    let mut object = variables;
    for key in outer {
        let inner = object.entry(key.clone()).or_insert(Value::Null);
        if inner.is_null() {
            *inner = Value::Object(Map::new());
        }
        object = inner.as_object_mut().ok_or_else(|| wrong_call(format!("the variable `{key}` is no object")))?;
    }
    object.insert(last.clone(), value);
    Ok(())
}
