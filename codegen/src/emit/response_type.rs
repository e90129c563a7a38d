//! Response types that are structs, and how they are written back as JSON.

use super::rust_type::SeenFrom;
use super::{Emitter, RUNTIME};
use crate::config::TypeKind;
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
                self.views(module, name, structure);
                if !self.object(ty, structure) {
                    self.encode_struct(name, structure);
                    self.records(ty);
                }
                if let Some(nodes) = &structure.nodes {
                    self.nodes(module, name, nodes);
                }
            }
            Shape::Variants(variants) => {
                self.variants_definition(module, name, variants);
                self.encode_variants(name, variants);
                self.records(ty);
            }
        }
    }

    /// What decodes a type that no list describes.
    fn records(&mut self, ty: &ResponseType<'_>) {
        for record in &ty.records {
            self.record(record);
        }
        self.decoding(&ty.path.module, &ty.path.name, &ty.decoding);
        self.out.line(&format!("__rt::deserialize_kind!({});", ty.path.name));
    }

    fn struct_definition(&mut self, module: &Module, name: &str, structure: &Struct<'_>) {
        self.derive(TypeKind::Response, module, name, &[]);
        self.out.open(&format!("pub struct {name} {{"));
        for field in &structure.fields {
            match &field.selection {
                Selection::Field { parent, name, graphql, description, deprecated, .. } => {
                    self.out.doc(&format!("`{parent}.{name}: {graphql}`"));
                    self.out.description(*description);
                    self.out.deprecated(*deprecated);
                }
                Selection::Spread { fragment } => {
                    let is_sole = structure.deref.as_ref().is_some_and(|view| view.field == field.name);
                    let also = if is_sole { " The struct derefs to it; by value it is this field." } else { "" };
                    self.out.doc(&format!("What `...{fragment}` selects.{also}"));
                }
            }
            self.out.line(&format!("pub {}: {},", field.name, field.ty.seen_from(module)));
        }
        self.out.close("}");
    }

    fn views(&mut self, module: &Module, name: &str, structure: &Struct<'_>) {
        let view = |View { ty, field }: &View| format!("{field} {}", ty.seen_from(module));
        if let Some(sole) = &structure.deref {
            self.out.line(&format!("__rt::deref! {{ {name}: {} }}", view(sole)));
        } else if !structure.views.is_empty() {
            let views: Vec<_> = structure.views.iter().map(view).collect();
            self.out.list(&format!("__rt::as_ref! {{ {name}:"), &views, "}");
        }
    }
}
