//! What the operations ask for, resolved: types found, fields merged, nothing left to look up in the schema.

use std::collections::BTreeMap;

/// All operations of one compilation.
#[derive(Debug)]
pub(crate) struct Program {
    /// In document order of the sorted files.
    pub(crate) operations: Vec<Operation>,
    /// Sorted by name.
    pub(crate) fragments: Vec<Fragment>,
    /// The response types; each operation and each fragment has one module.
    pub(crate) modules: Vec<Module>,
    /// Enums in use, by name.
    pub(crate) enums: BTreeMap<String, Enumeration>,
    /// Input objects in use, by name.
    pub(crate) inputs: BTreeMap<String, InputObject>,
    /// The enums and input objects of the schema, in use or not: all of them take part in naming, so that a new
    /// operation renames nothing.
    pub(crate) input_names: Vec<String>,
}

#[derive(Debug)]
pub(crate) struct Operation {
    pub(crate) name: String,
    pub(crate) kind: Kind,
    /// What is sent.
    pub(crate) document: String,
    /// The file it was written in.
    pub(crate) source: String,
    /// What its file says of it.
    pub(crate) description: Option<String>,
    /// As in the schema.
    pub(crate) root_fields: Vec<String>,
    pub(crate) variables: Vec<Input>,
    pub(crate) data: Ref,
    pub(crate) module: usize,
    pub(crate) replay: Replay,
    pub(crate) paging: Result<Paging, String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Query,
    Mutation,
    Subscription,
}

#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Replay {
    Safe,
    /// Paths into the variables that lead to idempotency keys.
    Keyed(Vec<Vec<String>>),
    Never,
}

#[derive(Debug)]
pub(crate) struct Fragment {
    pub(crate) name: String,
    pub(crate) source: String,
    /// What its file says of it.
    pub(crate) description: Option<String>,
    pub(crate) on: String,
    pub(crate) root: Ref,
    pub(crate) module: usize,
}

#[derive(Debug, Default)]
pub(crate) struct Module {
    pub(crate) types: Vec<Type>,
}

/// A response type: a type of a module, or that of a fragment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Ref {
    Local { module: usize, index: usize },
    Fragment(usize),
}

#[derive(Debug)]
pub(crate) struct Type {
    /// Response keys and type names from the root of the operation or fragment down to here.
    pub(crate) path: Vec<String>,
    /// The GraphQL type it is selected on.
    pub(crate) on: String,
    pub(crate) shape: Shape,
}

#[derive(Debug)]
pub(crate) enum Shape {
    Struct(Struct),
    Enum(Enum),
}

/// A selection set that looks the same whatever the concrete type is.
#[derive(Debug)]
pub(crate) struct Struct {
    /// The concrete type, where only one is possible.
    pub(crate) concrete: Option<String>,
    /// In the order a server answers.
    pub(crate) items: Vec<Item>,
    pub(crate) role: Role,
}

/// Whether the runtime has the Rust type of a selection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    /// No: it is generated.
    Own,
    /// No, but it is a connection with fields of its own.
    OwnConnection,
    Connection,
    Edge,
    PageInfo,
}

#[derive(Debug)]
pub(crate) enum Item {
    Field(Field),
    Member(Member),
}

/// A response key with its value.
#[derive(Debug, Clone)]
pub(crate) struct Field {
    pub(crate) key: String,
    /// The field, as `Type.field`.
    pub(crate) coordinate: String,
    /// The GraphQL type, as text.
    pub(crate) graphql: String,
    pub(crate) output: Output,
    pub(crate) wrap: Wrap,
    /// Whether `@skip` or `@include` may leave it out.
    pub(crate) conditional: bool,
    pub(crate) description: Option<String>,
    pub(crate) deprecated: Option<String>,
}

/// A fragment that always applies.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Member {
    pub(crate) fragment: usize,
    /// Whether `@skip` or `@include` may leave it out.
    pub(crate) conditional: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Output {
    Leaf(Leaf),
    Composite(Ref),
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Leaf {
    Id,
    Int,
    Float,
    Boolean,
    String,
    Enum(String),
    /// A Rust path.
    Custom(String),
}

/// Lists and nullability around a named type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Wrap {
    Named { nullable: bool },
    List { nullable: bool, item: Box<Wrap> },
}

impl Wrap {
    pub(crate) fn nullable(&self) -> bool {
        match self {
            Self::Named { nullable } | Self::List { nullable, .. } => *nullable,
        }
    }
}

/// A selection set that differs by concrete type.
#[derive(Debug)]
pub(crate) struct Enum {
    /// The concrete types that the selection tells apart, sorted, each with what is selected on it.
    pub(crate) variants: Vec<(String, Ref)>,
    /// What is selected on all others.
    pub(crate) other: Ref,
}

impl Enum {
    /// The variant of a concrete type.
    pub(crate) fn variant(&self, ty: &str) -> Option<&(String, Ref)> {
        let nth = self.variants.binary_search_by(|(known, _)| known.as_str().cmp(ty)).ok()?;
        self.variants.get(nth)
    }
}

/// A GraphQL enum.
#[derive(Debug)]
pub(crate) struct Enumeration {
    pub(crate) description: Option<String>,
    pub(crate) values: Vec<EnumValue>,
}

#[derive(Debug)]
pub(crate) struct EnumValue {
    pub(crate) name: String,
    pub(crate) description: Option<String>,
    pub(crate) deprecated: Option<String>,
}

/// A GraphQL input object.
#[derive(Debug)]
pub(crate) struct InputObject {
    pub(crate) description: Option<String>,
    pub(crate) one_of: bool,
    pub(crate) fields: Vec<Input>,
}

/// How a field holds an input object.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Holding {
    InPlace,
    /// In a `Box`, since its type contains itself.
    Boxed,
    /// In the runtime's `Sealed`, since there is too much in it.
    Sealed,
}

impl Holding {
    /// The Rust path of what holds the object.
    pub(crate) fn path(self) -> Option<&'static str> {
        match self {
            Self::InPlace => None,
            Self::Boxed => Some("::std::boxed::Box"),
            Self::Sealed => Some("::stigg_graphql::operation::Sealed"),
        }
    }
}

/// An input field or a variable.
#[derive(Debug, Clone)]
pub(crate) struct Input {
    pub(crate) name: String,
    pub(crate) graphql: String,
    pub(crate) ty: InputType,
    pub(crate) wrap: Wrap,
    /// The default, as text; the server applies it.
    pub(crate) default: Option<String>,
    pub(crate) holding: Holding,
    pub(crate) description: Option<String>,
    pub(crate) deprecated: Option<String>,
}

impl Input {
    /// Whether a request must have it (spec 5.6.4 and 5.8.5).
    pub(crate) fn required(&self) -> bool {
        !self.wrap.nullable() && self.default.is_none()
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum InputType {
    Leaf(Leaf),
    Object(String),
}

/// How a query pages.
#[derive(Debug)]
pub(crate) struct Paging {
    /// Response keys from the root to what holds the page.
    pub(crate) holder: Vec<String>,
    pub(crate) by: PageBy,
    /// Where the page size is set.
    pub(crate) first: Option<InputPath>,
    pub(crate) last: Option<InputPath>,
    pub(crate) before: Option<InputPath>,
    /// Whether it pages backward as well; else what is missing for it.
    pub(crate) backward: Result<(), String>,
    /// Whether the holder is a connection with nodes; else what it lacks.
    pub(crate) nodes: Result<(), String>,
}

#[derive(Debug)]
pub(crate) enum PageBy {
    /// `pageInfo`, and the input that takes the cursor.
    Cursor { after: InputPath },
    /// A page number; the answer says how many items there are.
    Number { page: InputPath },
}

/// A variable and the input fields below it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct InputPath(pub(crate) Vec<String>);

impl Program {
    /// The type behind a reference, with fragments followed.
    pub(crate) fn resolve(&self, mut reference: Ref) -> (Ref, &Type) {
        loop {
            match reference {
                Ref::Fragment(fragment) => reference = self.fragments[fragment].root,
                Ref::Local { module, index } => return (reference, &self.modules[module].types[index]),
            }
        }
    }
}
