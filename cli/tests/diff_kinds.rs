//! Every kind of change: what it is called, how bad it is, what it is about.

mod support;

use serde_json::Value;
use support::Desk;

/// Schemas are the query type of `Q` and more; each case is the old rest, the new rest, and the changes.
fn changes(old: &str, new: &str) -> Vec<String> {
    let desk = Desk::new().file("old.graphql", old).file("new.graphql", new);
    let ran = desk.run(&["diff", "old.graphql", "new.graphql", "--format", "json"]);
    let report = ran.json();
    let list = report["changes"].as_array().unwrap();
    let is_breaking = list.iter().any(|change| change["level"] == "breaking");
    assert_eq!(ran.code, i32::from(is_breaking), "{ran:?}");
    for level in ["breaking", "dangerous", "safe"] {
        assert_eq!(report[level], list.iter().filter(|change| change["level"] == level).count());
    }
    let text = |change: &Value, key: &str| change[key].as_str().unwrap().to_owned();
    let told = |change: &Value| {
        format!(
            "{} {} {} {}",
            text(change, "level"),
            text(change, "kind"),
            text(change, "coordinate"),
            text(change, "message")
        )
    };
    list.iter().map(told).collect()
}

#[track_caller]
fn check(old: &str, new: &str, expected: &[&str]) {
    let base = "type Query { q: Int } ";
    assert_eq!(changes(&format!("{base}{old}"), &format!("{base}{new}")), expected);
}

#[test]
fn types() {
    check("type A { x: Int }", "", &["breaking TYPE_REMOVED A was removed"]);
    check("", "type A { x: Int }", &["safe TYPE_ADDED A was added"]);
    check(
        "type A { x: Int }",
        "interface A { x: Int }",
        &["breaking TYPE_CHANGED_KIND A changed from an object type to an interface"],
    );
    check("scalar A", "enum A { X }", &["breaking TYPE_CHANGED_KIND A changed from a scalar to an enum"]);
    check(
        "union A = Query",
        "input A { x: Int }",
        &["breaking TYPE_CHANGED_KIND A changed from a union to an input object"],
    );
    check(
        "type A { x: Float }",
        "type A { x: Int }",
        &[
            "breaking TYPE_REMOVED Float is not used by the schema any more",
            "breaking FIELD_CHANGED_KIND A.x changed from `Float` to `Int`",
        ],
    );
    check("type A { x: Int }", "\"described\" type A { \"too\" x: Int }", &[]);
}

#[test]
fn root_types() {
    let types = "type Query { q: Int } type M { m: Int } type N { m: Int } ";
    let with = |roots: &str| format!("{types} schema {{ query: Query {roots} }}");
    assert_eq!(
        changes(&with("mutation: M"), &with("")),
        ["breaking ROOT_TYPE_REMOVED mutation operations are not possible any more"]
    );
    assert_eq!(
        changes(&with("mutation: M"), &with("mutation: N")),
        ["breaking ROOT_TYPE_CHANGED mutation operations start at `N` instead of `M`"]
    );
    assert_eq!(
        changes(&with(""), &with("subscription: M")),
        ["safe ROOT_TYPE_ADDED subscription operations are possible now"]
    );
}

#[test]
fn unions_and_enums() {
    let members = "type A { x: Int } type B { x: Int } ";
    let both = format!("{members} union U = A | B");
    let one = format!("{members} union U = A");
    check(&both, &one, &["breaking TYPE_REMOVED_FROM_UNION U lost the member `B`"]);
    check(&one, &both, &["dangerous TYPE_ADDED_TO_UNION U has the new member `B`"]);
    check("enum E { X Y }", "enum E { X }", &["breaking VALUE_REMOVED_FROM_ENUM E.Y was removed"]);
    check("enum E { X }", "enum E { Y X }", &["dangerous VALUE_ADDED_TO_ENUM E.Y was added"]);
    check("enum E { X Y }", "enum E { Y X }", &[]);
}

#[test]
fn interfaces() {
    let interface = "interface I { x: Int } ";
    let plain = format!("{interface} type A {{ x: Int }}");
    let implementing = format!("{interface} type A implements I {{ x: Int }}");
    check(&implementing, &plain, &["breaking IMPLEMENTED_INTERFACE_REMOVED A does not implement `I` any more"]);
    check(&plain, &implementing, &["dangerous IMPLEMENTED_INTERFACE_ADDED A implements `I` now"]);
    let plain = format!("{interface} interface J {{ x: Int }}");
    let implementing = format!("{interface} interface J implements I {{ x: Int }}");
    check(&implementing, &plain, &["breaking IMPLEMENTED_INTERFACE_REMOVED J does not implement `I` any more"]);
}

#[test]
fn fields() {
    for keyword in ["type", "interface"] {
        let with = |fields: &str| format!("{keyword} A {{ k: Int {fields} }}");
        check(&with("x: Int"), &with(""), &["breaking FIELD_REMOVED A.x was removed"]);
        check(&with(""), &with("x: Int"), &["safe FIELD_ADDED A.x was added"]);
    }
    // An answer may become stricter, never laxer.
    let answers = [
        ("String", "String!", true),
        ("String!", "String", false),
        ("String", "Int", false),
        ("String", "[String]", false),
        ("[String]", "String", false),
        ("[String]", "[String!]!", true),
        ("[String!]", "[String]", false),
        ("[[String]]", "[[String!]]!", true),
        ("[[String]!]", "[[String]]", false),
        ("String", "Int!", false),
        ("String", "[String]!", false),
    ];
    for (old, new, is_safe) in answers {
        let with = |ty: &str| format!("type A {{ x: {ty} }}");
        let kind = if is_safe { "safe FIELD_CHANGED_KIND_SAFE" } else { "breaking FIELD_CHANGED_KIND" };
        check(&with(old), &with(new), &[&format!("{kind} A.x changed from `{old}` to `{new}`")]);
    }
}

#[test]
fn input_fields() {
    let with = |fields: &str| format!("input A {{ k: Int {fields} }}");
    check(&with("x: Int"), &with(""), &["breaking FIELD_REMOVED A.x was removed"]);
    check(&with(""), &with("x: Int!"), &["breaking REQUIRED_INPUT_FIELD_ADDED A.x was added and is required (`Int!`)"]);
    check(&with(""), &with("x: Int"), &["dangerous OPTIONAL_INPUT_FIELD_ADDED A.x was added (`Int`)"]);
    check(&with(""), &with("x: Int! = 1"), &["dangerous OPTIONAL_INPUT_FIELD_ADDED A.x was added (`Int!`)"]);
    // What is sent may become laxer, never stricter.
    let inputs = [
        ("String!", "String", true),
        ("String", "String!", false),
        ("String", "Int", false),
        ("String", "[String]", false),
        ("[String!]!", "[String]", true),
        ("[String]", "[String!]", false),
        ("[[String!]!]", "[[String]]", true),
        ("String!", "Int", false),
    ];
    for (old, new, is_safe) in inputs {
        let kind = if is_safe { "safe FIELD_CHANGED_KIND_SAFE" } else { "breaking FIELD_CHANGED_KIND" };
        let message = format!("{kind} A.x changed from `{old}` to `{new}`");
        check(&with(&format!("x: {old}")), &with(&format!("x: {new}")), &[&message]);
    }
    check(
        &with("x: Int = 1"),
        &with("x: Int = 2"),
        &["dangerous INPUT_FIELD_DEFAULT_VALUE_CHANGE A.x has the default `2` instead of `1`"],
    );
    check(
        &with("x: Int = 1"),
        &with("x: Int"),
        &["dangerous INPUT_FIELD_DEFAULT_VALUE_CHANGE A.x lost its default `1`"],
    );
    check(&with("x: Int"), &with("x: Int = 1"), &[]);
    // Without its default, what may not be null has to be sent.
    for (old, new, message) in [
        ("x: Int! = 1", "x: Int!", "lost its default `1` and is required (`Int!`)"),
        ("x: [Int]! = []", "x: [Int]!", "lost its default `[]` and is required (`[Int]!`)"),
    ] {
        check(&with(old), &with(new), &[&format!("breaking INPUT_FIELD_BECAME_REQUIRED A.x {message}")]);
    }
    check(
        &with("x: [Int!]! = [1]"),
        &with("x: [Int]!"),
        &[
            "breaking INPUT_FIELD_BECAME_REQUIRED A.x lost its default `[1]` and is required (`[Int]!`)",
            "safe FIELD_CHANGED_KIND_SAFE A.x changed from `[Int!]!` to `[Int]!`",
        ],
    );
    check(&with("x: Int = 1"), &with("x: Int!"), &["breaking FIELD_CHANGED_KIND A.x changed from `Int` to `Int!`"]);
    check(
        &with("x: Int! = 1"),
        &with("x: Int"),
        &[
            "dangerous INPUT_FIELD_DEFAULT_VALUE_CHANGE A.x lost its default `1`",
            "safe FIELD_CHANGED_KIND_SAFE A.x changed from `Int!` to `Int`",
        ],
    );
    check(&with("x: Int!"), &with("x: Int! = 1"), &[]);
}

#[test]
fn arguments() {
    let with = |arguments: &str| format!("input I {{ a: Int b: Int }} type A {{ x(k: Int {arguments}): Int }}");
    check(&with("a: Int"), &with(""), &["breaking ARG_REMOVED A.x(a:) was removed"]);
    check(&with(""), &with("a: Int!"), &["breaking REQUIRED_ARG_ADDED A.x(a:) was added and is required (`Int!`)"]);
    check(&with(""), &with("a: Int"), &["dangerous OPTIONAL_ARG_ADDED A.x(a:) was added (`Int`)"]);
    check(&with(""), &with("a: Int! = 1"), &["dangerous OPTIONAL_ARG_ADDED A.x(a:) was added (`Int!`)"]);
    check(&with("a: Int"), &with("a: [Int]"), &["breaking ARG_CHANGED_KIND A.x(a:) changed from `Int` to `[Int]`"]);
    check(&with("a: Int!"), &with("a: Int"), &["safe ARG_CHANGED_KIND_SAFE A.x(a:) changed from `Int!` to `Int`"]);
    check(
        &with("a: [Int] = [1]"),
        &with("a: [Int] = [1, 2]"),
        &["dangerous ARG_DEFAULT_VALUE_CHANGE A.x(a:) has the default `[1, 2]` instead of `[1]`"],
    );
    check(&with("a: Int = 1"), &with("a: Int"), &["dangerous ARG_DEFAULT_VALUE_CHANGE A.x(a:) lost its default `1`"]);
    check(
        &with("a: Int! = 1"),
        &with("a: Int!"),
        &["breaking ARG_BECAME_REQUIRED A.x(a:) lost its default `1` and is required (`Int!`)"],
    );
    check(&with("a: Int"), &with("a: Int = 1"), &[]);
    check(&with("a: String = \"\"\"\n  b\n\"\"\""), &with("a: String = \"b\""), &[]);
    check(&with("a: I = {a: 1, b: 2}"), &with("a: I = {b: 2, a: 1}"), &[]);
    check(
        &with("a: Int = 1"),
        &with("a: String = \"1\""),
        &["breaking ARG_CHANGED_KIND A.x(a:) changed from `Int` to `String`"],
    );
}

#[test]
fn directives() {
    check("directive @d on FIELD", "", &["breaking DIRECTIVE_REMOVED @d was removed"]);
    check("", "directive @d on FIELD", &["safe DIRECTIVE_ADDED @d was added"]);
    check(
        "directive @d(a: Int) on FIELD",
        "directive @d on FIELD",
        &["breaking DIRECTIVE_ARG_REMOVED @d(a:) was removed"],
    );
    check(
        "directive @d on FIELD",
        "directive @d(a: Int!) on FIELD",
        &["breaking REQUIRED_DIRECTIVE_ARG_ADDED @d(a:) was added and is required (`Int!`)"],
    );
    check(
        "directive @d on FIELD",
        "directive @d(a: Int) on FIELD",
        &["safe OPTIONAL_DIRECTIVE_ARG_ADDED @d(a:) was added (`Int`)"],
    );
    let with = |argument: &str| format!("directive @d(a: {argument}) on FIELD");
    for (old, new, change) in [
        ("Int", "String", "breaking DIRECTIVE_ARG_CHANGED_KIND @d(a:) changed from `Int` to `String`"),
        ("Int!", "Int", "safe DIRECTIVE_ARG_CHANGED_KIND_SAFE @d(a:) changed from `Int!` to `Int`"),
        ("Int = 1", "Int", "dangerous DIRECTIVE_ARG_DEFAULT_VALUE_CHANGE @d(a:) lost its default `1`"),
        (
            "Int! = 1",
            "Int!",
            "breaking DIRECTIVE_ARG_BECAME_REQUIRED @d(a:) lost its default `1` and is required (`Int!`)",
        ),
    ] {
        check(&with(old), &with(new), &[change]);
    }
    // A schema may write out what the specification defines, in the words of its edition.
    let skip = "directive @skip(if: Boolean! = true) on FIELD";
    check(skip, "", &[]);
    check("", skip, &[]);
    let (once, often) = ("directive @d on FIELD", "directive @d repeatable on FIELD");
    check(often, once, &["breaking DIRECTIVE_REPEATABLE_REMOVED @d may not be repeated any more"]);
    check(once, often, &["safe DIRECTIVE_REPEATABLE_ADDED @d may be repeated now"]);
    let more = "directive @d on FIELD | QUERY";
    check(more, once, &["breaking DIRECTIVE_LOCATION_REMOVED @d is not allowed on QUERY any more"]);
    check(once, more, &["safe DIRECTIVE_LOCATION_ADDED @d is allowed on QUERY now"]);
}

#[test]
fn deprecations() {
    let with = |mark: &str| {
        format!("type A {{ x(a: Int {mark}): Int {mark} }} enum E {{ X {mark} }} input I {{ f: Int {mark} }}")
    };
    let (plain, marked) = (with(""), with("@deprecated(reason: \"use y\")"));
    let about = ["A.x", "A.x(a:)", "E.X", "I.f"];
    let told = about.map(|about| format!("safe DEPRECATED {about} is deprecated: use y"));
    check(&plain, &marked, &told.each_ref().map(String::as_str));
    let told = about.map(|about| format!("safe DEPRECATION_REMOVED {about} is not deprecated any more"));
    check(&marked, &plain, &told.each_ref().map(String::as_str));
    check(
        &with(""),
        &with("@deprecated"),
        &about.map(|about| format!("safe DEPRECATED {about} is deprecated")).each_ref().map(String::as_str),
    );
}
