//! What is named of the library and of other crates instead of being made again.

use std::collections::BTreeSet;
use std::fs;

use stigg_graphql_codegen::{Builder, Generated};

const QUERY: &str = "
    query Customers($filter: CustomerFilter) {
        customers(filter: $filter) { edges { node { ...CustomerFragment } } }
        coupons { edges { node { ...CouponFragment } } }
    }";

fn generate(builder: &Builder) -> Generated {
    match builder.generate() {
        Ok(generated) => generated,
        Err(problems) => panic!("{problems}"),
    }
}

/// What generated code names of another crate, without what is hidden.
fn named(builder: &Builder) -> BTreeSet<String> {
    let code = generate(builder).code;
    let names = code.lines().filter_map(|line| line.trim().strip_prefix("pub use ::")?.strip_suffix(';'));
    names.filter(|name| !name.contains("::__")).map(str::to_owned).chain(types(&code)).collect()
}

/// The types that the library has with its feature `types`.
fn types(code: &str) -> Vec<String> {
    let Some((_, names)) = code.split_once("__rt::shipped_types! {") else { return Vec::new() };
    let names = names.split(['[', ']']).nth(1).unwrap();
    names.split(',').map(|name| format!("stigg_graphql::types::{}", name.trim())).collect()
}

fn fragments(builder: &Builder) -> Vec<String> {
    let fragment = |name: &String| Some(name.strip_prefix("stigg_graphql::operations::fragments::")?.to_owned());
    let items = named(builder).iter().filter_map(fragment).collect::<Vec<_>>();
    items.into_iter().filter(|item| item.starts_with(char::is_uppercase)).collect()
}

fn own(query: &str) -> Builder {
    Builder::new().query_text("query.graphql", query)
}

#[test]
fn fragments_are_the_librarys_with_what_they_spread() {
    let builder = own(QUERY);
    assert_eq!(fragments(&builder), ["CouponFragment", "CustomerFragment", "MoneyFragment", "SyncStateFragment"]);
    let types = named(&builder).into_iter().filter(|name| name.starts_with("stigg_graphql::types::")).count();
    assert!(types > 5, "{types}");
    assert!(!generate(&builder).code.contains("pub struct MoneyFragment"));
}

/// The file of what the library has with its feature `types`, for where it is built without.
fn without_types(builder: &Builder) -> Option<String> {
    let files = generate(builder).files;
    files.into_iter().find(|file| file.path.ends_with("/shipped_types.rs")).map(|file| file.code)
}

#[test]
fn types_of_the_library_are_made_here_for_where_it_has_none() {
    const QUERY: &str = "query Q($by: GetCustomerByRefIdInput!) { getCustomerByRefId(input: $by) { billingCurrency } }";
    let builder = own(QUERY);
    assert_eq!(
        types(&generate(&builder).code),
        ["Currency", "GetCustomerByRefIdInput"].map(|name| format!("stigg_graphql::types::{name}"))
    );
    let code = without_types(&builder).unwrap();
    assert!(
        code.contains("\npub enum Currency {\n") && code.contains("\npub struct GetCustomerByRefIdInput {\n"),
        "{code}"
    );
    assert_eq!(without_types(&builder.own_types()), None);
    assert_eq!(without_types(&own("query Q { customers { edges { node { name } } } }")), None);

    // Another crate has one of them in any case, and both crates have the same.
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("q.graphql"), "query B { customers { edges { node { billingCurrency } } } }").unwrap();
    let code = without_types(&own(QUERY).types_from("::billing::stigg", folder.path())).unwrap();
    assert!(
        code.contains("\npub use ::billing::stigg::types::Currency;\n") && !code.contains("enum Currency"),
        "{code}"
    );
    assert!(code.contains("\npub struct GetCustomerByRefIdInput {\n"), "{code}");
}

#[test]
fn what_would_be_of_another_type_is_made_here() {
    // Customers and coupons have dates, money and states have none.
    let strings = own(QUERY).scalar("DateTime", "::std::string::String");
    assert_eq!(fragments(&strings), ["MoneyFragment", "SyncStateFragment"]);
    // So has what spreads it.
    let floats = own(QUERY).field_type("Money.amount", "f64");
    assert_eq!(fragments(&floats), ["CustomerFragment", "SyncStateFragment"]);
    assert_eq!(named(&own(QUERY).derive("::my::Derive")), BTreeSet::new());
    assert_eq!(named(&own(QUERY).own_types()), BTreeSet::new());
}

#[test]
fn a_fragment_of_ones_own_is_made_here_with_what_spreads_it() {
    let without = |name: &str| fragments(&own(QUERY).own_fragment(name));
    assert_eq!(without("MoneyFragment"), ["CustomerFragment", "SyncStateFragment"]);
    assert_eq!(without("CouponFragment"), ["CustomerFragment", "MoneyFragment", "SyncStateFragment"]);
    let other = own(QUERY).query_text("money.graphql", "fragment MoneyFragment on Money { amount }");
    assert_eq!(fragments(&other), ["CustomerFragment", "SyncStateFragment"]);
    assert_eq!(generate(&other).warnings.len(), 1);
}

#[test]
fn a_copy_of_a_fragment_is_the_librarys_however_it_is_spelled() {
    let copy = "# A copy.\nfragment MoneyFragment on Money { amount, currency }";
    let builder = own(QUERY).query_text("money.graphql", copy);
    assert_eq!(fragments(&builder), fragments(&own(QUERY)));
    assert!(generate(&builder).warnings.is_empty());
}

#[test]
fn a_copy_of_the_schema_shares_what_has_the_same_types() {
    let copy = own(QUERY).schema_text("schema.graphql", fs::read_to_string("schema/stigg.graphql").unwrap());
    // Coupons hold money, which is a plain float there.
    assert_eq!(fragments(&copy), ["CustomerFragment", "SyncStateFragment"]);
    assert_eq!(fragments(&copy.stigg_field_types()), fragments(&own(QUERY)));
}

#[test]
fn another_schema_has_its_own() {
    let changed = fs::read_to_string("schema/stigg.graphql").unwrap() + "\ntype More { id: ID }\n";
    let builder = own(QUERY).schema_text("schema.graphql", changed);
    assert!(builder.generate().is_err());
    let builder = builder.stigg_fragments().stigg_field_types();
    assert_eq!(named(&builder), BTreeSet::new());
    let paths = |builder: &Builder| generate(builder).surface.to_string();
    assert_eq!(paths(&builder), paths(&own(QUERY)));
}

const SCHEMA: &str = "type Query { plan(by: By): Plan } input By { id: ID state: State } scalar Day
    type Plan { id: ID! state: State! since: Day kind: Kind } enum State { LIVE } enum Kind { FREE }";

fn crates() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (file, text) in [
        ("a/plan.graphql", "query A($by: By) { plan(by: $by) { ...Id } } fragment Id on Plan { id ...State }"),
        ("a/state.graphql", "fragment State on Plan { state } fragment Unused on Plan { kind }"),
        ("b/plan.graphql", "query B { plan { ...Unused ...Id } }"),
    ] {
        fs::create_dir_all(folder.path().join(file).parent().unwrap()).unwrap();
        fs::write(folder.path().join(file), text).unwrap();
    }
    folder
}

#[test]
fn another_crate_has_what_its_operations_use() {
    let folder = crates();
    let path = |name: &str| folder.path().join(name);
    let c = own("query C($by: By) { plan(by: $by) { ...Id ...Unused since } }");
    let c = c.schema_text("s.graphql", SCHEMA).scalar("Day", "::std::string::String");
    let c = c.types_from("::a::stigg", path("a"));
    let of_a = ["fragments::Id", "fragments::State", "types::By", "types::State"];
    let expected = |module: &str, names: &[&str]| names.iter().map(|name| format!("{module}::{name}")).collect();
    assert_eq!(named(&c), expected("a::stigg", &of_a));
    // With a crate that has more, all is had; of two that have it, either will do.
    let all: BTreeSet<String> = named(&c.types_from("::b::stigg", path("b")));
    let of_b = ["fragments::Id", "fragments::State", "fragments::Unused", "types::Kind"];
    let types = ["types::By", "types::State"];
    let all_expected =
        expected("b::stigg", &of_b).into_iter().chain(expected("a::stigg", &types)).collect::<BTreeSet<String>>();
    assert_eq!(all, all_expected);
}

#[test]
fn another_crate_has_all_its_fragments_where_both_say_so() {
    let folder = crates();
    let a = Builder::new().queries(folder.path().join("a")).schema_text("s.graphql", SCHEMA).include_fragments();
    let generated = generate(&a);
    assert!(generated.warnings.is_empty() && generated.code.contains("pub struct Unused {"), "{}", generated.code);
    let c = own("query C { plan { ...Unused } }").schema_text("s.graphql", SCHEMA).include_fragments();
    let names = ["a::stigg::fragments::Unused", "a::stigg::types::Kind"].map(str::to_owned);
    let c = c.types_from("::a::stigg", folder.path().join("a"));
    assert_eq!(named(&c), BTreeSet::from(names));
    assert_eq!(options(&generate(&c).code, "::a::stigg::__OPTIONS"), options(&generated.code, "__OPTIONS"));
}

#[test]
fn a_review_shows_what_is_taken_from_the_library() {
    let generated = generate(&own("query Q { customers { edges { node { ...CustomerReferenceFragment } } } }"));
    let text = |name: &str| generated.reviewed.iter().find(|reviewed| reviewed.name == name).unwrap().text.clone();
    assert!(text("q.wire").contains("\nfragment CustomerReferenceFragment on Customer {\n  id\n  customerId\n"));
    assert!(text("fragments.rust").contains("fragments::CustomerReferenceFragment.customer_id: String\n"));
    assert!(text("schema").contains("Customer.customerId: String!\n"), "{}", text("schema"));
}

/// The hidden constant that tells of the options.
fn options(code: &str, of: &str) -> String {
    let (_, rest) = code.split_once(of).unwrap_or_else(|| panic!("no {of}"));
    rest.split('"').nth(1).unwrap().to_owned()
}

#[test]
fn what_a_crate_expects_of_another_is_what_that_one_has() {
    let folder = crates();
    let schema = |builder: Builder| builder.schema_text("s.graphql", SCHEMA);
    let a = schema(Builder::new().queries(folder.path().join("a"))).scalar("Day", "crate::Day");
    let has = options(&generate(&a).code, "__OPTIONS");
    let c = |day: &str| {
        let c = schema(own("query C { plan { ...Id } }")).scalar("Day", day);
        options(&generate(&c.types_from("::a::stigg", folder.path().join("a"))).code, "::a::stigg::__OPTIONS")
    };
    assert_eq!(c("::a::Day"), has);
    assert_ne!(c("::other::Day"), has);
    // A type of this crate is not one of that crate.
    assert_ne!(c("crate::Day"), has);

    // Only where a path begins is a crate named.
    let a = a.scalar("Day", "::std::vec::Vec<crate::a::Day>");
    assert_eq!(c("::std::vec::Vec<::a::a::Day>"), options(&generate(&a).code, "__OPTIONS"));
}
