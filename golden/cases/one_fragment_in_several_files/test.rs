use stigg_graphql_golden::{encode, fault, round_trip};

use super::CODE;
use super::stigg::fragments::{E, P};
use super::stigg::{absent, aliases, one, two};

fn messages(errors: &[E]) -> Vec<&str> {
    errors.iter().map(|error| error.message.as_str()).collect()
}

#[test]
fn one_rust_type_for_all_operations() {
    let one: one::Data = round_trip(r#"{"one":{"errors":[{"message":"m","path":["a"]}],"plan":{"id":"p","name":"n"}}}"#);
    let two: two::Data = round_trip(r#"{"two":{"errors":[{"message":"k","path":null}]}}"#);
    let (one, two) = (one.one.unwrap(), two.two.unwrap());
    assert_eq!((messages(&one.errors), messages(&two.errors)), (vec!["m"], vec!["k"]));
    assert_eq!(one.plan, Some(P { id: "p".to_owned(), name: "n".to_owned() }));
    assert_eq!(CODE.matches("pub struct E {").count(), 1);
}

#[test]
fn aliases_have_shapes_of_their_own() {
    let data: aliases::Data = round_trip(r#"{"a":{"id":"1"},"b":{"id":"2","name":"n"}}"#);
    assert_eq!((data.a.unwrap().id.as_str(), data.b.unwrap().name.as_str()), ("1", "n"));
    assert!(fault::<aliases::Data>(r#"{"a":{"id":"1"},"b":{"id":"2","name":3}}"#).starts_with("`b.name`: "));
}

#[test]
fn absent_is_not_empty() {
    let addons = |json: &str| round_trip::<absent::Data>(json).plan.unwrap().addons.map(|addons| addons.len());
    assert_eq!(addons(r#"{"plan":{"id":"p","name":"n"}}"#), None);
    assert_eq!(addons(r#"{"plan":{"id":"p","name":"n","addons":[]}}"#), Some(0));
}

#[test]
fn a_value_built_by_hand_is_what_the_server_sends() {
    let plan = absent::Plan { id: "p".to_owned(), addons: None, p: P { id: "p".to_owned(), name: "n".to_owned() } };
    let data = absent::Data { plan: Some(plan) };
    assert_eq!(round_trip::<absent::Data>(&encode(&data).to_string()), data);
}
