use stigg_graphql_golden::{encode, fault, round_trip};

use super::stigg::{
    both_left_out, field_left_out, in_connection, in_inline, in_list, literals, nested, nothing_of_its_own, on_union,
    spread_left_out, typename_is_no_proof,
};

#[test]
fn a_spread_that_is_left_out_is_none_and_what_it_shares_is_still_there() {
    let data: spread_left_out::Data = round_trip(r#"{"customer":{"id":"c","plan":{"id":"p"}}}"#);
    let customer = data.customer.unwrap();
    assert_eq!((customer.plan.unwrap().id.as_str(), customer.named), ("p", None));

    let data: spread_left_out::Data = round_trip(r#"{"customer":{"id":"c","plan":{"id":"p","name":"Pro"},"name":null}}"#);
    assert_eq!(data.customer.unwrap().named.unwrap().plan.unwrap().name, "Pro");

    let data: spread_left_out::Data = round_trip(r#"{"customer":{"id":"c","plan":null,"name":"Ada"}}"#);
    assert_eq!(data.customer.unwrap().named.unwrap().plan, None);
}

#[test]
fn a_fragment_that_is_there_must_be_whole() {
    assert_eq!(
        fault::<spread_left_out::Data>(r#"{"customer":{"id":"c","plan":{"id":"p","name":7},"name":"Ada"}}"#),
        "`customer.plan.name`: invalid type: integer `7`, expected a string"
    );
}

#[test]
fn a_field_that_is_left_out_is_none_and_what_it_shares_is_still_there() {
    let data: field_left_out::Data = round_trip(r#"{"customer":{"id":"c","plan":{"name":"Pro"},"name":"Ada"}}"#);
    let customer = data.customer.unwrap();
    assert_eq!((customer.plan, customer.named.plan.unwrap().name.as_str()), (None, "Pro"));

    let data: field_left_out::Data = round_trip(r#"{"customer":{"id":"c","plan":{"id":"p","name":"Pro"},"name":"Ada"}}"#);
    assert_eq!(data.customer.unwrap().plan.unwrap().id, "p");
}

#[test]
fn either_of_two_spreads() {
    let data: both_left_out::Data = round_trip(r#"{"customer":{"name":"Ada","plan":{"name":"Pro"}}}"#);
    let customer = data.customer.unwrap();
    assert_eq!((customer.named.unwrap().plan.unwrap().name.as_str(), customer.nullable), ("Pro", None));

    let data: both_left_out::Data = round_trip(r#"{"customer":{"email":null,"plan":{"refId":"r"}}}"#);
    let customer = data.customer.unwrap();
    assert_eq!(customer.named, None);
    assert_eq!(customer.nullable.unwrap().plan.unwrap().ref_id.as_deref(), Some("r"));

    round_trip::<both_left_out::Data>(r#"{"customer":{"name":"Ada","email":"a@b","plan":{"name":"Pro","refId":null}}}"#);
    assert_eq!(round_trip::<both_left_out::Data>(r#"{"customer":{}}"#).customer.unwrap().named, None);
}

#[test]
fn a_spread_that_is_left_out_writes_no_nulls() {
    let json = r#"{"customer":{"plan":{"id":"p"},"name":"Ada"}}"#;
    let data: nothing_of_its_own::Data = round_trip(json);
    assert_eq!(data.customer.unwrap().nullable, None);
}

#[test]
fn below_lists() {
    let data: in_list::Data = round_trip(r#"{"plan":{"addons":[{"id":"a"},{"id":"b"}]}}"#);
    let plan = data.plan.unwrap();
    assert_eq!((plan.addons.len(), plan.priced), (2, None));
    let data: in_list::Data = round_trip(r#"{"plan":{"addons":[{"id":"a","price":1.5}]}}"#);
    assert_eq!(data.plan.unwrap().priced.unwrap().addons.len(), 1);
    let data: in_list::Data = round_trip(r#"{"plan":{"addons":[]}}"#);
    assert_eq!(data.plan.unwrap().addons.len(), 0);
}

#[test]
fn inline_fragments_make_what_they_hold_optional() {
    let data: in_inline::Data = round_trip(r#"{"customer":{"id":"c","plan":{"id":"p"}}}"#);
    let customer = data.customer.unwrap();
    let plan = customer.plan.unwrap();
    assert_eq!((customer.name, plan.id.as_str(), plan.name, plan.deep), (None, "p", None, None));
    let data: in_inline::Data =
        round_trip(r#"{"customer":{"id":"c","name":"Ada","plan":{"id":"p","name":"Pro","base":{"id":"q"}}}}"#);
    let plan = data.customer.unwrap().plan.unwrap();
    assert_eq!(plan.deep.unwrap().base.unwrap().id, "q");
}

#[test]
fn on_a_union() {
    let data: on_union::Data =
        round_trip(r#"{"ents":[{"__typename":"Addon","id":"a"},{"__typename":"Credit"},{"__typename":"Seat"}]}"#);
    let on_union::Ents::Addon(addon) = &data.ents[0] else { panic!("{data:?}") };
    assert_eq!((addon.id.as_str(), addon.ents.is_none()), ("a", true));
    round_trip::<on_union::Data>(
        r#"{"ents":[{"__typename":"Addon","id":"a","price":1.5},{"__typename":"Charge","price":2.5},{"__typename":"Credit","id":"c"}]}"#,
    );
}

#[test]
fn literal_conditions_are_decided_by_the_server() {
    let data: literals::Data = round_trip(r#"{"customer":{"id":"c","name":null}}"#);
    let customer = data.customer.unwrap();
    assert_eq!((customer.id.as_str(), customer.name, customer.email), ("c", None, None));
}

#[test]
fn a_condition_that_holds_for_the_whole_object_is_not_asked_again_below() {
    let data: nested::Data = round_trip(r#"{"customer":{"id":"c","plan":{"id":"p","name":"Pro"}}}"#);
    let customer = data.customer.unwrap();
    assert_eq!((customer.id.as_str(), customer.plan.unwrap().id.as_str()), ("c", "p"));
    assert_eq!(round_trip::<nested::Data>(r#"{"customer":{"id":"c"}}"#).customer.unwrap().plan, None);
    assert_eq!(round_trip::<nested::Data>("{}").customer, None);
}

#[test]
fn in_a_connection() {
    let json = r#"{"plans":{"edges":[{"node":{"id":"a"}},null,{"node":null}],"pageInfo":{"endCursor":null}}}"#;
    let data: in_connection::Data = round_trip(json);
    assert_eq!(data.plans.edges.as_ref().unwrap().len(), 3);
    assert_eq!(data.plans.total, None);
    assert_eq!(encode(&data.plans).get("totalCount"), None);
    let json = r#"{"plans":{"edges":[{"node":{"id":"a","name":"A"}},null,{"node":null}],"totalCount":2}}"#;
    let data: in_connection::Data = round_trip(json);
    assert_eq!(data.plans.total.unwrap().total_count(), Some(2));
}

#[test]
fn typename_does_not_say_that_a_fragment_is_there_or_not() {
    let data: typename_is_no_proof::Data = round_trip(r#"{"ents":[{"__typename":"Addon","id":"a","price":1.5}]}"#);
    let typename_is_no_proof::Ents::Addon(addon) = &data.ents[0] else { panic!("{data:?}") };
    assert_eq!(addon.with_typename.as_ref().unwrap().typename, "Addon");
}
