//! Response types that are structs, and how they are written back as JSON.

use super::rust_type::SeenFrom;
use super::{Emitter, RUNTIME};
use crate::plan::{Module, ResponseModule, ResponseType, Selection, Shape, Struct, View};

impl Emitter<'_> {
    /// What stands in a module of response types.
    pub(super) fn response_module(&mut self, module: &ResponseModule<'_>) {
        self.out.line(RUNTIME);
        for ty in &module.types {
            self.out.line("");
            self.type_doc(ty);
            self.response_type(ty);
        }
        for merged in &module.merged {
            self.merged_object(merged);
        }
        for record in &module.records {
            self.record(record);
        }
    }

    fn type_doc(&mut self, ty: &ResponseType<'_>) {
        if ty.response_path.is_empty() {
            self.out.doc("The `data` of the answer.");
        } else {
            self.out.doc(&format!("`{}`: what is selected on `{}`.", ty.response_path.join("."), ty.on));
        }
    }

    /// A type with all that belongs to it, but its documentation.
    pub(super) fn response_type(&mut self, ty: &ResponseType<'_>) {
        let (module, name) = (&ty.path.module, &ty.path.name);
        match &ty.shape {
            Shape::Struct(structure) => {
                self.struct_definition(module, name, structure);
                self.encode_struct(name, structure);
                self.views(module, name, structure);
                if let Some(nodes) = &structure.nodes {
                    self.nodes(module, name, nodes);
                }
            }
            Shape::Variants(variants) => {
                self.variants_definition(module, name, variants);
                self.encode_variants(name, variants);
            }
        }
        self.out.line(&format!("__rt::serialize_object!({name});"));
        for record in &ty.records {
            self.record(record);
        }
        self.decoding(module, name, &ty.decoding);
        self.out.line(&format!("__rt::deserialize_kind!({name});"));
    }

    fn struct_definition(&mut self, module: &Module, name: &str, structure: &Struct<'_>) {
        self.derive(&[]);
        self.out.open(&format!("pub struct {name} {{"));
        for field in &structure.fields {
            match &field.selection {
                Selection::Field { parent, name, graphql, description, deprecated, .. } => {
                    self.out.doc(&format!("`{parent}.{name}: {graphql}`"));
                    self.out.description(*description);
                    self.out.deprecated(*deprecated);
                }
                Selection::Spread { fragment } => self.out.doc(&format!("What `...{fragment}` selects.")),
            }
            self.out.line(&format!("pub {}: {},", field.name, field.ty.seen_from(module)));
        }
        self.out.close("}");
    }

    fn encode_struct(&mut self, name: &str, structure: &Struct<'_>) {
        let is_merged = structure.writes_merged;
        self.out.line("");
        self.out.open(&format!("impl __rt::Encode for {name} {{"));
        self.out.open(
            "fn encode<__M: __rt::SerializeMap>(&self, map: &mut __M) -> ::core::result::Result<(), __M::Error> {",
        );
        if is_merged {
            self.out.line("let mut merged = <__rt::Merged as ::core::default::Default>::default();");
        }
        let view = |value: &str| {
            if is_merged { format!("merged.view({value})?") } else { format!("__rt::Encode::encode({value}, map)?") }
        };
        for field in &structure.fields {
            let name = &field.name;
            self.out.line(&match (&field.selection, field.conditional, is_merged) {
                (Selection::Field { key, .. }, true, true) => {
                    format!("merged.optional({key:?}, self.{name}.as_ref())?;")
                }
                (Selection::Field { key, .. }, true, false) => {
                    format!("__rt::encode_optional(map, {key:?}, self.{name}.as_ref())?;")
                }
                (Selection::Field { key, .. }, false, true) => format!("merged.field({key:?}, &self.{name})?;"),
                (Selection::Field { key, .. }, false, false) => format!("map.serialize_entry({key:?}, &self.{name})?;"),
                (Selection::Spread { .. }, true, _) => {
                    format!("if let ::core::option::Option::Some(view) = &self.{name} {{ {} }}", view("view"))
                }
                (Selection::Spread { .. }, false, _) => format!("{};", view(&format!("&self.{name}"))),
            });
        }
        self.out.line(if is_merged { "merged.encode(map)" } else { "::core::result::Result::Ok(())" });
        self.out.close("}");
        self.out.close("}");
    }

    fn views(&mut self, module: &Module, name: &str, structure: &Struct<'_>) {
        for View { ty, field } in &structure.views {
            let ty = ty.seen_from(module);
            self.out.line("");
            self.out.open(&format!("impl ::core::convert::AsRef<{ty}> for {name} {{"));
            self.out.line(&format!("fn as_ref(&self) -> &{ty} {{ &self.{field} }}"));
            self.out.close("}");
        }
        if let Some(View { ty, field }) = &structure.deref {
            let ty = ty.seen_from(module);
            self.out.line("");
            self.out.open(&format!("impl ::core::ops::Deref for {name} {{"));
            self.out.line(&format!("type Target = {ty};"));
            self.out.line(&format!("fn deref(&self) -> &{ty} {{ &self.{field} }}"));
            self.out.close("}");
        }
    }
}
