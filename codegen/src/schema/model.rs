//! A schema with its extensions merged in (spec 3.3 to 3.13).

use std::collections::{BTreeSet, HashMap};

use indexmap::{IndexMap, IndexSet};

use crate::introspection::INCOMPLETE;
use crate::syntax::{
    DirectiveDefinition, Directives, EnumValueDefinition, FieldDefinition, InputValueDefinition, Name, OperationType,
    Text,
};

/// The types and directives of a service. Everything is in the order in which it was defined.
#[derive(Clone, Debug, Default)]
pub struct Schema {
    /// What the schema is about.
    pub description: Option<Text>,
    /// What is said of it.
    pub directives: Directives,
    /// The type that queries start from.
    pub query: Option<Name>,
    /// The type that mutations start from.
    pub mutation: Option<Name>,
    /// The type that subscriptions start from.
    pub subscription: Option<Name>,
    /// By name; the built-in scalars and the types of introspection are among them.
    pub types: IndexMap<Name, TypeDefinition>,
    /// By name without the sign; the built-in ones are among them.
    pub directive_definitions: IndexMap<Name, DirectiveDefinition>,
    /// `__typename`, which every object, interface and union has.
    pub(super) typename: Option<FieldDefinition>,
    /// `__schema` and `__type`, which the root of queries has.
    pub(super) introspection: Vec<FieldDefinition>,
    /// The object types that each interface and each union can be.
    pub(super) possible_types: HashMap<Name, BTreeSet<Name>>,
}

/// A type of a schema.
#[derive(Clone, Debug)]
pub enum TypeDefinition {
    /// A scalar.
    Scalar(ScalarType),
    /// An object type.
    Object(TypeWithFields),
    /// An interface.
    Interface(TypeWithFields),
    /// A union.
    Union(UnionType),
    /// An enum.
    Enum(EnumType),
    /// An input object.
    InputObject(InputObjectType),
}

/// A value without parts.
#[derive(Clone, Debug)]
pub struct ScalarType {
    /// What it is.
    pub description: Option<Text>,
    /// Its name.
    pub name: Name,
    /// What is said of it.
    pub directives: Directives,
}

/// Fields that can be selected, and the interfaces that some of them are of: an object type, or an interface.
#[derive(Clone, Debug)]
pub struct TypeWithFields {
    /// What it is.
    pub description: Option<Text>,
    /// Its name.
    pub name: Name,
    /// What is said of it.
    pub directives: Directives,
    /// The interfaces it has the fields of.
    pub interfaces: IndexSet<Name>,
    /// What can be selected.
    pub fields: IndexMap<Name, FieldDefinition>,
}

/// One of several object types.
#[derive(Clone, Debug)]
pub struct UnionType {
    /// What it is.
    pub description: Option<Text>,
    /// Its name.
    pub name: Name,
    /// What is said of it.
    pub directives: Directives,
    /// The object types.
    pub members: IndexSet<Name>,
}

/// One of several words.
#[derive(Clone, Debug)]
pub struct EnumType {
    /// What it is.
    pub description: Option<Text>,
    /// Its name.
    pub name: Name,
    /// What is said of it.
    pub directives: Directives,
    /// The words.
    pub values: IndexMap<Name, EnumValueDefinition>,
}

/// An object that is sent.
#[derive(Clone, Debug)]
pub struct InputObjectType {
    /// What it is.
    pub description: Option<Text>,
    /// Its name.
    pub name: Name,
    /// What is said of it.
    pub directives: Directives,
    /// What it holds.
    pub fields: IndexMap<Name, InputValueDefinition>,
}

impl InputObjectType {
    /// Whether exactly one of its fields is given (spec 3.10.1).
    pub fn is_one_of(&self) -> bool {
        self.directives.has("oneOf")
    }
}

impl TypeDefinition {
    /// Its name, at the place of its definition.
    pub fn name(&self) -> &Name {
        match self {
            Self::Scalar(ty) => &ty.name,
            Self::Object(ty) | Self::Interface(ty) => &ty.name,
            Self::Union(ty) => &ty.name,
            Self::Enum(ty) => &ty.name,
            Self::InputObject(ty) => &ty.name,
        }
    }

    /// What it is.
    pub fn description(&self) -> Option<&Text> {
        match self {
            Self::Scalar(ty) => ty.description.as_ref(),
            Self::Object(ty) | Self::Interface(ty) => ty.description.as_ref(),
            Self::Union(ty) => ty.description.as_ref(),
            Self::Enum(ty) => ty.description.as_ref(),
            Self::InputObject(ty) => ty.description.as_ref(),
        }
    }

    /// What is said of it.
    pub fn directives(&self) -> &Directives {
        match self {
            Self::Scalar(ty) => &ty.directives,
            Self::Object(ty) | Self::Interface(ty) => &ty.directives,
            Self::Union(ty) => &ty.directives,
            Self::Enum(ty) => &ty.directives,
            Self::InputObject(ty) => &ty.directives,
        }
    }

    /// The fields that can be selected from it; `__typename` is not among them.
    pub fn fields(&self) -> Option<&IndexMap<Name, FieldDefinition>> {
        match self {
            Self::Object(ty) | Self::Interface(ty) => Some(&ty.fields),
            Self::Scalar(_) | Self::Union(_) | Self::Enum(_) | Self::InputObject(_) => None,
        }
    }

    /// The interfaces it says it implements.
    pub fn interfaces(&self) -> Option<&IndexSet<Name>> {
        match self {
            Self::Object(ty) | Self::Interface(ty) => Some(&ty.interfaces),
            Self::Scalar(_) | Self::Union(_) | Self::Enum(_) | Self::InputObject(_) => None,
        }
    }

    /// The word that begins its definition.
    pub fn keyword(&self) -> &'static str {
        match self {
            Self::Scalar(_) => "scalar",
            Self::Object(_) => "type",
            Self::Interface(_) => "interface",
            Self::Union(_) => "union",
            Self::Enum(_) => "enum",
            Self::InputObject(_) => "input",
        }
    }

    /// Its kind, as a sentence says it.
    pub fn described(&self) -> &'static str {
        match self {
            Self::Scalar(_) => "a scalar",
            Self::Object(_) => "an object type",
            Self::Interface(_) => "an interface",
            Self::Union(_) => "a union",
            Self::Enum(_) => "an enum",
            Self::InputObject(_) => "an input object",
        }
    }

    /// What it has to have by the specification and has none of.
    ///
    /// Of a valid schema these are the types of which introspection told no more than the name, marked in SDL by
    /// `@stigg_incomplete`: servers leave out what is deprecated, or what the key may not see. They do no harm until an
    /// operation uses one.
    pub fn lacks(&self) -> Option<&'static str> {
        match self {
            Self::Object(ty) | Self::Interface(ty) => ty.fields.is_empty().then_some("fields"),
            Self::Union(ty) => ty.members.is_empty().then_some("members"),
            Self::Enum(ty) => ty.values.is_empty().then_some("values"),
            Self::InputObject(ty) => ty.fields.is_empty().then_some("fields"),
            Self::Scalar(_) => None,
        }
    }

    /// Whether introspection told no more of it than its name: it lacks something, and is marked as one that may.
    pub fn is_incomplete(&self) -> bool {
        self.lacks().is_some() && self.directives().has(INCOMPLETE)
    }

    /// Whether it is part of every schema: a scalar of the specification, or a type of introspection.
    pub fn is_built_in(&self) -> bool {
        self.name().span().file() == crate::syntax::FileId::BUILT_IN
    }

    /// Whether a value of it has no fields to select: a scalar or an enum.
    pub fn is_leaf(&self) -> bool {
        matches!(self, Self::Scalar(_) | Self::Enum(_))
    }

    /// Whether it is an object type.
    pub fn is_object(&self) -> bool {
        matches!(self, Self::Object(_))
    }

    /// Whether fields can be selected from it, `__typename` at least: an object type, an interface or a union.
    pub fn is_composite(&self) -> bool {
        matches!(self, Self::Object(_) | Self::Interface(_) | Self::Union(_))
    }

    /// Whether an object of it may be of several types: an interface or a union.
    pub fn is_abstract(&self) -> bool {
        matches!(self, Self::Interface(_) | Self::Union(_))
    }

    /// Whether it can be sent (spec 3.4.2, `IsInputType`).
    pub fn is_input_type(&self) -> bool {
        matches!(self, Self::Scalar(_) | Self::Enum(_) | Self::InputObject(_))
    }

    /// Whether it can be answered (spec 3.4.2, `IsOutputType`).
    pub fn is_output_type(&self) -> bool {
        !matches!(self, Self::InputObject(_))
    }
}

impl Schema {
    /// The type that operations of this kind start from.
    pub fn root(&self, kind: OperationType) -> Option<&Name> {
        match kind {
            OperationType::Query => self.query.as_ref(),
            OperationType::Mutation => self.mutation.as_ref(),
            OperationType::Subscription => self.subscription.as_ref(),
        }
    }

    /// A field that can be selected from a type; `__typename`, `__schema` and `__type` (spec 4.1) where they are.
    pub fn field(&self, ty: &str, field: &str) -> Option<&FieldDefinition> {
        let definition = self.types.get(ty)?;
        if let Some(field) = definition.fields().and_then(|fields| fields.get(field)) {
            return Some(field);
        }
        if field == "__typename" {
            let has_fields = definition.fields().is_some() || definition.is_abstract();
            return self.typename.as_ref().filter(|_| has_fields);
        }
        let is_query = self.query.as_ref().is_some_and(|query| *query == *ty);
        self.introspection.iter().find(|own| is_query && own.name == *field)
    }

    /// Whether a type is a Relay connection: a list of edges with nodes, or of nodes, and a `pageInfo`.
    pub fn is_connection(&self, ty: &str) -> bool {
        let field = |ty: &str, name: &str| self.types.get(ty)?.fields()?.get(name);
        let page_info = field(ty, "pageInfo").map(|info| info.ty.inner_name());
        let has_page_info = page_info.is_some_and(|info| field(info, "hasNextPage").is_some());
        has_page_info && (self.edge_type(ty).is_some() || field(ty, "nodes").is_some_and(|nodes| nodes.ty.is_list()))
    }

    /// The edge type of a connection type.
    pub fn edge_type(&self, connection: &str) -> Option<&str> {
        let edges = self.types.get(connection)?.fields()?.get("edges").filter(|edges| edges.ty.is_list())?;
        let edge = edges.ty.inner_name().as_str();
        self.types.get(edge)?.fields()?.get("node").map(|_| edge)
    }

    /// The input object of this name.
    pub fn input_object(&self, name: &str) -> Option<&InputObjectType> {
        match self.types.get(name)? {
            TypeDefinition::InputObject(object) => Some(object),
            _ => None,
        }
    }

    /// All input objects.
    pub fn input_objects(&self) -> impl Iterator<Item = &InputObjectType> {
        self.types.values().filter_map(|ty| match ty {
            TypeDefinition::InputObject(object) => Some(object),
            _ => None,
        })
    }

    /// The names of the fields that can be selected from a type, in the order of its definition; `__typename` is not among
    /// them.
    pub fn field_names(&self, ty: &str) -> impl Iterator<Item = &str> {
        let fields = self.types.get(ty).and_then(TypeDefinition::fields);
        fields.into_iter().flat_map(|fields| fields.keys().map(Name::as_str))
    }

    /// Whether there is a type of this name that can be sent.
    pub fn is_input_type(&self, name: &str) -> bool {
        self.types.get(name).is_some_and(TypeDefinition::is_input_type)
    }

    /// Whether there is a type of this name that fields can be selected from.
    pub fn is_composite(&self, name: &str) -> bool {
        self.types.get(name).is_some_and(TypeDefinition::is_composite)
    }

    /// The interface of this name.
    pub fn interface(&self, name: &str) -> Option<&TypeWithFields> {
        match self.types.get(name)? {
            TypeDefinition::Interface(interface) => Some(interface),
            _ => None,
        }
    }

    /// The object types that an interface or a union can be (spec 5.5.2.3, `GetPossibleTypes`); of no other type.
    pub fn possible_types(&self, name: &str) -> Option<&BTreeSet<Name>> {
        self.possible_types.get(name)
    }

    /// Whether some object is of both types (spec 5.5.2.3).
    pub fn types_overlap(&self, one: &str, other: &str) -> bool {
        match (self.possible_types(one), self.possible_types(other)) {
            _ if one == other => true,
            (None, None) => false,
            (Some(types), None) => types.contains(other),
            (None, Some(types)) => types.contains(one),
            (Some(types), Some(others)) => !types.is_disjoint(others),
        }
    }

    /// Whether a type says that it implements an interface.
    pub fn implements(&self, ty: &str, interface: &str) -> bool {
        let interfaces = self.types.get(ty).and_then(TypeDefinition::interfaces);
        interfaces.is_some_and(|interfaces| interfaces.contains(interface))
    }
}
