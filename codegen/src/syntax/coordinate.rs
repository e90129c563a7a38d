//! Schema coordinates: the one way to name a part of a schema (spec 2.13).

use std::fmt;

use super::is_name;

/// The name of a part of a schema, as reports and options write it.
///
/// ```
/// use stigg_graphql_codegen::schema::Coordinate;
///
/// let field = Coordinate::Member { ty: "Plan", member: "name" };
/// assert_eq!(field.to_string(), "Plan.name");
/// assert_eq!(Coordinate::parse("Plan.name"), Some(field));
/// let argument = Coordinate::parse("Query.plan(id:)").unwrap();
/// assert_eq!(argument, Coordinate::Argument { ty: "Query", field: "plan", argument: "id" });
/// assert_eq!(argument.parent().unwrap().to_string(), "Query.plan");
/// assert_eq!(Coordinate::parse("@skip(if:)").unwrap().parent(), Some(Coordinate::Directive("skip")));
/// assert_eq!(Coordinate::parse("Plan."), None);
/// ```
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub enum Coordinate<'a> {
    /// `Type`
    Type(&'a str),
    /// `Type.field`, `Input.field` or `Enum.VALUE`
    Member {
        /// The type that has it.
        ty: &'a str,
        /// The field or the value.
        member: &'a str,
    },
    /// `Type.field(argument:)`
    Argument {
        /// The type that has the field.
        ty: &'a str,
        /// The field that takes it.
        field: &'a str,
        /// The argument.
        argument: &'a str,
    },
    /// `@directive`
    Directive(&'a str),
    /// `@directive(argument:)`
    DirectiveArgument {
        /// The directive that takes it.
        directive: &'a str,
        /// The argument.
        argument: &'a str,
    },
}

impl<'a> Coordinate<'a> {
    /// Reads what `Display` writes.
    pub fn parse(text: &'a str) -> Option<Self> {
        let (owner, argument) = match text.strip_suffix(":)") {
            Some(text) => text.split_once('(').map(|(owner, argument)| (owner, Some(argument)))?,
            None => (text, None),
        };
        let coordinate = match (owner.strip_prefix('@'), owner.split_once('.'), argument) {
            (Some(directive), _, None) => Self::Directive(directive),
            (Some(directive), _, Some(argument)) => Self::DirectiveArgument { directive, argument },
            (None, None, None) => Self::Type(owner),
            (None, Some((ty, member)), None) => Self::Member { ty, member },
            (None, Some((ty, field)), Some(argument)) => Self::Argument { ty, field, argument },
            (None, None, Some(_)) => return None,
        };
        coordinate.names().into_iter().flatten().all(is_name).then_some(coordinate)
    }

    /// An argument of this field or directive.
    #[must_use]
    pub fn argument(self, argument: &'a str) -> Option<Self> {
        match self {
            Self::Member { ty, member } => Some(Self::Argument { ty, field: member, argument }),
            Self::Directive(directive) => Some(Self::DirectiveArgument { directive, argument }),
            Self::Type(_) | Self::Argument { .. } | Self::DirectiveArgument { .. } => None,
        }
    }

    /// What it is a part of; a type and a directive are parts of the schema.
    #[must_use]
    pub fn parent(self) -> Option<Self> {
        match self {
            Self::Type(_) | Self::Directive(_) => None,
            Self::Member { ty, .. } => Some(Self::Type(ty)),
            Self::Argument { ty, field, .. } => Some(Self::Member { ty, member: field }),
            Self::DirectiveArgument { directive, .. } => Some(Self::Directive(directive)),
        }
    }

    /// The type that it is or is a part of; no directive is.
    pub fn ty(self) -> Option<&'a str> {
        match self {
            Self::Type(ty) | Self::Member { ty, .. } | Self::Argument { ty, .. } => Some(ty),
            Self::Directive(_) | Self::DirectiveArgument { .. } => None,
        }
    }

    fn names(self) -> [Option<&'a str>; 3] {
        match self {
            Self::Type(name) | Self::Directive(name) => [Some(name), None, None],
            Self::Member { ty, member } => [Some(ty), Some(member), None],
            Self::Argument { ty, field, argument } => [Some(ty), Some(field), Some(argument)],
            Self::DirectiveArgument { directive, argument } => [Some(directive), Some(argument), None],
        }
    }
}

impl fmt::Display for Coordinate<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Type(ty) => write!(f, "{ty}"),
            Self::Member { ty, member } => write!(f, "{ty}.{member}"),
            Self::Argument { ty, field, argument } => write!(f, "{ty}.{field}({argument}:)"),
            Self::Directive(directive) => write!(f, "@{directive}"),
            Self::DirectiveArgument { directive, argument } => write!(f, "@{directive}({argument}:)"),
        }
    }
}
