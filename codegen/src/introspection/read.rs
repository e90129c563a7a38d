//! Reads an answer, and says what is wrong with a text that is none.

use std::fmt;

use super::grammar::{self, IntrospectionProblem};
use super::model::{Answer, Schema};
use super::sdl;
use crate::source::{Code, Diagnostic, MOST_PROBLEMS, Source};
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
pub(crate) fn to_sdl(json: &Source) -> Result<Source, Vec<Diagnostic>> {
    let (code, message) = match Introspection::from_json(&json.text) {
        Ok(introspection) => return Ok(Source::from_json(&json.name, introspection.to_sdl())),
        Err(IntrospectionError::Json(error)) => return Err(vec![malformed(json, &error)]),
        Err(IntrospectionError::Invalid(problems)) => {
            return Err(problems.iter().take(MOST_PROBLEMS).map(|problem| invalid(json, problem)).collect());
        }
        Err(IntrospectionError::Refused(refusal)) => {
            let message = format!("`{}` is a server's refusal of the introspection query: {refusal}", json.name);
            (Code::IntrospectionRefused, message)
        }
        Err(IntrospectionError::NoSchema) => {
            let message = format!("`{}` is JSON but not the answer to an introspection query", json.name);
            (Code::NoIntrospection, message)
        }
    };
    Err(vec![
        Diagnostic::error(code, message)
            .at(Some(json.place(0, 1, "there is no `__schema` in here")))
            .help("a schema is SDL, or JSON with `__schema` at the top or in `data`"),
    ])
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
    /// It tells what no schema has, such as a name with a blank in it.
    Invalid(Vec<IntrospectionProblem>),
}

impl fmt::Display for IntrospectionError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Json(error) => f.write_str(&terminal::line(&error.to_string())),
            Self::Refused(refusal) => write!(f, "the server refused: {}", terminal::line(refusal)),
            Self::NoSchema => f.write_str("it has no `__schema`"),
            Self::Invalid(problems) => {
                let problems: Vec<String> = problems.iter().map(ToString::to_string).collect();
                f.write_str(&problems.join("; "))
            }
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
        let schema = schema.ok_or_else(|| {
            let refusal = answer.errors.into_iter().flatten().find_map(|error| error.message);
            refusal.map_or(IntrospectionError::NoSchema, IntrospectionError::Refused)
        })?;
        let problems = grammar::problems(&schema);
        if problems.is_empty() { Ok(Self(schema)) } else { Err(IntrospectionError::Invalid(problems)) }
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
    ///
    /// A type of which the answer lists no fields, values or members is marked `@stigg_incomplete`: it is no error until
    /// an operation uses it.
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
    let message = format!("not the JSON of an introspection query: {message}");
    Diagnostic::error(Code::MalformedIntrospection, message).at(Some(json.place(at, at + 1, "")))
}

/// Marked where the text is found, if it is there once.
fn invalid(json: &Source, problem: &IntrospectionProblem) -> Diagnostic {
    let written = problem.text.as_ref().map(|text| serde_json::Value::from(text.as_str()).to_string());
    let mut found = written.iter().flat_map(|written| json.text.match_indices(written.as_str()));
    match (found.next(), found.next()) {
        (Some((start, text)), None) => Diagnostic::error(problem.code, problem.to_string()).at(Some(json.place(
            start,
            start + text.len(),
            "given here",
        ))),
        _ => Diagnostic::error(problem.code, format!("in the introspection `{}`: {problem}", json.name)),
    }
}

#[cfg(test)]
mod tests {
    use apollo_compiler::ExecutableDocument;
    use apollo_compiler::introspection::partial_execute;
    use apollo_compiler::validation::Valid;
    use proptest::prelude::*;
    use serde_json::{Value, json};

    use super::{Introspection, IntrospectionError};
    use crate::schema::Schema;
    use crate::source::Source;
    use crate::syntax::Name;

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

    fn parse(name: &str, text: &str) -> Schema {
        crate::schema::merged(vec![Source::new(name, text)]).unwrap()
    }

    /// What another implementation answers that has this schema. It does not know `@oneOf` yet.
    fn introspect(sdl: &str) -> Value {
        let own = parse("schema.graphql", sdl);
        let sdl = format!("{sdl}\ndirective @oneOf on INPUT_OBJECT");
        let schema = apollo_compiler::Schema::parse_and_validate(sdl, "schema.graphql").unwrap();
        let document = ExecutableDocument::parse_and_validate(&schema, QUERY, "query.graphql").unwrap();
        let operation = document.operations.get(None).unwrap();
        let none = Valid::assume_valid(apollo_compiler::response::JsonMap::new());
        let answer = partial_execute(&schema, &schema.implementers_map(), &document, operation, &none).unwrap();
        let mut answer = serde_json::to_value(&answer).unwrap();
        assert!(answer.get("errors").is_none_or(|errors| errors.as_array().is_none_or(Vec::is_empty)), "{answer}");
        for ty in answer["data"]["__schema"]["types"].as_array_mut().unwrap() {
            let is_one_of = ty["name"].as_str().and_then(|name| Some(own.input_object(name)?.is_one_of()));
            ty["isOneOf"] = json!(is_one_of);
        }
        json!({ "data": answer["data"] })
    }

    /// Everything but the places, and how strings are quoted.
    fn content(of: &impl std::fmt::Debug) -> String {
        let text = format!("{of:?}").replace("is_block: true", "is_block: false");
        let mut parts = text.split("Span {");
        let first = parts.next().unwrap_or_default().to_owned();
        parts.fold(first, |text, part| text + part.split_once('}').unwrap().1)
    }

    fn assert_same(one: &Schema, other: &Schema) {
        for (name, ty) in &one.types {
            assert_eq!(content(ty), content(&other.types[name]), "{name}");
        }
        assert_eq!(one.types.len(), other.types.len());
        assert_eq!(content(&one.directive_definitions), content(&other.directive_definitions));
        assert_eq!(content(&one.description), content(&other.description));
        assert_eq!(one.query, other.query);
        assert_eq!(one.mutation, other.mutation);
        assert_eq!(one.subscription, other.subscription);
    }

    #[test]
    fn json_and_sdl_are_one_schema() {
        for sdl in [
            KITCHEN_SINK,
            include_str!("../../tests/reject/schema.graphql"),
            include_str!("../../schema/stigg.graphql"),
        ] {
            let from_sdl = parse("schema.graphql", sdl);
            let wrapped = introspect(sdl);
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
        let mut json = introspect(KITCHEN_SINK);
        let expected = code(KITCHEN_SINK);
        assert!(expected.contains("pub enum Kind"));
        assert_eq!(code(&json.to_string()), expected);
        json["data"]["__schema"]["types"].as_array_mut().unwrap().reverse();
        assert_eq!(code(&json["data"].to_string()), expected);
    }

    /// An answer that has a text of someone else's at every place where one can be.
    fn answer_of(field: &str, argument: &str, default: &str, value: &str, words: &str) -> Value {
        let int = json!({"kind": "SCALAR", "name": "Int"});
        json!({"__schema": {"description": words, "queryType": {"name": "Query"}, "types": [
            {"kind": "OBJECT", "name": "Query", "description": words, "fields": [
                {"name": field, "description": words, "type": int, "isDeprecated": true, "deprecationReason": words,
                 "args": [{"name": argument, "description": words, "type": {"kind": "ENUM", "name": "Any"},
                           "defaultValue": default}]},
            ]},
            {"kind": "SCALAR", "name": "Any", "description": words, "specifiedByURL": words},
            {"kind": "ENUM", "name": "Kind", "enumValues": [{"name": value}]},
        ], "directives": [{"name": argument, "description": words, "locations": ["FIELD", value], "args": []}]}})
    }

    #[test]
    fn what_is_no_name_kind_type_or_value_is_reported() {
        let problems = |json: Value| match Introspection::from_json(&json.to_string()) {
            Err(IntrospectionError::Invalid(problems)) => problems.iter().map(ToString::to_string).collect(),
            other => panic!("{json} gives {other:?}"),
        };
        let found: Vec<String> = problems(answer_of("a b", "é", "{x: }", "true", ""));
        assert_eq!(
            found,
            [
                "`é`, the name of a directive, is no GraphQL name",
                "`a b`, the name of a field of `Query`, is no GraphQL name",
                "`é`, the name of an argument of `Query.a b`, is no GraphQL name",
                "`{x: }`, the default of `Query.a b(é:)`, is no GraphQL value: expected a value, found `}`",
                "`Kind.true` cannot be a value of an enum",
            ]
        );
        let ty = |ty: Value| -> Vec<String> {
            problems(json!({"__schema": {"queryType": {"name": "Query"}, "types": [
                {"kind": "OBJECT", "name": "Query", "fields": [{"name": "a", "type": ty}]}
            ]}}))
        };
        assert_eq!(
            ty(json!({"kind": "NON_NULL", "ofType": {"kind": "LIST"}})),
            ["the type of `Query.a` is cut off: the query asked for too few levels of `ofType`"]
        );
        let int = json!({"kind": "SCALAR", "name": "Int"});
        assert_eq!(
            ty(json!({"kind": "NON_NULL", "ofType": {"kind": "NON_NULL", "ofType": int}})),
            ["the type of `Query.a` is non-null twice"]
        );
        assert_eq!(ty(json!({"kind": "SCALAR"})), ["the type of `Query.a` has no name"]);
        assert_eq!(
            ty(json!({"kind": "OBJ\n", "name": "Int"})),
            ["the type of `Query.a` is of the kind `OBJ\\n`, which is none of GraphQL"]
        );
        let types = json!([{"kind": "LIST", "name": "A\u{202e}"}]);
        assert_eq!(
            problems(json!({"__schema": {"queryType": null, "types": types}})),
            [
                "there is no `queryType`",
                "`A\\u{202e}`, the name of a type, is no GraphQL name",
                "`A\\u{202e}` is of the kind `LIST`, which is none of a type",
            ]
        );
    }

    #[test]
    fn a_comment_behind_a_default_does_not_hide_what_follows() {
        let mut json = answer_of("a", "b", "1 # one", "V", "");
        let more = json!({"name": "c", "type": {"kind": "SCALAR", "name": "Int"}, "defaultValue": "[1,\n2]"});
        json["__schema"]["types"][0]["fields"][0]["args"].as_array_mut().unwrap().push(more);
        let sdl = Introspection::from_json(&json.to_string()).unwrap().to_sdl();
        assert!(sdl.contains("a(b: Any = 1, c: Int = [1, 2]): Int"), "{sdl}");
    }

    #[test]
    fn places_of_later_editions_are_passed_over() {
        let directive = |name: &str, locations: &[&str]| json!({"name": name, "locations": locations, "args": []});
        let mut json = answer_of("a", "b", "1", "V", "");
        json["__schema"]["directives"] =
            json!([directive("some", &["FIELD", "DIRECTIVE_DEFINITION"]), directive("none", &["ELSEWHERE"])]);
        let schema = parse("schema.json", &json.to_string());
        assert_eq!(schema.directive_definitions["some"].locations, [crate::syntax::DirectiveLocation::Field]);
        assert!(!schema.directive_definitions.contains_key("none"));
    }

    /// Nothing that a text says becomes a definition, and no answer leads to a syntax error.
    fn says_nothing_else(field: &str, argument: &str, default: &str, value: &str, words: &str) {
        let json = answer_of(field, argument, default, value, words);
        let Ok(introspection) = Introspection::from_json(&json.to_string()) else { return };
        let parsed = crate::syntax::parse(&introspection.to_sdl(), crate::syntax::FileId::of(0));
        assert_eq!(parsed.errors, [], "{}", introspection.to_sdl());
        let (schema, problems) = crate::schema::build(vec![parsed.document]);
        assert!(problems.is_empty(), "{problems:?}");
        let own: Vec<&str> =
            schema.types.values().filter(|ty| !ty.is_built_in()).map(|ty| ty.name().as_str()).collect();
        assert_eq!(own, ["Query", "Any", "Kind"]);
        let fields = schema.types["Query"].fields().unwrap();
        assert_eq!(fields.keys().map(Name::as_str).collect::<Vec<_>>(), [field]);
        assert_eq!(fields[field].arguments.len(), 1);
        assert_eq!(fields[field].directives.deprecation(), Some(words));
        let described = schema.types["Query"].description().map_or("", |text| text.value.as_str());
        assert_eq!(described, words);
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn any_words(words in any::<String>()) {
            says_nothing_else("a", "b", "1", "V", &words);
        }

        #[test]
        fn words_of_signs(words in r#"[ \t\n\r"\\#a{}\u{feff}]{0,12}"#) {
            says_nothing_else("a", "b", "1", "V", &words);
        }

        #[test]
        fn any_name_and_value(name in "[a_ ]{0,3}\\PC{0,3}", default in "[\\[\\]{}: a1\"#\n,$@.-]{0,8}") {
            says_nothing_else(&name, "b", "1", "V", "");
            says_nothing_else("a", &name, &default, "V", "");
            says_nothing_else("a", "b", &default, &name, "");
        }
    }
}
