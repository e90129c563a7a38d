//! What holds for the generated text: the same for the same input, in proportion to it, and never renamed by an addition.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use apollo_compiler::introspection::partial_execute;
use apollo_compiler::request::coerce_variable_values;
use apollo_compiler::response::JsonMap;
use apollo_compiler::{ExecutableDocument, Schema};
use stigg_graphql_codegen::Builder;

const KITCHEN_SINK: &str = include_str!("../cases/kitchen_sink/schema.graphql");
const KITCHEN_QUERIES: &str = include_str!("../cases/kitchen_sink/query.graphql");

fn code(builder: &Builder) -> String {
    match builder.generate() {
        Ok(generated) => generated.code,
        Err(problems) => panic!("{problems}"),
    }
}

fn kitchen() -> Builder {
    Builder::new().schema_text("schema.graphql", KITCHEN_SINK).scalar("Time", "::std::string::String")
}

/// The definitions of a document, each as a text of its own.
fn definitions(text: &str) -> Vec<String> {
    let mut definitions: Vec<String> = Vec::new();
    for line in text.lines() {
        if ["query ", "mutation ", "subscription ", "fragment "].iter().any(|keyword| line.starts_with(keyword)) {
            definitions.push(String::new());
        }
        if let Some(definition) = definitions.last_mut() {
            let _ = writeln!(definition, "{line}");
        }
    }
    definitions
}

/// The part of the generated text that starts with a line and ends before the next operation.
fn block<'a>(code: &'a str, start: &str) -> &'a str {
    let from = code.find(start).unwrap_or_else(|| panic!("there is no `{start}`"));
    let end = [
        "\n    /// The query `",
        "\n    /// The mutation `",
        "\n    /// The subscription `",
        "\n    /// All operations",
    ];
    let to = end.iter().filter_map(|end| code[from + start.len()..].find(end)).min();
    &code[from..to.map_or(code.len(), |to| from + start.len() + to)]
}

#[test]
fn files_in_any_order_give_the_same_bytes() {
    let mut files: Vec<(String, String)> = definitions(KITCHEN_QUERIES)
        .into_iter()
        .enumerate()
        .map(|(at, text)| (format!("{at:02}.graphql"), text))
        .collect();
    let generate = |files: &[(String, String)]| {
        code(&files.iter().fold(kitchen(), |builder, (name, text)| builder.query_text(name, text)))
    };
    let first = generate(&files);
    for run in 0..20 {
        let middle = run % files.len();
        files.rotate_left(middle);
        files.swap(0, middle);
        assert!(generate(&files) == first, "run {run} differs");
    }
}

#[test]
fn an_addition_renames_nothing() {
    let all = definitions(KITCHEN_QUERIES);
    let with = |extra: &str| {
        let builder = kitchen().query_text("query.graphql", KITCHEN_QUERIES);
        code(&if extra.is_empty() { builder } else { builder.query_text("a_extra.graphql", extra) })
    };
    let before = with("");
    // Fields, types and fragments of the same names as those that are there, in front of them.
    let after = with(
        "query Additional($filter: Filter) { node: things { edges { node { owner { name } ...ThingPartAgain } } } \
         search(filter: $filter) { ...HitPart } }\n\
         mutation Added { touch(id: 1) }\n\
         fragment ThingPartAgain on Thing { owner { id } color parts { id } }",
    );
    let names = all.iter().filter(|text| !text.starts_with("fragment"));
    let starts = names.map(|text| {
        let (keyword, rest) = text.split_once(' ').unwrap();
        let end = rest.find(|letter: char| !letter.is_ascii_alphanumeric()).unwrap();
        format!("    /// The {keyword} `{}` (", &rest[..end])
    });
    for start in starts {
        assert!(block(&before, &start) == block(&after, &start), "{start} is not what it was");
    }
    let fragments = before.split("pub mod fragments {").nth(1).unwrap();
    for line in fragments.lines().filter(|line| line.trim_start().starts_with("pub ")) {
        assert!(after.contains(line), "{line} is gone");
    }
}

/// The answer of a server to the introspection query.
fn introspect(sdl: &str) -> serde_json::Value {
    let schema = Schema::parse_and_validate(sdl, "schema.graphql").unwrap();
    let query = include_str!("introspection.graphql");
    let document = ExecutableDocument::parse_and_validate(&schema, query, "introspection.graphql").unwrap();
    let operation = document.operations.get(None).unwrap();
    let variables = coerce_variable_values(&schema, operation, &JsonMap::new()).unwrap();
    let response = partial_execute(&schema, &schema.implementers_map(), &document, operation, &variables).unwrap();
    serde_json::to_value(response.data).unwrap()
}

#[test]
fn a_schema_as_json_gives_the_same_bytes() {
    let base = include_str!("../base.graphql");
    let one_of = "directive @oneOf on INPUT_OBJECT\n";
    for (sdl, query) in [
        (base, include_str!("../cases/interface_fragment_on_union/query.graphql")),
        (base, include_str!("../cases/overlapping_fragments_with_different_subfields/query.graphql")),
        (
            include_str!("../cases/connection_with_fields_of_its_own/schema.graphql"),
            include_str!("../cases/connection_with_fields_of_its_own/query.graphql"),
        ),
        (include_str!("../cases/odd_texts/schema.graphql"), include_str!("../cases/odd_texts/query.graphql")),
        (KITCHEN_SINK, KITCHEN_QUERIES),
    ] {
        let generate = |name: &str, schema: String| {
            let builder = Builder::new().schema_text(name, schema).query_text("query.graphql", query);
            let builder =
                if sdl.contains("scalar Time") { builder.scalar("Time", "::std::string::String") } else { builder };
            let builder =
                if sdl.contains("scalar Cursor") { builder.scalar("Cursor", "::std::string::String") } else { builder };
            code(&builder)
        };
        let of_text = generate("schema.graphql", sdl.to_owned());
        let mut data = introspect(&format!("{}{sdl}", if sdl.contains("@oneOf") { one_of } else { "" }));
        mark_one_of(&mut data, sdl);
        let of_json = generate("schema.json", data.to_string());
        let wrapped = generate("schema.graphql", serde_json::json!({"data": data}).to_string());
        assert!(of_text == of_json, "bare JSON differs: {}", first_difference(&of_text, &of_json));
        assert!(of_text == wrapped, "wrapped JSON differs: {}", first_difference(&of_text, &wrapped));
    }
}

/// Says `isOneOf`, which the compiler's introspection does not know yet.
fn mark_one_of(data: &mut serde_json::Value, sdl: &str) {
    for ty in data["__schema"]["types"].as_array_mut().unwrap() {
        let is_one_of = sdl.contains(&format!("input {} @oneOf", ty["name"].as_str().unwrap()));
        if ty["kind"] == "INPUT_OBJECT" {
            ty["isOneOf"] = is_one_of.into();
        }
    }
}

fn first_difference(one: &str, other: &str) -> String {
    let lines = one.lines().zip(other.lines()).find(|(one, other)| one != other);
    format!("{lines:?}")
}

/// A schema of types that refer to each other, with an interface, a union, an enum and an input for every tenth.
fn synthetic_schema(types: usize, fields: usize) -> String {
    let mut sdl = String::from("interface Node { id: ID! }\ntype Query {\n");
    for at in 0..types {
        let _ = writeln!(sdl, "  t{at}(id: ID, filter: In{}): T{at}", at / 10);
    }
    sdl.push_str("}\n");
    for at in 0..types {
        let _ = writeln!(
            sdl,
            "type T{at} implements Node {{\n  id: ID!\n  next: T{}\n  any: U{}",
            (at + 1) % types,
            at / 10
        );
        for field in 0..fields {
            let _ = writeln!(sdl, "  f{field}(a: Int): String");
        }
        sdl.push_str("}\n");
        if at % 10 == 0 {
            let group = at / 10;
            let _ = writeln!(sdl, "input In{group} {{ and: [In{group}!] name: String kind: K{group} }}");
            let _ = writeln!(sdl, "union U{group} = T{at} | T{}\nenum K{group} {{ A B }}", (at + 1) % types);
        }
    }
    sdl
}

fn synthetic_operations(count: usize, types: usize) -> String {
    let mut text = String::from("fragment Base on Node { id }\n");
    for at in 0..count {
        let ty = at % types;
        let _ = writeln!(text, "fragment P{at} on T{ty} {{ ...Base f0 next {{ id f2 }} }}");
        let _ = writeln!(
            text,
            "query Q{at}($id: ID, $filter: In{}) {{\n  t{ty}(id: $id, filter: $filter) {{ ...P{at} f3 next {{ ...Base f4 }} any {{ ... on Node {{ id }} ... on T{} {{ f1 }} }} }}\n}}",
            ty / 10,
            ty / 10 * 10,
        );
    }
    text
}

fn synthetic(schema: &str, count: usize, types: usize) -> (Duration, usize) {
    let operations = synthetic_operations(count, types);
    let start = Instant::now();
    let code = code(&Builder::new().schema_text("schema.graphql", schema).query_text("q.graphql", operations));
    (start.elapsed(), code.len())
}

#[test]
fn a_thousand_operations_over_five_thousand_types() {
    let schema = synthetic_schema(5_000, 5);
    let [few, half, whole] = [2, 500, 1_000].map(|count| synthetic(&schema, count, 5_000).1);
    let ratio = f64::from(u32::try_from(whole).unwrap()) / f64::from(u32::try_from(half).unwrap());
    assert!((1.9..2.1).contains(&ratio), "500 make {half} bytes, 1000 make {whole}");
    assert!(few < 100_000, "two operations make {few} bytes");
}

/// Eight times the operations take about eight times as long; 64 times, if each looked at all others.
#[test]
fn time_grows_with_the_operations() {
    let schema = synthetic_schema(300, 5);
    let few = (0..3).map(|_| synthetic(&schema, 200, 300).0).min().unwrap();
    let many = synthetic(&schema, 1_600, 300).0;
    assert!(many < few * 20, "200 take {few:?}, 1600 take {many:?}");
}

#[test]
fn an_input_for_fifty_operations_is_there_once() {
    let mut schema = String::from("type Query { a(in: Big, kind: Kind): Int }\nenum Kind { ONE TWO }\ninput Big {\n");
    for at in 0..40 {
        let _ = writeln!(schema, "  field{at}: String");
    }
    schema.push_str("}\n");
    let query = |count: usize| {
        let queries =
            (0..count).map(|at| format!("query Q{at}($in: Big, $kind: Kind) {{ a(in: $in, kind: $kind) }}\n"));
        code(&Builder::new().schema_text("s.graphql", &schema).query_text("q.graphql", queries.collect::<String>()))
    };
    let code = query(50);
    for once in ["pub struct Big {", "pub enum Kind {", "pub field39:"] {
        assert_eq!(code.matches(once).count(), 1, "{once}");
    }
    assert!(code.len() < query(25).len() * 2);
}

#[test]
fn a_chain_of_three_hundred_inputs_with_forty_fields() {
    let mut schema = String::from("type Query { env: Int }\ntype Mutation { start(in: I0): Int }\n");
    for at in 0..300 {
        let _ = write!(schema, "input I{at} {{ next: I{} back: I{}", (at + 1) % 300, at / 2);
        for field in 0..38 {
            let _ = write!(schema, " f{field}: Int");
        }
        schema.push_str(" }\n");
    }
    let code = code(
        &Builder::new()
            .schema_text("s.graphql", schema)
            .query_text("q.graphql", "mutation M($in: I0) { start(in: $in) }"),
    );
    assert_eq!(code.matches("pub struct I").count(), 300);
    assert!(
        code.contains("pub next: ::stigg_graphql::Maybe<::stigg_graphql::operation::Sealed<I0>>"),
        "a long way back to the start is sealed"
    );
}

/// A folder below the one that Cargo gives to tests.
fn scratch(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(folder.join("queries/inner")).unwrap();
    folder
}

#[test]
fn only_the_output_is_written_and_only_when_it_changes() {
    let folder = scratch("only_the_output");
    fs::write(folder.join("schema.graphql"), include_str!("../base.graphql")).unwrap();
    fs::write(folder.join("queries/a.graphql"), "query A { env }").unwrap();
    fs::write(folder.join("queries/inner/b.gql"), "query B { plan { id } }").unwrap();
    let out = folder.join("out.rs");
    let builder = Builder::new().schema(folder.join("schema.graphql")).queries(folder.join("queries")).out_file(&out);
    builder.compile().unwrap();
    let first = fs::metadata(&out).unwrap().modified().unwrap();
    builder.compile().unwrap();
    assert_eq!(fs::metadata(&out).unwrap().modified().unwrap(), first, "the same bytes were written again");
    fs::write(folder.join("queries/inner/c.graphql"), "query C { plan { name } }").unwrap();
    builder.compile().unwrap();
    let with_c = fs::read_to_string(&out).unwrap();
    assert!(["A", "B", "C"].iter().all(|name| with_c.contains(&format!("The query `{name}`"))));
    fs::remove_file(folder.join("queries/a.graphql")).unwrap();
    builder.compile().unwrap();
    assert!(!fs::read_to_string(&out).unwrap().contains("The query `A`"));
    let mut files: Vec<_> = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    files.sort();
    assert_eq!(files, ["out.rs", "queries", "schema.graphql"]);
}
