//! GraphQL text as a tree, and the tree as text: the September 2025 edition of the specification, sections 2 and 3.
//!
//! One tree serves the build, the checks and the command line. Every node knows its place, and what the tree prints
//! means what was written.
//!
//! ```
//! use stigg_graphql_codegen::syntax::{FileId, parse};
//!
//! let parsed = parse("query Plan($id: ID!) { plan(id: $id) { name } }", FileId::BUILT_IN);
//! assert!(parsed.errors.is_empty());
//! let operation = parsed.document.operations().next().unwrap();
//! assert_eq!(operation.name.as_deref(), Some("Plan"));
//! ```

pub(crate) mod coordinate;
mod directive;
mod document;
mod error;
mod lexer;
mod name;
mod parser;
mod print;
mod reference;
mod span;
mod text;
mod token;
mod type_system;
mod value;

pub(crate) use coordinate::Coordinate;
pub(crate) use directive::NO_REASON;
pub use directive::{Argument, Directive, DirectiveLocation, Directives};
pub use document::{
    Definition, Document, Field, FragmentDefinition, FragmentSpread, InlineFragment, OperationDefinition,
    OperationType, Selection, VariableDefinition,
};
pub use error::{Expectation, SyntaxError, SyntaxProblem};
pub use name::{Name, is_name};
pub use parser::{Parsed, parse, parse_value};
pub use reference::Type;
pub use span::{FileId, Span};
pub use text::Text;
pub use token::Token;
pub use type_system::{
    DirectiveDefinition, EnumValueDefinition, FieldDefinition, InputValueDefinition, RootOperation, SchemaDefinition,
    TypeBody, TypeDefinition,
};
pub use value::{ObjectField, Value, ValueKind};
