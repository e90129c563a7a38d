//! The definitions of a schema as they are written (spec 3); an extension is a definition that says so.

use super::{DirectiveLocation, Directives, Name, OperationType, Span, Text, Type, Value};

/// `schema { query: Query }`, or `extend schema`.
#[derive(Clone, Debug)]
pub struct SchemaDefinition {
    /// What the schema is about.
    pub description: Option<Text>,
    /// Whether it begins with `extend`.
    pub is_extension: bool,
    /// What is said of it.
    pub directives: Directives,
    /// The types that operations start from.
    pub roots: Vec<RootOperation>,
    /// The word `schema`.
    pub keyword: Span,
}

/// `query: Query`
#[derive(Clone, Debug)]
pub struct RootOperation {
    /// The kind of operations.
    pub kind: OperationType,
    /// Where the kind stands.
    pub kind_span: Span,
    /// The type they start from.
    pub ty: Name,
}

/// A type, or an extension of one.
#[derive(Clone, Debug)]
pub struct TypeDefinition {
    /// What it is.
    pub description: Option<Text>,
    /// Whether it begins with `extend`.
    pub is_extension: bool,
    /// Its name.
    pub name: Name,
    /// What is said of it.
    pub directives: Directives,
    /// What it is made of.
    pub body: TypeBody,
}

/// What the kinds of types are made of.
#[derive(Clone, Debug)]
pub enum TypeBody {
    /// `scalar`
    Scalar,
    /// `type`
    Object {
        /// Behind `implements`.
        interfaces: Vec<Name>,
        /// In braces.
        fields: Vec<FieldDefinition>,
    },
    /// `interface`
    Interface {
        /// Behind `implements`.
        interfaces: Vec<Name>,
        /// In braces.
        fields: Vec<FieldDefinition>,
    },
    /// `union`
    Union {
        /// Behind `=`.
        members: Vec<Name>,
    },
    /// `enum`
    Enum {
        /// In braces.
        values: Vec<EnumValueDefinition>,
    },
    /// `input`
    InputObject {
        /// In braces.
        fields: Vec<InputValueDefinition>,
    },
}

/// A field of an object type or an interface.
#[derive(Clone, Debug)]
pub struct FieldDefinition {
    /// What it is.
    pub description: Option<Text>,
    /// Its name.
    pub name: Name,
    /// What it takes.
    pub arguments: Vec<InputValueDefinition>,
    /// What it gives.
    pub ty: Type,
    /// What is said of it.
    pub directives: Directives,
}

impl FieldDefinition {
    /// The argument of this name.
    pub fn argument(&self, name: &str) -> Option<&InputValueDefinition> {
        self.arguments.iter().find(|argument| argument.name == *name)
    }
}

/// An argument of a field or a directive, or a field of an input object.
#[derive(Clone, Debug)]
pub struct InputValueDefinition {
    /// What it is for.
    pub description: Option<Text>,
    /// Its name.
    pub name: Name,
    /// What it may be.
    pub ty: Type,
    /// What it is when nothing is given.
    pub default: Option<Value>,
    /// What is said of it.
    pub directives: Directives,
}

impl InputValueDefinition {
    /// Whether it has to be given: not null, and without a default (spec 5.4.2.1).
    pub fn is_required(&self) -> bool {
        self.ty.is_non_null() && self.default.is_none()
    }
}

/// A value of an enum.
#[derive(Clone, Debug)]
pub struct EnumValueDefinition {
    /// What it stands for.
    pub description: Option<Text>,
    /// Its name.
    pub name: Name,
    /// What is said of it.
    pub directives: Directives,
}

/// `directive @name(arguments) repeatable on PLACES`
#[derive(Clone, Debug)]
pub struct DirectiveDefinition {
    /// What it does.
    pub description: Option<Text>,
    /// The name without its sign.
    pub name: Name,
    /// What it takes.
    pub arguments: Vec<InputValueDefinition>,
    /// Whether one place may have it twice.
    pub is_repeatable: bool,
    /// Where it may be applied.
    pub locations: Vec<DirectiveLocation>,
}

impl DirectiveDefinition {
    /// The argument of this name.
    pub fn argument(&self, name: &str) -> Option<&InputValueDefinition> {
        self.arguments.iter().find(|argument| argument.name == *name)
    }
}
