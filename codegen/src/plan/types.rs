//! The Rust type of each value.

use std::collections::HashSet;

use super::names::Names;
use super::rust_type::RustType;
use super::sealed;
use crate::ir::{Field, Indirection, InputType, InputValue, Leaf, Output, Program, Role, Shape, TypeId, Wrapping};

/// What decides on types: the program and its names.
pub(super) struct Types<'p> {
    pub(super) program: &'p Program,
    pub(super) names: Names<'p>,
    /// Response types that a field holds in the runtime's `Sealed`.
    sealed: HashSet<TypeId>,
}

impl<'p> Types<'p> {
    pub(super) fn new(program: &'p Program) -> Self {
        Self { program, names: Names::new(program), sealed: sealed::sealed(program) }
    }

    /// A response type.
    pub(super) fn of(&self, ty: TypeId) -> RustType {
        if let (TypeId::Local { .. }, Shape::Struct(structure)) = (ty, &self.program.definition(ty).shape) {
            match structure.role {
                Role::Generated | Role::GeneratedConnection => {}
                Role::Connection { node } => return RustType::Connection(Box::new(self.held(node))),
                Role::Edge { node } => return RustType::Edge(Box::new(self.held(node))),
                Role::PageInfo => return RustType::PageInfo,
            }
        }
        RustType::Generated(self.names.of(ty))
    }

    /// A response type where a field holds it.
    pub(super) fn held(&self, ty: TypeId) -> RustType {
        let held = self.of(ty);
        if self.is_sealed(ty) { RustType::Sealed(Box::new(held)) } else { held }
    }

    /// Whether a field holds the type in the runtime's `Sealed`.
    pub(super) fn is_sealed(&self, ty: TypeId) -> bool {
        self.sealed.contains(&self.program.resolve(ty))
    }

    /// The named type of a response field.
    pub(super) fn output(&self, output: &Output) -> RustType {
        match output {
            Output::Leaf(leaf) => self.leaf(leaf),
            Output::Composite(ty) => self.held(*ty),
        }
    }

    /// A response field.
    pub(super) fn field(&self, field: &Field) -> RustType {
        let ty = wrapped(&field.wrapping, self.output(&field.output));
        ty.optional_if(field.conditional && !field.wrapping.is_nullable())
    }

    fn leaf(&self, leaf: &Leaf) -> RustType {
        match leaf {
            Leaf::Id | Leaf::String => RustType::String,
            Leaf::Int => RustType::I32,
            Leaf::Float => RustType::F64,
            Leaf::Boolean => RustType::Bool,
            Leaf::Enum(name) => RustType::Generated(self.names.input(name)),
            Leaf::Custom(scalar) => RustType::Scalar(scalar.clone()),
        }
    }

    /// The named type of a variable or input field.
    pub(super) fn input_named(&self, input: &InputValue) -> RustType {
        match &input.ty {
            InputType::Leaf(leaf) => self.leaf(leaf),
            InputType::Object(name) => RustType::Generated(self.names.input(name)),
        }
    }

    /// The value of a variable or input field, where it has one.
    pub(super) fn input(&self, input: &InputValue) -> RustType {
        let named = self.input_named(input);
        let held = match input.indirection {
            Indirection::None => named,
            Indirection::Boxed => RustType::Box(Box::new(named)),
            Indirection::Sealed => RustType::Sealed(Box::new(named)),
        };
        wrapped_value(&input.wrapping, held)
    }
}

fn wrapped(wrapping: &Wrapping, named: RustType) -> RustType {
    wrapped_value(wrapping, named).optional_if(wrapping.is_nullable())
}

/// The type without the outermost nullability.
fn wrapped_value(wrapping: &Wrapping, named: RustType) -> RustType {
    match wrapping {
        Wrapping::Named { .. } => named,
        Wrapping::List { item, .. } => RustType::Vec(Box::new(wrapped(item, named))),
    }
}
