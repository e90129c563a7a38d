//! Operations and fragments.

use indexmap::IndexSet;

use super::collected::SelectionSet;
use super::{Lowerer, replay};
use crate::ir::Operation;
use crate::syntax::OperationDefinition;

impl<'a> Lowerer<'a> {
    pub(super) fn fragment(&mut self, index: usize) {
        let name = self.program.fragments[index].name.clone();
        let definition = &self.document.fragments[name.as_str()];
        let on = definition.type_condition.as_str();
        let root = self.composite(index, &[], on, &[SelectionSet::unconditional(on, &definition.selections)]);
        self.program.fragments[index].root = root;
    }

    /// What is sent may be more than what was `written`.
    pub(super) fn operation(
        &mut self,
        operation: &'a OperationDefinition,
        written: &OperationDefinition,
        file: String,
    ) {
        let module = self.program.modules.len();
        self.program.modules.push(Vec::new());
        let root = self.root(operation.kind);
        let data = self.composite(module, &[], root, &[SelectionSet::unconditional(root, &operation.selections)]);
        let root_fields = self.document.root_fields(operation);
        let variables = operation.variables.iter().map(|variable| self.variable(variable)).collect::<Vec<_>>();
        let name = operation.name.as_ref().expect("the check refuses an operation without a name");
        let root_names: IndexSet<&str> =
            root_fields.iter().map(|field| field.name.as_str()).filter(|name| *name != "__typename").collect();
        let paging = self.paging(operation, data, &variables);
        self.program.operations.push(Operation {
            name: name.to_string(),
            rust_name: self.config.operation_name(name).to_owned(),
            kind: operation.kind,
            text: written.to_string(),
            document: self.sent(operation),
            spreads: self.spread(&operation.selections),
            file,
            description: operation.description.as_ref().map(ToString::to_string),
            root_fields: root_names.into_iter().map(str::to_owned).collect(),
            variables,
            data,
            module,
            replay: replay::replay(self.schema, root, operation.kind, &root_fields),
            paging,
        });
    }
}
