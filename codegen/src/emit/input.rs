//! Input objects and variables.

use super::rust_type::SeenFrom;
use super::{Emitter, doc};
use crate::config::TypeKind;
use crate::plan::{Argument, InputField, InputObject, InputShape, Module, Presence};

impl Emitter<'_> {
    pub(super) fn input_objects(&mut self, objects: &[&InputObject<'_>]) {
        for object in objects {
            match object.shared {
                Some(module) => self.out.line(&format!("pub use {module}::{};", object.path.name)),
                None => self.input_object(object),
            }
        }
    }

    fn input_object(&mut self, object: &InputObject<'_>) {
        self.out.line("");
        self.out.doc(&match &object.shape {
            InputShape::Struct(fields) if fields.iter().any(InputField::is_required) => {
                format!("The input `{}`; [`new`](Self::new) takes what is required.", object.graphql)
            }
            InputShape::Struct(_) => format!("The input `{}`, of which nothing is required.", object.graphql),
            InputShape::OneOf(_) => format!("The input `{}`: exactly one of its fields is sent.", object.graphql),
        });
        self.out.description(object.description);
        match &object.shape {
            InputShape::Struct(fields) => self.inputs(&object.path.module, &object.path.name, fields),
            InputShape::OneOf(variants) => self.one_of(&object.path.module, &object.path.name, variants),
        }
    }

    /// A struct of variables or input fields, with its constructor and its JSON.
    pub(super) fn inputs(&mut self, module: &Module, name: &str, fields: &[InputField<'_>]) {
        let is_default = !fields.iter().any(InputField::is_required);
        let besides: &[_] = if is_default { &["::core::default::Default"] } else { &[] };
        self.derive(TypeKind::Input, module, name, besides);
        if fields.is_empty() {
            self.out.line(&format!("pub struct {name};"));
        } else {
            self.out.open(&format!("pub struct {name} {{"));
            for field in fields {
                self.input_doc(field);
                self.out.line(&format!("pub {}: {},", field.name, field.ty().seen_from(module)));
            }
            self.out.close("}");
        }
        if !is_default {
            self.constructor(module, name, fields);
        }
        self.encode_inputs(name, fields);
    }

    fn constructor(&mut self, module: &Module, name: &str, fields: &[InputField<'_>]) {
        self.out.line("");
        self.out.open(&format!("impl {name} {{"));
        self.out.doc("With what is required; everything else is [left out](::stigg_graphql::Maybe#in-inputs).");
        let arguments = fields.iter().filter_map(|field| match &field.presence {
            Presence::Required(Argument::Into(ty)) => {
                Some(format!("{}: impl ::core::convert::Into<{}>", field.name, ty.seen_from(module)))
            }
            Presence::Required(Argument::Value(ty) | Argument::Boxed(ty) | Argument::Sealed(ty)) => {
                Some(format!("{}: {}", field.name, ty.seen_from(module)))
            }
            Presence::Optional | Presence::Nullable => None,
        });
        let arguments: Vec<_> = arguments.collect();
        self.out.line("#[must_use]");
        self.out.list("pub fn new(", &arguments, ") -> Self {");
        self.out.indent();
        let values = fields.iter().map(|InputField { name, presence, .. }| match presence {
            Presence::Required(Argument::Into(_)) => format!("{name}: __rt::into({name})"),
            Presence::Required(Argument::Value(_)) => name.clone(),
            Presence::Required(Argument::Boxed(_)) => format!("{name}: ::std::boxed::Box::new({name})"),
            Presence::Required(Argument::Sealed(_)) => {
                format!("{name}: ::stigg_graphql::operation::Sealed::new({name})")
            }
            Presence::Optional | Presence::Nullable => format!("{name}: __rt::absent()"),
        });
        let values: Vec<_> = values.collect();
        self.out.list("Self {", &values, "}");
        self.out.close("}");
        self.out.close("}");
    }

    fn encode_inputs(&mut self, name: &str, fields: &[InputField<'_>]) {
        let items = fields.iter().map(|InputField { name, key, presence, .. }| {
            let mark = match presence {
                Presence::Required(_) => "!",
                Presence::Optional => "?",
                Presence::Nullable => "",
            };
            format!("{name} {mark}{key:?}")
        });
        let items: Vec<_> = items.collect();
        let new = if fields.iter().any(InputField::is_required) { "" } else { " with new" };
        self.out.list(&format!("__rt::input! {{ {name}{new}:"), &items, "}");
    }

    fn one_of(&mut self, module: &Module, name: &str, variants: &[InputField<'_>]) {
        self.derive(TypeKind::Input, module, name, &[]);
        self.out.open(&format!("pub enum {name} {{"));
        for variant in variants {
            self.input_doc(variant);
            self.out.line(&format!("{}({}),", variant.name, variant.value.seen_from(module)));
        }
        self.out.close("}");
        let items: Vec<_> = variants.iter().map(|InputField { name, key, .. }| format!("{name} {key:?}")).collect();
        self.out.list(&format!("__rt::one_of! {{ {name}:"), &items, "}");
    }

    fn input_doc(&mut self, field: &InputField<'_>) {
        self.out.doc(&format!("`{}: {}`", field.key, field.graphql));
        if let Some(default) = field.default {
            self.out.more_doc(&format!("Left out, the server takes {}.", doc::code(default)));
        }
        self.out.description(field.description);
        self.out.deprecated(field.deprecated);
    }
}
