//! Where the cursor goes: from `pageInfo` into the variables of the next request.

use std::collections::HashSet;

use anyhow::{anyhow, bail};
use serde_json::{Map, Value};
use stigg_graphql_codegen::syntax::{Field, ObjectField, Value as Literal, ValueKind};

use super::request::Request;
use crate::failure::wrong_call;

/// The cursors that were followed; a list that comes back to one of them would have no end.
pub(super) struct Cursors {
    seen: HashSet<String>,
}

impl Cursors {
    pub(super) fn new() -> Self {
        Self { seen: HashSet::new() }
    }

    /// The cursor to go on from, or `None` at the end.
    pub(super) fn next(&mut self, has_next: bool, end_cursor: Option<&str>) -> anyhow::Result<Option<String>> {
        match (has_next, end_cursor) {
            (false, _) => Ok(None),
            (true, None) => bail!("the server says that there is more, but not from where: `endCursor` is null"),
            (true, Some(cursor)) if self.seen.insert(cursor.to_owned()) => Ok(Some(cursor.to_owned())),
            (true, Some(cursor)) => bail!("the server gave the cursor `{cursor}` a second time: stopped"),
        }
    }
}

/// Puts the cursor where the connection at `path` takes its `after` from.
pub(super) fn set_after(
    variables: &mut Map<String, Value>,
    request: &Request,
    path: &[String],
    cursor: &str,
) -> anyhow::Result<()> {
    let fields = request.fields_at(path);
    let slot = fields.iter().find_map(|field| slot(field, "after", variables)).ok_or_else(|| {
        anyhow!(
            "the pages of `{}` cannot be followed: no variable takes the cursor; \
             write it as `paging: $paging`, `after: $after` or `input: $input`",
            path.join(".")
        )
    })?;
    put(variables, &slot, cursor.into())
}

/// Puts the page size where the operation takes a `first` from; it has one place for that.
pub(super) fn set_page_size(variables: &mut Map<String, Value>, request: &Request, size: u32) -> anyhow::Result<()> {
    let mut slots: Vec<Vec<String>> =
        request.all_fields().into_iter().filter_map(|field| slot(field, "first", variables)).collect();
    slots.sort();
    slots.dedup();
    match slots.as_slice() {
        [slot] => put(variables, slot, size.into()),
        [] => Err(wrong_call(
            "`--page-size` needs a variable for it: `paging: $paging`, `first: $first` or `input: $input`",
        )),
        _ => Err(wrong_call("`--page-size` cannot be set: the operation has several places for it; use `--variables`")),
    }
}

/// Where among the variables the field takes `after` or `first` from.
fn slot(field: &Field, wanted: &str, variables: &Map<String, Value>) -> Option<Vec<String>> {
    if let Some(value) = field.argument(wanted) {
        return variable(value, &[]);
    }
    if let Some(paging) = field.argument("paging") {
        return in_paging(paging, wanted);
    }
    let input = field.argument("input")?;
    if let ValueKind::Object(fields) = &input.kind {
        return match (inner(fields, wanted), inner(fields, "paging")) {
            (Some(value), _) => variable(value, &[]),
            (None, Some(paging)) => in_paging(paging, wanted),
            (None, None) => None,
        };
    }
    let name = input.as_variable()?;
    // An input that already pages shows where; those of Stigg's schema page under `paging`.
    let directly = variables.get(name.as_str()).is_some_and(|input| input.get(wanted).is_some());
    if directly { variable(input, &[wanted]) } else { variable(input, &["paging", wanted]) }
}

/// In `paging: $paging` or `paging: {after: $after}`.
fn in_paging(paging: &Literal, wanted: &str) -> Option<Vec<String>> {
    match &paging.kind {
        ValueKind::Object(fields) => variable(inner(fields, wanted)?, &[]),
        _ => variable(paging, &[wanted]),
    }
}

fn inner<'a>(fields: &'a [ObjectField], name: &str) -> Option<&'a Literal> {
    Some(&fields.iter().find(|field| field.name == *name)?.value)
}

fn variable(value: &Literal, inside: &[&str]) -> Option<Vec<String>> {
    let name = value.as_variable()?;
    Some([name.as_str()].iter().chain(inside).map(|&key| key.to_owned()).collect())
}

fn put(variables: &mut Map<String, Value>, slot: &[String], value: Value) -> anyhow::Result<()> {
    let Some((last, outer)) = slot.split_last() else { return Ok(()) };
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
