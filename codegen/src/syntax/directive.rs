//! Directives as they are applied (spec 2.12), and the places they may be applied at (spec 3.13).

use std::fmt;
use std::ops::{Deref, DerefMut};

use super::{Name, Span, Value};

/// The reason of `@deprecated` where none is given (spec 3.13.3).
pub(crate) const NO_REASON: &str = "No longer supported";

/// The directives of one place, in order.
#[derive(Clone, Debug, Default)]
pub struct Directives(pub Vec<Directive>);

impl Directives {
    /// The first directive of this name.
    pub fn get(&self, name: &str) -> Option<&Directive> {
        self.0.iter().find(|directive| directive.name == *name)
    }

    /// Whether there is a directive of this name.
    pub fn has(&self, name: &str) -> bool {
        self.get(name).is_some()
    }

    /// The reason of `@deprecated`, if it is here; the specification's own where none is given.
    pub fn deprecation(&self) -> Option<&str> {
        let given = self.get("deprecated")?.argument("reason");
        Some(given.and_then(Value::as_str).unwrap_or(NO_REASON))
    }
}

impl Deref for Directives {
    type Target = Vec<Directive>;

    fn deref(&self) -> &Vec<Directive> {
        &self.0
    }
}

impl DerefMut for Directives {
    fn deref_mut(&mut self) -> &mut Vec<Directive> {
        &mut self.0
    }
}

impl<'a> IntoIterator for &'a Directives {
    type Item = &'a Directive;
    type IntoIter = std::slice::Iter<'a, Directive>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.iter()
    }
}

/// `@name(argument: value)`
#[derive(Clone, Debug)]
pub struct Directive {
    /// The name without its sign.
    pub name: Name,
    /// What it is given.
    pub arguments: Vec<Argument>,
    /// From the sign to the end.
    pub span: Span,
}

impl Directive {
    /// The value of an argument, if it is given.
    pub fn argument(&self, name: &str) -> Option<&Value> {
        Some(&self.arguments.iter().find(|argument| argument.name == *name)?.value)
    }
}

/// `name: value`, of a field or of a directive.
#[derive(Clone, Debug)]
pub struct Argument {
    /// Its name.
    pub name: Name,
    /// Its value.
    pub value: Value,
}

macro_rules! locations {
    ($($variant:ident $text:literal $doc:literal),* $(,)?) => {
        /// A place at which a directive may be applied.
        #[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
        pub enum DirectiveLocation {
            $(#[doc = $doc] $variant,)*
        }

        impl DirectiveLocation {
            /// All of them, those of operations first.
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            /// The name in the specification.
            pub fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $text,)*
                }
            }

            /// The location of this name.
            pub fn from_name(name: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|location| location.name() == name)
            }
        }
    };
}

locations! {
    Query "QUERY" "A query.",
    Mutation "MUTATION" "A mutation.",
    Subscription "SUBSCRIPTION" "A subscription.",
    Field "FIELD" "A selected field.",
    FragmentDefinition "FRAGMENT_DEFINITION" "The definition of a fragment.",
    FragmentSpread "FRAGMENT_SPREAD" "The spread of a fragment.",
    InlineFragment "INLINE_FRAGMENT" "A fragment without a name.",
    VariableDefinition "VARIABLE_DEFINITION" "The declaration of a variable.",
    Schema "SCHEMA" "The schema itself.",
    Scalar "SCALAR" "A scalar.",
    Object "OBJECT" "An object type.",
    FieldDefinition "FIELD_DEFINITION" "A field of an object type or an interface.",
    ArgumentDefinition "ARGUMENT_DEFINITION" "An argument of a field or a directive.",
    Interface "INTERFACE" "An interface.",
    Union "UNION" "A union.",
    Enum "ENUM" "An enum.",
    EnumValue "ENUM_VALUE" "A value of an enum.",
    InputObject "INPUT_OBJECT" "An input object.",
    InputFieldDefinition "INPUT_FIELD_DEFINITION" "A field of an input object.",
}

impl fmt::Display for DirectiveLocation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
