//! The nodes of connections with fields of their own.

use super::Emitter;
use super::path::{by_reference, by_value};
use super::rust_type::SeenFrom;
use crate::plan::{Absence, Module, Nodes, NodesPlace};

impl Emitter<'_> {
    pub(super) fn nodes(&mut self, module: &Module, name: &str, nodes: &Nodes) {
        let node = nodes.node.seen_from(module);
        let (slots, into_slots) = slots(&nodes.place);
        let iter = "::core::iter::Flatten<::std::vec::IntoIter<::core::option::Option";
        self.out.line("");
        self.out.open(&format!("impl ::stigg_graphql::paging::Nodes for {name} {{"));
        self.out.line(&format!("type Node = {node};"));
        self.out.open("fn slots(&self) -> ::std::vec::Vec<::core::option::Option<&Self::Node>> {");
        self.out.line(&slots);
        self.out.close("}");
        self.out.open("fn into_slots(self) -> ::std::vec::Vec<::core::option::Option<Self::Node>> {");
        self.out.line(&into_slots);
        self.out.close("}");
        self.out.close("}");
        self.out.line("");
        self.out.open(&format!("impl ::core::iter::IntoIterator for {name} {{"));
        self.out.line(&format!("type Item = {node};"));
        self.out.line(&format!("type IntoIter = {iter}<{node}>>>;"));
        self.out.line("fn into_iter(self) -> Self::IntoIter { ::stigg_graphql::paging::Nodes::into_nodes(self) }");
        self.out.close("}");
        self.out.line("");
        self.out.open(&format!("impl<'a> ::core::iter::IntoIterator for &'a {name} {{"));
        self.out.line(&format!("type Item = &'a {node};"));
        self.out.line(&format!("type IntoIter = {iter}<&'a {node}>>>;"));
        self.out.line("fn into_iter(self) -> Self::IntoIter { ::stigg_graphql::paging::Nodes::nodes(self) }");
        self.out.close("}");
    }
}

/// The nodes, nulls among them, by reference and by value.
fn slots(place: &NodesPlace) -> (String, String) {
    let of_list = |list: &str, slot: &str, owned: &str| {
        let collect = |list: &str, slot: &str| {
            format!("{list}.map_or_else(::std::vec::Vec::new, |list| __rt::collect(list, |edge| {slot}))")
        };
        (collect(&format!("self.{list}.as_ref()"), slot), collect(&format!("self.{list}"), owned))
    };
    match place {
        NodesPlace::Fragment { field } => (
            format!("::stigg_graphql::paging::Nodes::slots(&self.{field})"),
            format!("::stigg_graphql::paging::Nodes::into_slots(self.{field})"),
        ),
        NodesPlace::List { field } => of_list(field, "edge.as_ref()", "edge"),
        NodesPlace::Edges { field, node } => {
            let is_reference = node.last().is_some_and(|step| step.absence != Absence::Never);
            let borrow = if is_reference { "" } else { "&" };
            of_list(
                field,
                &format!("::core::option::Option::Some({borrow}{})", by_reference("edge.as_ref()?", node)),
                &format!("::core::option::Option::Some({})", by_value("edge?", node)),
            )
        }
    }
}
