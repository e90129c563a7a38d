//! Response types: structs, and enums over concrete types.

use std::collections::HashSet;

use super::nodes::Nodes;
use super::record::{Decoding, MergedObject, Record, Records};
use super::rust_type::{Module, RustPath, RustType};
use super::typename::WritesTypename;
use super::types::Types;
use crate::ir::{self, Field, Item, Role, TypeId};

/// The response types of an operation, or those below a fragment.
pub(crate) struct ResponseModule<'p> {
    pub(crate) module: Module,
    pub(crate) types: Vec<ResponseType<'p>>,
    pub(crate) merged: Vec<MergedObject>,
    /// Of the runtime's types and of merged objects.
    pub(crate) records: Vec<Record<'p>>,
}

pub(crate) struct ResponseType<'p> {
    pub(crate) path: RustPath,
    /// Response keys and type names from the root of the operation or fragment down to here.
    pub(crate) response_path: &'p [String],
    /// The GraphQL type it is selected on.
    pub(crate) on: &'p str,
    pub(crate) shape: Shape<'p>,
    pub(crate) decoding: Decoding,
    pub(crate) records: Vec<Record<'p>>,
}

pub(crate) enum Shape<'p> {
    Struct(Struct<'p>),
    Variants(Variants<'p>),
}

pub(crate) struct Struct<'p> {
    pub(crate) fields: Vec<StructField<'p>>,
    /// Whether several fields write the same key, which are put together before they are written.
    pub(crate) writes_merged: bool,
    /// The fragments that it can be seen as, each by its field.
    pub(crate) views: Vec<View>,
    /// The one fragment that it derefs to.
    pub(crate) deref: Option<View>,
    pub(crate) nodes: Option<Nodes>,
}

pub(crate) struct StructField<'p> {
    pub(crate) name: String,
    pub(crate) ty: RustType,
    /// Whether `@skip` or `@include` may leave it out.
    pub(crate) conditional: bool,
    pub(crate) selection: Selection<'p>,
}

/// What a field stands for.
pub(crate) enum Selection<'p> {
    Field {
        key: &'p str,
        /// The type it is selected on, and its name in the schema.
        parent: &'p str,
        name: &'p str,
        /// The GraphQL type, as text.
        graphql: &'p str,
        description: Option<&'p str>,
        deprecated: Option<&'p str>,
    },
    Spread {
        fragment: &'p str,
    },
}

#[derive(Clone)]
pub(crate) struct View {
    pub(crate) ty: RustType,
    pub(crate) field: String,
}

/// An enum that stands for an interface or a union.
pub(crate) struct Variants<'p> {
    pub(crate) named: Vec<Variant<'p>>,
    /// The variant for all other types.
    pub(crate) other: String,
    pub(crate) other_payload: RustType,
}

pub(crate) struct Variant<'p> {
    pub(crate) name: String,
    pub(crate) concrete: &'p str,
    pub(crate) payload: RustType,
    pub(crate) writes_typename: WritesTypename,
}

impl<'p> Types<'p> {
    /// The types of a module, but for those that stand outside.
    pub(super) fn plan_module(&self, number: usize, records: &mut Records<'p>) -> ResponseModule<'p> {
        let module = self.names.module(number).clone();
        let local = |index| TypeId::Local { module: number, index };
        let all = || (0..self.program.modules[number].len()).map(local);
        let stands_here = |ty: &TypeId| self.is_generated(*ty) && self.names.of(*ty).module == module;
        let types = all().filter(stands_here).map(|ty| self.plan_response_type(ty, records)).collect();
        let merged = records.take_merged(number);
        let of_runtime = all().filter(|ty| !self.is_generated(*ty)).flat_map(|ty| records.take_of_type(ty));
        let mut rest: Vec<_> = of_runtime.collect();
        rest.extend(merged.iter().flat_map(|merged| records.take_of_merged(merged.number)));
        ResponseModule { module, types, merged, records: rest }
    }

    /// Whether the runtime has no type for it.
    pub(super) fn is_generated(&self, ty: TypeId) -> bool {
        self.program.structure(ty).is_none_or(|structure| structure.role.is_generated())
    }

    /// A type with all that belongs to it.
    pub(super) fn plan_response_type(&self, ty: TypeId, records: &mut Records<'p>) -> ResponseType<'p> {
        let definition = self.program.definition(ty);
        let shape = match &definition.shape {
            ir::Shape::Struct(structure) => Shape::Struct(self.plan_struct(ty, structure, records)),
            ir::Shape::Variants(variants) => Shape::Variants(self.plan_variants(ty, variants)),
        };
        ResponseType {
            path: self.names.of(ty),
            response_path: &definition.path,
            on: &definition.on,
            shape,
            decoding: records.take_decoding(ty),
            records: records.take_of_type(ty),
        }
    }

    fn plan_struct(&self, ty: TypeId, structure: &'p ir::Struct, records: &Records<'p>) -> Struct<'p> {
        let names = self.names.items(structure);
        let writing_typename =
            structure.items.iter().filter(|item| self.item_writes_typename(item) != WritesTypename::Never);
        let fields = structure.items.iter().zip(&names).map(|(item, name)| match item {
            Item::Field(field) => self.plan_field(name.clone(), field),
            Item::Spread(spread) => StructField {
                name: name.clone(),
                ty: self.of(spread.ty()).optional_if(spread.conditional),
                conditional: spread.conditional,
                selection: Selection::Spread { fragment: &self.program.fragments[spread.fragment].name },
            },
        });
        let (views, deref) = self.plan_views(structure, &names);
        Struct {
            fields: fields.collect(),
            writes_merged: records.shares_keys(ty) || writing_typename.count() > 1,
            views,
            deref,
            nodes: (structure.role == Role::GeneratedConnection).then(|| self.plan_nodes(ty)).flatten(),
        }
    }

    fn plan_field(&self, name: String, field: &'p Field) -> StructField<'p> {
        StructField {
            name,
            ty: self.field(field),
            conditional: field.conditional,
            selection: Selection::Field {
                key: &field.key,
                parent: &field.parent,
                name: &field.name,
                graphql: &field.graphql,
                description: field.description.as_deref(),
                deprecated: field.deprecated.as_deref(),
            },
        }
    }

    /// A struct with one fragment derefs to it; with several, it is `AsRef` of each.
    fn plan_views(&self, structure: &ir::Struct, names: &[String]) -> (Vec<View>, Option<View>) {
        let spreads = structure.items.iter().zip(names).filter_map(|(item, name)| match item {
            Item::Spread(spread) if !spread.conditional => Some((spread.ty(), name)),
            _ => None,
        });
        let view = |(ty, name): &(TypeId, &String)| View { ty: self.of(*ty), field: (*name).clone() };
        let spreads: Vec<_> = spreads.collect();
        let (mut seen, mut views) = (HashSet::new(), Vec::new());
        for spread in &spreads {
            // Two fragments may have one type, when one is nothing but the other, or both are a connection of one node.
            let resolved = self.of(self.program.resolve(spread.0));
            if seen.insert(resolved) {
                views.push(view(spread));
            }
        }
        let deref = match &spreads[..] {
            [spread] => Some(view(spread)),
            _ => None,
        };
        (views, deref)
    }

    fn plan_variants(&self, ty: TypeId, variants: &'p ir::Variants) -> Variants<'p> {
        let names = self.names.variants(ty);
        let variant = |(concrete, payload): &'p (String, TypeId)| Variant {
            name: names.of(Some(concrete)).to_owned(),
            concrete,
            payload: self.of(*payload),
            writes_typename: self.writes_typename(*payload),
        };
        Variants {
            named: variants.named.iter().map(variant).collect(),
            other: names.of(None).to_owned(),
            other_payload: self.of(variants.other),
        }
    }
}
