//! Final Rust names and types, and what decodes each JSON object.
//!
//! After this all is decided; emitting it is dull.

mod document;
mod equality;
mod input;
mod names;
mod nodes;
mod operation;
mod paging;
mod path;
mod record;
mod response;
mod runtime;
mod rust_type;
mod sealed;
mod typename;
mod types;

use std::collections::HashSet;

use crate::ir::{Program, TypeId};
pub(crate) use crate::ir::{Replay, Wrapping};
use crate::library::Fingerprints;
pub(crate) use crate::syntax::OperationType;
pub(crate) use document::DefinitionText;
pub(crate) use input::{Argument, Enum, InputField, InputObject, InputShape, Presence};
pub(crate) use nodes::{Nodes, NodesPlace};
pub(crate) use operation::{Data, Operation};
pub(crate) use paging::{Backward, PageBy, PageInfo, PageInfoField, PageNodes, Paging};
pub(crate) use path::{Absence, InputStep, ResponseStep};
pub(crate) use record::{
    Cell, CellKind, DecodedAs, Decoding, Member, MemberStep, MergedObject, Part, Recipient, Record, RecordValue, Route,
    RuntimePart, Shared, Takes, VariantPath,
};
pub(crate) use response::{ResponseModule, ResponseType, Selection, Shape, Struct, Variants, View};
pub(crate) use rust_type::{Module, RustPath, RustType};
pub(crate) use typename::WritesTypename;
use types::Types;

/// All that is generated.
pub(crate) struct Model<'p> {
    pub(crate) operations: Vec<Operation<'p>>,
    pub(crate) enums: Vec<Enum<'p>>,
    pub(crate) inputs: Vec<InputObject<'p>>,
    pub(crate) fragments: Vec<Fragment<'p>>,
    /// Types with floats in them.
    pub(crate) inexact: HashSet<RustPath>,
    pub(crate) fingerprints: &'p Fingerprints,
}

/// A fragment, which is one type for all operations that spread it.
pub(crate) struct Fragment<'p> {
    pub(crate) name: String,
    pub(crate) graphql: &'p str,
    pub(crate) type_condition: &'p str,
    /// The file it was written in.
    pub(crate) file: &'p str,
    pub(crate) description: Option<&'p str>,
    pub(crate) text: DefinitionText<'p>,
    pub(crate) ty: FragmentType<'p>,
    /// The name of the module of the types below it.
    pub(crate) module: String,
    /// The types below it, if there are any.
    pub(crate) below: Option<ResponseModule<'p>>,
    /// The Rust module that has all of it, if another crate does.
    pub(crate) shared: Option<&'p str>,
}

pub(crate) enum FragmentType<'p> {
    Own(Box<ResponseType<'p>>),
    /// That of another fragment, or of the runtime.
    Alias(RustType),
}

/// Decides all names, types and records.
pub(crate) fn plan(program: &Program) -> Model<'_> {
    let types = Types::new(program);
    let mut records = record::plan(&types);
    let operations = 0..program.operations.len();
    let fragments = 0..program.fragments.len();
    let mut model = Model {
        operations: operations.map(|number| types.plan_operation(number, &mut records)).collect(),
        enums: program.enums.iter().map(|(name, definition)| types.plan_enum(name, definition)).collect(),
        inputs: program.inputs.iter().map(|(name, object)| types.plan_input_object(name, object)).collect(),
        fragments: fragments.map(|number| types.plan_fragment(number, &mut records)).collect(),
        inexact: HashSet::new(),
        fingerprints: &program.fingerprints,
    };
    model.inexact = equality::inexact(&model);
    model
}

impl<'p> Types<'p> {
    fn plan_fragment(&self, number: usize, records: &mut record::Records<'p>) -> Fragment<'p> {
        let fragment = &self.program.fragments[number];
        let is_local = matches!(fragment.root, TypeId::Local { .. });
        let ty = if is_local && self.is_generated(fragment.root) {
            FragmentType::Own(Box::new(self.plan_response_type(fragment.root, records)))
        } else {
            FragmentType::Alias(self.of(fragment.root))
        };
        // What decodes a type of the runtime stands below as well.
        let root_stands_here = matches!(ty, FragmentType::Own(_));
        let types_below = self.program.modules[fragment.module].len() - usize::from(root_stands_here);
        let has_below = types_below > 0 || records.has_merged(fragment.module);
        let names = &self.names.fragments[number];
        Fragment {
            name: names.ty.clone(),
            graphql: &fragment.name,
            type_condition: &fragment.type_condition,
            file: &fragment.file,
            description: fragment.description.as_deref(),
            text: DefinitionText::new(&fragment.text),
            ty,
            module: names.module.clone(),
            shared: fragment.shared.as_deref(),
            below: has_below.then(|| self.plan_module(fragment.module, records)),
        }
    }
}
