//! How an operation asks for a page, and finds it in the answer.

use super::Emitter;
use super::path::{by_reference, by_value};
use super::rust_type::SeenFrom;
use crate::plan::{Absence, Backward, InputStep, Module, PageBy, PageInfo, PageInfoField, PageNodes, Paging};

impl Emitter<'_> {
    pub(super) fn paging(&mut self, operation: &str, paging: &Paging) {
        self.out.line("");
        self.out.open(&format!("impl ::stigg_graphql::paging::Paged for {operation} {{"));
        self.out.line(&format!("const SETS_PAGE_SIZE: bool = {};", paging.first.is_some()));
        self.page_forward(paging);
        self.out.open(
            "fn page_info(&self, data: &Self::Data) -> ::core::option::Option<::stigg_graphql::paging::PageInfo> {",
        );
        self.page_info(&paging.info);
        self.out.close("}");
        if let PageInfo::Total { total, limit, .. } = &paging.info {
            self.out.open("fn page_count(&self, data: &Self::Data) -> ::core::option::Option<i32> {");
            let (total, limit) = (total_count(total), read(limit));
            self.out.line(&format!("::core::option::Option::Some(__rt::page_count({limit}, {total}))"));
            self.out.close("}");
        }
        self.out.close("}");
        if let Some(nodes) = &paging.nodes {
            self.paginate(operation, nodes);
        }
        if let Ok(backward) = &paging.backward {
            self.paged_backward(operation, paging, backward);
        }
    }

    fn page_forward(&mut self, paging: &Paging) {
        self.out.open("fn page_forward(&mut self, first: ::core::option::Option<i32>, after: ::core::option::Option<::std::string::String>) {");
        self.clear(&paging.backward_inputs.iter().collect::<Vec<_>>());
        if let Some(first) = &paging.first {
            self.set(first, "first");
        }
        match &paging.by {
            PageBy::Cursor { after } => self.set(after, "after"),
            PageBy::Number { page } => {
                self.out.line("let after: ::core::option::Option<i32> = after.and_then(|page| page.parse().ok());");
                self.set(page, "after");
            }
        }
        self.out.close("}");
    }

    fn paged_backward(&mut self, operation: &str, paging: &Paging, backward: &Backward) {
        self.out.line("");
        self.out.open(&format!("impl ::stigg_graphql::paging::PagedBackward for {operation} {{"));
        self.out.open("fn page_backward(&mut self, last: ::core::option::Option<i32>, before: ::core::option::Option<::std::string::String>) {");
        let after = match &paging.by {
            PageBy::Cursor { after } => Some(after),
            PageBy::Number { .. } => None,
        };
        self.clear(&paging.first.iter().chain(after).collect::<Vec<_>>());
        self.set(&backward.last, "last");
        self.set(&backward.before, "before");
        self.out.close("}");
        self.out.close("}");
    }

    fn paginate(&mut self, operation: &str, nodes: &PageNodes) {
        self.out.line("");
        self.out.open(&format!("impl ::stigg_graphql::Paginate for {operation} {{"));
        self.out.line(&format!("type Node = {};", nodes.node.seen_from(&Module::Root)));
        self.out.open("fn into_nodes(data: Self::Data) -> ::std::vec::Vec<::core::option::Option<Self::Node>> {");
        let connection = by_value("data", &nodes.connection);
        self.out.line(&format!("let connection = (move || ::core::option::Option::Some({connection}))();"));
        self.out.line("connection.map_or_else(::std::vec::Vec::new, ::stigg_graphql::paging::Nodes::into_slots)");
        self.out.close("}");
        self.out.close("}");
    }

    fn page_info(&mut self, info: &PageInfo) {
        match info {
            PageInfo::Runtime(steps) => {
                let info = by_reference("data", steps);
                self.out.line(&format!("::core::option::Option::Some(::core::clone::Clone::clone({info}))"));
            }
            PageInfo::Fields(fields) => {
                let fields = fields.iter().map(|(rust, field)| format!("{rust}: {}", page_info_field(field.as_ref())));
                let fields: Vec<_> = fields.collect();
                self.out.line(&format!(
                    "::core::option::Option::Some(::stigg_graphql::paging::PageInfo {{ {} }})",
                    fields.join(", ")
                ));
            }
            PageInfo::Total { total, page, limit } => {
                let (page, limit, total) = (read(page), read(limit), total_count(total));
                self.out.line(&format!("::core::option::Option::Some(__rt::page_of_number({page}, {limit}, {total}))"));
            }
        }
    }

    /// Sets what a path leads to, if there is something to set.
    fn set(&mut self, path: &[InputStep], value: &str) {
        let (last, above) = split(path);
        let mut target = "self".to_owned();
        for step in above {
            let insert = if step.nullable { ".get_or_insert_default()" } else { "" };
            target = format!("{target}.{}{insert}", step.field);
        }
        self.out.line(&format!("__rt::set!({value} => {target}.{});", last.field));
    }

    /// Takes away what paths lead to, where it is set; what is required stays.
    fn clear(&mut self, paths: &[&Vec<InputStep>]) {
        let paths = paths.iter().map(|path| split(path)).filter(|(last, _)| !last.required);
        let paths: Vec<_> = paths.collect();
        let same = |one: &(&InputStep, &[InputStep]), other: &(&InputStep, &[InputStep])| {
            one.1.iter().map(|step| &step.field).eq(other.1.iter().map(|step| &step.field))
        };
        for beside in paths.chunk_by(same) {
            let fields: Vec<&str> = beside.iter().map(|(last, _)| last.field.as_str()).collect();
            self.clear_fields(beside[0].1, &fields);
        }
    }

    /// Takes away fields of what a path leads to, where it is set.
    fn clear_fields(&mut self, above: &[InputStep], fields: &[&str]) {
        let mut target = "self".to_owned();
        let mut opened = 0;
        for step in above {
            target = format!("{target}.{}", step.field);
            if step.nullable {
                self.out.open(&format!("if let ::stigg_graphql::Maybe::Value(value) = &mut {target} {{"));
                "value".clone_into(&mut target);
                opened += 1;
            }
        }
        for field in fields {
            self.out.line(&format!("{target}.{field} = __rt::absent();"));
        }
        (0..opened).for_each(|_| self.out.close("}"));
    }
}

/// The number of all items.
fn total_count(total: &PageInfoField) -> String {
    by_value(&by_reference("data", &total.above), std::slice::from_ref(&total.field))
}

/// A field of the runtime's page info.
fn page_info_field(found: Option<&PageInfoField>) -> String {
    let Some(PageInfoField { field, above }) = found else { return "::stigg_graphql::Maybe::Absent".to_owned() };
    let value = format!("::core::clone::Clone::clone(&{}.{})", by_reference("data", above), field.field);
    match field.absence {
        Absence::Never => format!("::stigg_graphql::Maybe::Value({value})"),
        Absence::Option => format!("{value}.map_or(::stigg_graphql::Maybe::Null, ::stigg_graphql::Maybe::Value)"),
        Absence::Maybe => value,
    }
}

/// The value at the end of a path, if it is set.
fn read(path: &[InputStep]) -> String {
    let (last, above) = split(path);
    let mut value = "self".to_owned();
    let mut opened = 0;
    for step in above {
        value = format!("{value}.{}", step.field);
        if step.nullable {
            value.push_str(".value().and_then(|value| value");
            opened += 1;
        }
    }
    let copied = if last.nullable { ".value().copied()" } else { "" };
    format!("{value}.{}{copied}{}", last.field, ")".repeat(opened))
}

/// The last step of a path, and those above it.
///
/// # Panics
///
/// When the path is empty, though one begins with a variable.
fn split(path: &[InputStep]) -> (&InputStep, &[InputStep]) {
    path.split_last().expect("an input path begins with a variable")
}
