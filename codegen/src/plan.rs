//! Final Rust names, and which slots each JSON object fills.

mod record;
mod sealed;

use std::collections::{BTreeMap, HashMap, HashSet};

use crate::names::{self, Scope};
use crate::program::{Enum, Item, Program, Ref, Shape, Struct};
pub(crate) use record::{Case, Decoding, Record, Records, Route, Target, Wraps};

/// A program with everything decided; emitting it is dull.
pub(crate) struct Model {
    pub(crate) program: Program,
    /// The structs of operations, and the modules of their types.
    pub(crate) operations: Vec<OperationNames>,
    /// The types of fragments, and the modules of the types below them.
    pub(crate) fragments: Vec<OperationNames>,
    /// Enums and input objects by GraphQL name.
    pub(crate) inputs: BTreeMap<String, String>,
    pub(crate) records: Records,
    /// Of the enums that stand for interfaces and unions.
    variants: HashMap<Ref, VariantNames>,
    /// Response types that a field holds in the runtime's `Sealed`.
    sealed: HashSet<Ref>,
    /// By module and index.
    types: Vec<Vec<String>>,
    modules: Vec<ModuleKind>,
}

/// The Rust names of an enum's variants.
pub(crate) struct VariantNames {
    by_type: BTreeMap<String, String>,
    /// Of the variant for all other types.
    pub(crate) other: String,
}

impl VariantNames {
    fn new(variants: &Enum) -> Self {
        let names = names::distinct(variants.variants.iter().map(|(name, _)| name.as_str()), names::type_name);
        let other = names::free("Other", names.values());
        Self { by_type: names.into_iter().map(|(name, rust)| (name.to_owned(), rust)).collect(), other }
    }

    /// The variant of a type, or the one for all others.
    pub(crate) fn of(&self, ty: Option<&str>) -> &str {
        ty.and_then(|ty| self.by_type.get(ty)).unwrap_or(&self.other)
    }
}

pub(crate) struct OperationNames {
    pub(crate) ty: String,
    pub(crate) module: String,
}

#[derive(Clone, Copy)]
enum ModuleKind {
    Fragment(usize),
    Operation(usize),
}

/// A module of the generated file.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    Root,
    Types,
    Fragments,
    /// The module of an operation's or fragment's types, by the program's number.
    Module(usize),
}

/// The types and modules that stand beside the operations.
const RESERVED_MODULES: [&str; 2] = ["types", "fragments"];

/// Decides all names and slots.
pub(crate) fn plan(program: Program) -> Model {
    let mut modules = vec![ModuleKind::Fragment(0); program.modules.len()];
    for (index, fragment) in program.fragments.iter().enumerate() {
        modules[fragment.module] = ModuleKind::Fragment(index);
    }
    for (index, operation) in program.operations.iter().enumerate() {
        modules[operation.module] = ModuleKind::Operation(index);
    }
    let operations = pair_names(program.operations.iter().map(|operation| operation.name.as_str()), &RESERVED_MODULES);
    let fragments = pair_names(program.fragments.iter().map(|fragment| fragment.name.as_str()), &[]);
    let type_names = program.modules.iter().zip(&modules).map(|(module, kind)| {
        let mut scope = Scope::default();
        // An operation's root is `Data`; a fragment's stands outside, under the fragment's name.
        if let ModuleKind::Operation(_) = kind {
            scope.take("Data");
        }
        let names = module.types.iter().map(|ty| match (kind, ty.path.is_empty()) {
            (ModuleKind::Operation(_), true) => "Data".to_owned(),
            (ModuleKind::Fragment(fragment), true) => fragments[*fragment].ty.clone(),
            (_, false) => {
                let name: String = ty.path.iter().map(|segment| names::type_name(segment)).collect();
                scope.take(&names::escape(&name))
            }
        });
        names.collect()
    });
    let types = type_names.collect();
    let inputs = names::distinct(program.input_names.iter().map(String::as_str), names::type_name)
        .into_iter()
        .map(|(graphql, rust)| (graphql.to_owned(), rust))
        .collect();
    let records = record::plan(&program);
    let locals = program.modules.iter().enumerate().flat_map(|(module, types)| {
        types.types.iter().enumerate().map(move |(index, ty)| (Ref::Local { module, index }, &ty.shape))
    });
    let variants = locals.filter_map(|(ty, shape)| match shape {
        Shape::Enum(variants) => Some((ty, VariantNames::new(variants))),
        Shape::Struct(_) => None,
    });
    let variants = variants.collect();
    let sealed = sealed::sealed(&program);
    Model { program, operations, fragments, inputs, records, variants, sealed, types, modules }
}

fn pair_names<'a>(names: impl Iterator<Item = &'a str>, reserved: &[&str]) -> Vec<OperationNames> {
    let (mut types, mut modules) = (Scope::default(), Scope::default());
    let pairs = names.map(|name| {
        let module = names::escape(&names::module(name));
        let module = if reserved.contains(&module.as_str()) { format!("{module}_") } else { module };
        OperationNames { ty: types.take(&names::escape(&names::type_name(name))), module: modules.take(&module) }
    });
    pairs.collect()
}

impl Model {
    /// The name of a type, without its module.
    pub(crate) fn type_name(&self, ty: Ref) -> &str {
        match ty {
            Ref::Local { module, index } => &self.types[module][index],
            Ref::Fragment(fragment) => &self.fragments[fragment].ty,
        }
    }

    /// The names of the variants of an enum that stands for an interface or a union.
    pub(crate) fn variants(&self, ty: Ref) -> &VariantNames {
        &self.variants[&self.program.resolve(ty).0]
    }

    /// Whether a field holds the type in the runtime's `Sealed`.
    pub(crate) fn is_sealed(&self, ty: Ref) -> bool {
        self.sealed.contains(&self.program.resolve(ty).0)
    }

    /// The module that a type stands in.
    pub(crate) fn place(&self, ty: Ref) -> Place {
        match ty {
            Ref::Fragment(_) => Place::Fragments,
            Ref::Local { module, index } => match self.modules[module] {
                ModuleKind::Fragment(_) if self.program.modules[module].types[index].path.is_empty() => {
                    Place::Fragments
                }
                _ => Place::Module(module),
            },
        }
    }

    /// What to write for `name` of module `to` in module `from`.
    pub(crate) fn path(&self, from: Place, to: Place, name: &str) -> String {
        if from == to {
            return name.to_owned();
        }
        let up = "super::".repeat(self.depth(from));
        match to {
            Place::Root => format!("{up}{name}"),
            Place::Types => format!("{up}types::{name}"),
            Place::Fragments => format!("{up}fragments::{name}"),
            Place::Module(module) => match self.modules[module] {
                ModuleKind::Operation(operation) => format!("{up}{}::{name}", self.operations[operation].module),
                ModuleKind::Fragment(fragment) => format!("{up}fragments::{}::{name}", self.fragments[fragment].module),
            },
        }
    }

    fn depth(&self, place: Place) -> usize {
        match place {
            Place::Root => 0,
            Place::Types | Place::Fragments => 1,
            Place::Module(module) => match self.modules[module] {
                ModuleKind::Operation(_) => 1,
                ModuleKind::Fragment(_) => 2,
            },
        }
    }

    /// The Rust names of a struct's items.
    pub(crate) fn item_names(&self, structure: &Struct) -> Vec<String> {
        let keys = structure.items.iter().filter_map(|item| match item {
            Item::Field(field) => Some(field.key.as_str()),
            Item::Member(_) => None,
        });
        let fields = names::distinct(keys, field_name);
        let mut taken: HashSet<String> = fields.values().cloned().collect();
        let names = structure.items.iter().map(|item| match item {
            Item::Field(field) => fields[field.key.as_str()].clone(),
            Item::Member(member) => {
                let name = names::field(&self.program.fragments[member.fragment].name);
                let mut free = match names::escape(&name) {
                    escaped if taken.contains(&escaped) => format!("{name}_fragment"),
                    escaped => escaped,
                };
                while !taken.insert(free.clone()) {
                    free.push('_');
                }
                free
            }
        });
        names.collect()
    }
}

/// `__typename` is `typename`: Rust has no use for the underscores.
fn field_name(key: &str) -> String {
    if key == "__typename" { "typename".to_owned() } else { names::field(key) }
}
