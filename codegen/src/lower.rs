//! From checked operations to a [`Program`]: types resolved, fields merged (spec 6.3.2 and 5.3.2).

mod collect;
mod collected;
mod condition;
mod connection;
mod document;
mod flat;
mod indirection;
mod inputs;
mod leaf;
mod operation;
mod paging;
mod replay;
mod response_type;
mod shared;
mod standard_connection;
mod type_condition;

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::check::CheckedSet;
use crate::config::Config;
use crate::executable::{ExecutableDocument, spreads};
use crate::ir::{Fragment, Program, TypeId};
use crate::library::Fingerprints;
use crate::schema::{Schema, TypeDefinition};
use crate::syntax::{FieldDefinition, FragmentDefinition, Name, OperationType, Selection, Span};
use collect::ByType;
use response_type::SharedKey;

/// Resolves all operations of a checked set, whose document the passes may have rewritten.
pub(crate) fn lower(checked: &CheckedSet, document: &ExecutableDocument) -> Program {
    let fingerprints = checked.fingerprints.clone();
    let mut lowerer = Lowerer::new(&checked.schema, document, &checked.config, fingerprints);
    let file = |span: Span| checked.file(span).expect("what is compiled was read from a file").to_owned();
    for (name, fragment) in &document.fragments {
        let index = lowerer.fragment_index[name.as_str()];
        lowerer.program.fragments[index].file = file(fragment.span);
    }
    for index in 0..lowerer.program.fragments.len() {
        lowerer.fragment(index);
    }
    for (operation, written) in document.operations.iter().zip(&checked.document.operations) {
        lowerer.operation(operation, written, file(operation.span));
    }
    for name in &checked.config.include_types {
        lowerer.input_type(name);
    }
    indirection::choose(&mut lowerer.program.inputs);
    lowerer.share(&checked.libraries);
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
    shared: HashMap<SharedKey, TypeId>,
    /// By the address of the first of many selections.
    by_type: RefCell<HashMap<*const Selection, ByType<'a>>>,
}

impl<'a> Lowerer<'a> {
    fn new(
        schema: &'a Schema,
        document: &'a ExecutableDocument,
        config: &'a Config,
        fingerprints: Fingerprints,
    ) -> Self {
        let mut names: Vec<&Name> = document.fragments.keys().collect();
        names.sort_unstable();
        let mut modules = Vec::new();
        let fragments = names.iter().enumerate().map(|(module, name)| {
            modules.push(Vec::new());
            Fragment {
                name: name.to_string(),
                file: String::new(),
                description: document.fragments[*name].description.as_ref().map(ToString::to_string),
                type_condition: document.fragments[*name].type_condition.to_string(),
                text: document.fragments[*name].minified(),
                root: TypeId::Fragment(module),
                module,
                spreads: Vec::new(),
                shared: None,
            }
        });
        let input_names = schema
            .types
            .iter()
            .filter(|(_, definition)| matches!(definition, TypeDefinition::Enum(_) | TypeDefinition::InputObject(_)));
        let program = Program {
            fingerprints,
            operations: Vec::new(),
            fragments: fragments.collect(),
            modules,
            enums: BTreeMap::new(),
            inputs: BTreeMap::new(),
            shared: BTreeMap::new(),
            shipped: BTreeSet::new(),
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
        for (name, index) in &lowerer.fragment_index {
            let spread = spreads(&document.fragments[*name].selections).into_iter();
            lowerer.program.fragments[*index].spreads =
                spread.map(|name| lowerer.fragment_index[name.as_str()]).collect();
        }
        lowerer
    }

    fn root(&self, kind: OperationType) -> &'a str {
        self.schema.root(kind).expect("the check refuses an operation that the schema has no root type for")
    }

    fn field_definition(&self, parent: &str, name: &str) -> &'a FieldDefinition {
        self.schema.field(parent, name).expect("the check refuses a field that its type does not have")
    }

    fn fragment_definition(&self, name: &str) -> &'a FragmentDefinition {
        self.document.fragments.get(name).expect("the check refuses a fragment that is not there")
    }

    /// Whether an object of the type may be of several.
    fn is_abstract(&self, ty: &str) -> bool {
        self.schema.possible_types(ty).is_some()
    }
}
