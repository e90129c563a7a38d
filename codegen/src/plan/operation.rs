//! Operations.

use super::document::Document;
use super::input::InputField;
use super::paging::Paging;
use super::record::Records;
use super::response::ResponseModule;
use super::rust_type::{RustPath, RustType};
use super::types::Types;
use crate::ir::{Replay, TypeId};
use crate::syntax::OperationType;

pub(crate) struct Operation<'p> {
    pub(crate) name: String,
    pub(crate) graphql: &'p str,
    pub(crate) kind: OperationType,
    /// As people write it.
    pub(crate) text: &'p str,
    /// The types of the fragments that it spreads itself.
    pub(crate) spreads: Vec<RustPath>,
    pub(crate) document: Document<'p>,
    /// The file it was written in.
    pub(crate) file: &'p str,
    pub(crate) description: Option<&'p str>,
    /// As in the schema.
    pub(crate) root_fields: &'p [String],
    pub(crate) replay: &'p Replay,
    pub(crate) variables: Vec<InputField<'p>>,
    /// How it pages, or why it does not.
    pub(crate) paging: Result<Paging, &'p str>,
    /// The name of the module of its answer's types.
    pub(crate) module: String,
    pub(crate) data: Data,
    pub(crate) types: ResponseModule<'p>,
}

/// The type of the answer's `data`.
pub(crate) enum Data {
    /// One of the operation's module.
    Own,
    /// That of a fragment.
    Alias(RustType),
}

impl<'p> Types<'p> {
    pub(super) fn plan_operation(&self, number: usize, records: &mut Records<'p>) -> Operation<'p> {
        let operation = &self.program.operations[number];
        let names = &self.names.operations[number];
        Operation {
            name: names.ty.clone(),
            graphql: &operation.name,
            kind: operation.kind,
            text: &operation.text,
            spreads: operation.spreads.iter().map(|fragment| self.names.of(TypeId::Fragment(*fragment))).collect(),
            document: self.plan_document(&operation.document),
            file: &operation.file,
            description: operation.description.as_deref(),
            root_fields: &operation.root_fields,
            replay: &operation.replay,
            variables: self.plan_inputs(&operation.variables),
            paging: match &operation.paging {
                Ok(paging) => Ok(self.plan_paging(operation, paging)),
                Err(reason) => Err(reason),
            },
            module: names.module.clone(),
            data: match operation.data {
                TypeId::Local { .. } => Data::Own,
                TypeId::Fragment(_) => Data::Alias(self.of(operation.data)),
            },
            types: self.plan_module(operation.module, records),
        }
    }
}
