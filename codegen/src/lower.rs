//! From checked operations to a [`Program`]: types resolved, fields merged (spec 6.3.2 and 5.3.2).
//!
//! A response type stands for one selection set, or for the several that GraphQL merges into one because they are
//! selected under the same key. What it holds is decided here:
//!
//! - nothing but one fragment: the fragment's type itself;
//! - the standard selection of a connection: the runtime's `Connection`;
//! - something that differs by concrete type: an enum over the concrete types named, each with a selection of its own;
//! - else a struct of the fields selected directly and one member for each fragment.

mod collect;
mod condition;
mod connection;
mod document;
mod inputs;
pub(crate) mod paging;
mod replay;

use std::collections::{BTreeMap, BTreeSet, HashMap};

use apollo_compiler::executable::{ExecutableDocument, OperationType, SelectionSet};
use apollo_compiler::schema::ExtendedType;
use apollo_compiler::{Name, Schema};

use crate::check::CheckedSet;
use crate::config::Config;
use crate::program::{
    Enum, Enumeration, Field, Fragment, Item, Kind, Leaf, Member, Module, Operation, Output, Program, Ref, Role, Shape,
    Struct, Type, Wrap,
};
use collect::{Collected, Entry, FieldSources, Source};
use condition::Condition;

/// Resolves all operations of a checked set, whose document the passes may have rewritten.
pub(crate) fn lower(checked: &CheckedSet, document: &ExecutableDocument) -> Program {
    let mut lowerer = Lowerer::new(&checked.schema, document, &checked.config);
    let source = |location| checked.file(location).unwrap_or_default().to_owned();
    for (name, fragment) in &document.fragments {
        let index = lowerer.fragment_index[name.as_str()];
        lowerer.program.fragments[index].source = source(fragment.location());
    }
    for index in 0..lowerer.program.fragments.len() {
        lowerer.fragment(index);
    }
    for (name, operation) in &document.operations.named {
        lowerer.operation(name, operation, source(operation.location()));
    }
    for name in &checked.config.include_types {
        lowerer.input_type(name);
    }
    lowerer.box_recursive_inputs();
    lowerer.program
}

struct Lowerer<'a> {
    schema: &'a Schema,
    document: &'a ExecutableDocument,
    config: &'a Config,
    /// The concrete types of each interface and union, sorted.
    possible: HashMap<&'a str, BTreeSet<&'a str>>,
    /// The types of edges: an object with a `node`, listed by the `edges` of a connection.
    edge_types: BTreeSet<&'a str>,
    fragment_index: HashMap<&'a str, usize>,
    program: Program,
    /// Selections that several variants share have one type.
    shared: HashMap<SharedKey, Ref>,
}

/// Module, location type and the selection sets merged.
type SharedKey = (usize, String, Vec<(*const SelectionSet, Condition)>);

/// Where a selection is: the type, and what is known of the concrete one.
#[derive(Clone, Copy)]
struct Location<'a> {
    ty: &'a str,
    scope: Scope,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Scope {
    /// Any type that is possible here.
    All,
    /// A type that no type condition names.
    Rest,
}

impl<'a> Lowerer<'a> {
    fn new(schema: &'a Schema, document: &'a ExecutableDocument, config: &'a Config) -> Self {
        let mut names: Vec<&Name> = document.fragments.keys().collect();
        names.sort_unstable();
        let mut modules = Vec::new();
        let fragments = names.iter().enumerate().map(|(module, name)| {
            modules.push(Module::default());
            Fragment {
                name: name.to_string(),
                source: String::new(),
                on: document.fragments[*name].type_condition().to_string(),
                root: Ref::Fragment(module),
                module,
            }
        });
        let input_names =
            schema.types.iter().filter(|(_, definition)| definition.is_enum() || definition.is_input_object());
        let program = Program {
            operations: Vec::new(),
            fragments: fragments.collect(),
            modules,
            enums: BTreeMap::new(),
            inputs: BTreeMap::new(),
            input_names: input_names.map(|(name, _)| name.to_string()).collect(),
        };
        let mut lowerer = Self {
            schema,
            document,
            config,
            possible: possible_types(schema),
            edge_types: BTreeSet::new(),
            fragment_index: names.into_iter().enumerate().map(|(index, name)| (name.as_str(), index)).collect(),
            program,
            shared: HashMap::new(),
        };
        lowerer.edge_types = lowerer.find_edge_types();
        lowerer
    }

    fn fragment(&mut self, index: usize) {
        let name = self.program.fragments[index].name.clone();
        let set = &self.document.fragments[name.as_str()].selection_set;
        let root = self.composite(index, &[], &set.ty, &[Source::unconditional(set)]);
        self.program.fragments[index].root = root;
    }

    fn operation(&mut self, name: &Name, operation: &'a apollo_compiler::executable::Operation, source: String) {
        let module = self.program.modules.len();
        self.program.modules.push(Module::default());
        let set = &operation.selection_set;
        let data = self.composite(module, &[], &set.ty, &[Source::unconditional(set)]);
        let root_fields: Vec<_> = operation.root_fields(self.document).collect();
        let variables = operation.variables.iter().map(|variable| self.variable(variable)).collect::<Vec<_>>();
        let kind = match operation.operation_type {
            OperationType::Query => Kind::Query,
            OperationType::Mutation => Kind::Mutation,
            OperationType::Subscription => Kind::Subscription,
        };
        let replay = replay::replay(self.schema, kind, &root_fields);
        let mut root_names: Vec<String> = Vec::new();
        for field in &root_fields {
            if field.name != "__typename" && !root_names.contains(&field.name.to_string()) {
                root_names.push(field.name.to_string());
            }
        }
        let mut operation_ir = Operation {
            name: name.to_string(),
            kind,
            document: document::print(self.document, operation),
            source,
            root_fields: root_names,
            variables,
            data,
            module,
            replay,
            paging: Err(String::new()),
        };
        operation_ir.paging = self.paging(&operation_ir, operation);
        self.program.operations.push(operation_ir);
    }

    /// The type of an object whose selection sets are merged.
    fn composite(&mut self, module: usize, path: &[String], ty: &'a str, sources: &[Source<'a>]) -> Ref {
        self.composite_at(module, path, Location { ty, scope: Scope::All }, sources, None)
    }

    fn composite_at(
        &mut self,
        module: usize,
        path: &[String],
        location: Location<'a>,
        sources: &[Source<'a>],
        covering: Option<(&Collected<'a>, &[String])>,
    ) -> Ref {
        let collected = self.collect(location, sources);
        let typename_implied = self.possible.contains_key(location.ty) || covering.is_some();
        // A field of an interface that narrows to an object here has its `__typename` from the pass, too; a fragment on
        // an abstract type knows it.
        let was_abstract = sources.iter().any(|source| self.possible.contains_key(source.set.ty.as_str()));
        let sole = collected.sole_fragment(typename_implied || was_abstract);
        let knows_typename = |fragment: &&str| {
            let on = self.document.fragments.get(*fragment).map(|fragment| fragment.type_condition().as_str());
            typename_implied || on.is_some_and(|on| self.possible.contains_key(on))
        };
        if let Some(fragment) = sole.filter(knows_typename).or_else(|| collected.sole_fragment(typename_implied)) {
            return Ref::Fragment(self.fragment_index[fragment]);
        }
        if location.scope == Scope::All
            && let Some(connection) = self.standard_connection(location.ty, sources)
        {
            return self.connection(module, path, location.ty, &connection);
        }
        // The place is taken first, so that a type stands before those below it.
        let reference = self.reserve(module, path, location.ty);
        let shape = if collected.narrowed.is_empty() {
            self.structure(module, path, location, collected, covering)
        } else {
            self.variants(module, path, location, sources, &collected)
        };
        self.fill(reference, shape);
        reference
    }

    fn reserve(&mut self, module: usize, path: &[String], on: &str) -> Ref {
        let types = &mut self.program.modules[module].types;
        let placeholder = Struct { concrete: None, items: Vec::new(), role: Role::Own };
        types.push(Type { path: path.to_vec(), on: on.to_owned(), shape: Shape::Struct(placeholder) });
        Ref::Local { module, index: types.len() - 1 }
    }

    fn fill(&mut self, reference: Ref, shape: Shape) {
        if let Ref::Local { module, index } = reference {
            self.program.modules[module].types[index].shape = shape;
        }
    }

    fn variants(
        &mut self,
        module: usize,
        path: &[String],
        location: Location<'a>,
        sources: &[Source<'a>],
        covering: &Collected<'a>,
    ) -> Shape {
        let below = |name: &str| path.iter().cloned().chain([name.to_owned()]).collect::<Vec<_>>();
        let shared = Some((covering, path));
        let variants = covering.narrowed.iter().map(|&concrete| {
            let location = Location { ty: concrete, scope: Scope::All };
            (concrete.to_owned(), self.composite_at(module, &below(concrete), location, sources, shared))
        });
        let variants = variants.collect();
        let rest = Location { scope: Scope::Rest, ..location };
        let other = self.composite_at(module, &below("Other"), rest, sources, shared);
        Shape::Enum(Enum { variants, other })
    }

    fn structure(
        &mut self,
        module: usize,
        path: &[String],
        location: Location<'a>,
        collected: Collected<'a>,
        covering: Option<(&Collected<'a>, &[String])>,
    ) -> Shape {
        let is_abstract = self.possible.contains_key(location.ty);
        let in_variant = covering.is_some() && !is_abstract;
        let mut items = Vec::new();
        for (key, entry) in collected.entries {
            match entry {
                Entry::Fragment { condition } => items.push(Item::Member(Member {
                    fragment: self.fragment_index[&key],
                    conditional: !condition.is_empty(),
                })),
                // The variant says it already.
                Entry::Field(_) if in_variant && key == "__typename" => {}
                Entry::Field(sources) => {
                    let base = match covering {
                        Some((shared, base)) if shared.has_same(key, &sources) => base,
                        _ => path,
                    };
                    items.push(Item::Field(self.field(module, base, location.ty, key, &sources)));
                }
            }
        }
        let role = if self.is_connection(location.ty) { Role::OwnConnection } else { Role::Own };
        Shape::Struct(Struct { concrete: (!is_abstract).then(|| location.ty.to_owned()), items, role })
    }

    fn field(
        &mut self,
        module: usize,
        path: &[String],
        parent: &'a str,
        key: &str,
        sources: &FieldSources<'a>,
    ) -> Field {
        let first = sources.first();
        // The parent's own definition is the most exact one: it may return a narrower type than an interface's.
        let definition = match self.schema.type_field(parent, &first.name) {
            Ok(definition) => &definition.node,
            Err(_) => &first.definition,
        };
        let named = definition.ty.inner_named_type();
        let coordinate = format!("{parent}.{}", first.name);
        let output = if first.selection_set.is_empty() {
            Output::Leaf(self.leaf(named, &coordinate))
        } else {
            let below: Vec<_> = path.iter().cloned().chain([key.to_owned()]).collect();
            Output::Composite(self.shared_composite(module, &below, named, &sources.selection_sets()))
        };
        Field {
            key: key.to_owned(),
            graphql: definition.ty.to_string(),
            output,
            wrap: self.field_wrap(parent, &first.name, &first.definition.ty),
            conditional: sources.conditional(),
            description: definition.description.as_ref().map(ToString::to_string),
            deprecated: deprecation(&definition.directives),
            coordinate,
        }
    }

    /// Like [`composite`](Self::composite), once for all variants that select the same.
    fn shared_composite(&mut self, module: usize, path: &[String], ty: &'a str, sources: &[Source<'a>]) -> Ref {
        let sets = sources.iter().map(|source| (std::ptr::from_ref(source.set), source.condition.clone())).collect();
        let key = (module, ty.to_owned(), sets);
        if let Some(reference) = self.shared.get(&key) {
            return *reference;
        }
        let reference = self.composite(module, path, ty, sources);
        self.shared.insert(key, reference);
        reference
    }

    fn leaf(&mut self, named: &str, coordinate: &str) -> Leaf {
        match self.config.field_types.get(coordinate) {
            Some(path) => Leaf::Custom(path.clone()),
            None => self.leaf_type(named),
        }
    }

    /// The Rust side of a scalar or enum.
    fn leaf_type(&mut self, named: &str) -> Leaf {
        if let Some(path) = self.config.scalars.get(named) {
            return Leaf::Custom(path.clone());
        }
        match (named, self.schema.types.get(named)) {
            ("ID", _) => Leaf::Id,
            ("Int", _) => Leaf::Int,
            ("Float", _) => Leaf::Float,
            ("Boolean", _) => Leaf::Boolean,
            (_, Some(ExtendedType::Enum(definition))) => {
                if !self.program.enums.contains_key(named) {
                    self.program.enums.insert(named.to_owned(), enumeration(definition));
                }
                Leaf::Enum(named.to_owned())
            }
            // A scalar without a Rust type was refused by the check.
            _ => Leaf::String,
        }
    }
}

fn enumeration(definition: &apollo_compiler::schema::EnumType) -> Enumeration {
    let values = definition.values.values().map(|value| crate::program::EnumValue {
        name: value.value.to_string(),
        description: value.description.as_ref().map(ToString::to_string),
        deprecated: deprecation(&value.directives),
    });
    Enumeration { description: definition.description.as_ref().map(ToString::to_string), values: values.collect() }
}

/// The reason of `@deprecated`, if it is there.
fn deprecation(directives: &apollo_compiler::ast::DirectiveList) -> Option<String> {
    let directive = directives.get("deprecated")?;
    let reason = directive.specified_argument_by_name("reason").and_then(|reason| reason.as_str());
    Some(reason.unwrap_or("No longer supported").to_owned())
}

fn wrap(ty: &apollo_compiler::ast::Type) -> Wrap {
    use apollo_compiler::ast::Type;
    match ty {
        Type::Named(_) => Wrap::Named { nullable: true },
        Type::NonNullNamed(_) => Wrap::Named { nullable: false },
        Type::List(item) => Wrap::List { nullable: true, item: Box::new(wrap(item)) },
        Type::NonNullList(item) => Wrap::List { nullable: false, item: Box::new(wrap(item)) },
    }
}

fn possible_types(schema: &Schema) -> HashMap<&str, BTreeSet<&str>> {
    let mut possible: HashMap<&str, BTreeSet<&str>> = HashMap::new();
    for (name, definition) in &schema.types {
        match definition {
            ExtendedType::Union(union) => {
                possible.entry(name).or_default().extend(union.members.iter().map(|member| member.name.as_str()));
            }
            ExtendedType::Object(object) => {
                for interface in &object.implements_interfaces {
                    possible.entry(interface.name.as_str()).or_default().insert(name);
                }
            }
            ExtendedType::Interface(_) => {
                possible.entry(name).or_default();
            }
            _ => {}
        }
    }
    possible
}
