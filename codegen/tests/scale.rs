//! Big and odd inputs: the work stays in proportion, and nothing overflows.

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use stigg_graphql_codegen::{Builder, Code, Diagnostic, Diagnostics, Generated};

/// Far more than any of these takes, also on a busy machine without optimisation, and far less than for ever.
const LONG: Duration = Duration::from_secs(60);

fn generate(schema: &str, query: &str) -> Result<Generated, Diagnostics> {
    Builder::new().schema_text("schema.graphql", schema).query_text("query.graphql", query).generate()
}

/// A schema whose types refer to each other, with an interface and an input object for every tenth.
fn schema(types: usize, fields: usize) -> String {
    let mut sdl = String::from("interface Node { id: ID! }\ntype Query {\n");
    for at in 0..types {
        let _ = writeln!(sdl, "  t{at}(id: ID, filter: In{}): T{at}", at / 10);
    }
    sdl.push_str("}\n");
    for at in 0..types {
        let _ = writeln!(sdl, "type T{at} implements Node {{\n  id: ID!\n  next: T{}", (at + 1) % types);
        for field in 0..fields {
            let _ = writeln!(sdl, "  f{field}(a: Int): String");
        }
        sdl.push_str("}\n");
        if at % 10 == 0 {
            let input = at / 10;
            let _ = writeln!(sdl, "input In{input} {{ and: [In{input}!] name: String kind: Kind }}");
        }
    }
    sdl.push_str("enum Kind { A B }\n");
    sdl
}

fn operations(count: usize, types: usize) -> String {
    let mut text = String::from("fragment Base on Node { id }\n");
    for at in 0..types {
        let _ = writeln!(text, "fragment Part{at} on T{at} {{ ...Base f0 f1(a: 2) next {{ id f2 }} }}");
    }
    for at in 0..count {
        let ty = at % types;
        let _ = writeln!(
            text,
            "query Q{at}($id: ID, $name: String) {{\n  t{ty}(id: $id, filter: {{ name: $name }}) {{ ...Part{ty} f3 next {{ ...Base f4 }} }}\n}}"
        );
    }
    text
}

fn timed(schema: &str, query: &str) -> Duration {
    let start = Instant::now();
    generate(schema, query).unwrap();
    start.elapsed()
}

/// Four times the operations take about four times as long, beside the schema's share.
#[test]
fn time_is_linear_in_the_operations() {
    let schema = schema(200, 5);
    let empty = timed(&schema, "");
    // The machine may be busy: the best of three runs says most.
    let best = |query: &str| (0..3).map(|_| timed(&schema, query).saturating_sub(empty)).min().unwrap_or_default();
    let few = best(&operations(200, 100));
    let many = best(&operations(800, 100));
    // Quadratic would be 16 times.
    assert!(many < few * 9 + Duration::from_millis(200), "{few:?} for 200 operations, {many:?} for 800");
}

/// Each fragment spreads the next, and each is long. What is sent is the text of all; each stands once in the code.
#[test]
fn texts_are_linear_in_a_chain_of_fragments() {
    let schema = format!("type Query {{ t: T }} type T {{ t: T {} }}", parts(30, |at| format!("field{at}: Int ")));
    let fields = parts(30, |at| format!("field{at} "));
    let text_lines = |count: usize| {
        let fragments = parts(count, |at| format!("fragment F{at} on T {{ {fields} ...F{} }} ", at + 1));
        let query = format!("query Q {{ t {{ ...F0 }} }} {fragments} fragment F{count} on T {{ field0 }}");
        let code = generate(&schema, &query).unwrap().code;
        let texts = code.lines().filter(|line| line.contains("macro_rules!") || line.contains("document:"));
        (texts.map(str::len).sum::<usize>(), code.matches("fragment F1 on T").count())
    };
    let ((few, once), (many, still_once)) = (text_lines(25), text_lines(100));
    assert_eq!((once, still_once), (1, 1));
    assert!(many < few * 5, "{few} bytes for 25 fragments, {many} for 100");
}

/// Each fragment spreads the next and has fields of its own. Where each selects `id` as well, it shares it with all below.
#[test]
fn code_is_linear_in_a_chain_of_fragments() {
    let fields = parts(100, |at| format!("a{at}: Int b{at}: Int "));
    let schema = format!("type Query {{ t: T }} type T {{ id: ID! {fields} }}");
    for shared in ["", "id"] {
        let size = |count: usize| {
            let last = count - 1;
            let fragments = parts(last, |at| format!("fragment F{at} on T {{ {shared} a{at} b{at} ...F{} }} ", at + 1));
            let query = format!("query Q {{ t {{ ...F0 }} }} {fragments} fragment F{last} on T {{ {shared} a0 }}");
            generate(&schema, &query).unwrap().code.len()
        };
        let [few, more, many] = [25, 50, 100].map(size);
        let (first, second) = ((more - few) / 25, (many - more) / 50);
        assert!(second < first + first / 20, "{shared}: {few} bytes for 25 fragments, {more} for 50, {many} for 100");
    }
}

/// Either answer will do; a crash or a hang will not.
fn ends(schema: &str, query: &str) {
    let start = Instant::now();
    if let Err(problems) = generate(schema, query) {
        for problem in &problems {
            assert!(problem.place.is_some(), "no place: {problem}");
        }
        assert!(problems.to_string().contains("too deep"), "{problems}");
    }
    assert!(start.elapsed() < LONG, "{:?}", start.elapsed());
}

const CHAIN: &str = "type Query { plan: Plan list(x: [[Int]]): Int }\ntype Plan { id: ID! base: Plan }\n";

#[test]
fn a_chain_of_ten_thousand_fragments() {
    let mut query = String::from("query Q { plan { ...F0 } }\n");
    for at in 0..10_000 {
        let _ = writeln!(query, "fragment F{at} on Plan {{ id ...F{} }}", at + 1);
    }
    query.push_str("fragment F10000 on Plan { id }\n");
    ends(CHAIN, &query);
}

#[test]
fn a_circle_of_ten_thousand_fragments() {
    let mut query = String::from("query Q { plan { ...F0 } }\n");
    for at in 0..10_000 {
        let _ = writeln!(query, "fragment F{at} on Plan {{ base {{ ...F{} }} }}", (at + 1) % 10_000);
    }
    let problems = generate(CHAIN, &query).unwrap_err();
    assert_eq!(problems.iter().count(), 1);
    assert!(problems.to_string().contains("contains itself: F0 -> F1 -> "), "{problems}");
}

#[test]
fn selections_nested_three_thousand_deep() {
    let query = format!("query Q {{ plan {{ {} id {} }} }}", "base { ".repeat(3_000), "} ".repeat(3_000));
    ends(CHAIN, &query);
    let query = format!("query Q {{ {} __typename {} }}", "... { ".repeat(3_000), "} ".repeat(3_000));
    ends(CHAIN, &query);
}

#[test]
fn values_and_types_nested_three_thousand_deep() {
    let deep = |depth: usize| format!("{}1{}", "[".repeat(depth), "]".repeat(depth));
    ends(CHAIN, &format!("query Q {{ list(x: {}) }}", deep(3_000)));
    let ty = format!("{}Int{}", "[".repeat(3_000), "]".repeat(3_000));
    ends(CHAIN, &format!("query Q($x: {ty}) {{ list(x: $x) }}"));
    ends(&format!("type Query {{ a(x: {ty}): Int }}"), "query Q { a }");
    ends(&format!("type Query {{ a: {ty} }}"), "query Q { a }");
    let object = format!("{}1{}", "{a: ".repeat(3_000), "}".repeat(3_000));
    ends(CHAIN, &format!("query Q {{ list(x: {object}) }}"));
}

/// Each level doubles the ways to the bottom; looking at each way would take for ever.
#[test]
fn shared_fragments_do_not_multiply() {
    let mut query = String::from("query Q { plan { ...F0 } }\n");
    for at in 0..40 {
        let _ = writeln!(query, "fragment F{at} on Plan {{ a: base {{ ...F{0} }} b: base {{ ...F{0} }} }}", at + 1);
    }
    query.push_str("fragment F40 on Plan { id }\n");
    let start = Instant::now();
    let problems = generate(CHAIN, &query).unwrap_err();
    assert!(problems.to_string().contains("stands for more than 250000 selections"), "{problems}");
    assert!(start.elapsed() < LONG, "{:?}", start.elapsed());
}

/// What an interface selects is selected from each of its objects: each has to be compared with all of it.
#[test]
fn too_many_overlaps() {
    let types: String = (0..1_000).map(|at| format!("type T{at} implements I {{ of: I, own: Int }}\n")).collect();
    let schema = format!("type Query {{ any: I }}\ninterface I {{ of: I, own: Int }}\n{types}");
    let objects: String = (0..1_000).map(|at| format!("... on T{at} {{ of {{ own }} }}\n")).collect();
    let query = format!("query Q {{ any {{ {objects} {} }} }}", "of { own } ".repeat(2_500));
    let start = Instant::now();
    let problems = generate(&schema, &query).unwrap_err();
    let codes: Vec<Code> = problems.iter().map(Diagnostic::code).collect();
    assert_eq!(codes, [Code::TooManyOverlaps], "{problems}");
    assert!(start.elapsed() < LONG, "{:?}", start.elapsed());
}

#[test]
fn many_selections_of_one_field() {
    let query = format!("query Q {{ {} }}", "plan { id base { id } } ".repeat(2_000));
    let start = Instant::now();
    generate(CHAIN, &query).unwrap();
    assert!(start.elapsed() < LONG, "{:?}", start.elapsed());
}

/// Input objects that need each other in a long chain, by many ways at each step.
#[test]
fn a_chain_of_input_objects() {
    let mut schema = String::from("type Query { a(x: In0): Int }\n");
    for at in 0..300 {
        let _ = writeln!(schema, "input In{at} {{");
        for field in 0..40 {
            let required = if field % 2 == 0 { "!" } else { "" };
            let _ = writeln!(schema, "  f{field}: In{}{required}", at + 1);
        }
        schema.push_str("}\n");
    }
    schema.push_str("input In300 { last: Int }\n");
    let start = Instant::now();
    generate(&schema, "query Q($x: In0) { a(x: $x) }").unwrap();
    assert!(start.elapsed() < LONG, "{:?}", start.elapsed());
}

/// Operations for quite another schema, in one line: many reports, none of them the size of the file.
#[test]
fn a_hundred_thousand_mistakes() {
    let query = format!("query Q {{ {} }}", "nonsense ".repeat(100_000));
    let start = Instant::now();
    let problems = generate(CHAIN, &query).unwrap_err();
    assert_eq!(problems.iter().count(), 1000);
    assert!(problems.to_string().len() < 1_000_000);
    assert!(start.elapsed() < LONG, "{:?}", start.elapsed());
}

/// A number of parts, and the schema that they make.
type Kind = (&'static str, fn(usize) -> String);

fn parts(count: usize, part: impl Fn(usize) -> String) -> String {
    (0..count).map(part).collect()
}

/// Schemas of one sort, valid and not: eight times the parts take about eight times as long.
const SORTS: &[Kind] = &[
    ("members of a union", |count| {
        format!(
            "union U = {}{}",
            parts(count, |at| format!("|T{at}")),
            parts(count, |at| format!(" type T{at} {{ a: U }}"))
        )
    }),
    ("implementers of an interface", |count| {
        format!("interface I {{ i: I }}{}", parts(count, |at| format!(" type T{at} implements I {{ i: T{at} }}")))
    }),
    ("interfaces of interfaces", |count| {
        let count = count.isqrt();
        parts(count, |at| {
            let before = parts(at, |before| format!("&I{before}"));
            format!("interface I{at} {} {before} {{ a: Int }} ", if at > 0 { "implements" } else { "" })
        })
    }),
    ("extensions of a type", |count| parts(count, |at| format!("extend type Query {{ f{at}: Int }} "))),
    ("extensions of many types", |count| {
        parts(count, |at| format!("extend type T{at} {{ b: Int }} type T{at} {{ a: Int }} "))
    }),
    ("a default of many values", |count| {
        let list = parts(count, |at| format!("V{at} "));
        format!("enum E {{ {list} }} input In {{ list: [E!] = [{list}] }}")
    }),
    ("a default of many fields", |count| {
        let (fields, values) = (parts(count, |at| format!("f{at}: Int! ")), parts(count, |at| format!("f{at}: {at} ")));
        format!("input In {{ {fields} }} input By {{ in: In = {{ {values} }} }}")
    }),
    ("arguments of a directive", |count| {
        let (arguments, values) =
            (parts(count, |at| format!("a{at}: Int! ")), parts(count, |at| format!("a{at}: {at} ")));
        format!("directive @many({arguments}) on SCALAR scalar S @many({values})")
    }),
    ("a circle of inputs", |count| parts(count, |at| format!("input I{at} {{ i: I{}! }} ", (at + 1) % count))),
    ("a circle of defaults", |count| parts(count, |at| format!("input I{at} {{ i: I{} = {{}} }} ", (at + 1) % count))),
    ("a circle of directives", |count| {
        parts(count, |at| format!("directive @d{at}(x: Int @d{}) on ARGUMENT_DEFINITION ", (at + 1) % count))
    }),
    ("definitions of one type", |count| parts(count, |at| format!("type T {{ f{at}: Int }} "))),
];

#[test]
fn time_is_linear_in_the_schema() {
    for (sort, schema) in SORTS {
        let best = |count: usize| {
            let schema = format!("type Query {{ a: Int }} {}", schema(count));
            let time = || {
                let start = Instant::now();
                let _ = generate(&schema, "");
                start.elapsed()
            };
            (0..3).map(|_| time()).min().unwrap_or_default()
        };
        let (few, many) = (best(500), best(4000));
        // Quadratic would be 64 times.
        assert!(many < few * 20 + Duration::from_millis(200), "{sort}: {few:?} for 500, {many:?} for 4000");
    }
}

/// A schema without the file that has its types: many reports, soon.
#[test]
fn a_thousand_unknown_types() {
    let schema = parts(3_000, |at| format!("type T{at} {{ a: Missing{at} }} "));
    let start = Instant::now();
    let problems = generate(&format!("type Query {{ a: Int }} {schema}"), "").unwrap_err();
    assert_eq!(problems.iter().count(), 1000);
    assert!(start.elapsed() < LONG, "{:?}", start.elapsed());
}

/// The schema and the query for a number of what there is much of.
type Texts<'a> = &'a dyn Fn(usize) -> (String, String);

/// Eight times as much takes about eight times as long, whatever there is much of; quadratic would be 64 times.
#[test]
fn time_is_linear_in_the_size_of_one_operation() {
    let many = |count: usize, piece: fn(usize) -> String| (0..count).map(piece).collect::<String>();
    let members = |count: usize| {
        let names = (0..count).map(|at| format!("T{at}")).collect::<Vec<_>>().join(" | ");
        let types = many(count, |at| format!("type T{at} {{ id: ID! f{at}: Int }}\n"));
        format!("type Query {{ any: Any }}\nunion Any = {names}\n{types}")
    };
    let union = |count: usize| {
        let query = format!("query Q {{ any {{ {} }} }}", many(count, |at| format!("... on T{at} {{ f{at} }} ")));
        (members(count), query)
    };
    let fragments = |count: usize| {
        let spreads = many(count, |at| format!("...F{at} "));
        let fragments = many(count, |at| format!("fragment F{at} on T{at} {{ f{at} }}\n"));
        (members(count), format!("query Q {{ any {{ {spreads} }} }}\n{fragments}"))
    };
    let objects = |count: usize| {
        (CHAIN.to_owned(), format!("query Q {{ {} }}", many(count, |at| format!("a{at}: plan {{ id }} "))))
    };
    let leaves = |count: usize| {
        (CHAIN.to_owned(), format!("query Q {{ plan {{ {} }} }}", many(count, |at| format!("a{at}: id "))))
    };
    let repeated =
        |count: usize| (CHAIN.to_owned(), format!("query Q {{ {} }}", "plan { base { id } } ".repeat(count)));
    let cases: [(&str, usize, Texts<'_>); 5] = [
        ("members of a union", 100, &union),
        ("fragments", 100, &fragments),
        ("aliased objects", 300, &objects),
        ("aliased leaves", 1_000, &leaves),
        ("repeated selections", 1_000, &repeated),
    ];
    for (what, count, case) in cases {
        let best = |count: usize| {
            let (schema, query) = case(count);
            (0..3).map(|_| timed(&schema, &query)).min().unwrap_or_default()
        };
        let (few, many) = (best(count), best(count * 8));
        assert!(many < few * 24 + Duration::from_millis(200), "{what}: {few:?} for {count}, {many:?} for eight times");
    }
}
