//! The JSON answer to an introspection query, as the SDL it was made from.
//!
//! Going through SDL text means that there is one way to read a schema, so both forms lead to the same code.

use std::fmt::Write as _;

use serde::Deserialize;

use crate::check::NO_REASON;
use crate::diagnostic::Diagnostic;
use crate::source::Source;

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
    let answer: Answer = serde_json::from_str(&json.text).map_err(|error| Box::new(malformed(json, &error)))?;
    let schema = answer.schema.or(answer.data.and_then(|data| data.schema));
    let Some(schema) = schema else {
        let refused = answer.errors.into_iter().flatten().find_map(|error| error.message);
        let message = match refused {
            Some(refused) => format!("`{}` is a server's refusal of the introspection query: {refused}", json.name),
            None => format!("`{}` is JSON but not the answer to an introspection query", json.name),
        };
        return Err(Box::new(
            Diagnostic::error(message)
                .at(Some(json.place(0, 1, "there is no `__schema` in here")))
                .help("a schema is SDL, or JSON with `__schema` at the top or in `data`"),
        ));
    };
    Ok(Source::new(format!("{} (as SDL)", json.name), sdl(&schema)))
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

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Schema {
    description: Option<String>,
    query_type: Option<Named>,
    mutation_type: Option<Named>,
    subscription_type: Option<Named>,
    types: Vec<Type>,
    directives: Option<Vec<Directive>>,
}

#[derive(Deserialize)]
struct Named {
    name: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Type {
    kind: String,
    name: String,
    description: Option<String>,
    fields: Option<Vec<Field>>,
    input_fields: Option<Vec<InputValue>>,
    interfaces: Option<Vec<Named>>,
    enum_values: Option<Vec<EnumValue>>,
    possible_types: Option<Vec<Named>>,
    #[serde(alias = "specifiedByUrl", rename = "specifiedByURL")]
    specified_by: Option<String>,
    is_one_of: Option<bool>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Field {
    name: String,
    description: Option<String>,
    args: Option<Vec<InputValue>>,
    #[serde(rename = "type")]
    ty: TypeRef,
    #[serde(flatten)]
    deprecation: Deprecation,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct InputValue {
    name: String,
    description: Option<String>,
    #[serde(rename = "type")]
    ty: TypeRef,
    default_value: Option<String>,
    #[serde(flatten)]
    deprecation: Deprecation,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct EnumValue {
    name: String,
    description: Option<String>,
    #[serde(flatten)]
    deprecation: Deprecation,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Deprecation {
    is_deprecated: Option<bool>,
    deprecation_reason: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Directive {
    name: String,
    description: Option<String>,
    locations: Vec<String>,
    args: Option<Vec<InputValue>>,
    is_repeatable: Option<bool>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct TypeRef {
    kind: String,
    name: Option<String>,
    of_type: Option<Box<TypeRef>>,
}

/// Types and directives that every GraphQL server has.
const BUILT_IN: &[&str] =
    &["Int", "Float", "String", "Boolean", "ID", "skip", "include", "deprecated", "specifiedBy", "oneOf"];

fn is_built_in(name: &str) -> bool {
    name.starts_with("__") || BUILT_IN.contains(&name)
}

/// Writing to a `String` cannot fail.
macro_rules! put {
    ($out:expr, $($text:tt)*) => {{
        let _ = write!($out, $($text)*);
    }};
}

fn sdl(schema: &Schema) -> String {
    let mut out = String::new();
    describe(&mut out, "", schema.description.as_deref());
    out.push_str("schema {\n");
    let roots = [
        ("query", &schema.query_type),
        ("mutation", &schema.mutation_type),
        ("subscription", &schema.subscription_type),
    ];
    for (kind, root) in roots {
        if let Some(root) = root {
            put!(out, "  {kind}: {}\n", root.name);
        }
    }
    out.push_str("}\n");
    for directive in schema.directives.iter().flatten().filter(|directive| !is_built_in(&directive.name)) {
        describe(&mut out, "", directive.description.as_deref());
        put!(out, "directive @{}", directive.name);
        arguments(&mut out, directive.args.as_deref());
        let repeatable = if directive.is_repeatable == Some(true) { " repeatable" } else { "" };
        put!(out, "{repeatable} on {}\n", directive.locations.join(" | "));
    }
    for ty in schema.types.iter().filter(|ty| !is_built_in(&ty.name)) {
        describe(&mut out, "", ty.description.as_deref());
        definition(&mut out, ty);
    }
    out
}

fn definition(out: &mut String, ty: &Type) {
    let name = &ty.name;
    match ty.kind.as_str() {
        "SCALAR" => {
            put!(out, "scalar {name}");
            if let Some(url) = &ty.specified_by {
                put!(out, " @specifiedBy(url: {})", quoted(url));
            }
            out.push('\n');
        }
        "UNION" => put!(out, "union {name} = {}\n", names(ty.possible_types.as_deref(), " | ")),
        "ENUM" => {
            put!(out, "enum {name} {{\n");
            for value in ty.enum_values.iter().flatten() {
                describe(out, "  ", value.description.as_deref());
                put!(out, "  {}", value.name);
                deprecated(out, &value.deprecation);
                out.push('\n');
            }
            out.push_str("}\n");
        }
        "INPUT_OBJECT" => {
            let one_of = if ty.is_one_of == Some(true) { " @oneOf" } else { "" };
            put!(out, "input {name}{one_of} {{\n");
            for field in ty.input_fields.iter().flatten() {
                input_value(out, field);
                out.push('\n');
            }
            out.push_str("}\n");
        }
        kind => {
            // An object or an interface; anything else the parser will not know either.
            let keyword = match kind {
                "OBJECT" => "type",
                "INTERFACE" => "interface",
                other => other,
            };
            put!(out, "{keyword} {name}");
            if ty.interfaces.iter().flatten().next().is_some() {
                put!(out, " implements {}", names(ty.interfaces.as_deref(), " & "));
            }
            out.push_str(" {\n");
            for field in ty.fields.iter().flatten() {
                describe(out, "  ", field.description.as_deref());
                put!(out, "  {}", field.name);
                arguments(out, field.args.as_deref());
                out.push_str(": ");
                type_ref(out, &field.ty);
                deprecated(out, &field.deprecation);
                out.push('\n');
            }
            out.push_str("}\n");
        }
    }
}

fn arguments(out: &mut String, arguments: Option<&[InputValue]>) {
    let arguments = arguments.unwrap_or_default();
    if arguments.is_empty() {
        return;
    }
    out.push_str("(\n");
    for argument in arguments {
        input_value(out, argument);
        out.push('\n');
    }
    out.push_str("  )");
}

fn input_value(out: &mut String, value: &InputValue) {
    describe(out, "  ", value.description.as_deref());
    put!(out, "  {}: ", value.name);
    type_ref(out, &value.ty);
    if let Some(default) = &value.default_value {
        put!(out, " = {default}");
    }
    deprecated(out, &value.deprecation);
}

fn type_ref(out: &mut String, ty: &TypeRef) {
    match (ty.kind.as_str(), &ty.of_type) {
        ("NON_NULL", Some(inner)) => {
            type_ref(out, inner);
            out.push('!');
        }
        ("LIST", Some(inner)) => {
            out.push('[');
            type_ref(out, inner);
            out.push(']');
        }
        _ => out.push_str(ty.name.as_deref().unwrap_or("?")),
    }
}

fn deprecated(out: &mut String, deprecation: &Deprecation) {
    if deprecation.is_deprecated == Some(true) {
        out.push_str(" @deprecated");
        // A server fills in the specification's own reason where the schema has none.
        if let Some(reason) = deprecation.deprecation_reason.as_deref().filter(|reason| *reason != NO_REASON) {
            put!(out, "(reason: {})", quoted(reason));
        }
    }
}

fn describe(out: &mut String, indent: &str, description: Option<&str>) {
    if let Some(description) = description.filter(|description| !description.is_empty()) {
        put!(out, "{indent}{}\n", quoted(description));
    }
}

/// A GraphQL string literal; its escapes are those of JSON.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

fn names(named: Option<&[Named]>, between: &str) -> String {
    named.unwrap_or_default().iter().map(|named| named.name.as_str()).collect::<Vec<_>>().join(between)
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
