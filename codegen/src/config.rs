//! What a user asked for beside the files: scalars, field types, derives, extra types, deprecation.

mod scalar;

use std::collections::{BTreeMap, BTreeSet};

pub(crate) use scalar::ScalarType;

use crate::syntax::Coordinate;

/// What a selected deprecated field, argument, input field or enum value does to the build.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
#[non_exhaustive]
pub enum DeprecatedPolicy {
    /// Nothing: the generated item carries the deprecation in its documentation.
    #[default]
    Allow,
    /// A warning at each use, with the schema's reason.
    Warn,
    /// An error at each use, with the schema's reason.
    Deny,
}

/// A kind of generated type, for [`Builder::derive_for`](crate::Builder::derive_for).
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum TypeKind {
    /// An enum of the schema.
    Enum,
    /// An input object, or the variables of an operation.
    Input,
    /// What is selected: a struct, or an enum where it can be of several types.
    Response,
}

/// A derive that the user asked for.
#[derive(Clone, Debug)]
pub(crate) struct Derive {
    pub(crate) path: String,
    /// All types, if it is not for one kind.
    pub(crate) only: Option<TypeKind>,
}

/// Everything the later stages need to know beside the sources.
#[derive(Clone, Debug)]
pub(crate) struct Config {
    /// GraphQL scalar to Rust path: the defaults, overlaid with `.scalar(..)`.
    pub(crate) scalars: BTreeMap<String, String>,
    /// The names given by `.scalar(..)`; a default need not be in the schema, these must. Enums and input objects may be among
    /// them, which are the user's own then.
    pub(crate) own_scalars: Vec<String>,
    /// `Type.field` to Rust path.
    pub(crate) field_types: BTreeMap<String, String>,
    /// The names given by `.field_type(..)`; those that come with Stigg's schema need not be in a copy, these must.
    pub(crate) own_field_types: Vec<String>,
    /// Extra derives for generated types, in the order given.
    pub(crate) derives: Vec<Derive>,
    /// Enums and input objects to emit although no operation reaches them.
    pub(crate) include_types: Vec<String>,
    /// Whether fragments are emitted that no operation uses.
    pub(crate) include_fragments: bool,
    /// What a deprecated selection does.
    pub(crate) deprecated: DeprecatedPolicy,
    /// Whether to warn of what is valid and seldom meant.
    pub(crate) hints: bool,
    /// The one operation to compile, by its file and its name.
    pub(crate) only: Option<(String, Option<String>)>,
    /// What operations are called in Rust, by their names.
    pub(crate) renamed_operations: BTreeMap<String, String>,
    /// Whether types and fragments that `stigg-graphql` has are taken from there.
    pub(crate) shares_shipped: bool,
    /// Fragments that are generated although a library has them.
    pub(crate) own_fragments: BTreeSet<String>,
    /// The Rust modules of other crates whose types and fragments are taken.
    pub(crate) types_from: Vec<String>,
}

impl Config {
    /// As the library was compiled.
    pub(crate) fn of_library() -> Self {
        let mut config = Self::default();
        config.stigg_field_types();
        config
    }

    /// Whether the user has a Rust type for an enum or an input object.
    pub(crate) fn is_replaced(&self, name: &str) -> bool {
        self.own_scalars.iter().any(|own| own == name)
    }

    /// What an operation is called in Rust, before it is spelled as Rust spells it.
    pub(crate) fn operation_name<'c>(&'c self, name: &'c str) -> &'c str {
        self.renamed_operations.get(name).map_or(name, String::as_str)
    }

    /// The Rust type of the values of a field, if it is not that of its scalar.
    pub(crate) fn field_type(&self, field: Coordinate<'_>) -> Option<&str> {
        self.field_types.get(&field.to_string()).map(String::as_str)
    }

    /// Gives the money and times of Stigg's schema their types, where the user gave none.
    pub(crate) fn stigg_field_types(&mut self) {
        for (ty, fields, scalar) in scalar::BY_FIELD {
            for field in *fields {
                self.field_types.entry(format!("{ty}.{field}")).or_insert_with(|| scalar.path().to_owned());
            }
        }
    }
}

impl Default for Config {
    fn default() -> Self {
        Self {
            scalars: scalar::BY_NAME.iter().map(|(name, ty)| ((*name).to_owned(), ty.path().to_owned())).collect(),
            own_scalars: Vec::new(),
            field_types: BTreeMap::new(),
            own_field_types: Vec::new(),
            derives: Vec::new(),
            include_types: Vec::new(),
            include_fragments: false,
            deprecated: DeprecatedPolicy::default(),
            hints: false,
            only: None,
            renamed_operations: BTreeMap::new(),
            shares_shipped: false,
            own_fragments: BTreeSet::new(),
            types_from: Vec::new(),
        }
    }
}
