//! How Rust types are written.

use std::fmt::{Display, Formatter, Result};

use crate::plan::{CellType, Module, RustPath, RustType};

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
impl SeenFrom for CellType {}

impl Display for Seen<'_, RustPath> {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        let RustPath { module, name } = self.what;
        if module != self.from {
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

impl Display for Seen<'_, CellType> {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        match self.what {
            CellType::Value(ty) => ty.seen_from(self.from).fmt(f),
            CellType::Merged(path) => path.seen_from(self.from).fmt(f),
            CellType::Id => f.write_str("__rt::Id"),
            CellType::Custom(scalar) => write!(f, "__rt::Custom<{}>", scalar.path()),
            CellType::Json => f.write_str("__rt::Custom<__rt::Json>"),
            CellType::List(item) => write!(f, "__rt::List<{}>", item.seen_from(self.from)),
            CellType::Nulls(item) => write!(f, "__rt::Nulls<{}>", item.seen_from(self.from)),
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
            (fragment.clone(), Module::Fragments, "super::fragments::part::Plan"),
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
