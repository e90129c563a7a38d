//! Mutations.

use super::arguments::Arguments;
use super::object::Found;
use super::problem::Problem;
use super::record::Record;
use super::root;
use crate::data::catalog::FieldPlan;
use serde_json::Value;

/// Applies a mutation and answers it.
pub(crate) fn answer<'r>(
    near: &Record<'r>,
    field: &'r FieldPlan,
    arguments: &Arguments,
    _laid_down: Option<&Value>,
) -> Result<Found<'r>, Problem> {
    root::generated(near, field, arguments)
}
