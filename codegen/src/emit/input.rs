//! Input objects.

use super::{Emitter, doc};
use crate::names;
use crate::plan::Place;
use crate::program::{Holding, Input, InputObject, InputType, Leaf, Wrap};

impl Emitter<'_> {
    pub(super) fn input_object(&mut self, name: &str, object: &InputObject) {
        let rust = self.model.inputs[name].clone();
        self.out.line("");
        self.out.doc(&format!("The input `{name}`."));
        self.out.description(object.description.as_deref());
        if object.one_of {
            self.one_of(&rust, object);
        } else {
            self.inputs(Place::Types, &rust, &object.fields);
        }
    }

    /// A struct of variables or input fields, with its constructor and its JSON.
    pub(super) fn inputs(&mut self, place: Place, rust: &str, inputs: &[Input]) {
        let names = names::distinct(inputs.iter().map(|input| input.name.as_str()), names::field);
        let is_required = |input: &&Input| input.required();
        let required: Vec<&Input> = inputs.iter().filter(is_required).collect();
        let default = if required.is_empty() { ", ::core::default::Default" } else { "" };
        self.derive(&format!("::core::fmt::Debug, ::core::clone::Clone, ::core::cmp::PartialEq{default}"));
        if inputs.is_empty() {
            self.out.line(&format!("pub struct {rust};"));
        } else {
            self.out.open(&format!("pub struct {rust} {{"));
            for input in inputs {
                self.input_doc(input);
                let ty = self.input_type(place, input);
                self.out.line(&format!("pub {}: {ty},", names[input.name.as_str()]));
            }
            self.out.close("}");
        }

        if !required.is_empty() {
            self.out.line("");
            self.out.open(&format!("impl {rust} {{"));
            self.out.doc("With what is required; everything else is left out.");
            let arguments: Vec<_> = required
                .iter()
                .map(|input| format!("{}: {}", names[input.name.as_str()], self.argument_type(place, input)))
                .collect();
            self.out.line("#[must_use]");
            self.out.open(&format!("pub fn new({}) -> Self {{", arguments.join(", ")));
            self.out.open("Self {");
            for input in inputs {
                let name = &names[input.name.as_str()];
                let value = if !input.required() {
                    "::core::default::Default::default()".to_owned()
                } else if converts(input) {
                    format!("::core::convert::Into::into({name})")
                } else if let Some(holder) = input.holding.path()
                    && matches!(input.wrap, Wrap::Named { .. })
                {
                    format!("{holder}::new({name})")
                } else {
                    name.clone()
                };
                self.out.line(&format!("{name}: {value},"));
            }
            self.out.close("}");
            self.out.close("}");
            self.out.close("}");
        }

        self.out.line("");
        self.out.open(&format!("impl __rt::Encode for {rust} {{"));
        let map = if inputs.is_empty() { "_" } else { "map" };
        self.out.open(&format!(
            "fn encode<__M: __rt::SerializeMap>(&self, {map}: &mut __M) -> ::core::result::Result<(), __M::Error> {{"
        ));
        for input in inputs {
            let (key, name) = (&input.name, &names[input.name.as_str()]);
            self.out.line(&if input.wrap.nullable() {
                format!("__rt::encode_maybe(map, {key:?}, &self.{name})?;")
            } else if input.default.is_some() {
                format!("__rt::encode_optional(map, {key:?}, self.{name}.as_ref())?;")
            } else {
                format!("map.serialize_entry({key:?}, &self.{name})?;")
            });
        }
        self.out.line("::core::result::Result::Ok(())");
        self.out.close("}");
        self.out.close("}");
        self.out.line(&format!("__rt::serialize_object!({rust});"));
    }

    fn one_of(&mut self, rust: &str, object: &InputObject) {
        let variants = names::distinct(object.fields.iter().map(|field| field.name.as_str()), names::type_name);
        self.out.more_doc("Exactly one of its fields is sent.");
        self.derive("::core::fmt::Debug, ::core::clone::Clone, ::core::cmp::PartialEq");
        self.out.open(&format!("pub enum {rust} {{"));
        for field in &object.fields {
            self.input_doc(field);
            let required = Input { wrap: non_null(&field.wrap), default: None, ..field.clone() };
            let ty = self.input_type(Place::Types, &required);
            self.out.line(&format!("{}({ty}),", variants[field.name.as_str()]));
        }
        self.out.close("}");
        self.out.line("");
        self.out.open(&format!("impl __rt::Encode for {rust} {{"));
        self.out.open(
            "fn encode<__M: __rt::SerializeMap>(&self, map: &mut __M) -> ::core::result::Result<(), __M::Error> {",
        );
        self.out.open("match self {");
        for field in &object.fields {
            let variant = &variants[field.name.as_str()];
            self.out.line(&format!("Self::{variant}(value) => map.serialize_entry({:?}, value),", field.name));
        }
        self.out.close("}");
        self.out.close("}");
        self.out.close("}");
        self.out.line(&format!("__rt::serialize_object!({rust});"));
    }

    fn input_doc(&mut self, input: &Input) {
        self.out.doc(&format!("`{}: {}`", input.name, input.graphql));
        if let Some(default) = &input.default {
            self.out.more_doc(&format!("Left out, the server takes {}.", doc::code(default)));
        }
        self.out.description(input.description.as_deref());
        self.deprecated(input.deprecated.as_deref());
    }

    fn argument_type(&self, place: Place, input: &Input) -> String {
        let ty = self.input_type(place, input);
        if converts(input) {
            format!("impl ::core::convert::Into<{ty}>")
        } else if matches!(input.wrap, Wrap::Named { .. }) {
            self.input_type(place, &Input { holding: Holding::InPlace, ..input.clone() })
        } else {
            ty
        }
    }
}

/// Whether a constructor takes whatever becomes the value: text and custom scalars, but not numbers, whose literals would
/// no longer know their type.
fn converts(input: &Input) -> bool {
    let text = matches!(&input.ty, InputType::Leaf(Leaf::Id | Leaf::String | Leaf::Custom(_)));
    text && matches!(input.wrap, Wrap::Named { .. })
}

fn non_null(wrap: &Wrap) -> Wrap {
    match wrap {
        Wrap::Named { .. } => Wrap::Named { nullable: false },
        Wrap::List { item, .. } => Wrap::List { nullable: false, item: item.clone() },
    }
}
