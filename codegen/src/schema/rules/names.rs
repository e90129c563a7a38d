//! Names that begin with two underscores belong to introspection (spec 3, "Reserved Names").

use super::Rules;
use crate::schema::Problem;
use crate::syntax::Name;

impl Rules<'_> {
    /// Reports a reserved name; `what` and `coordinate` say what has it.
    pub(super) fn reserved_name(&mut self, what: &str, coordinate: &str, name: &Name) {
        if name.starts_with("__") {
            self.problem(
                Problem::new(format!("{what} `{coordinate}` has a reserved name"))
                    .at(name.span(), "`__` begins the names of introspection"),
            );
        }
    }
}
