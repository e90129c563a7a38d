//! How a query pages, or what it lacks for it.
//!
//! A query pages when exactly one object outside of lists selects `pageInfo { hasNextPage endCursor }` and its cursor
//! comes from a variable. The cursor may be an argument of its own (`after: $after`), sit in an input (`paging: $paging`
//! with `CursorPaging.after`), or deeper (`input: $input` with `GetCreditGrantsInput.paging.after`). Stigg's contracts
//! page by number: `page` and `limit` in the input, `totalCount` in the answer.

mod input_path;
mod lack;
mod out_of_reach;

use indexmap::IndexMap;

use super::Lowerer;
use crate::ir::{Backward, Field, InputPath, InputValue, Leaf, Output, PageBy, Paging, TypeId};
use crate::syntax::{self, FieldDefinition, OperationDefinition, OperationType, Selection};

/// An object that may be a page.
struct Candidate {
    /// Its response keys, from the root.
    path: Vec<String>,
    /// Its types: one for each place that selects it.
    types: Vec<TypeId>,
}

impl<'a> Lowerer<'a> {
    pub(super) fn paging(
        &self,
        operation: &'a OperationDefinition,
        data: TypeId,
        variables: &[InputValue],
    ) -> Result<Paging, String> {
        if operation.kind != OperationType::Query {
            return Err("only a query pages".to_owned());
        }
        let root = self.root(operation.kind);
        let mut candidates = IndexMap::new();
        self.candidates(data, &mut Vec::new(), &mut candidates);
        let mut found = Vec::new();
        let mut reason = None;
        for (path, types) in candidates {
            let candidate = Candidate { path, types };
            if !self.may_page(&candidate) {
                continue;
            }
            let (field, definition) = self
                .field_at(root, &operation.selections, &candidate.path)
                .expect("each response key comes from a selection");
            match self.page(variables, &candidate, field, definition) {
                Some(Ok(paging)) => found.push(paging),
                Some(Err(lack)) => reason = reason.or(Some(lack)),
                None => {}
            }
        }
        if found.len() > 1 {
            let names: Vec<_> = found.iter().map(|paging| format!("`{}`", paging.page.join("."))).collect();
            return Err(format!("it could page {}: page one of them in an operation of its own", names.join(" or ")));
        }
        found.pop().ok_or_else(|| {
            let reason = reason.or_else(|| self.out_of_reach(data));
            reason.unwrap_or_else(|| "it selects no connection".to_owned())
        })
    }

    /// The objects outside of lists, by their response keys.
    fn candidates(&self, ty: TypeId, path: &mut Vec<String>, into: &mut IndexMap<Vec<String>, Vec<TypeId>>) {
        for field in self.program.fields(ty).into_iter().map(|path| path.field) {
            let Some(below) = field.object() else { continue };
            path.push(field.key.clone());
            match into.get_mut(path) {
                Some(types) => types.push(below),
                None => _ = into.insert(path.clone(), vec![below]),
            }
            self.candidates(below, path, into);
            path.pop();
        }
    }

    /// A first look: most objects are nothing like a page.
    fn may_page(&self, candidate: &Candidate) -> bool {
        let is_connection =
            || candidate.types.iter().any(|ty| self.schema.is_connection(&self.program.definition(*ty).on));
        let selects = |name| !self.selected(&candidate.types, name).is_empty();
        is_connection() || selects("pageInfo") || selects("totalCount")
    }

    /// The selections of a schema's field, under its own name, by all who look at an object.
    fn selected(&self, types: &[TypeId], name: &str) -> Vec<&Field> {
        let paths = types.iter().flat_map(|ty| self.program.paths(*ty, &[name]));
        paths.map(|path| path.field).filter(|field| field.name == name).collect()
    }

    /// The first selection under these response keys, and what the schema says of it.
    fn field_at(
        &self,
        parent: &str,
        selections: &'a [Selection],
        path: &[String],
    ) -> Option<(&'a syntax::Field, &'a FieldDefinition)> {
        let (key, below) = path.split_first()?;
        selections.iter().find_map(|selection| match selection {
            Selection::Field(field) if field.response_name() == key.as_str() => {
                let definition = self.field_definition(parent, &field.name);
                if below.is_empty() {
                    Some((field, definition))
                } else {
                    self.field_at(definition.ty.inner_name(), &field.selections, below)
                }
            }
            Selection::Field(_) => None,
            Selection::InlineFragment(inline) => {
                self.field_at(inline.type_condition.as_deref().unwrap_or(parent), &inline.selections, path)
            }
            Selection::FragmentSpread(spread) => {
                let fragment = self.fragment_definition(&spread.name);
                self.field_at(&fragment.type_condition, &fragment.selections, path)
            }
        })
    }

    /// How a candidate pages; `None` if it is nothing to page at all.
    fn page(
        &self,
        variables: &[InputValue],
        candidate: &Candidate,
        field: &syntax::Field,
        definition: &FieldDefinition,
    ) -> Option<Result<Paging, String>> {
        let name = candidate.path.join(".");
        let page_info = self.selected(&candidate.types, "pageInfo");
        if page_info.is_empty() && self.schema.is_connection(definition.ty.inner_name()) {
            return Some(Err(format!("`{name}` does not select `pageInfo {{ hasNextPage endCursor }}`")));
        }
        let by = if page_info.is_empty() {
            Ok(self.by_number(variables, candidate, field, definition)?)
        } else {
            let page_info = page_info.into_iter().filter_map(Field::object).collect::<Vec<_>>();
            self.by_cursor(variables, &name, &page_info, field, definition)
        };
        Some(by.map(|by| {
            let has_nodes = candidate.types.iter().any(|ty| self.program.nodes(*ty).is_some());
            let has_nodes = has_nodes && matches!(by, PageBy::Cursor { .. });
            Paging { page: candidate.path.clone(), by, has_nodes }
        }))
    }

    fn by_number(
        &self,
        variables: &[InputValue],
        candidate: &Candidate,
        field: &syntax::Field,
        definition: &FieldDefinition,
    ) -> Option<PageBy> {
        let total = self.selected(&candidate.types, "totalCount");
        let is_count = |total: &&Field| total.output == Output::Leaf(Leaf::Int) && !total.wrapping.is_list();
        total.first().copied().filter(is_count)?;
        let number = |target| self.input_path(variables, field, definition, target, is_int);
        Some(PageBy::Number { page: number("page")?, limit: number("limit")? })
    }

    fn by_cursor(
        &self,
        variables: &[InputValue],
        name: &str,
        page_info: &[TypeId],
        field: &syntax::Field,
        definition: &FieldDefinition,
    ) -> Result<PageBy, String> {
        let is_there = |name: &str| self.selected(page_info, name).first().is_some_and(|field| is_in_page_info(field));
        let lacks = |fields: [&'static str; 2]| fields.into_iter().find(|name| !is_there(name));
        if let Some(missing) = lacks(["hasNextPage", "endCursor"]) {
            return Err(self.lack(name, missing, definition.ty.inner_name()));
        }
        let input = |target, fits| self.input_path(variables, field, definition, target, fits);
        let after = input("after", Leaf::is_text).ok_or_else(|| self.no_cursor(name, definition))?;
        let beside = |target, fits| input(target, fits).filter(|path: &InputPath| path.is_beside(&after));
        let (last, before) = (beside("last", is_int), beside("before", Leaf::is_text));
        let backward = match (lacks(["hasPreviousPage", "startCursor"]), &last, &before) {
            (Some(missing), ..) => Err(format!("the `pageInfo` of `{name}` does not select `{missing}`")),
            (None, Some(last), Some(before)) => Ok(Backward { last: last.clone(), before: before.clone() }),
            (None, ..) => Err(format!("`last` and `before` of `{name}` do not come from variables")),
        };
        let first = beside("first", is_int);
        Ok(PageBy::Cursor { after, first, last, before, backward })
    }
}

fn is_int(leaf: &Leaf) -> bool {
    *leaf == Leaf::Int
}

/// Whether the field of a `pageInfo` is of the kind that the runtime's has.
fn is_in_page_info(field: &Field) -> bool {
    let fits = match (&*field.name, &field.output) {
        ("hasNextPage" | "hasPreviousPage", Output::Leaf(leaf)) => *leaf == Leaf::Boolean,
        (_, Output::Leaf(leaf)) => leaf.is_text(),
        (_, Output::Composite(_)) => false,
    };
    fits && !field.wrapping.is_list()
}
