//! How a query pages, or what it lacks for it.
//!
//! A query pages when exactly one object outside of lists selects `pageInfo { hasNextPage endCursor }` and its cursor
//! comes from a variable. The cursor may be an argument of its own (`after: $after`), sit in an input (`paging: $paging`
//! with `CursorPaging.after`), or deeper (`input: $input` with `GetCreditGrantsInput.paging.after`). Stigg's contracts
//! page by number: `page` and `limit` in the input, `totalCount` in the answer.

use indexmap::IndexMap;

use super::Lowerer;
use crate::program::{Field, Input, InputPath, InputType, Leaf, Operation, Output, PageBy, Paging, Ref, Wrap};
use crate::schema::TypeDefinition;
use crate::syntax::{self, FieldDefinition, Name, ObjectField, OperationDefinition, Selection, Value, ValueKind};
use crate::way;

/// How deep below an argument the cursor is looked for.
const DEPTH: usize = 3;

/// An object that may be paged.
struct Holder {
    /// Its response keys, from the root.
    path: Vec<String>,
    /// Its types: one for each place that selects it.
    types: Vec<Ref>,
}

impl<'a> Lowerer<'a> {
    pub(super) fn paging(&self, operation: &Operation, definition: &'a OperationDefinition) -> Result<Paging, String> {
        if operation.kind != crate::program::Kind::Query {
            return Err("only a query pages".to_owned());
        }
        let root = self.schema.root(definition.kind).map_or("", Name::as_str);
        let mut holders = IndexMap::new();
        self.holders(operation.data, &mut Vec::new(), &mut holders);
        let mut found = Vec::new();
        let mut reason = None;
        for (path, types) in holders {
            let holder = Holder { path, types };
            if !self.may_page(&holder) {
                continue;
            }
            let Some(field) = self.field_at(root, &definition.selections, &holder.path) else { continue };
            match self.page(operation, &holder, field) {
                Some(Ok(paging)) => found.push(paging),
                Some(Err(lack)) => reason = reason.or(Some(lack)),
                None => {}
            }
        }
        if found.len() > 1 {
            let names: Vec<_> = found.iter().map(|paging| format!("`{}`", paging.holder.join("."))).collect();
            return Err(format!("it could page {}: page one of them in an operation of its own", names.join(" or ")));
        }
        found.pop().ok_or_else(|| {
            let reason = reason.or_else(|| self.out_of_reach(operation.data));
            reason.unwrap_or_else(|| "it selects no connection".to_owned())
        })
    }

    /// The objects outside of lists, by their response keys.
    fn holders(&self, ty: Ref, path: &mut Vec<String>, into: &mut IndexMap<Vec<String>, Vec<Ref>>) {
        for way in way::fields(&self.program, ty) {
            let Some(below) = way.object() else { continue };
            path.push(way.field.key.clone());
            match into.get_mut(path) {
                Some(types) => types.push(below),
                None => _ = into.insert(path.clone(), vec![below]),
            }
            self.holders(below, path, into);
            path.pop();
        }
    }

    /// A first look: most objects are nothing like a page.
    fn may_page(&self, holder: &Holder) -> bool {
        let is_connection = || holder.types.iter().any(|ty| self.is_connection(&self.program.resolve(*ty).1.on));
        let selects = |name| !self.selected(&holder.types, name).is_empty();
        is_connection() || selects("pageInfo") || selects("totalCount")
    }

    /// The selections of a schema's field, under its own name, by all who look at an object.
    fn selected(&self, types: &[Ref], name: &str) -> Vec<&Field> {
        let ways = types.iter().flat_map(|ty| way::ways(&self.program, *ty, &[name]));
        ways.map(|way| way.field).filter(|field| field.coordinate.ends_with(&format!(".{name}"))).collect()
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
                let definition = self.schema.field(parent, &field.name)?;
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
                let fragment = self.document.fragments.get(&spread.name)?;
                self.field_at(&fragment.type_condition, &fragment.selections, path)
            }
        })
    }

    /// How a holder pages; `None` if it is nothing to page at all.
    fn page(
        &self,
        operation: &Operation,
        holder: &Holder,
        (field, definition): (&syntax::Field, &FieldDefinition),
    ) -> Option<Result<Paging, String>> {
        let name = holder.path.join(".");
        let input = |target| self.input_path(operation, field, definition, target);
        let page_info = self.selected(&holder.types, "pageInfo");
        if page_info.is_empty() {
            if self.is_connection(definition.ty.inner_name()) {
                return Some(Err(format!("`{name}` does not select `pageInfo {{ hasNextPage endCursor }}`")));
            }
            let total = self.selected(&holder.types, "totalCount");
            let is_count = total.first().is_some_and(|total| {
                matches!(total, Field { output: Output::Leaf(Leaf::Int), wrap: Wrap::Named { .. }, .. })
            });
            let number = |target| input(target).filter(|path| self.input_leaf(operation, path, &[Leaf::Int]));
            let (true, Some(page), Some(limit)) = (is_count, number("page"), number("limit")) else { return None };
            return Some(Ok(Paging {
                holder: holder.path.clone(),
                by: PageBy::Number { page },
                first: Some(limit),
                last: None,
                before: None,
                backward: Err(format!("`{name}` pages by number")),
                nodes: Err(format!("`{name}` is not a connection")),
            }));
        }
        let info = page_info.iter().filter_map(|field| match (&field.output, &field.wrap) {
            (Output::Composite(ty), Wrap::Named { .. }) => Some(*ty),
            _ => None,
        });
        let info: Vec<Ref> = info.collect();
        let lacks = |fields: [&str; 2]| {
            let is_there = |name: &str| match self.selected(&info, name)[..] {
                [first, ..] => is_page_info_field(name, first),
                [] => false,
            };
            fields.into_iter().find(|name| !is_there(name)).map(str::to_owned)
        };
        if let Some(missing) = lacks(["hasNextPage", "endCursor"]) {
            return Some(Err(self.lack(&name, &missing, definition.ty.inner_name())));
        }
        let Some(after) = input("after").filter(|path| self.input_leaf(operation, path, TEXT)) else {
            return Some(Err(self.no_cursor(&name, definition)));
        };
        let beside = |target| {
            let same = |path: &InputPath| {
                path.0.len() == after.0.len()
                    && (after.0.len() == 1 || path.0[..path.0.len() - 1] == after.0[..after.0.len() - 1])
            };
            input(target).filter(same)
        };
        let first = beside("first").filter(|path| self.input_leaf(operation, path, &[Leaf::Int]));
        let last = beside("last").filter(|path| self.input_leaf(operation, path, &[Leaf::Int]));
        let before = beside("before").filter(|path| self.input_leaf(operation, path, TEXT));
        let backward = match (lacks(["hasPreviousPage", "startCursor"]), &last, &before) {
            (Some(missing), ..) => Err(format!("the `pageInfo` of `{name}` does not select `{missing}`")),
            (None, Some(_), Some(_)) => Ok(()),
            (None, ..) => Err(format!("`last` and `before` of `{name}` do not come from variables")),
        };
        Some(Ok(Paging {
            holder: holder.path.clone(),
            by: PageBy::Cursor { after },
            first,
            last,
            before,
            backward,
            nodes: self.nodes(holder, &name),
        }))
    }

    /// What is missing from the page info of a connection: the selection, or the field itself.
    fn lack(&self, name: &str, missing: &str, connection: &str) -> String {
        let info = self.schema.field(connection, "pageInfo").map(|field| field.ty.inner_name());
        match info.filter(|info| self.schema.field(info, missing).is_none()) {
            Some(info) => format!(
                "the schema's `{info}` has no `{missing}`, so nothing tells where the next page of `{name}` begins"
            ),
            None => format!("the `pageInfo` of `{name}` does not select `{missing}`"),
        }
    }

    /// Why no variable takes the cursor.
    fn no_cursor(&self, name: &str, definition: &FieldDefinition) -> String {
        let takes_cursor = definition
            .arguments
            .iter()
            .any(|argument| argument.name == "after" || self.has_cursor(argument.ty.inner_name(), DEPTH));
        if takes_cursor {
            return format!(
                "the cursor of `{name}` does not come from a variable: pass `after`, or the input that holds it, as one"
            );
        }
        let takes: Vec<_> = definition.arguments.iter().map(|argument| format!("`{}`", argument.name)).collect();
        let takes = if takes.is_empty() { "nothing".to_owned() } else { takes.join(", ") };
        format!("`{name}` has no argument `after` (it takes {takes}): give it the cursor by hand, and send it again")
    }

    /// Whether an input object has an `after`, in it or in what it holds.
    fn has_cursor(&self, ty: &str, depth: usize) -> bool {
        let Some(object) = self.schema.input_object(ty).filter(|_| depth > 0) else { return false };
        object.fields.contains_key("after")
            || object.fields.values().any(|field| self.has_cursor(field.ty.inner_name(), depth - 1))
    }

    fn nodes(&self, holder: &Holder, name: &str) -> Result<(), String> {
        let has_nodes = holder.types.iter().any(|ty| way::nodes(&self.program, *ty).is_some());
        if has_nodes { Ok(()) } else { Err(format!("`{name}` selects neither `edges {{ node }}` nor `nodes`")) }
    }

    /// Where a request says `target` for a field: the shortest way from a variable.
    fn input_path(
        &self,
        operation: &Operation,
        field: &syntax::Field,
        definition: &FieldDefinition,
        target: &str,
    ) -> Option<InputPath> {
        let mut paths = Vec::new();
        for argument in &field.arguments {
            if let Some(definition) = definition.argument(&argument.name) {
                self.search(&argument.name, &definition.ty, &argument.value, target, &mut paths);
            }
        }
        paths.sort_by_key(Vec::len);
        paths.into_iter().map(InputPath).find(|path| self.is_reachable(operation, path))
    }

    fn search(&self, name: &str, ty: &syntax::Type, value: &Value, target: &str, paths: &mut Vec<Vec<String>>) {
        if ty.is_list() {
            return;
        }
        match &value.kind {
            ValueKind::Variable(variable) if name == target => paths.push(vec![variable.to_string()]),
            ValueKind::Variable(variable) => {
                self.search_input(ty.inner_name(), target, &[variable.to_string()], paths);
            }
            ValueKind::Object(fields) => {
                let Some(TypeDefinition::InputObject(object)) = self.schema.types.get(ty.inner_name()) else {
                    return;
                };
                for ObjectField { name, value } in fields {
                    if let Some(field) = object.fields.get(name) {
                        self.search(name, &field.ty, value, target, paths);
                    }
                }
            }
            _ => {}
        }
    }

    fn search_input(&self, ty: &str, target: &str, path: &[String], paths: &mut Vec<Vec<String>>) {
        let Some(TypeDefinition::InputObject(object)) = self.schema.types.get(ty) else { return };
        if path.len() > DEPTH || object.is_one_of() {
            return;
        }
        for (name, field) in object.fields.iter().filter(|(_, field)| !field.ty.is_list()) {
            let below: Vec<_> = path.iter().cloned().chain([name.to_string()]).collect();
            if name == target {
                paths.push(below);
            } else {
                self.search_input(field.ty.inner_name(), target, &below, paths);
            }
        }
    }

    /// Whether generated code can walk the path: an object on the way that may be missing must have a default.
    fn is_reachable(&self, operation: &Operation, path: &InputPath) -> bool {
        inputs_along(&self.program, operation, path).is_some_and(|inputs| {
            let on_the_way = &inputs[..inputs.len() - 1];
            on_the_way.iter().all(|input| match &input.ty {
                InputType::Object(name) => {
                    let has_default = self.program.inputs[name].fields.iter().all(|field| !field.required());
                    input.required() || (input.wrap.nullable() && has_default)
                }
                InputType::Leaf(_) => false,
            })
        })
    }

    fn input_leaf(&self, operation: &Operation, path: &InputPath, leaves: &[Leaf]) -> bool {
        let input = inputs_along(&self.program, operation, path).and_then(|inputs| inputs.last().copied());
        input.is_some_and(|input| match &input.ty {
            InputType::Leaf(leaf) => leaves.contains(leaf) || (leaves == TEXT && is_text(leaf)),
            InputType::Object(_) => false,
        })
    }
}

/// What holds a cursor.
const TEXT: &[Leaf] = &[Leaf::String, Leaf::Id];

/// Whether a leaf is a `String` in Rust.
fn is_text(leaf: &Leaf) -> bool {
    TEXT.contains(leaf) || matches!(leaf, Leaf::Custom(path) if path == "::std::string::String")
}

/// Whether the field of a `pageInfo` is of the kind that the runtime's has.
fn is_page_info_field(name: &str, field: &Field) -> bool {
    let Output::Leaf(leaf) = &field.output else { return false };
    let fits = if name.starts_with("has") { *leaf == Leaf::Boolean } else { is_text(leaf) };
    fits && matches!(field.wrap, Wrap::Named { .. })
}

/// The variable and the input fields of a path.
pub(crate) fn inputs_along<'p>(
    program: &'p crate::program::Program,
    operation: &'p Operation,
    path: &InputPath,
) -> Option<Vec<&'p Input>> {
    let mut fields = &operation.variables;
    let mut inputs: Vec<&Input> = Vec::new();
    for name in &path.0 {
        if let Some(Input { ty: InputType::Object(object), .. }) = inputs.last() {
            fields = &program.inputs.get(object)?.fields;
        }
        inputs.push(fields.iter().find(|input| input.name == *name)?);
    }
    Some(inputs)
}
