//! How an operation asks for a page, and finds it in the answer.

use super::Emitter;
use crate::lower::paging::inputs_along;
use crate::names;
use crate::program::{Field, Input, InputPath, Item, Operation, PageBy, Paging, Ref, Role, Wrap};
use crate::way::{self, Nodes, Step, Way};

/// What stands between a struct and the value of a field.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Missing {
    Never,
    Option,
    Maybe,
}

impl Emitter<'_> {
    pub(super) fn paging(&mut self, operation: &Operation, ty: &str, paging: &Paging) {
        let holder: Vec<&str> = paging.holder.iter().map(String::as_str).collect();
        self.out.line("");
        self.out.open(&format!("impl ::stigg_graphql::paging::Paged for {ty} {{"));
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
        self.out.open(
            "fn page_info(&self, data: &Self::Data) -> ::core::option::Option<::stigg_graphql::paging::PageInfo> {",
        );
        match &paging.by {
            PageBy::Cursor { .. } => self.page_info(operation.data, &holder),
            PageBy::Number { page } => self.page_number(operation, &holder, page, paging.first.as_ref()),
        }
        self.out.close("}");
        self.out.close("}");

        if paging.nodes.is_ok() {
            self.paginate(operation.data, ty, &holder);
        }
        if let (Ok(()), Some(last), Some(before)) = (&paging.backward, &paging.last, &paging.before) {
            self.out.line("");
            self.out.open(&format!("impl ::stigg_graphql::paging::PagedBackward for {ty} {{"));
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

    fn paginate(&mut self, data: Ref, ty: &str, holder: &[&str]) {
        let program = &self.model.program;
        let has_nodes = |way: &Way<'_>| way.object().is_some_and(|ty| way::nodes(program, ty).is_some());
        let Some(way) = way::ways(program, data, holder).into_iter().find(has_nodes) else { return };
        let Some(node) = way.object().and_then(|ty| self.node_type(crate::plan::Place::Root, ty)) else { return };
        self.out.line("");
        self.out.open(&format!("impl ::stigg_graphql::Paginate for {ty} {{"));
        self.out.line(&format!("type Node = {node};"));
        self.out.open("fn into_nodes(data: Self::Data) -> ::std::vec::Vec<::core::option::Option<Self::Node>> {");
        let value = self.by_value("data", &way.steps);
        self.out.line(&format!("let holder = (move || ::core::option::Option::Some({value}))();"));
        self.out.line("holder.map_or_else(::std::vec::Vec::new, ::stigg_graphql::paging::Nodes::into_slots)");
        self.out.close("}");
        self.out.close("}");
    }

    /// The type of a connection's nodes.
    pub(super) fn node_type(&self, place: crate::plan::Place, ty: Ref) -> Option<String> {
        let program = &self.model.program;
        let field = match way::nodes(program, ty)? {
            Nodes::Runtime => return self.runtime_node_type(place, self.structure(ty)?),
            Nodes::Fragment { ty, .. } => return self.node_type(place, ty),
            Nodes::Edges { node, .. } => node.field,
            Nodes::List { field, .. } => field,
        };
        let node = Field { wrap: Wrap::Named { nullable: false }, ..field.clone() };
        Some(self.field_type(place, &node))
    }

    fn page_info(&mut self, data: Ref, holder: &[&str]) {
        let program = &self.model.program;
        let keys = |below: &[&'static str]| holder.iter().copied().chain(below.iter().copied()).collect::<Vec<&str>>();
        let infos = way::ways(program, data, &keys(&["pageInfo"]));
        if let [info] = &infos[..]
            && let Some(structure) = info.object().and_then(|ty| self.structure(ty))
            && structure.role == Role::PageInfo
        {
            let value = self.by_reference("data", &info.steps);
            self.out.line(&format!("::core::option::Option::Some(::core::clone::Clone::clone({value}))"));
            return;
        }
        let fields = [
            ("has_next_page", "hasNextPage"),
            ("has_previous_page", "hasPreviousPage"),
            ("start_cursor", "startCursor"),
            ("end_cursor", "endCursor"),
        ];
        let fields = fields.map(|(rust, key)| {
            let ways = way::ways(program, data, &keys(&["pageInfo", key]));
            let Some((last, above)) = ways.first().and_then(|way| way.steps.split_last()) else {
                return format!("{rust}: ::stigg_graphql::Maybe::Absent");
            };
            let (name, missing) = self.step(last);
            let value = format!("::core::clone::Clone::clone(&{}.{name})", self.by_reference("data", above));
            match missing {
                Missing::Never => format!("{rust}: ::stigg_graphql::Maybe::Value({value})"),
                Missing::Option => {
                    format!("{rust}: {value}.map_or(::stigg_graphql::Maybe::Null, ::stigg_graphql::Maybe::Value)")
                }
                Missing::Maybe => format!("{rust}: {value}"),
            }
        });
        self.out.line(&format!(
            "::core::option::Option::Some(::stigg_graphql::paging::PageInfo {{ {} }})",
            fields.join(", ")
        ));
    }

    fn page_number(&mut self, operation: &Operation, holder: &[&str], page: &InputPath, limit: Option<&InputPath>) {
        let keys: Vec<&str> = holder.iter().copied().chain(["totalCount"]).collect();
        let ways = way::ways(&self.model.program, operation.data, &keys);
        let (Some((total, above)), Some(limit)) = (ways.first().and_then(|way| way.steps.split_last()), limit) else {
            return;
        };
        let holder = self.by_reference("data", above);
        self.out.line(&format!("let total: i32 = {};", self.by_value(&holder, std::slice::from_ref(total))));
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

    fn step(&self, step: &Step<'_>) -> (String, Missing) {
        let name = self.model.item_names(step.structure).swap_remove(step.item);
        let missing = match (&step.structure.items[step.item], step.structure.role) {
            (Item::Field(field), Role::Edge) if field.key == "node" => Missing::Option,
            (Item::Field(_), Role::Connection | Role::Edge | Role::PageInfo) => Missing::Maybe,
            (Item::Field(field), _) if field.wrap.nullable() => Missing::Option,
            (Item::Member(_) | Item::Field(_), _) => Missing::Never,
        };
        (name, missing)
    }

    /// `data.a?.b`, by value; the last step may be missing, too.
    pub(super) fn by_value(&self, root: &str, steps: &[Step<'_>]) -> String {
        steps.iter().fold(root.to_owned(), |path, step| match self.step(step) {
            (name, Missing::Never) => format!("{path}.{name}"),
            (name, Missing::Option) => format!("{path}.{name}?"),
            (name, Missing::Maybe) => format!("{path}.{name}.into_value()?"),
        })
    }

    /// The same by reference, as far as there is something to take a reference of.
    pub(super) fn by_reference(&self, root: &str, steps: &[Step<'_>]) -> String {
        steps.iter().fold(root.to_owned(), |path, step| match self.step(step) {
            (name, Missing::Never) => format!("{path}.{name}"),
            (name, Missing::Option) => format!("{path}.{name}.as_ref()?"),
            (name, Missing::Maybe) => format!("{path}.{name}.value()?"),
        })
    }

    /// Whether a step leads to something that may be missing.
    pub(super) fn may_miss(&self, step: &Step<'_>) -> bool {
        self.step(step).1 != Missing::Never
    }
}
