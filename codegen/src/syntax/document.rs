//! Documents: operations and fragments (spec 2.2 to 2.8), and whatever else a text may hold.

use std::fmt;

use super::{
    Argument, DirectiveDefinition, Directives, Name, SchemaDefinition, Span, Text, Type, TypeDefinition, Value,
};

/// The definitions of one text, in order.
#[derive(Clone, Debug, Default)]
pub struct Document {
    /// All of them, in order.
    pub definitions: Vec<Definition>,
}

impl Document {
    /// The operations, in order.
    pub fn operations(&self) -> impl Iterator<Item = &OperationDefinition> {
        self.definitions.iter().filter_map(|definition| match definition {
            Definition::Operation(operation) => Some(operation),
            _ => None,
        })
    }

    /// The fragments, in order.
    pub fn fragments(&self) -> impl Iterator<Item = &FragmentDefinition> {
        self.definitions.iter().filter_map(|definition| match definition {
            Definition::Fragment(fragment) => Some(fragment),
            _ => None,
        })
    }
}

/// One definition of a text.
#[derive(Clone, Debug)]
pub enum Definition {
    /// An operation.
    Operation(OperationDefinition),
    /// A fragment.
    Fragment(FragmentDefinition),
    /// `schema { .. }`, or an extension of it.
    Schema(SchemaDefinition),
    /// A type, or an extension of one.
    Type(TypeDefinition),
    /// A directive.
    Directive(DirectiveDefinition),
}

impl Definition {
    /// Whether it can be executed, and does not belong to a schema.
    pub fn is_executable(&self) -> bool {
        matches!(self, Self::Operation(_) | Self::Fragment(_))
    }

    /// Its name; `schema` and an operation may have none.
    pub fn name(&self) -> Option<&Name> {
        match self {
            Self::Operation(operation) => operation.name.as_ref(),
            Self::Fragment(fragment) => Some(&fragment.name),
            Self::Schema(_) => None,
            Self::Type(ty) => Some(&ty.name),
            Self::Directive(directive) => Some(&directive.name),
        }
    }

    /// What to mark when all of it is meant: the keyword and the name of what can be executed, else the name.
    pub fn head(&self) -> Span {
        match self {
            Self::Operation(operation) => operation.head(),
            Self::Fragment(fragment) => fragment.span.to(fragment.name.span()),
            Self::Schema(schema) => schema.keyword,
            Self::Type(ty) => ty.name.span(),
            Self::Directive(directive) => directive.name.span(),
        }
    }
}

/// The kinds of operations.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub enum OperationType {
    /// Reads.
    Query,
    /// Writes, then reads.
    Mutation,
    /// Reads what comes.
    Subscription,
}

impl OperationType {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Query, Self::Mutation, Self::Subscription];

    /// The keyword.
    pub fn name(self) -> &'static str {
        match self {
            Self::Query => "query",
            Self::Mutation => "mutation",
            Self::Subscription => "subscription",
        }
    }
}

impl fmt::Display for OperationType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A query, a mutation or a subscription.
#[derive(Clone, Debug)]
pub struct OperationDefinition {
    /// What it does; for people, and never sent.
    pub description: Option<Text>,
    /// Which kind.
    pub kind: OperationType,
    /// Its name; GraphQL can do without.
    pub name: Option<Name>,
    /// What it takes.
    pub variables: Vec<VariableDefinition>,
    /// What is said of all of it.
    pub directives: Directives,
    /// What it selects from the root.
    pub selections: Vec<Selection>,
    /// The keyword, or the brace of a query without one.
    pub keyword: Span,
    /// From there to the last brace.
    pub span: Span,
}

impl OperationDefinition {
    /// The first variable of this name.
    pub fn variable(&self, name: &str) -> Option<&VariableDefinition> {
        self.variables.iter().find(|variable| variable.name == *name)
    }

    /// From the keyword to the name.
    pub fn head(&self) -> Span {
        self.name.as_ref().map_or(self.keyword, |name| self.keyword.to(name.span()))
    }
}

/// `$name: Type = default`
#[derive(Clone, Debug)]
pub struct VariableDefinition {
    /// What it is for; for people, and never sent.
    pub description: Option<Text>,
    /// The name without its sign.
    pub name: Name,
    /// What it may be.
    pub ty: Type,
    /// Where that stands.
    pub ty_span: Span,
    /// What it is when nothing is given.
    pub default: Option<Value>,
    /// What is said of it.
    pub directives: Directives,
    /// The sign and the name.
    pub head: Span,
}

/// `fragment Name on Type { .. }`
#[derive(Clone, Debug)]
pub struct FragmentDefinition {
    /// What it holds; for people, and never sent.
    pub description: Option<Text>,
    /// Its name.
    pub name: Name,
    /// The type it selects from.
    pub type_condition: Name,
    /// What is said of all of it.
    pub directives: Directives,
    /// What it selects.
    pub selections: Vec<Selection>,
    /// From the keyword to the last brace.
    pub span: Span,
}

/// One selection of a selection set.
#[derive(Clone, Debug)]
pub enum Selection {
    /// A field.
    Field(Field),
    /// `... on Type { .. }`
    InlineFragment(InlineFragment),
    /// `...Name`
    FragmentSpread(FragmentSpread),
}

impl Selection {
    /// The directives of the selection itself.
    pub fn directives(&self) -> &Directives {
        match self {
            Self::Field(field) => &field.directives,
            Self::InlineFragment(inline) => &inline.directives,
            Self::FragmentSpread(spread) => &spread.directives,
        }
    }

    /// Where it stands.
    pub fn span(&self) -> Span {
        match self {
            Self::Field(field) => field.span,
            Self::InlineFragment(inline) => inline.span,
            Self::FragmentSpread(spread) => spread.span,
        }
    }
}

/// `alias: name(arguments) { selections }`
#[derive(Clone, Debug)]
pub struct Field {
    /// The key in the answer, if it is another than the name.
    pub alias: Option<Name>,
    /// The field of the schema.
    pub name: Name,
    /// What it is given.
    pub arguments: Vec<Argument>,
    /// What is said of it.
    pub directives: Directives,
    /// What is selected from its value; empty for a leaf.
    pub selections: Vec<Selection>,
    /// From the alias to the end.
    pub span: Span,
}

impl Field {
    /// The key in the answer (spec 2.6).
    pub fn response_name(&self) -> &Name {
        self.alias.as_ref().unwrap_or(&self.name)
    }

    /// The value of an argument, if it is given.
    pub fn argument(&self, name: &str) -> Option<&Value> {
        Some(&self.arguments.iter().find(|argument| argument.name == *name)?.value)
    }
}

/// `...Name @directives`
#[derive(Clone, Debug)]
pub struct FragmentSpread {
    /// The fragment.
    pub name: Name,
    /// What is said of it here.
    pub directives: Directives,
    /// From the dots to the end.
    pub span: Span,
}

/// `... on Type @directives { selections }`
#[derive(Clone, Debug)]
pub struct InlineFragment {
    /// The type it is for; without one it is for the type around it.
    pub type_condition: Option<Name>,
    /// What is said of it.
    pub directives: Directives,
    /// What it selects.
    pub selections: Vec<Selection>,
    /// From the dots to the last brace.
    pub span: Span,
}
