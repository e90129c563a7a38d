//! What the fields of one execution share.

use std::cell::Cell;

use apollo_compiler::response::JsonMap;

use super::execution_error::ExecutionError;
use crate::data::world::World;

/// What all objects of one execution share.
pub(crate) struct Context<'w> {
    pub(crate) world: &'w World,
    pub(crate) variables: &'w JsonMap,
    budget: Cell<u32>,
}

impl<'w> Context<'w> {
    pub(crate) fn new(world: &'w World, variables: &'w JsonMap) -> Self {
        Self { world, variables, budget: Cell::new(world.field_limit) }
    }

    /// Counts one field.
    pub(crate) fn spend(&self) -> Result<(), ExecutionError> {
        let left = self.budget.get().checked_sub(1).ok_or_else(|| {
            ExecutionError::new(
                "OperationTooComplex",
                format!("the operation resolves more than {} fields", self.world.field_limit),
            )
        })?;
        self.budget.set(left);
        Ok(())
    }
}
