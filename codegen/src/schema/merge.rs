//! Definitions and their extensions, merged (spec 3.2.2, 3.4.3 and the like).
//!
//! An extension may stand before the definition and in another file. Of two things of one name the first is kept, and
//! the second is a problem.

use std::collections::HashMap;
use std::collections::hash_map::Entry as Seen;

use indexmap::map::Entry;
use indexmap::{IndexMap, IndexSet};

use super::model::{EnumType, InputObjectType, ScalarType, Schema, TypeDefinition, TypeWithFields, UnionType};
use crate::source::{Code, Problem, Problems};
use crate::syntax::{
    self, Definition, DirectiveDefinition, Directives, Document, FileId, Name, OperationType, SchemaDefinition, Span,
    Text, TypeBody,
};

/// Merges documents into a schema that has what is built in.
pub(super) fn merge(base: Schema, documents: Vec<Document>) -> (Schema, Problems) {
    let mut merge = Merge { schema: base, defined: None, written_out: HashMap::new(), problems: Problems::of_schema() };
    let mut schema_extensions = Vec::new();
    let mut type_extensions = Vec::new();
    for definition in documents.into_iter().flat_map(|document| document.definitions) {
        match definition {
            Definition::Schema(schema) if schema.is_extension => schema_extensions.push(schema),
            Definition::Schema(schema) => merge.schema(schema),
            Definition::Type(ty) if ty.is_extension => type_extensions.push(ty),
            Definition::Type(ty) => merge.ty(ty),
            Definition::Directive(directive) => merge.directive(directive),
            Definition::Operation(_) | Definition::Fragment(_) => {}
        }
    }
    // Without a definition to extend, too: so are the subgraphs of a federation written.
    for schema in schema_extensions {
        merge.schema_parts(schema);
    }
    for ty in type_extensions {
        merge.extension(ty);
    }
    if merge.defined.is_none() {
        merge.default_roots();
    }
    merge.possible_types();
    (merge.schema, merge.problems)
}

struct Merge {
    schema: Schema,
    /// The `schema` definition.
    defined: Option<Span>,
    /// Where a text defines what is built in.
    written_out: HashMap<Name, Span>,
    problems: Problems,
}

impl Merge {
    fn schema(&mut self, definition: SchemaDefinition) {
        if let Some(first) = self.defined {
            let problem = Problem::error(Code::DuplicateSchema, "the schema is defined twice");
            self.problems.push(problem.twice(definition.keyword, first).help("write `extend schema` to add to it"));
            return;
        }
        self.defined = Some(definition.keyword);
        self.schema_parts(definition);
    }

    fn schema_parts(&mut self, definition: SchemaDefinition) {
        let schema = &mut self.schema;
        schema.description = schema.description.take().or(definition.description);
        schema.directives.extend(definition.directives.0);
        for root in definition.roots {
            let known = root_mut(schema, root.kind);
            if let Some(first) = known {
                let problem =
                    Problem::error(Code::DuplicateRootType, format!("the root type of `{}` is given twice", root.kind));
                self.problems.push(problem.twice(root.ty.span(), first.span()));
            } else {
                *known = Some(root.ty);
            }
        }
    }

    /// Where nothing says otherwise, roots are found by their names (spec 3.3.1).
    fn default_roots(&mut self) {
        for (kind, name) in OperationType::ALL.into_iter().zip(["Query", "Mutation", "Subscription"]) {
            let known = self.schema.types.get_key_value(name).map(|(name, _)| name.clone());
            let root = root_mut(&mut self.schema, kind);
            *root = root.take().or(known);
        }
    }

    fn ty(&mut self, definition: syntax::TypeDefinition) {
        let name = definition.name.clone();
        match self.schema.types.get(&name) {
            None => {
                let mut ty = without_parts(&definition);
                add(&mut ty, definition.directives, definition.body, &mut self.problems);
                self.schema.types.insert(name, ty);
            }
            Some(built_in) if built_in.is_built_in() => {
                if built_in.keyword() != keyword(&definition.body) {
                    let what = built_in.described();
                    let problem =
                        Problem::error(Code::BuiltInRedefined, format!("`{name}` is built into GraphQL, as {what}"));
                    self.problems.push(problem.at(name.span(), "a type of a schema has a name of its own"));
                }
                // The one of the specification stays; a second text that writes it out is a slip like any other.
                match self.written_out.entry(name) {
                    Seen::Vacant(vacant) => {
                        let span = vacant.key().span();
                        vacant.insert(span);
                    }
                    Seen::Occupied(first) => {
                        let problem =
                            Problem::error(Code::DuplicateType, format!("the type `{}` is defined twice", first.key()));
                        self.problems.push(problem.twice(definition.name.span(), *first.get()));
                    }
                }
            }
            Some(first) => {
                let problem = Problem::error(Code::DuplicateType, format!("the type `{name}` is defined twice"));
                let help = format!("write `extend {} {name}` to add to it", first.keyword());
                self.problems.push(problem.twice(name.span(), first.name().span()).help(help));
            }
        }
    }

    /// A built-in directive that is written out takes the place of ours: the server knows best what it takes.
    fn directive(&mut self, definition: DirectiveDefinition) {
        match self.schema.directive_definitions.entry(definition.name.clone()) {
            Entry::Vacant(vacant) => {
                vacant.insert(definition);
            }
            Entry::Occupied(mut known) if known.get().name.span().file() == FileId::BUILT_IN => {
                known.insert(definition);
            }
            Entry::Occupied(first) => {
                let problem = Problem::error(
                    Code::DuplicateDirectiveDefinition,
                    format!("the directive `@{}` is defined twice", definition.name),
                );
                self.problems.push(problem.twice(definition.name.span(), first.get().name.span()));
            }
        }
    }

    fn extension(&mut self, mut extension: syntax::TypeDefinition) {
        let name = &extension.name;
        let Some(known) = self.schema.types.get_mut(name) else {
            let names = self.schema.types.iter().filter(|(_, ty)| ty.keyword() == keyword(&extension.body));
            let problem =
                Problem::error(Code::UnknownExtendedType, format!("the type `{name}` is extended but not defined"))
                    .at(name.span(), "not in the schema")
                    .help_opt(self.problems.did_you_mean(name, names.map(|(name, _)| name.as_str())));
            self.problems.push(problem);
            return;
        };
        if known.is_built_in() && !self.written_out.contains_key(name) {
            let problem = Problem::error(
                Code::BuiltInExtended,
                format!("`{name}` is built into GraphQL, and cannot be extended"),
            );
            self.problems.push(problem.at(name.span(), format!("it is {}", known.described())));
            return;
        }
        if known.keyword() != keyword(&extension.body) {
            let problem = Problem::error(
                Code::ExtendedKind,
                format!("`{name}` is {}, and extended as another", known.described()),
            )
            .at(name.span(), format!("not extended by `extend {}`", keyword(&extension.body)))
            .and(known.name().span(), "defined here")
            .help(format!("write `extend {} {name}`", known.keyword()));
            self.problems.push(problem);
            return;
        }
        if let (TypeBody::InputObject { .. }, Some(one_of)) = (&extension.body, extension.directives.get("oneOf")) {
            let problem =
                Problem::error(Code::OneOfExtension, format!("an extension cannot make `{name}` a `@oneOf` input"))
                    .at(one_of.span, "belongs to the definition")
                    .and(known.name().span(), "defined here");
            self.problems.push(problem);
            extension.directives.retain(|directive| directive.name != "oneOf");
        }
        add(known, extension.directives, extension.body, &mut self.problems);
    }

    /// Who can be what; an interface that nobody implements can be nothing.
    fn possible_types(&mut self) {
        let Schema { types, possible_types, .. } = &mut self.schema;
        for (name, ty) in types.iter().filter(|(_, ty)| ty.is_abstract()) {
            possible_types.entry(name.clone()).or_default();
            let TypeDefinition::Union(union) = ty else { continue };
            let objects =
                union.members.iter().filter(|&name| matches!(types.get(name), Some(TypeDefinition::Object(_))));
            possible_types.entry(name.clone()).or_default().extend(objects.cloned());
        }
        for (name, ty) in types.iter() {
            let TypeDefinition::Object(object) = ty else { continue };
            for interface in &object.interfaces {
                if let Some(TypeDefinition::Interface(_)) = types.get(interface) {
                    possible_types.entry(interface.clone()).or_default().insert(name.clone());
                }
            }
        }
    }
}

fn root_mut(schema: &mut Schema, kind: OperationType) -> &mut Option<Name> {
    match kind {
        OperationType::Query => &mut schema.query,
        OperationType::Mutation => &mut schema.mutation,
        OperationType::Subscription => &mut schema.subscription,
    }
}

/// A type of a kind and a name, and nothing in it.
fn without_parts(definition: &syntax::TypeDefinition) -> TypeDefinition {
    let (description, name) = (definition.description.clone(), definition.name.clone());
    let directives = Directives::default();
    match definition.body {
        TypeBody::Scalar => TypeDefinition::Scalar(ScalarType { description, name, directives }),
        TypeBody::Object { .. } => TypeDefinition::Object(with_fields(description, name, directives)),
        TypeBody::Interface { .. } => TypeDefinition::Interface(with_fields(description, name, directives)),
        TypeBody::Union { .. } => {
            TypeDefinition::Union(UnionType { description, name, directives, members: IndexSet::new() })
        }
        TypeBody::Enum { .. } => {
            TypeDefinition::Enum(EnumType { description, name, directives, values: IndexMap::new() })
        }
        TypeBody::InputObject { .. } => {
            TypeDefinition::InputObject(InputObjectType { description, name, directives, fields: IndexMap::new() })
        }
    }
}

fn with_fields(description: Option<Text>, name: Name, directives: Directives) -> TypeWithFields {
    TypeWithFields { description, name, directives, interfaces: IndexSet::new(), fields: IndexMap::new() }
}

/// Adds what a definition or an extension of the same kind holds.
fn add(ty: &mut TypeDefinition, directives: Directives, body: TypeBody, problems: &mut Problems) {
    let own = ty.name().clone();
    match (ty, body) {
        (TypeDefinition::Scalar(ty), TypeBody::Scalar) => ty.directives.extend(directives.0),
        (TypeDefinition::Object(ty), TypeBody::Object { interfaces, fields })
        | (TypeDefinition::Interface(ty), TypeBody::Interface { interfaces, fields }) => {
            ty.directives.extend(directives.0);
            names(&mut ty.interfaces, interfaces, problems, Code::DuplicateInterface, |name| {
                format!("`{own}` implements the interface `{name}` twice")
            });
            let fields = fields.into_iter().map(|field| (field.name.clone(), field));
            unique(&mut ty.fields, fields, problems, Code::DuplicateField, |name| {
                format!("the field `{own}.{name}` is defined twice")
            });
        }
        (TypeDefinition::Union(ty), TypeBody::Union { members }) => {
            ty.directives.extend(directives.0);
            names(&mut ty.members, members, problems, Code::DuplicateMember, |name| {
                format!("the union `{own}` has `{name}` twice")
            });
        }
        (TypeDefinition::Enum(ty), TypeBody::Enum { values }) => {
            ty.directives.extend(directives.0);
            let values = values.into_iter().map(|value| (value.name.clone(), value));
            unique(&mut ty.values, values, problems, Code::DuplicateEnumValue, |name| {
                format!("the value `{own}.{name}` is defined twice")
            });
        }
        (TypeDefinition::InputObject(ty), TypeBody::InputObject { fields }) => {
            ty.directives.extend(directives.0);
            let fields = fields.into_iter().map(|field| (field.name.clone(), field));
            unique(&mut ty.fields, fields, problems, Code::DuplicateField, |name| {
                format!("the field `{own}.{name}` is defined twice")
            });
        }
        (ty, body) => {
            unreachable!("`{own}` is {} and `extend {}`: the kinds are compared before", ty.described(), keyword(&body))
        }
    }
}

/// The word that begins a definition of this kind.
fn keyword(body: &TypeBody) -> &'static str {
    match body {
        TypeBody::Scalar => "scalar",
        TypeBody::Object { .. } => "type",
        TypeBody::Interface { .. } => "interface",
        TypeBody::Union { .. } => "union",
        TypeBody::Enum { .. } => "enum",
        TypeBody::InputObject { .. } => "input",
    }
}

fn unique<T>(
    known: &mut IndexMap<Name, T>,
    more: impl Iterator<Item = (Name, T)>,
    problems: &mut Problems,
    code: Code,
    message: impl Fn(&Name) -> String,
) {
    for (name, definition) in more {
        let span = name.span();
        match known.entry(name) {
            Entry::Vacant(vacant) => {
                vacant.insert(definition);
            }
            Entry::Occupied(first) => {
                let problem = Problem::error(code, message(first.key()));
                problems.push(problem.twice(span, first.key().span()));
            }
        }
    }
}

fn names(
    known: &mut IndexSet<Name>,
    more: Vec<Name>,
    problems: &mut Problems,
    code: Code,
    message: impl Fn(&Name) -> String,
) {
    for name in more {
        if let Some(first) = known.get(&name) {
            problems.push(Problem::error(code, message(&name)).twice(name.span(), first.span()));
        } else {
            known.insert(name);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::schema::{Schema, TypeDefinition, build};
    use crate::source::Problem;
    use crate::syntax::{FileId, Name, parse};

    fn merged(texts: &[&str]) -> (Schema, Vec<String>) {
        let documents = texts.iter().enumerate().map(|(at, text)| parse(text, FileId::of(at)).document).collect();
        let (schema, problems) = build(documents);
        (schema, problems.into_iter().map(|Problem { message, .. }| message).collect())
    }

    fn names<'n>(names: impl IntoIterator<Item = &'n Name>) -> Vec<&'n str> {
        names.into_iter().map(Name::as_str).collect()
    }

    #[test]
    fn extensions_stand_anywhere() {
        let (schema, problems) = merged(&[
            "extend schema @late { mutation: Changes } extend union U = B extend enum E { Y } extend type T implements I { b: Int }",
            "\"What it is about.\" schema @early { query: T } type T @x { a: Int } interface I { b: Int }
             union U = A enum E { X } type A { a: Int } type B { a: Int } type Changes { a: Int } scalar S",
            "extend type T @y extend scalar S @x extend input In { b: Int } input In { a: Int }",
        ]);
        assert_eq!(problems, Vec::<String>::new());
        assert_eq!(schema.description.as_deref().map(AsRef::as_ref), Some("What it is about."));
        assert_eq!(names(schema.directives.iter().map(|directive| &directive.name)), ["early", "late"]);
        assert_eq!(names(schema.query.iter().chain(&schema.mutation).chain(&schema.subscription)), ["T", "Changes"]);
        let TypeDefinition::Object(object) = &schema.types["T"] else { panic!("an object") };
        assert_eq!(names(object.fields.keys()), ["a", "b"]);
        assert_eq!(names(&object.interfaces), ["I"]);
        assert_eq!(names(object.directives.iter().map(|directive| &directive.name)), ["x", "y"]);
        assert_eq!(names(schema.possible_types("U").unwrap()), ["A", "B"]);
        assert_eq!(names(schema.possible_types("I").unwrap()), ["T"]);
        assert_eq!(names(schema.input_object("In").unwrap().fields.keys()), ["a", "b"]);
        assert!(schema.types["S"].directives().has("x"));
        let own: Vec<&str> =
            schema.types.values().filter(|ty| !ty.is_built_in()).map(|ty| ty.name().as_str()).collect();
        assert_eq!(own, ["T", "I", "U", "E", "A", "B", "Changes", "S", "In"]);
    }

    #[test]
    fn roots_have_names_by_default() {
        let roots = |text: &str| {
            let (schema, _) = merged(&[text]);
            [schema.query, schema.mutation, schema.subscription].map(|root| root.map(|name| name.as_str().to_owned()))
        };
        let some = |name: &str| Some(name.to_owned());
        assert_eq!(roots("type Query { a: Int } type Mutation { a: Int }"), [some("Query"), some("Mutation"), None]);
        assert_eq!(
            roots("schema { query: Query } type Query { a: Int } type Mutation { a: Int }"),
            [some("Query"), None, None]
        );
        assert_eq!(
            roots("extend schema { query: Q } type Q { a: Int } type Query { a: Int } type Subscription { a: Int }"),
            [some("Q"), None, some("Subscription")]
        );
    }

    #[test]
    fn an_invalid_schema_holds_what_can_be_merged() {
        let (schema, problems) =
            merged(&["type Query { a: Int a: String b: Missing } type Query { c: Int } extend type Nothing { a: Int }
             type T implements I & I & Missing { x: Int } interface I { y: Int } union U = T | Missing | I | T
             extend enum T { A } extend scalar Int @x enum E { A A }"]);
        assert_eq!(
            problems,
            [
                "the field `Query.a` is defined twice",
                "the type `Query` is defined twice",
                "`T` implements the interface `I` twice",
                "the union `U` has `T` twice",
                "the value `E.A` is defined twice",
                "the type `Nothing` is extended but not defined",
                "`T` is an object type, and extended as another",
                "`Int` is built into GraphQL, and cannot be extended",
            ]
        );
        assert_eq!(names(schema.types["Query"].fields().unwrap().keys()), ["a", "b"]);
        assert_eq!(schema.field("Query", "a").unwrap().ty.to_string(), "Int");
        assert_eq!(names(schema.possible_types("U").unwrap()), ["T"]);
        assert_eq!(names(schema.possible_types("I").unwrap()), ["T"]);
        assert_eq!(schema.possible_types("T"), None);
        assert_eq!(schema.possible_types("Missing"), None);
        assert!(schema.implements("T", "Missing"));
    }

    /// The server knows best what its directives take, and everyone what a scalar of the specification is.
    #[test]
    fn what_is_built_in_may_be_written_out() {
        let (schema, problems) = merged(&[
            "scalar Int @x directive @skip(if: Boolean!, why: String) on FIELD type __Schema { a: Int } enum Boolean { A }",
            "type Query { a: Int }",
        ]);
        assert_eq!(problems, ["`Boolean` is built into GraphQL, as a scalar"]);
        assert!(schema.types["Int"].is_built_in());
        assert!(schema.types["Int"].directives().is_empty());
        assert!(schema.types["__Schema"].fields().unwrap().contains_key("queryType"));
        assert_eq!(schema.directive_definitions["skip"].arguments.len(), 2);
        assert_eq!(schema.directive_definitions["include"].arguments.len(), 1);
    }

    #[test]
    fn fields_of_introspection_are_where_they_belong() {
        let (schema, _) = merged(&["type Query { a: U } type T { a: Int } union U = T scalar S input In { a: Int }"]);
        for (ty, field, expected) in [
            ("Query", "__schema", Some("__Schema!")),
            ("Query", "__type", Some("__Type")),
            ("Query", "__typename", Some("String!")),
            ("T", "__schema", None),
            ("T", "__typename", Some("String!")),
            ("U", "__typename", Some("String!")),
            ("S", "__typename", None),
            ("In", "__typename", None),
            ("__Type", "kind", Some("__TypeKind!")),
            ("Missing", "__typename", None),
        ] {
            assert_eq!(schema.field(ty, field).map(|field| field.ty.to_string()).as_deref(), expected, "{ty}.{field}");
        }
        assert!(!schema.types.contains_key("__Meta"));
    }
}
