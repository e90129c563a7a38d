//! From checked operations to a [`Program`]: types resolved, fields merged (spec 6.3.2 and 5.3.2).
//!
//! A response type stands for one selection set, or for the several that GraphQL merges into one because they are
//! selected under the same key. What it holds is decided here:
//!
//! - nothing but one fragment: the fragment's type itself;
//! - the standard selection of a connection: the runtime's `Connection`;
//! - something that differs by concrete type: an enum over the concrete types named, each with a selection of its own;
//! - else a struct of the fields selected directly and one member for each fragment.

mod boxing;
mod collect;
mod condition;
mod connection;
mod document;
mod inputs;
mod out_of_reach;
pub(crate) mod paging;
mod replay;

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet, HashMap};

use indexmap::IndexSet;

use crate::check::CheckedSet;
use crate::config::Config;
use crate::executable::ExecutableDocument;
use crate::program::{
    Enum, Enumeration, Field, Fragment, Item, Kind, Leaf, Member, Module, Operation, Output, Program, Ref, Role, Shape,
    Struct, Type, Wrap,
};
use crate::schema::{EnumType, Schema, TypeDefinition};
use crate::syntax::{self, Directives, Name, OperationDefinition, OperationType, Selection, Span};
use collect::{ByType, Collected, Entry, FieldSources, Source};
use condition::Condition;

/// Resolves all operations of a checked set, whose document the passes may have rewritten.
pub(crate) fn lower(checked: &CheckedSet, document: &ExecutableDocument) -> Program {
    let mut lowerer = Lowerer::new(&checked.schema, document, &checked.config);
    let source = |span: Span| checked.file(span).unwrap_or_default().to_owned();
    for (name, fragment) in &document.fragments {
        let index = lowerer.fragment_index[name.as_str()];
        lowerer.program.fragments[index].source = source(fragment.span);
    }
    for index in 0..lowerer.program.fragments.len() {
        lowerer.fragment(index);
    }
    for operation in &document.operations {
        lowerer.operation(operation, source(operation.span));
    }
    for name in &checked.config.include_types {
        lowerer.input_type(name);
    }
    boxing::hold(&mut lowerer.program.inputs);
    lowerer.program
}

struct Lowerer<'a> {
    schema: &'a Schema,
    document: &'a ExecutableDocument,
    config: &'a Config,
    /// The types of edges: an object with a `node`, listed by the `edges` of a connection.
    edge_types: BTreeSet<&'a str>,
    fragment_index: HashMap<&'a str, usize>,
    program: Program,
    /// Selections that several variants share have one type.
    shared: HashMap<SharedKey, Ref>,
    /// By the address of the first of many selections.
    by_type: RefCell<HashMap<*const Selection, ByType<'a>>>,
}

/// Module, location type and the selection sets merged.
type SharedKey = (usize, String, Vec<(*const Selection, Condition)>);

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
                description: document.fragments[*name].description.as_ref().map(ToString::to_string),
                on: document.fragments[*name].type_condition.to_string(),
                root: Ref::Fragment(module),
                module,
            }
        });
        let input_names = schema
            .types
            .iter()
            .filter(|(_, definition)| matches!(definition, TypeDefinition::Enum(_) | TypeDefinition::InputObject(_)));
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
            edge_types: BTreeSet::new(),
            fragment_index: names.into_iter().enumerate().map(|(index, name)| (name.as_str(), index)).collect(),
            program,
            shared: HashMap::new(),
            by_type: RefCell::default(),
        };
        lowerer.edge_types = lowerer.find_edge_types();
        lowerer
    }

    fn fragment(&mut self, index: usize) {
        let name = self.program.fragments[index].name.clone();
        let definition = &self.document.fragments[name.as_str()];
        let on = definition.type_condition.as_str();
        let root = self.composite(index, &[], on, &[Source::unconditional(on, &definition.selections)]);
        self.program.fragments[index].root = root;
    }

    fn operation(&mut self, operation: &'a OperationDefinition, source: String) {
        let module = self.program.modules.len();
        self.program.modules.push(Module::default());
        let root = self.schema.root(operation.kind).map_or("", Name::as_str);
        let data = self.composite(module, &[], root, &[Source::unconditional(root, &operation.selections)]);
        let root_fields = self.document.root_fields(operation);
        let variables = operation.variables.iter().map(|variable| self.variable(variable)).collect::<Vec<_>>();
        let kind = match operation.kind {
            OperationType::Query => Kind::Query,
            OperationType::Mutation => Kind::Mutation,
            OperationType::Subscription => Kind::Subscription,
        };
        let replay = replay::replay(self.schema, root, kind, &root_fields);
        let root_names: IndexSet<&str> =
            root_fields.iter().map(|field| field.name.as_str()).filter(|name| *name != "__typename").collect();
        let mut operation_ir = Operation {
            name: operation.name.as_ref().map(ToString::to_string).unwrap_or_default(),
            kind,
            document: document::print(self.document, operation),
            source,
            description: operation.description.as_ref().map(ToString::to_string),
            root_fields: root_names.into_iter().map(str::to_owned).collect(),
            variables,
            data,
            module,
            replay,
            paging: Err(String::new()),
        };
        operation_ir.paging = self.paging(&operation_ir, operation);
        self.program.operations.push(operation_ir);
    }

    /// Whether an object of the type may be of several.
    fn is_abstract(&self, ty: &str) -> bool {
        self.schema.possible_types(ty).is_some()
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
        let typename_implied = self.is_abstract(location.ty) || covering.is_some();
        // A field of an interface that narrows to an object here has its `__typename` from the pass, too; a fragment on
        // an abstract type knows it.
        let was_abstract = sources.iter().any(|source| self.is_abstract(source.ty));
        let sole = collected.sole_fragment(typename_implied || was_abstract);
        let knows_typename = |fragment: &&str| {
            let on = self.document.fragments.get(*fragment).map(|fragment| fragment.type_condition.as_str());
            typename_implied || on.is_some_and(|on| self.is_abstract(on))
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
        let is_abstract = self.is_abstract(location.ty);
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
        let (first, selected) = sources.first();
        // The parent's own definition is the most exact one: it may return a narrower type than an interface's.
        let definition = self.schema.field(parent, &first.name).unwrap_or(selected);
        let named = definition.ty.inner_name();
        let coordinate = format!("{parent}.{}", first.name);
        let output = if first.selections.is_empty() {
            Output::Leaf(self.leaf(named, &coordinate))
        } else {
            let below: Vec<_> = path.iter().cloned().chain([key.to_owned()]).collect();
            Output::Composite(self.shared_composite(module, &below, named, &sources.selection_sets()))
        };
        Field {
            key: key.to_owned(),
            graphql: definition.ty.to_string(),
            output,
            wrap: self.field_wrap(parent, &first.name, &selected.ty),
            conditional: sources.conditional(),
            description: definition.description.as_ref().map(ToString::to_string),
            deprecated: deprecation(&definition.directives),
            coordinate,
        }
    }

    /// Like [`composite`](Self::composite), once for all variants that select the same.
    fn shared_composite(&mut self, module: usize, path: &[String], ty: &'a str, sources: &[Source<'a>]) -> Ref {
        let sets = sources.iter().map(|source| (source.selections.as_ptr(), source.condition.clone())).collect();
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
            (_, Some(TypeDefinition::Enum(definition))) => {
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

fn enumeration(definition: &EnumType) -> Enumeration {
    let values = definition.values.values().map(|value| crate::program::EnumValue {
        name: value.name.to_string(),
        description: value.description.as_ref().map(ToString::to_string),
        deprecated: deprecation(&value.directives),
    });
    Enumeration { description: definition.description.as_ref().map(ToString::to_string), values: values.collect() }
}

/// The reason of `@deprecated`, if it is there.
fn deprecation(directives: &Directives) -> Option<String> {
    directives.deprecation().map(str::to_owned)
}

fn wrap(ty: &syntax::Type) -> Wrap {
    match ty {
        syntax::Type::Named(_) => Wrap::Named { nullable: true },
        syntax::Type::NonNullNamed(_) => Wrap::Named { nullable: false },
        syntax::Type::List(item) => Wrap::List { nullable: true, item: Box::new(wrap(item)) },
        syntax::Type::NonNullList(item) => Wrap::List { nullable: false, item: Box::new(wrap(item)) },
    }
}
