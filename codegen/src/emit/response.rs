//! Response types: structs, enums over concrete types, and how they are written back as JSON.

use std::collections::BTreeSet;

use super::{Emitter, doc, literal};
use crate::plan::{Place, Route};
use crate::program::{Enum, Field, Fragment, Item, Ref, Role, Shape, Struct, Type};
use crate::way::{self, Nodes, Step};

/// Whether a value writes `__typename` when it is encoded.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Writes {
    Never,
    /// Unless `@skip` or `@include` leave out what does.
    Sometimes,
    Always,
}

impl Emitter<'_> {
    /// The type of a fragment.
    pub(super) fn fragment(&mut self, index: usize) {
        let root = self.model.program.fragments[index].root;
        let is_own =
            self.structure(root).is_none_or(|structure| matches!(structure.role, Role::Own | Role::OwnConnection));
        if let (Ref::Local { .. }, true) = (root, is_own) {
            self.response_type(root);
            return;
        }
        // It has the type of another fragment or of the runtime.
        let ty = match root {
            Ref::Fragment(_) => self.type_path(Place::Fragments, root),
            Ref::Local { .. } => {
                let structure = self.structure(root);
                structure.and_then(|structure| self.runtime_type(Place::Fragments, structure)).unwrap_or_default()
            }
        };
        let fragment = &self.model.program.fragments[index];
        self.out.line("");
        self.fragment_doc(fragment);
        self.out.line(&format!("pub type {} = {ty};", self.model.fragments[index].ty));
    }

    /// A type with all that belongs to it.
    pub(super) fn response_type(&mut self, ty: Ref) {
        let (_, definition) = self.model.program.resolve(ty);
        let place = self.model.place(ty);
        let name = self.model.type_name(ty).to_owned();
        match &definition.shape {
            Shape::Struct(structure) if matches!(structure.role, Role::Own | Role::OwnConnection) => {
                self.out.line("");
                self.type_doc(ty, definition);
                self.struct_definition(place, &name, structure);
                self.encode_struct(ty, &name, structure);
                self.views(&name, place, structure);
                if structure.role == Role::OwnConnection {
                    self.nodes(ty, place, &name);
                }
            }
            Shape::Struct(_) => return,
            Shape::Enum(variants) => {
                self.out.line("");
                self.type_doc(ty, definition);
                self.enum_definition(place, &name, ty, variants);
            }
        }
        self.out.line(&format!("__rt::serialize_object!({name});"));
        self.decode(ty, place, &name);
    }

    fn type_doc(&mut self, ty: Ref, definition: &Type) {
        // The first modules are those of the fragments.
        let fragment = match ty {
            Ref::Local { module, .. } => {
                self.model.program.fragments.get(module).filter(|fragment| fragment.root == ty)
            }
            Ref::Fragment(_) => None,
        };
        match fragment {
            Some(fragment) => self.fragment_doc(fragment),
            None if definition.path.is_empty() => self.out.doc("The `data` of the answer."),
            None => self.out.doc(&format!("`{}`: what is selected on `{}`.", definition.path.join("."), definition.on)),
        }
    }

    pub(super) fn derive(&mut self, traits: &str) {
        let extra: String = self.config.derives.iter().map(|path| format!(", {path}")).collect();
        self.out.line(&format!("#[derive({traits}{extra})]"));
    }

    pub(super) fn deprecated(&mut self, reason: Option<&str>) {
        if let Some(reason) = reason {
            // rustdoc reads the note as Markdown, and rustc shows it in warnings.
            let note = literal::string(&doc::line(reason));
            self.out.line(&format!("#[deprecated(note = {note})]"));
        }
    }

    fn struct_definition(&mut self, place: Place, name: &str, structure: &Struct) {
        self.derive("::core::fmt::Debug, ::core::clone::Clone, ::core::cmp::PartialEq");
        self.out.open(&format!("pub struct {name} {{"));
        for (item, rust) in structure.items.iter().zip(self.model.item_names(structure)) {
            match item {
                Item::Field(field) => {
                    self.field_doc(field);
                    let ty = self.field_type(place, field);
                    self.out.line(&format!("pub {rust}: {ty},"));
                }
                Item::Member(member) => {
                    let fragment = &self.model.program.fragments[member.fragment];
                    self.out.doc(&format!("What `...{}` selects.", fragment.name));
                    let ty = self.type_path(place, Ref::Fragment(member.fragment));
                    let ty = if member.conditional { super::rust::option(&ty) } else { ty };
                    self.out.line(&format!("pub {rust}: {ty},"));
                }
            }
        }
        self.out.close("}");
    }

    fn fragment_doc(&mut self, fragment: &Fragment) {
        let Fragment { name, on, source, description, .. } = fragment;
        self.out.doc(&format!("The fragment `{name}` on `{on}`, from {}.", doc::code(source)));
        self.out.description(description.as_deref());
    }

    fn field_doc(&mut self, field: &Field) {
        self.out.doc(&format!("`{}: {}`", field.coordinate, field.graphql));
        self.out.description(field.description.as_deref());
        self.deprecated(field.deprecated.as_deref());
    }

    fn encode_struct(&mut self, ty: Ref, name: &str, structure: &Struct) {
        let names = self.model.item_names(structure);
        // If any key is shared, the views are put together before they are written.
        let decoding = self.model.records.decoding(ty);
        let shares = decoding.cases.iter().any(|(_, record, _)| {
            self.model.records.all[*record].keys.values().any(|route| matches!(route, Route::Shared { .. }))
        });
        let typenames = structure.items.iter().filter(|item| self.item_writes_typename(item) != Writes::Never);
        let shares = shares || typenames.count() > 1;
        self.out.line("");
        self.out.open(&format!("impl __rt::Encode for {name} {{"));
        self.out.open(
            "fn encode<__M: __rt::SerializeMap>(&self, map: &mut __M) -> ::core::result::Result<(), __M::Error> {",
        );
        if shares {
            self.out.line("let mut merged = <__rt::Merged as ::core::default::Default>::default();");
        }
        for (item, rust) in structure.items.iter().zip(&names) {
            let line = match item {
                Item::Field(field) if field.conditional && shares => {
                    format!("merged.optional({:?}, self.{rust}.as_ref())?;", field.key)
                }
                Item::Field(field) if field.conditional => {
                    format!("__rt::encode_optional(map, {:?}, self.{rust}.as_ref())?;", field.key)
                }
                Item::Field(field) if shares => format!("merged.field({:?}, &self.{rust})?;", field.key),
                Item::Field(field) => format!("map.serialize_entry({:?}, &self.{rust})?;", field.key),
                Item::Member(member) => {
                    let write = |value: &str| {
                        if shares {
                            format!("merged.view({value})?")
                        } else {
                            format!("__rt::Encode::encode({value}, map)?")
                        }
                    };
                    if member.conditional {
                        format!("if let ::core::option::Option::Some(view) = &self.{rust} {{ {} }}", write("view"))
                    } else {
                        format!("{};", write(&format!("&self.{rust}")))
                    }
                }
            };
            self.out.line(&line);
        }
        self.out.line(if shares { "merged.encode(map)" } else { "::core::result::Result::Ok(())" });
        self.out.close("}");
        self.out.close("}");
    }

    /// A struct with one fragment derefs to it; with several, it is `AsRef` of each.
    fn views(&mut self, name: &str, place: Place, structure: &Struct) {
        let names = self.model.item_names(structure);
        let members = structure.items.iter().zip(&names).filter_map(|(item, rust)| match item {
            Item::Member(member) if !member.conditional => Some((*member, rust.clone())),
            _ => None,
        });
        let members: Vec<_> = members.collect();
        let mut seen = BTreeSet::new();
        for (member, rust) in &members {
            let ty = self.type_path(place, Ref::Fragment(member.fragment));
            // Two fragments may have one type, when one is nothing but the other, or both are a connection of one node.
            if !seen.insert(self.type_path(place, self.model.program.resolve(Ref::Fragment(member.fragment)).0)) {
                continue;
            }
            self.out.line("");
            self.out.open(&format!("impl ::core::convert::AsRef<{ty}> for {name} {{"));
            self.out.line(&format!("fn as_ref(&self) -> &{ty} {{ &self.{rust} }}"));
            self.out.close("}");
        }
        if let [(member, rust)] = &members[..] {
            let ty = self.type_path(place, Ref::Fragment(member.fragment));
            self.out.line("");
            self.out.open(&format!("impl ::core::ops::Deref for {name} {{"));
            self.out.line(&format!("type Target = {ty};"));
            self.out.line(&format!("fn deref(&self) -> &{ty} {{ &self.{rust} }}"));
            self.out.close("}");
        }
    }

    fn enum_definition(&mut self, place: Place, name: &str, ty: Ref, variants: &Enum) {
        let names = self.model.variants(ty);
        self.derive("::core::fmt::Debug, ::core::clone::Clone, ::core::cmp::PartialEq");
        self.out.line("#[non_exhaustive]");
        self.out.open(&format!("pub enum {name} {{"));
        for (variant, payload) in &variants.variants {
            self.out.doc(&format!("A `{variant}`."));
            let payload = self.type_path(place, *payload);
            self.out.line(&format!("{}({payload}),", names.of(Some(variant))));
        }
        self.out.doc("Any other type, also one that the schema did not have when this was generated.");
        let payload = self.type_path(place, variants.other);
        self.out.line(&format!("{}({payload}),", names.other));
        self.out.close("}");

        self.out.line("");
        self.out.open(&format!("impl __rt::Encode for {name} {{"));
        self.out.open(
            "fn encode<__M: __rt::SerializeMap>(&self, map: &mut __M) -> ::core::result::Result<(), __M::Error> {",
        );
        self.out.open("match self {");
        for (variant, payload) in &variants.variants {
            let rust = &names.of(Some(variant));
            self.out.open(&format!("Self::{rust}(value) => {{"));
            match self.writes_typename(*payload) {
                Writes::Always => self.out.line("__rt::Encode::encode(value, map)"),
                Writes::Never => {
                    self.out.line(&format!("map.serialize_entry(\"__typename\", {variant:?})?;"));
                    self.out.line("__rt::Encode::encode(value, map)");
                }
                Writes::Sometimes => {
                    self.out.line("let mut merged = <__rt::Merged as ::core::default::Default>::default();");
                    self.out.line(&format!("merged.field(\"__typename\", {variant:?})?;"));
                    self.out.line("merged.view(value)?;");
                    self.out.line("merged.encode(map)");
                }
            }
            self.out.close("}");
        }
        self.out.line(&format!("Self::{}(value) => __rt::Encode::encode(value, map),", names.other));
        self.out.close("}");
        self.out.close("}");
        self.out.close("}");
    }

    /// Whether a value writes its `__typename`, because it is an enum or selects it.
    fn writes_typename(&self, ty: Ref) -> Writes {
        match &self.model.program.resolve(ty).1.shape {
            Shape::Enum(variants) => match self.writes_typename(variants.other) {
                Writes::Always => Writes::Always,
                Writes::Never | Writes::Sometimes => Writes::Sometimes,
            },
            Shape::Struct(structure) => {
                let items = structure.items.iter().map(|item| self.item_writes_typename(item));
                items.max().unwrap_or(Writes::Never)
            }
        }
    }

    fn item_writes_typename(&self, item: &Item) -> Writes {
        let (writes, conditional) = match item {
            Item::Field(field) if field.key == "__typename" => (Writes::Always, field.conditional),
            Item::Field(_) => (Writes::Never, false),
            Item::Member(member) => (self.writes_typename(Ref::Fragment(member.fragment)), member.conditional),
        };
        if conditional { writes.min(Writes::Sometimes) } else { writes }
    }

    /// The nodes of a connection with fields of its own.
    fn nodes(&mut self, ty: Ref, place: Place, name: &str) {
        let program = &self.model.program;
        let (Some(nodes), Some(node_type)) = (way::nodes(program, ty), self.node_type(place, ty)) else { return };
        let of_list = |list: &Step<'_>, slot: &str, owned: &str| {
            let list = &self.model.item_names(list.structure)[list.item];
            let collect = |list: &str, slot: &str| {
                format!("{list}.map_or_else(::std::vec::Vec::new, |list| __rt::collect(list, |edge| {slot}))")
            };
            (collect(&format!("self.{list}.as_ref()"), slot), collect(&format!("self.{list}"), owned))
        };
        let (slots, into_slots) = match &nodes {
            Nodes::Runtime => return,
            Nodes::Fragment { member, .. } => {
                let member = &self.model.item_names(member.structure)[member.item];
                (
                    format!("::stigg_graphql::paging::Nodes::slots(&self.{member})"),
                    format!("::stigg_graphql::paging::Nodes::into_slots(self.{member})"),
                )
            }
            Nodes::List { list, .. } => of_list(list, "edge.as_ref()", "edge"),
            Nodes::Edges { list, node } => {
                let by_reference = self.by_reference("edge.as_ref()?", &node.steps);
                let by_value = self.by_value("edge?", &node.steps);
                let borrow = if node.steps.last().is_some_and(|step| self.may_miss(step)) { "" } else { "&" };
                of_list(
                    list,
                    &format!("::core::option::Option::Some({borrow}{by_reference})"),
                    &format!("::core::option::Option::Some({by_value})"),
                )
            }
        };
        let iter = "::core::iter::Flatten<::std::vec::IntoIter<::core::option::Option";
        self.out.line("");
        self.out.open(&format!("impl ::stigg_graphql::paging::Nodes for {name} {{"));
        self.out.line(&format!("type Node = {node_type};"));
        self.out.open("fn slots(&self) -> ::std::vec::Vec<::core::option::Option<&Self::Node>> {");
        self.out.line(&slots);
        self.out.close("}");
        self.out.open("fn into_slots(self) -> ::std::vec::Vec<::core::option::Option<Self::Node>> {");
        self.out.line(&into_slots);
        self.out.close("}");
        self.out.close("}");
        self.out.line("");
        self.out.open(&format!("impl ::core::iter::IntoIterator for {name} {{"));
        self.out.line(&format!("type Item = {node_type};"));
        self.out.line(&format!("type IntoIter = {iter}<{node_type}>>>;"));
        self.out.line("fn into_iter(self) -> Self::IntoIter { ::stigg_graphql::paging::Nodes::into_nodes(self) }");
        self.out.close("}");
        self.out.line("");
        self.out.open(&format!("impl<'a> ::core::iter::IntoIterator for &'a {name} {{"));
        self.out.line(&format!("type Item = &'a {node_type};"));
        self.out.line(&format!("type IntoIter = {iter}<&'a {node_type}>>>;"));
        self.out.line("fn into_iter(self) -> Self::IntoIter { ::stigg_graphql::paging::Nodes::nodes(self) }");
        self.out.close("}");
    }
}
