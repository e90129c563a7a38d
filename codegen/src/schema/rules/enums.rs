//! The values of enums (spec 3.9).

use super::Rules;
use crate::schema::EnumType;
use crate::syntax::DirectiveLocation;

impl<'a> Rules<'a> {
    /// No value has a reserved name.
    pub(super) fn enumeration(&mut self, ty: &'a EnumType) {
        for (name, value) in &ty.values {
            if name.starts_with("__") {
                self.reserved_name("the value", &format!("{}.{name}", ty.name), name);
            }
            self.directives(&value.directives, DirectiveLocation::EnumValue);
        }
    }
}
