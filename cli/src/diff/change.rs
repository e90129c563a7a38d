//! One difference between two schemas.

use std::fmt;

use stigg_graphql_codegen::schema::Coordinate;
use stigg_graphql_codegen::syntax::OperationType;

/// What a difference means for operations that were written for the old schema.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub(crate) enum Level {
    /// Some operation is not valid any more, or its answer does not have the type it had.
    Breaking,
    /// All operations are still valid, but may be answered differently.
    Dangerous,
    /// No operation can tell, other than by what it may do in addition.
    Safe,
}

impl Level {
    pub(crate) const ALL: [Self; 3] = [Self::Breaking, Self::Dangerous, Self::Safe];

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Breaking => "breaking",
            Self::Dangerous => "dangerous",
            Self::Safe => "safe",
        }
    }
}

/// What is different: each kind with its name and its level. `diff --help` says where they are not those of the reference
/// implementation.
macro_rules! kinds {
    ($($kind:ident $name:literal $level:ident;)*) => {
        #[derive(Clone, Copy, Debug, Eq, PartialEq)]
        pub(crate) enum ChangeKind {
            $($kind,)*
        }

        impl ChangeKind {
            /// All of them; two that are about different parts may share a name.
            pub(crate) const ALL: &[Self] = &[$(Self::$kind),*];

            pub(crate) fn name(self) -> &'static str {
                match self {
                    $(Self::$kind => $name,)*
                }
            }

            pub(crate) fn level(self) -> Level {
                match self {
                    $(Self::$kind => Level::$level,)*
                }
            }
        }
    };
}

kinds! {
    RootTypeRemoved "ROOT_TYPE_REMOVED" Breaking;
    RootTypeChanged "ROOT_TYPE_CHANGED" Breaking;
    TypeRemoved "TYPE_REMOVED" Breaking;
    TypeChangedKind "TYPE_CHANGED_KIND" Breaking;
    TypeRemovedFromUnion "TYPE_REMOVED_FROM_UNION" Breaking;
    ValueRemovedFromEnum "VALUE_REMOVED_FROM_ENUM" Breaking;
    RequiredInputFieldAdded "REQUIRED_INPUT_FIELD_ADDED" Breaking;
    ImplementedInterfaceRemoved "IMPLEMENTED_INTERFACE_REMOVED" Breaking;
    FieldRemoved "FIELD_REMOVED" Breaking;
    FieldChangedKind "FIELD_CHANGED_KIND" Breaking;
    InputFieldRemoved "FIELD_REMOVED" Breaking;
    InputFieldChangedKind "FIELD_CHANGED_KIND" Breaking;
    RequiredArgAdded "REQUIRED_ARG_ADDED" Breaking;
    ArgRemoved "ARG_REMOVED" Breaking;
    ArgChangedKind "ARG_CHANGED_KIND" Breaking;
    ArgBecameRequired "ARG_BECAME_REQUIRED" Breaking;
    InputFieldBecameRequired "INPUT_FIELD_BECAME_REQUIRED" Breaking;
    DirectiveRemoved "DIRECTIVE_REMOVED" Breaking;
    DirectiveArgRemoved "DIRECTIVE_ARG_REMOVED" Breaking;
    RequiredDirectiveArgAdded "REQUIRED_DIRECTIVE_ARG_ADDED" Breaking;
    DirectiveArgChangedKind "DIRECTIVE_ARG_CHANGED_KIND" Breaking;
    DirectiveArgBecameRequired "DIRECTIVE_ARG_BECAME_REQUIRED" Breaking;
    DirectiveRepeatableRemoved "DIRECTIVE_REPEATABLE_REMOVED" Breaking;
    DirectiveLocationRemoved "DIRECTIVE_LOCATION_REMOVED" Breaking;
    ValueAddedToEnum "VALUE_ADDED_TO_ENUM" Dangerous;
    TypeAddedToUnion "TYPE_ADDED_TO_UNION" Dangerous;
    OptionalInputFieldAdded "OPTIONAL_INPUT_FIELD_ADDED" Dangerous;
    OptionalArgAdded "OPTIONAL_ARG_ADDED" Dangerous;
    ImplementedInterfaceAdded "IMPLEMENTED_INTERFACE_ADDED" Dangerous;
    ArgDefaultValueChange "ARG_DEFAULT_VALUE_CHANGE" Dangerous;
    InputFieldDefaultValueChange "INPUT_FIELD_DEFAULT_VALUE_CHANGE" Dangerous;
    DirectiveArgDefaultValueChange "DIRECTIVE_ARG_DEFAULT_VALUE_CHANGE" Dangerous;
    RootTypeAdded "ROOT_TYPE_ADDED" Safe;
    TypeAdded "TYPE_ADDED" Safe;
    FieldAdded "FIELD_ADDED" Safe;
    FieldChangedKindSafe "FIELD_CHANGED_KIND_SAFE" Safe;
    InputFieldChangedKindSafe "FIELD_CHANGED_KIND_SAFE" Safe;
    ArgChangedKindSafe "ARG_CHANGED_KIND_SAFE" Safe;
    DirectiveAdded "DIRECTIVE_ADDED" Safe;
    OptionalDirectiveArgAdded "OPTIONAL_DIRECTIVE_ARG_ADDED" Safe;
    DirectiveArgChangedKindSafe "DIRECTIVE_ARG_CHANGED_KIND_SAFE" Safe;
    DirectiveRepeatableAdded "DIRECTIVE_REPEATABLE_ADDED" Safe;
    DirectiveLocationAdded "DIRECTIVE_LOCATION_ADDED" Safe;
    Deprecated "DEPRECATED" Safe;
    DeprecationRemoved "DEPRECATION_REMOVED" Safe;
}

/// What a difference is about.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Subject<'a> {
    /// The root type of these operations.
    Root(OperationType),
    Part(Coordinate<'a>),
}

impl fmt::Display for Subject<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Root(kind) => write!(f, "{kind}"),
            Self::Part(coordinate) => write!(f, "{coordinate}"),
        }
    }
}

/// A difference, and the operations that meet it.
#[derive(Clone, Debug)]
pub(crate) struct Change<'a> {
    pub(crate) kind: ChangeKind,
    pub(crate) subject: Subject<'a>,
    /// The other type that has a part in it: the union's member, the interface.
    pub(crate) other: Option<&'a str>,
    /// What happened to it, to be read behind the coordinate.
    pub(crate) message: String,
    /// The operations that it touches, by their numbers.
    pub(crate) operations: Vec<usize>,
}

impl fmt::Display for Change<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.subject, self.message)
    }
}
