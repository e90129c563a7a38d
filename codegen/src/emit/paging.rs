//! How an operation asks for a page, and finds it in the answer.

use super::Emitter;
use crate::lower::paging::inputs_along;
use crate::names;
use crate::program::{Input, InputPath, Item, Operation, Output, PageBy, Paging, Ref, Role, Wrap};

/// A way from a value to one of its fields, in Rust.
struct Access {
    /// Rust names, each with whether the value may be missing.
    steps: Vec<(String, bool)>,
    ty: Option<Ref>,
}

impl Emitter<'_> {
    pub(super) fn paging(&mut self, operation: &Operation, ty: &str, paging: &Paging) {
        let Some(holder) = self.access_path(operation.data, &paging.holder) else { return };
        self.out.line("");
        self.out.open(&format!("impl ::stigg_graphql::Paged for {ty} {{"));
        self.out.line(&format!("const SETS_PAGE_SIZE: bool = {};", paging.first.is_some()));
        self.out.open("fn page_forward(&mut self, first: ::core::option::Option<i32>, after: ::core::option::Option<::std::string::String>) {");
        for backward in [&paging.last, &paging.before].into_iter().flatten() {
            self.clear(operation, backward);
        }
        if let Some(first) = &paging.first {
            self.set(operation, first, "first");
        }
        match &paging.by {
            PageBy::Cursor { after } => self.set(operation, after, "after"),
            PageBy::Number { page } => {
                self.out.line("let after: ::core::option::Option<i32> = after.and_then(|page| page.parse().ok());");
                self.set(operation, page, "after");
            }
        }
        self.out.close("}");
        self.out.open("fn page_info(&self, data: &Self::Data) -> ::core::option::Option<::stigg_graphql::PageInfo> {");
        match &paging.by {
            PageBy::Cursor { .. } => self.page_info(&holder),
            PageBy::Number { page } => self.page_number(operation, &holder, page, paging.first.as_ref()),
        }
        self.out.close("}");
        self.out.close("}");

        if paging.nodes.is_ok() {
            let steps = path_expression("data", &holder.steps);
            self.out.line("");
            let node = self.node_type(&holder);
            self.out.open(&format!("impl ::stigg_graphql::Paginate for {ty} {{"));
            self.out.line(&format!("type Node = {node};"));
            self.out.open("fn into_nodes(data: Self::Data) -> ::std::vec::Vec<::core::option::Option<Self::Node>> {");
            self.out.line(&format!("let holder = (move || ::core::option::Option::Some({steps}))();"));
            self.out.line("holder.map_or_else(::std::vec::Vec::new, ::stigg_graphql::Nodes::into_slots)");
            self.out.close("}");
            self.out.close("}");
        }
        if let (Ok(()), Some(last), Some(before)) = (&paging.backward, &paging.last, &paging.before) {
            self.out.line("");
            self.out.open(&format!("impl ::stigg_graphql::PagedBackward for {ty} {{"));
            self.out.open("fn page_backward(&mut self, last: ::core::option::Option<i32>, before: ::core::option::Option<::std::string::String>) {");
            if let Some(first) = &paging.first {
                self.clear(operation, first);
            }
            if let PageBy::Cursor { after } = &paging.by {
                self.clear(operation, after);
            }
            self.set(operation, last, "last");
            self.set(operation, before, "before");
            self.out.close("}");
            self.out.close("}");
        }
    }

    fn node_type(&self, holder: &Access) -> String {
        let ty = holder.ty.map(|ty| self.type_path(crate::plan::Place::Root, ty)).unwrap_or_default();
        format!("<{ty} as ::stigg_graphql::Nodes>::Node")
    }

    fn page_info(&mut self, holder: &Access) {
        let Some(info) = holder.ty.and_then(|ty| self.access(ty, "pageInfo")) else { return };
        let holder_is_runtime = holder.ty.and_then(|ty| self.structure(ty)).is_some_and(|s| s.role == Role::Connection);
        let value = by_reference("data", &holder.steps);
        if holder_is_runtime {
            self.out.line(&format!("{value}.page_info.value().cloned()"));
            return;
        }
        let steps: Vec<_> = holder.steps.iter().chain(&info.steps).cloned().collect();
        let borrow = if steps.last().is_some_and(|(_, optional)| *optional) { "" } else { "&" };
        self.out.line(&format!("let info = {borrow}{};", by_reference("data", &steps)));
        let Some(info) = info.ty else { return };
        let keys = [
            ("has_next_page", "hasNextPage"),
            ("has_previous_page", "hasPreviousPage"),
            ("start_cursor", "startCursor"),
            ("end_cursor", "endCursor"),
        ];
        let fields = keys.map(|(rust, key)| match self.access(info, key) {
            None => format!("{rust}: ::stigg_graphql::Maybe::Absent"),
            Some(access) => {
                let steps: String = access.steps.iter().map(|(name, _)| format!(".{name}")).collect();
                let optional = access.steps.last().is_some_and(|(_, optional)| *optional);
                let value = format!("::core::clone::Clone::clone(&info{steps})");
                if optional {
                    format!("{rust}: {value}.map_or(::stigg_graphql::Maybe::Null, ::stigg_graphql::Maybe::Value)")
                } else {
                    format!("{rust}: ::stigg_graphql::Maybe::Value({value})")
                }
            }
        });
        self.out.line(&format!("::core::option::Option::Some(::stigg_graphql::PageInfo {{ {} }})", fields.join(", ")));
    }

    fn page_number(&mut self, operation: &Operation, holder: &Access, page: &InputPath, limit: Option<&InputPath>) {
        let total = holder.ty.and_then(|ty| self.access(ty, "totalCount"));
        let (Some(total), Some(limit)) = (total, limit) else { return };
        let holder = by_reference("data", &holder.steps);
        self.out.line(&format!("let total: i32 = {};", path_expression(&holder, &total.steps)));
        let page = self.read(operation, page);
        let limit = self.read(operation, limit);
        self.out.line(&format!("::core::option::Option::Some(__rt::page_of_number({page}, {limit}, total))"));
    }

    /// The value at the end of a path, if it is set.
    fn read(&self, operation: &Operation, path: &InputPath) -> String {
        let inputs = inputs_along(&self.model.program, operation, path).unwrap_or_default();
        let names = self.input_names(operation, path);
        let mut value = "self".to_owned();
        let mut opened = 0;
        for (input, name) in inputs.iter().zip(&names) {
            let field = format!("{value}.{name}");
            value = if input.wrap.nullable() {
                opened += 1;
                format!("{field}.value().and_then(|value| value")
            } else {
                field
            };
        }
        if let Some(stripped) = value.strip_suffix(".and_then(|value| value") {
            value = format!("{stripped}.copied()");
            opened -= 1;
        }
        value + &")".repeat(opened)
    }

    /// Sets what a path leads to, if there is something to set.
    fn set(&mut self, operation: &Operation, path: &InputPath, value: &str) {
        let inputs = inputs_along(&self.model.program, operation, path).unwrap_or_default();
        let names = self.input_names(operation, path);
        let mut target = "self".to_owned();
        for (index, (input, name)) in inputs.iter().zip(&names).enumerate() {
            target = format!("{target}.{name}");
            if index + 1 < inputs.len() && input.wrap.nullable() {
                target = format!("{target}.get_or_insert_default()");
            }
        }
        let is_required = inputs.last().is_some_and(|input| input.required());
        let set = if is_required { "value" } else { "::core::convert::From::from(value)" };
        self.out.line(&format!("if let ::core::option::Option::Some(value) = {value} {{ {target} = {set}; }}"));
    }

    /// Takes away what a path leads to, where it is set.
    fn clear(&mut self, operation: &Operation, path: &InputPath) {
        let inputs: Vec<Input> =
            inputs_along(&self.model.program, operation, path).unwrap_or_default().into_iter().cloned().collect();
        let names = self.input_names(operation, path);
        let mut target = "self".to_owned();
        let mut opened = 0;
        let Some(last) = inputs.last() else { return };
        if last.required() {
            return;
        }
        for (index, (input, name)) in inputs.iter().zip(&names).enumerate() {
            target = format!("{target}.{name}");
            if index + 1 < inputs.len() && input.wrap.nullable() {
                self.out.open(&format!("if let ::stigg_graphql::Maybe::Value(value) = &mut {target} {{"));
                "value".clone_into(&mut target);
                opened += 1;
            }
        }
        self.out.line(&format!("{target} = ::core::default::Default::default();"));
        (0..opened).for_each(|_| self.out.close("}"));
    }

    /// The Rust names along a path of inputs.
    fn input_names(&self, operation: &Operation, path: &InputPath) -> Vec<String> {
        let inputs = inputs_along(&self.model.program, operation, path).unwrap_or_default();
        let mut siblings = &operation.variables;
        let names = inputs.iter().map(|input| {
            let names = names::distinct(siblings.iter().map(|sibling| sibling.name.as_str()), names::field);
            let name = names[input.name.as_str()].clone();
            if let crate::program::InputType::Object(object) = &input.ty {
                siblings = &self.model.program.inputs[object].fields;
            }
            name
        });
        names.collect()
    }

    /// The way to a response key, through fragments that are always there.
    fn access(&self, ty: Ref, key: &str) -> Option<Access> {
        let structure = self.structure(ty)?;
        let names = self.model.item_names(structure);
        let own = structure.items.iter().zip(&names).find_map(|(item, rust)| match item {
            Item::Field(field) if field.key == key => Some(Access {
                steps: vec![(rust.clone(), field.wrap.nullable() || field.conditional)],
                ty: match (&field.output, &field.wrap) {
                    (Output::Composite(ty), Wrap::Named { .. }) => Some(*ty),
                    _ => None,
                },
            }),
            _ => None,
        });
        own.or_else(|| {
            structure.items.iter().zip(&names).find_map(|(item, rust)| match item {
                Item::Member(member) if !member.conditional => {
                    let mut access = self.access(Ref::Fragment(member.fragment), key)?;
                    access.steps.insert(0, (rust.clone(), false));
                    Some(access)
                }
                _ => None,
            })
        })
    }

    fn access_path(&self, root: Ref, keys: &[String]) -> Option<Access> {
        let mut whole = Access { steps: Vec::new(), ty: Some(root) };
        for key in keys {
            let access = self.access(whole.ty?, key)?;
            whole.steps.extend(access.steps);
            whole.ty = access.ty;
        }
        Some(whole)
    }
}

/// `data.a?.b`, by value; the last step may be missing, too.
fn path_expression(root: &str, steps: &[(String, bool)]) -> String {
    steps
        .iter()
        .fold(root.to_owned(), |path, (name, optional)| format!("{path}.{name}{}", if *optional { "?" } else { "" }))
}

/// The same by reference.
fn by_reference(root: &str, steps: &[(String, bool)]) -> String {
    steps.iter().fold(root.to_owned(), |path, (name, optional)| {
        if *optional { format!("{path}.{name}.as_ref()?") } else { format!("{path}.{name}") }
    })
}
