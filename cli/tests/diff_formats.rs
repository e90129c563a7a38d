//! The formats of `diff` for workflows, code scanning and pull requests, and what makes it fail.

mod support;

use serde_json::{Value, json};
use support::Desk;

/// Of four operations, one ends in each way.
fn desk() -> Desk {
    Desk::new()
        .file("old.graphql", "type Query { a: Int b: Int c: String! d: Int }")
        .file("new.graphql", "type Query { b: Int @deprecated(reason: \"use | c\") c: String d: Int }")
        .file("q/gone.graphql", "# first\nquery Gone { a d }")
        .file("q/others.graphql", "query Old { b }\nquery Typed { c }\nquery Same { d }")
}

fn diff(desk: &Desk, more: &[&str]) -> support::Ran {
    desk.run(&[&["diff", "old.graphql", "new.graphql"], more].concat())
}

#[test]
fn annotations_stand_at_the_operations() {
    let expected = "\
::error file=q/gone.graphql,line=2,col=14,endColumn=15,title=unknown-field::`Gone` does not generate: unknown field `a` on `Query`
::notice file=q/others.graphql,line=1,col=1,endColumn=10,title=other-meaning::`Old`: same types, other meaning; Query.b is deprecated: use | c
::warning file=q/others.graphql,line=2,col=1,endColumn=12,title=types-change::`Typed`: Rust types change; typed::Data.c: String -> Option<String>
2 breaking, 0 dangerous, 1 safe; operations: 1 does-not-generate, 1 types-change, 1 other-meaning, 1 untouched
";
    diff(&desk(), &["--queries", "q", "--format", "github"]).is(1, expected, "");
    let expected = "\
::error title=FIELD_REMOVED::Query.a was removed
::error title=FIELD_CHANGED_KIND::Query.c changed from `String!` to `String`
::notice title=DEPRECATED::Query.b is deprecated: use | c
2 breaking, 0 dangerous, 1 safe
";
    diff(&desk(), &["--format", "github"]).is(1, expected, "");
}

#[test]
fn sarif_has_a_rule_a_level_and_a_place_for_each() {
    let ran = diff(&desk(), &["--queries", "q", "--format", "sarif"]);
    let report = ran.json();
    let results = report["runs"][0]["results"].as_array().unwrap();
    let told: Vec<Value> = results
        .iter()
        .map(|result| {
            let place = &result["locations"][0]["physicalLocation"];
            json!([result["ruleId"], result["level"], place["artifactLocation"]["uri"], place["region"]["startLine"]])
        })
        .collect();
    let expected = [
        json!(["unknown-field", "error", "q/gone.graphql", 2]),
        json!(["other-meaning", "note", "q/others.graphql", 1]),
        json!(["types-change", "warning", "q/others.graphql", 2]),
    ];
    assert_eq!(told, expected);
    let rules = report["runs"][0]["tool"]["driver"]["rules"].as_array().unwrap();
    let rules: Vec<&str> = rules.iter().map(|rule| rule["id"].as_str().unwrap()).collect();
    assert_eq!(rules, ["other-meaning", "types-change", "unknown-field"]);
}

#[test]
fn markdown_is_a_comment_in_which_nothing_but_our_words_is_markdown() {
    let expected = "\
### What the schema changes

- 2 breaking, 0 dangerous, 1 safe
- operations: 1 does-not-generate, 1 types-change, 1 other-meaning, 1 untouched

#### Operations: does not generate

- `Gone` in `q/gone.graphql`
  - `` unknown field `a` on `Query` ``

#### Operations: Rust types change

- `Typed` in `q/others.graphql`
  - `typed::Data.c: String -> Option<String>`

#### Operations: same types, other meaning

- `Old` in `q/others.graphql`
  - `Query.b is deprecated: use | c`

<details><summary>Changes: breaking</summary>

- `Query.a` `was removed` (FIELD_REMOVED)
- `Query.c` `` changed from `String!` to `String` `` (FIELD_CHANGED_KIND)

</details>
";
    diff(&desk(), &["--queries", "q", "--format", "markdown"]).is(1, expected, "");
}

#[test]
fn what_fails_is_chosen() {
    let desk = desk();
    for (words, code) in [
        ("breaking", 1),
        ("dangerous", 0),
        ("safe", 1),
        ("deprecated", 1),
        ("FIELD_REMOVED,dangerous", 1),
        ("TYPE_REMOVED,VALUE_ADDED_TO_ENUM", 0),
        ("does-not-generate", 1),
        ("types-change", 1),
        ("other-meaning", 1),
        ("nothing", 0),
    ] {
        assert_eq!(diff(&desk, &["--queries", "q", "--fail-on", words]).code, code, "{words}");
    }
    assert_eq!(diff(&desk, &["--fail-on", "types-change"]).code, 0);
    let mistaken = diff(&desk, &["--fail-on", "FIELD_REMOVD"]);
    assert!(mistaken.code == 2 && mistaken.err.contains("did you mean `FIELD_REMOVED`?"), "{mistaken:?}");
}

/// A build that knows a scalar, or a field with a type of its own, sees what such a build sees.
#[test]
fn the_options_of_the_build_count() {
    let desk = Desk::new()
        .file("old.graphql", "scalar Day type Query { day: Day price: Float }")
        .file("new.graphql", "scalar Day scalar Night type Query { day: Night price: Int }")
        .file("q.graphql", "query Q { day } query Price { price }");
    let ends = |more: &[&str]| {
        let ran = diff(&desk, &[&["--queries", "q.graphql", "--format", "json"], more].concat()).json();
        ran["operations"]
            .as_array()
            .unwrap()
            .iter()
            .map(|one| one["consequence"].as_str().unwrap().to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(ends(&[]), ["does-not-generate", "types-change"]);
    let own = ["--scalar", "Day=::a::Day", "--field-type", "Query.price=::b::Price"];
    assert_eq!(ends(&own), ["does-not-generate", "other-meaning"]);
}
