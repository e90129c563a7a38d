//! What real schemas and operations look like, and has to be let through.

use stigg_graphql_codegen::{Builder, Diagnostics, Generated, Introspection};

fn generate(schema: &str, query: &str) -> Result<Generated, Diagnostics> {
    Builder::new().schema_text("schema.graphql", schema).query_text("query.graphql", query).generate()
}

fn accepts(schema: &str, query: &str) {
    if let Err(problems) = generate(schema, query) {
        panic!("{schema}\n{query}\n{problems}");
    }
}

#[test]
fn descriptions_of_every_sort() {
    accepts(
        r#"
        """matches \d+ and C:\plans"""
        type Query {
          """write \""" here"""
          a: Int
          """a \\""" b"""
          b: Int
          """the "Pro" plan"""
          c: Kind
          """ticket 🎟 and 価格"""
          d: Int
          "one line with \"quotes\", \\ and \u00e9"
          e("""what for""" x: Int): Int
        }
        enum Kind {
          """the "Pro" plan"""
          PRO
        }
        """d"""
        directive @x("""when""" if: Boolean! = true) on FIELD
        """
          an indented

            block
        """
        scalar JSON
        "#,
        "query Q { a @x b c d e(x: 1) }",
    );
}

#[test]
fn block_strings_in_operations() {
    accepts("type Query { a(x: String): Int }", "query Q { a(x: \"\"\"\n    two\n      lines\n\n\"\"\") }");
}

#[test]
fn keywords_as_enum_values() {
    accepts(
        "type Query { a(x: Kw): Kw } enum Kw { mutation query type on fragment input extend schema interface implements }",
        "query Q { a(x: on) b: a(x: mutation) c: a(x: type) }",
    );
}

#[test]
fn keywords_as_names() {
    accepts(
        "type Query { type(query: Int, on: Int): fragment } type fragment { mutation: Int subscription: Int on: Int }",
        "query query($on: Int) { type(query: $on, on: 1) { ...type } } fragment type on fragment { mutation on }",
    );
}

#[test]
fn extensions_before_and_after_and_of_everything() {
    accepts(
        "
        extend type Query { more: T }
        schema { query: Query }
        extend schema { mutation: Changes }
        type Changes { a: Int }
        type Query { a(x: In, k: K): U }
        type T
        extend type T implements I { id: ID }
        interface I
        extend interface I { id: ID }
        union U = T
        extend union U = V
        type V { v: Int }
        enum K { A }
        extend enum K { B }
        input In { a: Int }
        extend input In { b: Int }
        scalar S
        extend scalar S @specifiedBy(url: \"https://example.com\")
        ",
        "query Q { a(x: { a: 1, b: 2 }, k: B) { ... on V { v } ... on I { id } } more { id } } mutation M { a }",
    );
}

#[test]
fn roots_of_other_names() {
    accepts(
        "schema { query: Root mutation: Change subscription: Watch } type Root { a: Int } type Change { a: Int } type Watch { a: Int }",
        "query Q { a } mutation M { a } subscription S { a }",
    );
}

#[test]
fn built_in_definitions_written_out() {
    accepts(
        r#"
        directive @skip(if: Boolean!) on FIELD | FRAGMENT_SPREAD | INLINE_FRAGMENT
        directive @include(if: Boolean!) on FIELD | FRAGMENT_SPREAD | INLINE_FRAGMENT
        directive @deprecated(reason: String = "No longer supported") on FIELD_DEFINITION | ENUM_VALUE
        directive @specifiedBy(url: String!) on SCALAR
        directive @oneOf on INPUT_OBJECT
        scalar ID scalar Int scalar Float scalar String scalar Boolean
        type Query { a(by: By): Int }
        input By @oneOf { id: ID name: String }
        "#,
        "query Q($x: Boolean!, $id: ID!) { a(by: { id: $id }) @skip(if: $x) b: a(by: { name: \"n\" }) @include(if: true) }",
    );
}

#[test]
fn variables_where_they_fit() {
    accepts(
        "type Query { a(x: Int!, y: Int! = 1, list: [ID], one: [Int]): Int b(in: In, json: JSON): Int }
         input In { x: Int! y: Int! = 2 list: [[In!]] json: JSON } scalar JSON",
        "query Q($x: Int! = 3, $y: Int, $z: Int = 4, $ids: [ID!], $in: In!, $json: JSON, $any: Int) {
           a(x: $x, y: $y, list: $ids, one: 7)
           a2: a(x: $z, list: [$one], one: [$y, null])
           b(in: $in, json: { a: [$any, { b: $json }] })
           c: b(in: { x: $z, y: $y, list: [[$in, { x: 1 }]], json: $json })
         }"
        .replace("$one", "\"id\"")
        .as_str(),
    );
}

#[test]
fn selections_that_overlap() {
    accepts(
        "type Query { node: Node me: User } interface Node { id: ID! }
         type User implements Node { id: ID! name(short: Boolean): String friend: User }
         type Post implements Node { id: ID! name: String }",
        "query Q($s: Boolean) {
           me { friend { id } friend { name(short: $s) ...F } ...F }
           node { id ... on User { name(short: true) } ... on Post { name } ... { id } ...N }
         }
         fragment F on User { friend { id friend { id } } }
         fragment N on Node { ... on User { ...F } }",
    );
}

#[test]
fn several_operations_that_share_fragments_and_variables() {
    let generated = generate(
        "type Query { a(x: Int): Int b: Query }",
        "query One($x: Int) { b { ...F } } query Two($x: Int = 3) { ...F } fragment F on Query { a(x: $x) }",
    );
    assert!(generated.unwrap().warnings.is_empty());
}

#[test]
fn nothing_at_all() {
    for query in ["", "\n", "# only a comment", "\u{feff}", ",,,\r\n"] {
        accepts("type Query { a: Int }", query);
    }
}

#[test]
fn files_of_any_line_ending() {
    for ending in ["\n", "\r\n", "\r"] {
        accepts(
            &format!("type Query {{{ending}a: Int # a comment{ending}b: Int{ending}}}"),
            &format!("\u{feff}query Q {{{ending}a # a comment{ending}b{ending}}}{ending}"),
        );
    }
}

#[test]
fn schemas_with_marks_that_they_do_not_define() {
    accepts(
        "type Query @aws_api_key { a(x: Int @cost(weight: 2)): Int @tag(name: \"x\") e: E } enum E @mark { A @mark }",
        "query Q { a e }",
    );
}

/// A copy of Stigg's schema may be older or newer than the table.
#[test]
fn field_types_that_come_with_the_schema_need_not_be_in_a_copy() {
    let builder =
        Builder::new().schema_text("schema.graphql", "type Query { money: Money } type Money { amount: Float! }");
    builder.query_text("query.graphql", "query Q { money { amount } }").stigg_field_types().generate().unwrap();
}

/// Servers leave out of an introspection what is deprecated, or what the key may not see.
#[test]
fn introspection_of_less_than_everything() {
    let json = r#"{"__schema": {"queryType": {"name": "Query"}, "types": [
        {"kind": "OBJECT", "name": "Query", "interfaces": [{"name": "Node"}], "fields": [
            {"name": "a", "args": [{"name": "by", "type": {"kind": "INPUT_OBJECT", "name": "By"}, "defaultValue": "{x: 1}"}],
             "type": {"kind": "OBJECT", "name": "Empty"}},
            {"name": "id", "args": [], "type": {"kind": "SCALAR", "name": "ID"}}]},
        {"kind": "OBJECT", "name": "Empty", "interfaces": [{"name": "Node"}], "fields": []},
        {"kind": "INTERFACE", "name": "Node", "fields": [{"name": "id", "args": [], "type": {"kind": "SCALAR", "name": "ID"}}]},
        {"kind": "INPUT_OBJECT", "name": "By", "inputFields": []},
        {"kind": "ENUM", "name": "Kind", "enumValues": null},
        {"kind": "UNION", "name": "Any", "possibleTypes": []}],
        "directives": [
            {"name": "later", "locations": ["DIRECTIVE_DEFINITION"], "args": []},
            {"name": "both", "locations": ["FIELD", "FRAGMENT_VARIABLE_DEFINITION"], "args": []}]}}"#;
    accepts(json, "query Q { id @both a { __typename } }");
    let sdl = Introspection::from_json(json).unwrap().to_sdl();
    accepts(&sdl, "query Q { id @both a { __typename } }");
    assert_eq!(sdl.matches("@stigg_incomplete").count(), 4, "{sdl}");
    let builder =
        Builder::new().schema_text("schema.json", json).schema_text("more.graphql", "extend input By { x: Int }");
    builder.query_text("query.graphql", "query Q { a(by: { x: 1 }) { __typename } }").generate().unwrap();
}

#[test]
fn schemas_as_they_are_found() {
    // A subgraph of a federation extends a schema that it does not define.
    accepts("extend schema @link(url: \"https://example.com\") type Query { a: Int }", "query Q { a }");
    // Printed with what is built in.
    accepts(
        "type Query { a: Int } type __Schema { types: [Int] } enum __TypeKind { SCALAR }",
        "query Q { __schema { description } }",
    );
    // A field that is deprecated where the interface's is not, as before September 2025.
    accepts("type Query implements I { a: Int @deprecated } interface I { a: Int }", "query Q { a }");
    // Arguments that only the type has, and types that say more than the interface's.
    accepts(
        "interface I { i: I, u: [U], n: Int } union U = Query | T type T { a: Int }
         type Query implements I { i(x: Int, y: Int! = 1): Query!, u: [Query!]!, n: Int! }",
        "query Q { n i { n } u { n } }",
    );
    accepts(
        "interface A implements B { a: Int } interface B { a: Int } type Query implements A & B { a: Int }",
        "query Q { ... on B { a } }",
    );
}

#[test]
fn defaults_of_every_sort() {
    accepts(
        r#"type Query {
             a(i: Int = -2147483648, f: Float = 3, id: ID = 7, l: [[Int]] = 1, e: [E!] = [A], n: [Int] = null,
               in: In = { r: 1 }, by: By = { a: 1 }, any: Any = { x: [A, "s", 1.5, null] }, s: String = """block"""): Int
           }
           enum E { A } scalar Any input By @oneOf { a: Int b: By } directive @mark(e: E = A, in: In = { r: 1, d: 2 }) on FIELD
           input In { r: Int! d: Int! = 3 in: In list: [In!]! = [] deep: In = { r: 1, deep: null } old: Int! = 1 @deprecated }"#,
        "query Q($in: In) { a(in: $in) @mark }",
    );
}

/// The September 2025 edition has descriptions on what is executed; they become documentation and are not sent.
#[test]
fn descriptions_on_operations_fragments_and_variables() {
    let generated = generate(
        "type Query { plan(id: ID): Plan } type Plan { id: ID! }",
        r#""""Shows a plan.""" query Q("which one" $id: ID) { plan(id: $id) { ...P, ..., on Plan { alias,: id } } }
           "what a plan shows" fragment P on Plan { id }"#,
    );
    let code = generated.unwrap().code;
    for text in ["/// Shows a plan.\n", "/// which one\n", "/// what a plan shows\n"] {
        assert!(code.contains(text), "{text}");
    }
    assert!(code.contains("query Q($id:ID){plan(id:$id){...P...on Plan{alias:id}}}"));
}
