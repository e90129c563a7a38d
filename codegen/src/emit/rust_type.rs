//! How Rust types are written.

use std::fmt::{Display, Formatter, Result};

use crate::config::ScalarType;
use crate::plan::{CellKind, Module, RustPath, RustType};

/// Something as seen from a module: what stands elsewhere is written with the way to it.
pub(super) struct Seen<'a, T> {
    what: &'a T,
    from: &'a Module,
}

/// What has a path in it.
pub(super) trait SeenFrom: Sized {
    fn seen_from<'a>(&'a self, from: &'a Module) -> Seen<'a, Self> {
        Seen { what: self, from }
    }
}

impl SeenFrom for RustPath {}
impl SeenFrom for RustType {}
impl SeenFrom for CellKind {}

impl Display for Seen<'_, RustPath> {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        let RustPath { module, name } = self.what;
        if let (Module::Fragments, Module::Fragment(below)) = (self.from, module) {
            write!(f, "{below}::")?;
        } else if module != self.from {
            f.write_str(match self.from {
                Module::Root => "",
                Module::Types | Module::Fragments | Module::Operation(_) => "super::",
                Module::Fragment(_) => "super::super::",
            })?;
            match module {
                Module::Root => Ok(()),
                Module::Types => f.write_str("types::"),
                Module::Fragments => f.write_str("fragments::"),
                Module::Operation(module) => write!(f, "{module}::"),
                Module::Fragment(module) => write!(f, "fragments::{module}::"),
            }?;
        }
        f.write_str(name)
    }
}

impl Display for Seen<'_, RustType> {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        let (generic, inner) = match self.what {
            RustType::Bool => return f.write_str("bool"),
            RustType::F64 => return f.write_str("f64"),
            RustType::I32 => return f.write_str("i32"),
            RustType::String => return f.write_str("::std::string::String"),
            RustType::Scalar(scalar) => return f.write_str(scalar.path()),
            RustType::Generated(path) => return path.seen_from(self.from).fmt(f),
            RustType::PageInfo => return f.write_str("::stigg_graphql::paging::PageInfo"),
            RustType::Box(inner) => ("::std::boxed::Box", inner),
            RustType::Option(inner) => ("::core::option::Option", inner),
            RustType::Vec(inner) => ("::std::vec::Vec", inner),
            RustType::Maybe(inner) => ("::stigg_graphql::Maybe", inner),
            RustType::Sealed(inner) => ("::stigg_graphql::operation::Sealed", inner),
            RustType::Connection(inner) => ("::stigg_graphql::Connection", inner),
            RustType::Edge(inner) => ("::stigg_graphql::paging::Edge", inner),
        };
        write!(f, "{generic}<{}>", inner.seen_from(self.from))
    }
}

/// The word for a kind, and the type that is said with it.
pub(super) fn word(kind: &CellKind, from: &Module) -> (&'static str, Option<String>) {
    match kind {
        CellKind::Boolean => ("Boolean", None),
        CellKind::Float => ("Float", None),
        CellKind::Id => ("Id", None),
        CellKind::Int => ("Int", None),
        CellKind::Text => ("Text", None),
        CellKind::Enum(ty) => ("Word", Some(ty.seen_from(from).to_string())),
        CellKind::Scalar(scalar) => match scalar {
            ScalarType::Amount => ("Amount", None),
            ScalarType::DateTime => ("DateTime", None),
            ScalarType::EpochMillis => ("EpochMillis", None),
            ScalarType::Json => ("Json", None),
            ScalarType::JsonObject => ("JsonObject", None),
            ScalarType::String => ("Text", None),
            ScalarType::Uuid => ("Uuid", None),
            ScalarType::Other(path) => ("Custom", Some(path.clone())),
        },
        CellKind::Object(ty) => ("Object", Some(ty.seen_from(from).to_string())),
        CellKind::Merged(path) => ("Object", Some(path.seen_from(from).to_string())),
        CellKind::List(item) => ("List", Some(item.seen_from(from).to_string())),
        CellKind::Nulls(item) => ("Nulls", Some(item.seen_from(from).to_string())),
    }
}

impl Display for Seen<'_, CellKind> {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        match word(self.what, self.from) {
            ("Object" | "Word", Some(ty)) => f.write_str(&ty),
            (word, Some(ty)) => write!(f, "__rt::kind::{word}<{ty}>"),
            (word, None) => write!(f, "__rt::kind::{word}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_elsewhere_is_written_with_its_modules() {
        let path = |module| RustPath { module, name: "Plan".to_owned() };
        let operation = Module::Operation("get_plan".to_owned());
        let fragment = Module::Fragment("part".to_owned());
        for (of, from, expected) in [
            (operation.clone(), operation.clone(), "Plan"),
            (operation.clone(), Module::Root, "get_plan::Plan"),
            (Module::Types, operation.clone(), "super::types::Plan"),
            (Module::Fragments, fragment.clone(), "super::super::fragments::Plan"),
            (fragment.clone(), Module::Fragments, "part::Plan"),
            (Module::Root, Module::Types, "super::Plan"),
        ] {
            assert_eq!(path(of).seen_from(&from).to_string(), expected);
        }
        let plan = Box::new(RustType::Generated(path(Module::Types)));
        let list = RustType::Vec(Box::new(RustType::Option(plan)));
        let expected = "::std::vec::Vec<::core::option::Option<types::Plan>>";
        assert_eq!(list.seen_from(&Module::Root).to_string(), expected);
    }
}
