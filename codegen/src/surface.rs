//! What code can name of the generated Rust, as data: for snapshots of it, and to compare it under two schemas.
//!
//! It is taken from the model and not from the text that is printed of it, so it has no layout and nothing that is hidden.

use std::collections::{HashMap, HashSet};
use std::fmt;

use indexmap::{IndexMap, IndexSet};

use crate::plan::{
    Argument, Data, Enum, Fragment, FragmentType, InputField, InputObject, InputShape, Model, Module, Operation,
    Presence, ResponseModule, ResponseType, RustPath, RustType, Shape, Struct, Variants,
};

/// What code can name of the generated Rust: operations with their variables, the types of their answers, fragments, enums
/// and inputs; of each the fields, variants, constructors and views.
///
/// `Display` writes one item a line, in a stable order, for snapshots:
///
/// ```
/// use stigg_graphql_codegen::Builder;
///
/// let generated = Builder::new()
///     .schema_text("schema.graphql", "type Query { plan(id: ID!): Plan } type Plan { name: String! status: Status } enum Status { LIVE }")
///     .query_text("plan.graphql", "query GetPlan($id: ID!) { plan(id: $id) { name status } }")
///     .generate()?;
/// assert_eq!(generated.surface.to_string(), "\
/// GetPlan: query
/// GetPlan.id: String
/// GetPlan::new: fn(id: impl Into<String>)
/// get_plan::Data: struct
/// get_plan::Data.plan: Option<get_plan::Plan>
/// get_plan::Data.plan.name: String
/// get_plan::Data.plan.status: Option<types::Status>
/// types::Status: enum
/// types::Status::Live
/// types::Status::Unrecognized: String
/// ");
/// # Ok::<(), stigg_graphql_codegen::Diagnostics>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct Surface {
    /// By the item at the root of each: an operation, a fragment, an enum or an input object.
    parts: IndexMap<RustPath, Part>,
}

/// Something that code can name.
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub struct SurfaceItem {
    /// How Rust comes to it: `GetPlan.id`, `GetPlan::new`, `get_plan::Data.plan.tags[].name`, `types::Status::Live`.
    ///
    /// A dot leads to a field through whatever holds it; behind `[]` are the items of a list or the nodes of a connection. With
    /// `as` it is a trait: `get_plan::Data.plan as Deref`.
    pub path: String,
    /// Its type, the signature of a constructor, or what kind of thing it is; empty for a variant that holds nothing.
    pub ty: String,
}

#[derive(Clone, Debug, Default)]
struct Part {
    /// As GraphQL calls it, if it is an operation.
    operation: Option<String>,
    items: Vec<SurfaceItem>,
    /// The parts whose types it names.
    uses: IndexSet<RustPath>,
}

impl Surface {
    /// All items.
    pub fn items(&self) -> impl Iterator<Item = &SurfaceItem> {
        self.parts.values().flat_map(|part| &part.items)
    }

    /// What an operation has of its own: itself and its answer.
    pub(crate) fn of_operation<'s>(&'s self, operation: &str) -> impl Iterator<Item = &'s SurfaceItem> {
        let parts = self.parts.values().filter(move |part| part.operation.as_deref() == Some(operation));
        parts.flat_map(|part| &part.items)
    }

    /// What all operations share of a module.
    pub(crate) fn shared(&self, module: &Module) -> impl Iterator<Item = &SurfaceItem> {
        self.parts.iter().filter(move |(path, _)| path.module == *module).flat_map(|(_, part)| &part.items)
    }

    /// What an operation reaches: itself, its answer, and the fragments, enums and inputs that these name. Empty if there is
    /// no such operation.
    pub fn of<'s>(&'s self, operation: &str) -> impl Iterator<Item = &'s SurfaceItem> {
        let named = |part: &&Part| part.operation.as_deref() == Some(operation);
        let mut reached: Vec<&Part> = self.parts.values().filter(named).collect();
        let mut seen: HashSet<&RustPath> = HashSet::new();
        let mut next = 0;
        while let Some(part) = reached.get(next) {
            let below = part.uses.iter().filter(|path| seen.insert(path)).filter_map(|path| self.parts.get(path));
            let below: Vec<&Part> = below.collect();
            reached.extend(below);
            next += 1;
        }
        reached.into_iter().flat_map(|part| &part.items)
    }

    pub(crate) fn new(model: &Model<'_>) -> Self {
        let mut surface = Self::default();
        for operation in &model.operations {
            let path = RustPath { module: Module::Root, name: operation.name.clone() };
            surface.parts.insert(path, Part::of_operation(operation));
        }
        for fragment in &model.fragments {
            let path = RustPath { module: Module::Fragments, name: fragment.name.clone() };
            let part = Part::of_fragment(fragment, &path);
            surface.parts.insert(path, part);
        }
        for enumeration in &model.enums {
            let path = RustPath { module: Module::Types, name: enumeration.name.clone() };
            let part = Part::of_enum(enumeration, &path);
            surface.parts.insert(path, part);
        }
        for object in &model.inputs {
            surface.parts.insert(object.path.clone(), Part::of_input(object));
        }
        surface
    }
}

impl fmt::Display for Surface {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.items().try_for_each(|item| writeln!(f, "{item}"))
    }
}

impl fmt::Display for SurfaceItem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.path)?;
        if self.ty.is_empty() { Ok(()) } else { write!(f, ": {}", self.ty) }
    }
}

impl Part {
    fn of_operation(operation: &Operation<'_>) -> Self {
        let name = &operation.name;
        let mut part = Self { operation: Some(operation.graphql.to_owned()), ..Self::default() };
        part.add(name.clone(), operation.kind.name());
        part.inputs(name, &operation.variables);
        if let Ok(paging) = &operation.paging {
            part.add(format!("{name} as Paged"), "trait");
            if let Some(nodes) = &paging.nodes {
                part.add(format!("{name} as Paginate"), written(&nodes.node));
            }
            if paging.backward.is_ok() {
                part.add(format!("{name} as PagedBackward"), "trait");
            }
        }
        let data = RustPath { module: operation.types.module.clone(), name: "Data".to_owned() };
        match &operation.data {
            Data::Own => Answer::of(&operation.types, &mut part).ty(&data.to_string(), &data, None),
            Data::Alias(ty) => part.typed(data.to_string(), ty),
        }
        part
    }

    fn of_fragment(fragment: &Fragment<'_>, path: &RustPath) -> Self {
        let mut part = Self::default();
        match (&fragment.ty, &fragment.below) {
            (FragmentType::Alias(ty), below) => {
                part.typed(path.to_string(), ty);
                // The runtime's connection may be of a node of this fragment.
                if let Some(types) = below {
                    Answer::of(types, &mut part).below(&path.to_string(), ty);
                }
            }
            (FragmentType::Own(ty), Some(types)) => {
                Answer::of(types, &mut part).ty(&path.to_string(), path, Some(ty));
            }
            (FragmentType::Own(ty), None) => {
                Answer { types: HashMap::new(), part: &mut part }.ty(&path.to_string(), path, Some(ty));
            }
        }
        part
    }

    fn of_enum(enumeration: &Enum<'_>, path: &RustPath) -> Self {
        let mut part = Self::default();
        part.add(path.to_string(), "enum");
        for value in &enumeration.values {
            part.add(format!("{path}::{}", value.variant), "");
        }
        part.add(format!("{path}::{}", enumeration.unrecognized), "String");
        part
    }

    fn of_input(object: &InputObject<'_>) -> Self {
        let path = object.path.to_string();
        let mut part = Self::default();
        match &object.shape {
            InputShape::Struct(fields) => {
                part.add(path.clone(), "struct");
                part.inputs(&path, fields);
            }
            InputShape::OneOf(variants) => {
                part.add(path.clone(), "enum");
                for variant in variants {
                    part.typed(format!("{path}::{}", variant.name), &variant.value);
                }
            }
        }
        part
    }

    fn add(&mut self, path: String, ty: impl Into<String>) {
        self.items.push(SurfaceItem { path, ty: ty.into() });
    }

    fn typed(&mut self, path: String, ty: &RustType) {
        self.add(path, written(ty));
        self.uses.extend(part_of(ty));
    }

    /// Variables, or the fields of an input object, and how they are made.
    fn inputs(&mut self, path: &str, fields: &[InputField<'_>]) {
        for field in fields {
            self.typed(format!("{path}.{}", field.name), &field.ty());
        }
        let arguments = fields.iter().filter_map(|field| match &field.presence {
            Presence::Required(Argument::Into(ty)) => Some(format!("{}: impl Into<{}>", field.name, written(ty))),
            Presence::Required(Argument::Value(ty) | Argument::Boxed(ty) | Argument::Sealed(ty)) => {
                Some(format!("{}: {}", field.name, written(ty)))
            }
            Presence::Optional | Presence::Nullable => None,
        });
        let arguments: Vec<String> = arguments.collect();
        self.add(format!("{path}::new"), format!("fn({})", arguments.join(", ")));
    }
}

/// The types of an answer, written down where a reader of it comes to them.
struct Answer<'m, 'p> {
    types: HashMap<&'m RustPath, &'m ResponseType<'p>>,
    part: &'m mut Part,
}

impl<'m, 'p> Answer<'m, 'p> {
    fn of(module: &'m ResponseModule<'p>, part: &'m mut Part) -> Self {
        Self { types: module.types.iter().map(|ty| (&ty.path, ty)).collect(), part }
    }

    /// The type at the root.
    fn ty(&mut self, at: &str, path: &RustPath, outside: Option<&'m ResponseType<'p>>) {
        let Some(ty) = outside.or_else(|| self.types.remove(path)) else { return };
        self.part.add(at.to_owned(), if matches!(ty.shape, Shape::Struct(_)) { "struct" } else { "enum" });
        self.members(at, &ty.shape);
    }

    fn members(&mut self, at: &str, shape: &'m Shape<'p>) {
        match shape {
            Shape::Struct(structure) => self.structure(at, structure),
            Shape::Variants(variants) => self.variants(at, variants),
        }
    }

    fn structure(&mut self, at: &str, structure: &'m Struct<'p>) {
        for view in &structure.views {
            self.part.add(format!("{at} as AsRef<{}>", written(&view.ty)), "trait");
        }
        if let Some(view) = &structure.deref {
            self.part.add(format!("{at} as Deref"), written(&view.ty));
        }
        if let Some(nodes) = &structure.nodes {
            self.part.add(format!("{at} as Nodes"), written(&nodes.node));
        }
        for field in &structure.fields {
            self.held(&format!("{at}.{}", field.name), &field.ty);
        }
    }

    fn variants(&mut self, at: &str, variants: &'m Variants<'p>) {
        let named = variants.named.iter().map(|variant| (&variant.name, &variant.payload));
        for (name, payload) in named.chain([(&variants.other, &variants.other_payload)]) {
            self.held(&format!("{at}::{name}"), payload);
        }
    }

    fn held(&mut self, at: &str, ty: &'m RustType) {
        self.part.typed(at.to_owned(), ty);
        self.below(at, ty);
    }

    /// What a value of the type holds, if it is a type of this answer; each of them is held in one place.
    fn below(&mut self, at: &str, ty: &'m RustType) {
        match ty {
            RustType::Box(inner) | RustType::Option(inner) | RustType::Maybe(inner) | RustType::Sealed(inner) => {
                self.below(at, inner);
            }
            RustType::Vec(inner) | RustType::Connection(inner) => self.below(&format!("{at}[]"), inner),
            RustType::Edge(inner) => self.below(&format!("{at}.node"), inner),
            RustType::Generated(path) => {
                if let Some(ty) = self.types.remove(path) {
                    self.members(at, &ty.shape);
                }
            }
            RustType::Bool
            | RustType::F64
            | RustType::I32
            | RustType::String
            | RustType::Scalar(_)
            | RustType::PageInfo => {}
        }
    }
}

/// The part that a type is the root of, if it stands outside of the answer that names it.
fn part_of(ty: &RustType) -> Option<RustPath> {
    match ty {
        RustType::Generated(path) if matches!(path.module, Module::Types | Module::Fragments) => Some(path.clone()),
        RustType::Box(inner)
        | RustType::Option(inner)
        | RustType::Vec(inner)
        | RustType::Maybe(inner)
        | RustType::Sealed(inner)
        | RustType::Connection(inner)
        | RustType::Edge(inner) => part_of(inner),
        _ => None,
    }
}

/// A type as people write it: those of Rust and of the runtime by their names alone.
fn written(ty: &RustType) -> String {
    let (generic, inner) = match ty {
        RustType::Bool => return "bool".to_owned(),
        RustType::F64 => return "f64".to_owned(),
        RustType::I32 => return "i32".to_owned(),
        RustType::String => return "String".to_owned(),
        RustType::PageInfo => return "PageInfo".to_owned(),
        RustType::Scalar(scalar) => return scalar.path().trim_start_matches("::").to_owned(),
        RustType::Generated(path) => return path.to_string(),
        RustType::Box(inner) => ("Box", inner),
        RustType::Option(inner) => ("Option", inner),
        RustType::Vec(inner) => ("Vec", inner),
        RustType::Maybe(inner) => ("Maybe", inner),
        RustType::Sealed(inner) => ("Sealed", inner),
        RustType::Connection(inner) => ("Connection", inner),
        RustType::Edge(inner) => ("Edge", inner),
    };
    format!("{generic}<{}>", written(inner))
}

impl fmt::Display for RustPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.module {
            Module::Root => Ok(()),
            Module::Types => f.write_str("types::"),
            Module::Fragments => f.write_str("fragments::"),
            Module::Operation(module) => write!(f, "{module}::"),
            Module::Fragment(module) => write!(f, "fragments::{module}::"),
        }?;
        f.write_str(&self.name)
    }
}
