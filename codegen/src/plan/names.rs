//! The Rust name of each thing of a program, and the module that it stands in.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::rust_type::{Module, RustPath};
use crate::identifier::{self, Namespace};
use crate::ir::{Item, Program, Shape, Struct, TypeId, Variants};

/// The modules that stand beside those of the operations.
const RESERVED_MODULES: [&str; 3] = ["answers", "fragments", "types"];

pub(super) struct Names<'p> {
    program: &'p Program,
    /// The structs of operations, and the modules of their types.
    pub(super) operations: Vec<TypeAndModule>,
    /// The types of fragments, and the modules of the types below them.
    pub(super) fragments: Vec<TypeAndModule>,
    /// Enums and input objects, by GraphQL name.
    inputs: BTreeMap<&'p str, String>,
    /// By the program's number.
    modules: Vec<Module>,
    /// By module and index.
    types: Vec<Vec<RustPath>>,
    variants: HashMap<TypeId, VariantNames<'p>>,
}

pub(super) struct TypeAndModule {
    pub(super) ty: String,
    pub(super) module: String,
}

/// The Rust names of the variants of an enum that stands for an interface or a union.
pub(super) struct VariantNames<'p> {
    by_type: BTreeMap<&'p str, String>,
    /// Of the variant for all other types.
    other: String,
}

impl<'p> VariantNames<'p> {
    fn new(variants: &'p Variants) -> Self {
        let by_type = identifier::distinct(variants.named.iter().map(|(name, _)| name.as_str()), identifier::type_name);
        let other = identifier::free("Other", by_type.values());
        Self { by_type, other }
    }

    /// The variant of a type, or the one for all others.
    pub(super) fn of(&self, ty: Option<&str>) -> &str {
        ty.map_or(&self.other, |ty| &self.by_type[ty])
    }
}

impl<'p> Names<'p> {
    pub(super) fn new(program: &'p Program) -> Self {
        let operations = program.operations.iter().map(|operation| operation.rust_name.as_str());
        let operations = types_and_modules(operations, &RESERVED_MODULES);
        let fragments = types_and_modules(program.fragments.iter().map(|fragment| fragment.name.as_str()), &[]);
        let mut modules = vec![Module::Root; program.modules.len()];
        for (fragment, names) in program.fragments.iter().zip(&fragments) {
            modules[fragment.module] = Module::Fragment(names.module.clone());
        }
        for (operation, names) in program.operations.iter().zip(&operations) {
            modules[operation.module] = Module::Operation(names.module.clone());
        }
        let mut types: Vec<Vec<RustPath>> = program.modules.iter().map(|_| Vec::new()).collect();
        for (number, (types, module)) in types.iter_mut().zip(&modules).enumerate() {
            *types = types_of(program, number, module, &fragments);
        }
        let variants = program.types().filter_map(|(ty, definition)| match &definition.shape {
            Shape::Variants(variants) => Some((ty, VariantNames::new(variants))),
            Shape::Struct(_) => None,
        });
        Self {
            program,
            operations,
            inputs: identifier::distinct(program.input_names.iter().map(String::as_str), identifier::type_name),
            variants: variants.collect(),
            fragments,
            modules,
            types,
        }
    }

    /// A response type.
    pub(super) fn of(&self, ty: TypeId) -> RustPath {
        match ty {
            TypeId::Local { module, index } => self.types[module][index].clone(),
            TypeId::Fragment(fragment) => {
                RustPath { module: Module::Fragments, name: self.fragments[fragment].ty.clone() }
            }
        }
    }

    /// An enum or input object.
    pub(super) fn input(&self, name: &str) -> RustPath {
        RustPath { module: Module::Types, name: self.inputs[name].clone() }
    }

    /// The module with this number in the program.
    pub(super) fn module(&self, number: usize) -> &Module {
        &self.modules[number]
    }

    /// The variants of a response type that is an enum.
    pub(super) fn variants(&self, ty: TypeId) -> &VariantNames<'p> {
        &self.variants[&self.program.resolve(ty)]
    }

    /// The fields of a response type that is a struct.
    pub(super) fn items(&self, structure: &Struct) -> Vec<String> {
        let keys = structure.items.iter().filter_map(|item| match item {
            Item::Field(field) => Some(field.key.as_str()),
            Item::Spread(_) => None,
        });
        let mut fields = identifier::distinct(keys, field_name);
        for name in UNBINDABLE {
            if fields.get(name).is_some_and(|field| field == name) {
                let free = identifier::free(&format!("{name}_"), fields.values());
                fields.insert(name, free);
            }
        }
        let mut taken: HashSet<String> = fields.values().cloned().collect();
        let names = structure.items.iter().map(|item| match item {
            Item::Field(field) => fields[field.key.as_str()].clone(),
            Item::Spread(spread) => {
                let name = identifier::field(&self.program.fragments[spread.fragment].name);
                let mut free = match identifier::escape(&name) {
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

/// The types of a module: an operation's root is `Data`; a fragment's stands outside, under the fragment's name.
fn types_of(program: &Program, number: usize, module: &Module, fragments: &[TypeAndModule]) -> Vec<RustPath> {
    let mut namespace = Namespace::default();
    if let Module::Operation(_) = module {
        namespace.take("Data");
    }
    let paths = program.modules[number].iter().map(|ty| match module {
        Module::Operation(_) if ty.path.is_empty() => RustPath { module: module.clone(), name: "Data".to_owned() },
        // Their numbers are those of the fragments.
        Module::Fragment(_) if ty.path.is_empty() => {
            RustPath { module: Module::Fragments, name: fragments[number].ty.clone() }
        }
        _ => {
            let name: String = ty.path.iter().map(|segment| identifier::type_name(segment)).collect();
            RustPath { module: module.clone(), name: namespace.take(&identifier::escape(&name)) }
        }
    });
    paths.collect()
}

fn types_and_modules<'a>(names: impl Iterator<Item = &'a str>, reserved: &[&str]) -> Vec<TypeAndModule> {
    let (mut types, mut modules) = (Namespace::default(), Namespace::default());
    let pairs = names.map(|name| {
        let module = identifier::escape(&identifier::module(name));
        let module = if reserved.contains(&module.as_str()) { format!("{module}_") } else { module };
        TypeAndModule {
            ty: types.take(&identifier::escape(&identifier::type_name(name))),
            module: modules.take(&module),
        }
    });
    pairs.collect()
}

/// `__typename` is `typename`: Rust has no use for the underscores.
fn field_name(key: &str) -> String {
    if key == "__typename" { "typename".to_owned() } else { identifier::field(key) }
}

/// What a pattern would not bind, but compare with. A field has such a name only beside `none` or `ok`.
const UNBINDABLE: [&str; 4] = ["Err", "None", "Ok", "Some"];
