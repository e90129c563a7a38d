//! Execution: one request against one world.

pub(crate) mod arguments;
pub(crate) mod compare;
pub(crate) mod cursor;
pub(crate) mod filter;
pub(crate) mod identity;
pub(crate) mod object;
pub(crate) mod page;
pub(crate) mod paging;
pub(crate) mod patch;
pub(crate) mod problem;
pub(crate) mod record;
pub(crate) mod root;
pub(crate) mod sort;
pub(crate) mod verb;
pub(crate) mod write;

use crate::data::world::World;
use apollo_compiler::response::JsonMap;
use std::cell::Cell;

/// What all objects of one execution share.
pub(crate) struct Run<'w> {
    pub(crate) world: &'w World,
    pub(crate) variables: &'w JsonMap,
    budget: Cell<u32>,
}

impl<'w> Run<'w> {
    pub(crate) fn new(world: &'w World, variables: &'w JsonMap) -> Self {
        Self { world, variables, budget: Cell::new(world.field_limit) }
    }

    /// Counts one field.
    pub(crate) fn spend(&self) -> Result<(), problem::Problem> {
        let left = self.budget.get().checked_sub(1).ok_or_else(|| {
            problem::Problem::new(
                "OperationTooComplex",
                format!("the operation resolves more than {} fields", self.world.field_limit),
            )
        })?;
        self.budget.set(left);
        Ok(())
    }
}
