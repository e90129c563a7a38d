use stigg_graphql::Operation;
use stigg_graphql_golden::round_trip;

use super::stigg::fragments::{Plan, Priced};
use super::stigg::{R, data, field_of_the_same_name, q, r};

#[test]
fn the_type_is_reachable_and_shared() {
    let answer: q::Data = round_trip(r#"{"plan":{"id":"a"}}"#);
    let plan: Plan = answer.plan.unwrap();
    assert_eq!(plan, Plan { id: "a".to_owned() });
    let answer: data::Data = round_trip(r#"{"customer":{"plan":{"id":"a","name":"Pro"}}}"#);
    let customer = answer.customer.unwrap();
    assert_eq!(customer.plan.unwrap().plan, plan);
    assert_eq!(customer.customer.plan, Some(plan));
}

#[test]
fn the_document_has_it() {
    assert_eq!(R::INFO.document.matches("fragment Priced on Priced").count(), 1);
    let answer: r::Data = round_trip(r#"{"items":[{"__typename":"Charge","price":1.5}]}"#);
    let item: &Priced = &answer.items[0];
    assert_eq!(item.typename, "Charge");
}

#[test]
fn a_field_and_a_fragment() {
    let answer: field_of_the_same_name::Data =
        round_trip(r#"{"customer":{"name":"Ada","plan":{"id":"p","refId":"r"},"email":null}}"#);
    let customer = answer.customer.unwrap();
    assert_eq!(customer.plan.unwrap().id, "p");
    assert_eq!(customer.of_plan.plan.unwrap().ref_id.as_deref(), Some("r"));
}
