//! The grammar, case by case; the expected verdicts are the specification's.

use super::{parse, parse_value};
use crate::syntax::{Definition, FileId, Name, TypeBody};

fn errors(text: &str) -> Vec<String> {
    let parsed = parse(text, FileId::BUILT_IN);
    parsed
        .errors
        .iter()
        .map(|error| format!("{}..{}: {}", error.span.start(), error.span.end(), error.problem))
        .collect()
}

#[test]
fn what_the_grammar_has() {
    for text in [
        "",
        "# nothing\n",
        "{ a }",
        "query { a } query Q @d { a } query ($a: Int) { a } mutation M($a: Int = 1, $b: [[Int!]]! @d(x: 1)) { a }",
        "{ ...F ... on T { a } ... @d { a } ...on T{a} ...F @d(a: $x) alias: a(x: {}, y: [], z: [[1] {a: $v}]) { b } }",
        "{ ..., on T { a } alias,: name a(,x,:,1,) }",
        "\"\"\"Lists plans.\"\"\" query Q(\"which\" $id: ID) { plan(id: $id) { ...P } } \"what a plan shows\" fragment P on Plan { id }",
        "query query($on: on) { on(on: on) { type } } fragment type on fragment { mutation true null }",
        "subscription S { a }",
        "schema @d { query: Q mutation: M } extend schema @d extend schema { subscription: S }",
        "scalar S @d extend scalar S @d",
        "type T type T implements I type T implements & I & J @d { a: Int b(\"d\" x: Int = 1 @d, y: [T!]!): T! @d }",
        "extend type T implements I extend type T @d extend type T { a: Int } interface I implements J { a: Int }",
        "union U union U = A union U @d = | A | B extend union U = C extend union U @d",
        "enum E enum E @d { \"d\" A B @d on type } extend enum E { C } input I input I @d { a: Int = 1 @d } extend input I @d",
        "directive @d on FIELD directive @d(a: Int = 1) repeatable on | FIELD | QUERY \"d\" directive @repeatable on ENUM",
    ] {
        assert_eq!(errors(text), [""; 0], "{text}");
    }
}

#[test]
fn what_it_has_not() {
    for (text, expected) in [
        ("extend 1input In @d", "8..13: a number ends before this"),
        ("schema { 1query: Q }", "10..15: a number ends before this"),
        ("directive @d on 1FIELD", "17..22: a number ends before this"),
        ("enum E { 1A }", "10..11: a number ends before this"),
        ("{ a(x: 1true) }", "8..12: a number ends before this"),
        ("{ customers(paging) }", "18..19: expected `:`, found `)`"),
        ("{ c(input: $input x) }", "19..20: expected `:`, found `)`"),
        ("{ c(x: {a: 1 b}) }", "14..15: expected `:`, found `}`"),
        ("{ c @skip(if: true x) }", "20..21: expected `:`, found `)`"),
        ("{ drop(ids: [\"a\"], why null) }", "23..27: expected `:`, found `null`"),
        ("query Q($a Int) { a }", "11..14: expected `:`, found `Int`"),
        ("query Q($a: Int = {a 1}) { a }", "21..22: expected `:`, found a whole number"),
        ("query Q($a: Int = $b) { a }", "18..20: a variable cannot stand here: the value is fixed"),
        ("query Q() { a }", "7..9: expected a variable; there is nothing between the brackets"),
        ("{ a() }", "3..5: expected an argument; there is nothing between the brackets"),
        ("{ a {} }", "4..6: expected a field or a fragment; there is nothing between the brackets"),
        ("{}", "0..2: expected a field or a fragment; there is nothing between the brackets"),
        ("query Q", "7..7: expected `{`, found the end of the file"),
        ("{ a", "3..3: expected `}`, found the end of the file"),
        ("{ a } }", "6..7: expected a definition, found `}`"),
        ("{ ... on { a } }", "9..10: expected a type, found `{`"),
        ("{ ...on }", "8..9: expected a type, found `}`"),
        ("{ a: b: c }", "6..7: expected a field or a fragment, found `:`"),
        ("fragment on on T { a }", "9..11: a fragment cannot be called `on`"),
        ("fragment F { a }", "11..12: expected `on`, found `{`"),
        ("fragment F on T", "15..15: expected `{`, found the end of the file"),
        ("\"d\" { a }", "0..3: a description cannot stand here"),
        ("\"d\" extend type T { a: Int }", "0..3: a description cannot stand here"),
        ("quer Q { a }", "0..4: expected a definition, found `quer`"),
        ("{ a(x: \"\\x\") }", "8..10: there is no such escape in a string"),
        ("{ a(x: 01) }", "7..9: a number does not begin with a zero"),
        ("{ a(x: 'b') }", "7..8: unexpected character `'`"),
        ("{ a(x: &b) }", "7..8: expected a value, found `&`"),
        ("{ é }", "2..4: unexpected character `é`"),
        ("schema { query: Query subscription: }", "36..37: expected a type, found `}`"),
        ("schema { a: B }", "9..10: expected `query`, `mutation` or `subscription`, found `a`"),
        ("schema {}", "7..9: expected `query`, `mutation` or `subscription`; there is nothing between the brackets"),
        ("schema @d", "9..9: expected `{`, found the end of the file"),
        ("input I { by: Sort = {key AGE} }", "26..29: expected `:`, found `AGE`"),
        ("type T {}", "7..9: expected a field; there is nothing between the brackets"),
        ("type T { a Int }", "11..14: expected `:`, found `Int`"),
        ("type T { a: [Int }", "17..18: expected `]`, found `}`"),
        ("type T { a: Int!! }", "16..17: expected a field, found `!`"),
        ("type T implements { a: Int }", "18..19: expected a type, found `{`"),
        ("type T implements A B { a: Int }", "20..21: expected a definition, found `B`"),
        ("union U = A |", "13..13: expected a type, found the end of the file"),
        ("enum E { A true }", "11..15: `true`, `false` and `null` cannot be values of an enum"),
        ("enum E {}", "7..9: expected a value of the enum; there is nothing between the brackets"),
        ("extend type T", "0..13: the extension adds nothing"),
        ("extend schema", "0..13: the extension adds nothing"),
        (
            "extend directive @d on FIELD",
            "7..16: expected `schema`, `scalar`, `type`, `interface`, `union`, `enum` or `input`, found `directive`",
        ),
        ("directive @d on FELD", "16..20: there is no such place for a directive"),
        ("directive @d", "12..12: expected `on`, found the end of the file"),
        ("directive d on FIELD", "10..11: expected `@`, found `d`"),
    ] {
        assert_eq!(errors(text).first().map(String::as_str), Some(expected), "{text}");
    }
}

#[test]
fn each_broken_definition_is_reported_and_the_others_are_read() {
    let text = "query A { a(x) }\nquery B { b }\nfragment F on { c }\n\n\"\"\"d\"\"\"\ntype T { a: Int }\n'\n{ d }";
    assert_eq!(
        errors(text),
        ["13..14: expected `:`, found `)`", "45..46: expected a type, found `{`", "78..79: unexpected character `'`",]
    );
    let document = parse(text, FileId::BUILT_IN).document;
    let names: Vec<_> = document.definitions.iter().map(|it| it.name().map(ToString::to_string)).collect();
    assert_eq!(names, [Some("B".to_owned()), Some("T".to_owned()), None]);
}

/// What ends too early is found where the next definition begins, which is read all the same.
#[test]
fn a_definition_that_does_not_end() {
    let text = "query A { a(x: 1\nquery B { b }\nquery C {\n  c\nfragment F on T { d }";
    assert_eq!(errors(text), ["23..24: expected `:`, found `B`", "66..66: expected `}`, found the end of the file"]);
}

#[test]
fn brackets_are_not_followed_for_ever() {
    let nested = |depth: usize| format!("{{ a(x: {}{}) }}", "[".repeat(depth), "]".repeat(depth));
    assert_eq!(errors(&nested(198)), [""; 0]);
    assert_eq!(errors(&nested(3000)), ["205..206: this nests too deep to be read"]);
    let selections = |depth: usize| format!("{}a{}", "{ a ".repeat(depth), "}".repeat(depth));
    assert_eq!(errors(&selections(200)), [""; 0]);
    assert_eq!(errors(&selections(201)), ["800..801: this nests too deep to be read"]);
    assert_eq!(errors(&format!("type T {{ a: {}", "[".repeat(3000))), ["211..212: this nests too deep to be read"]);
}

#[test]
fn extensions_say_so() {
    let document = parse("extend union U = A | B", FileId::BUILT_IN).document;
    let [crate::syntax::Definition::Type(ty)] = document.definitions.as_slice() else { panic!("{document:?}") };
    let TypeBody::Union { members } = &ty.body else { panic!("{ty:?}") };
    assert!(ty.is_extension);
    assert_eq!(members.iter().map(Name::as_str).collect::<Vec<_>>(), ["A", "B"]);
}

#[test]
fn a_value_alone() {
    let printed =
        |text| parse_value(text, FileId::BUILT_IN).map(|value| value.to_string()).map_err(|error| error.to_string());
    assert_eq!(printed(" {a: [1, \"x\"]} "), Ok("{a: [1, \"x\"]}".to_owned()));
    assert_eq!(printed("1 2"), Err("syntax error: expected the end of the value, found a whole number".to_owned()));
    assert_eq!(printed("$a"), Err("syntax error: a variable cannot stand here: the value is fixed".to_owned()));
}

#[test]
fn the_comment_directly_above_describes_an_operation_or_a_fragment() {
    let described = |text: &str| {
        let parsed = parse(text, FileId::BUILT_IN);
        assert!(parsed.errors.is_empty(), "{text:?}");
        let description = match parsed.document.definitions.last() {
            Some(Definition::Operation(operation)) => operation.description.clone(),
            Some(Definition::Fragment(fragment)) => fragment.description.clone(),
            _ => panic!("{text:?} ends with no operation"),
        };
        description.map(|text| text.value)
    };
    for (text, description) in [
        ("# Grants twice.\nquery Q { a }", Some("Grants twice.")),
        ("#one\r\n#   two\r\n#\r\n# three \r\nfragment F on T { a }", Some("one\n  two\n\nthree")),
        ("\u{feff}# first line\r{ a }", Some("first line")),
        ("# licence\n\n# said\n  # more\n  mutation M { a }", Some("said\nmore")),
        ("# far\n\nquery Q { a }", None),
        ("#\n# \nquery Q { a }", None),
        ("query P { a } # beside\nquery Q { a }", None),
        ("# of P\nquery P { a } query Q { a }", None),
        ("# comment\n\"description\" query Q { a }", Some("description")),
        ("\"description\"\n# comment\nquery Q { a }", Some("description")),
        ("query Q { a }", None),
    ] {
        assert_eq!(described(text).as_deref(), description, "{text:?}");
    }
    let parsed = parse("# no\ntype T { a: Int }", FileId::BUILT_IN);
    assert!(matches!(&parsed.document.definitions[..], [Definition::Type(ty)] if ty.description.is_none()));
}
