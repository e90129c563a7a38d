//! The JSON answer to an introspection query, as the SDL it was made from.
//!
//! Going through SDL text means that there is one way to read a schema, so both forms lead to the same code.

use std::fmt;

use serde::Deserialize;

use crate::diagnostic::Diagnostic;
use crate::sdl;
use crate::source::Source;
use crate::terminal;

/// Whether a text that claims to be a schema is JSON: no SDL begins with a brace and a quote.
pub(crate) fn looks_like_json(text: &str) -> bool {
    let mut tokens = text.chars().filter(|char| !char.is_whitespace());
    match tokens.next() {
        Some('{') => matches!(tokens.next(), Some('"')),
        Some('[') => true,
        _ => false,
    }
}

/// Rewrites introspection JSON, with or without the outer `data`, as SDL.
pub(crate) fn to_sdl(json: &Source) -> Result<Source, Box<Diagnostic>> {
    let message = match Introspection::from_json(&json.text) {
        Ok(introspection) => return Ok(Source::new(format!("{} (as SDL)", json.name), introspection.to_sdl())),
        Err(IntrospectionError::Json(error)) => return Err(Box::new(malformed(json, &error))),
        Err(IntrospectionError::Refused(refusal)) => {
            format!("`{}` is a server's refusal of the introspection query: {refusal}", json.name)
        }
        Err(IntrospectionError::NoSchema) => {
            format!("`{}` is JSON but not the answer to an introspection query", json.name)
        }
    };
    Err(Box::new(
        Diagnostic::error(message)
            .at(Some(json.place(0, 1, "there is no `__schema` in here")))
            .help("a schema is SDL, or JSON with `__schema` at the top or in `data`"),
    ))
}

/// The answer to an introspection query.
///
/// ```
/// use stigg_graphql_codegen::Introspection;
///
/// let answer = r#"{"data": {"__schema": {"queryType": {"name": "Query"}, "types": [{
///     "kind": "OBJECT", "name": "Query",
///     "fields": [{"name": "answer", "args": [], "type": {"kind": "SCALAR", "name": "Int"}}]
/// }]}}}"#;
/// let sdl = Introspection::from_json(answer)?.sorted().to_sdl();
/// assert_eq!(sdl, "schema {\n  query: Query\n}\n\ntype Query {\n  answer: Int\n}\n");
/// # Ok::<(), stigg_graphql_codegen::IntrospectionError>(())
/// ```
#[derive(Debug)]
pub struct Introspection(Schema);

/// Why a text is not the answer to an introspection query.
#[derive(Debug)]
#[non_exhaustive]
pub enum IntrospectionError {
    /// It is not JSON, or not of the shape that the GraphQL specification gives (section 4).
    Json(serde_json::Error),
    /// The server answered with an error; its message.
    Refused(String),
    /// It has neither `__schema` nor `data.__schema`.
    NoSchema,
}

impl fmt::Display for IntrospectionError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Json(error) => f.write_str(&terminal::line(&error.to_string())),
            Self::Refused(refusal) => write!(f, "the server refused: {}", terminal::line(refusal)),
            Self::NoSchema => f.write_str("it has no `__schema`"),
        }
    }
}

impl std::error::Error for IntrospectionError {}

impl Introspection {
    /// Reads an answer, with or without the outer `data`.
    ///
    /// # Errors
    ///
    /// When the text is no such answer.
    pub fn from_json(json: &str) -> Result<Self, IntrospectionError> {
        let answer: Answer = serde_json::from_str(json).map_err(IntrospectionError::Json)?;
        let schema = answer.schema.or(answer.data.and_then(|data| data.schema));
        schema.map(Self).ok_or_else(|| {
            let refusal = answer.errors.into_iter().flatten().find_map(|error| error.message);
            refusal.map_or(IntrospectionError::NoSchema, IntrospectionError::Refused)
        })
    }

    /// The same with everything sorted by name, so that two answers of one server differ only where its schema does.
    #[must_use]
    pub fn sorted(mut self) -> Self {
        let Schema { types, directives, .. } = &mut self.0;
        types.sort_by(|a, b| a.name.cmp(&b.name));
        for ty in types {
            sort(&mut ty.fields, |field| &field.name);
            ty.fields.iter_mut().flatten().for_each(|field| sort(&mut field.args, |argument| &argument.name));
            sort(&mut ty.input_fields, |field| &field.name);
            sort(&mut ty.enum_values, |value| &value.name);
            sort(&mut ty.interfaces, |named| &named.name);
            sort(&mut ty.possible_types, |named| &named.name);
        }
        sort(directives, |directive| &directive.name);
        directives.iter_mut().flatten().for_each(|directive| sort(&mut directive.args, |argument| &argument.name));
        self
    }

    /// The schema definition language for it, without what every server has.
    pub fn to_sdl(&self) -> String {
        sdl::print(&self.0)
    }
}

fn sort<T>(list: &mut Option<Vec<T>>, name: impl Fn(&T) -> &String) {
    if let Some(list) = list {
        list.sort_by(|a, b| name(a).cmp(name(b)));
    }
}

fn malformed(json: &Source, error: &serde_json::Error) -> Diagnostic {
    // serde_json counts columns in bytes.
    let start: usize = json.text.split_inclusive('\n').take(error.line().saturating_sub(1)).map(str::len).sum();
    let at = (start + error.column().saturating_sub(1)).min(json.text.len());
    let text = error.to_string();
    let message = text.rsplit_once(" at line ").map_or(text.as_str(), |(message, _)| message);
    Diagnostic::error(format!("not the JSON of an introspection query: {message}")).at(Some(json.place(at, at + 1, "")))
}

#[derive(Deserialize)]
struct Answer {
    #[serde(rename = "__schema")]
    schema: Option<Schema>,
    data: Option<Data>,
    errors: Option<Vec<ServerError>>,
}

#[derive(Deserialize)]
struct Data {
    #[serde(rename = "__schema")]
    schema: Option<Schema>,
}

#[derive(Deserialize)]
struct ServerError {
    message: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Schema {
    pub(crate) description: Option<String>,
    pub(crate) query_type: Option<Named>,
    pub(crate) mutation_type: Option<Named>,
    pub(crate) subscription_type: Option<Named>,
    pub(crate) types: Vec<Type>,
    pub(crate) directives: Option<Vec<Directive>>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Named {
    pub(crate) name: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Type {
    pub(crate) kind: String,
    pub(crate) name: String,
    pub(crate) description: Option<String>,
    pub(crate) fields: Option<Vec<Field>>,
    pub(crate) input_fields: Option<Vec<InputValue>>,
    pub(crate) interfaces: Option<Vec<Named>>,
    pub(crate) enum_values: Option<Vec<EnumValue>>,
    pub(crate) possible_types: Option<Vec<Named>>,
    #[serde(alias = "specifiedByUrl", rename = "specifiedByURL")]
    pub(crate) specified_by: Option<String>,
    pub(crate) is_one_of: Option<bool>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Field {
    pub(crate) name: String,
    pub(crate) description: Option<String>,
    pub(crate) args: Option<Vec<InputValue>>,
    #[serde(rename = "type")]
    pub(crate) ty: TypeRef,
    #[serde(flatten)]
    pub(crate) deprecation: Deprecation,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct InputValue {
    pub(crate) name: String,
    pub(crate) description: Option<String>,
    #[serde(rename = "type")]
    pub(crate) ty: TypeRef,
    pub(crate) default_value: Option<String>,
    #[serde(flatten)]
    pub(crate) deprecation: Deprecation,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct EnumValue {
    pub(crate) name: String,
    pub(crate) description: Option<String>,
    #[serde(flatten)]
    pub(crate) deprecation: Deprecation,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Deprecation {
    pub(crate) is_deprecated: Option<bool>,
    pub(crate) deprecation_reason: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Directive {
    pub(crate) name: String,
    pub(crate) description: Option<String>,
    pub(crate) locations: Vec<String>,
    pub(crate) args: Option<Vec<InputValue>>,
    pub(crate) is_repeatable: Option<bool>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct TypeRef {
    pub(crate) kind: String,
    pub(crate) name: Option<String>,
    pub(crate) of_type: Option<Box<TypeRef>>,
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use apollo_compiler::ast::OperationType;
    use apollo_compiler::introspection::partial_execute;
    use apollo_compiler::validation::Valid;
    use apollo_compiler::{ExecutableDocument, Schema};
    use serde_json::{Value, json};

    use crate::source::{Source, Sources};

    const QUERY: &str = "
        query IntrospectionQuery {
          __schema {
            description
            queryType { name } mutationType { name } subscriptionType { name }
            types {
              kind name description specifiedByURL
              fields(includeDeprecated: true) {
                name description args(includeDeprecated: true) { ...Input } type { ...Ref } isDeprecated deprecationReason
              }
              inputFields(includeDeprecated: true) { ...Input }
              interfaces { name }
              enumValues(includeDeprecated: true) { name description isDeprecated deprecationReason }
              possibleTypes { name }
            }
            directives { name description locations isRepeatable args(includeDeprecated: true) { ...Input } }
          }
        }
        fragment Input on __InputValue { name description type { ...Ref } defaultValue isDeprecated deprecationReason }
        fragment Ref on __Type { kind name ofType { kind name ofType { kind name ofType { kind name ofType { kind name ofType { kind name } } } } } }
    ";

    const KITCHEN_SINK: &str = r#"
        """
        Described, with "quotes" and C:\backslashes
          and indentation.
        """
        schema { query: Root mutation: Changes }
        "one line" type Root { a("why" x: [[In!]!]! = [[{ x: 1, kind: A, s: "a\"b" }]]): U @deprecated b: I c: S d: Int @deprecated(reason: "use \"b\"") }
        type Changes { a(by: By): Kind }
        interface I { id: ID! }
        interface J implements I { id: ID! name(old: Int @deprecated(reason: "gone")): String }
        type T implements I & J { id: ID! name(old: Int): String }
        type V { v: [Float!] }
        union U = T | V
        """ticket 🎟 and 価格, \""" too"""
        enum Kind { "the \"Pro\" plan" A B @deprecated mutation }
        input In { x: Int! = 3, kind: Kind, s: String = "", in: In, old: Boolean @deprecated }
        input By @oneOf { id: ID name: String }
        scalar S @specifiedBy(url: "https://example.com/s")
        directive @mark("""when""" if: Boolean! = true) repeatable on FIELD | QUERY
    "#;

    fn parse(name: &str, text: &str) -> Valid<Schema> {
        let source = Arc::new(Source::new(name, text));
        crate::schema::parse(&[source], &mut Sources::default()).unwrap_or_else(|problems| panic!("{problems:#?}"))
    }

    /// What a server with this schema answers. The library that answers does not know `@oneOf` yet.
    fn introspect(schema: &Valid<Schema>) -> Value {
        let document = ExecutableDocument::parse_and_validate(schema, QUERY, "query.graphql").unwrap();
        let operation = document.operations.get(None).unwrap();
        let none = Valid::assume_valid(apollo_compiler::response::JsonMap::new());
        let answer = partial_execute(schema, &schema.implementers_map(), &document, operation, &none).unwrap();
        let mut answer = serde_json::to_value(&answer).unwrap();
        assert!(answer.get("errors").is_none_or(|errors| errors.as_array().is_none_or(Vec::is_empty)), "{answer}");
        for ty in answer["data"]["__schema"]["types"].as_array_mut().unwrap() {
            let is_one_of =
                ty["name"].as_str().and_then(|name| Some(schema.get_input_object(name)?.directives.has("oneOf")));
            ty["isOneOf"] = json!(is_one_of);
        }
        json!({ "data": answer["data"] })
    }

    fn assert_same(one: &Schema, other: &Schema) {
        for (name, ty) in &one.types {
            assert_eq!(Some(ty), other.types.get(name), "{name}");
        }
        assert_eq!(one.types.len(), other.types.len());
        assert_eq!(one.directive_definitions, other.directive_definitions);
        assert_eq!(one.schema_definition.description, other.schema_definition.description);
        for kind in [OperationType::Query, OperationType::Mutation, OperationType::Subscription] {
            assert_eq!(one.root_operation(kind), other.root_operation(kind));
        }
    }

    #[test]
    fn json_and_sdl_are_one_schema() {
        for sdl in
            [KITCHEN_SINK, include_str!("../tests/reject/schema.graphql"), include_str!("../schema/stigg.graphql")]
        {
            let from_sdl = parse("schema.graphql", sdl);
            let wrapped = introspect(&from_sdl);
            let bare = &wrapped["data"];
            for (name, json) in [("schema.json", &wrapped), ("schema.graphql", bare)] {
                for text in [json.to_string(), format!("\n {json:#}\n")] {
                    assert_same(&from_sdl, &parse(name, &text));
                }
            }
        }
    }

    /// The order of types in an introspection answer is the server's affair.
    #[test]
    fn json_and_sdl_give_the_same_code() {
        let query = "query Q($by: By) { c d a { ... on T { id name(old: 1) } ... on V { v } } b { id } } \
                     mutation M($by: By) { a(by: $by) }";
        let query = query.replace("Q($by: By)", "Q");
        let code = |schema: &str| {
            let builder = crate::Builder::new().scalar("S", "::std::string::String");
            builder.schema_text("schema", schema).query_text("query.graphql", query.as_str()).generate().unwrap().code
        };
        let mut json = introspect(&parse("schema.graphql", KITCHEN_SINK));
        let expected = code(KITCHEN_SINK);
        assert!(expected.contains("pub enum Kind"));
        assert_eq!(code(&json.to_string()), expected);
        json["data"]["__schema"]["types"].as_array_mut().unwrap().reverse();
        assert_eq!(code(&json["data"].to_string()), expected);
    }
}
