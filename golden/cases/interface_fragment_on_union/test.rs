use stigg_graphql::Operation;
use stigg_graphql_golden::{fault, round_trip};

use super::stigg::fragments::{Everything, PricedPart};
use super::stigg::{NoTypename, no_typename, shared, some, spread, whole, whole_and_more};

#[test]
fn a_field_of_the_interface_is_in_each_member_that_has_it() {
    let data: shared::Data = round_trip(r#"{"ent":{"__typename":"Addon","price":1.5}}"#);
    assert!(matches!(data.ent, shared::Ent::Addon(addon) if addon.price.to_bits() == 1.5_f64.to_bits()));
    let data: shared::Data = round_trip(r#"{"ent":{"__typename":"Charge","price":2.5}}"#);
    assert!(matches!(data.ent, shared::Ent::Charge(charge) if charge.price > 2.0));
    let data: shared::Data = round_trip(r#"{"ent":{"__typename":"Credit","id":"c"}}"#);
    assert!(matches!(data.ent, shared::Ent::Credit(credit) if credit.id == "c"));
}

#[test]
fn typename_is_asked_for_where_nobody_did() {
    assert_eq!(NoTypename::INFO.document, "query NoTypename{ent{__typename...on Addon{maxQuantity}}}");
    let data: no_typename::Data = round_trip(r#"{"ent":{"__typename":"Addon","maxQuantity":null}}"#);
    assert!(matches!(data.ent, no_typename::Ent::Addon(addon) if addon.max_quantity.is_none()));
    let data: no_typename::Data = round_trip(r#"{"ent":{"__typename":"Charge"}}"#);
    assert!(matches!(data.ent, no_typename::Ent::Other(other) if other.typename == "Charge"));
}

#[test]
fn a_member_the_schema_did_not_have() {
    let data: some::Data = round_trip(
        r#"{"ents":[{"__typename":"Addon","id":"1"},{"__typename":"SeatPool"},{"__typename":"Credit"},{"__typename":"Charge","limit":3}]}"#,
    );
    assert!(matches!(&data.ents[0], some::Ents::Addon(addon) if addon.id == "1"));
    assert!(matches!(&data.ents[1], some::Ents::Other(other) if other.typename == "SeatPool"));
    assert!(matches!(&data.ents[2], some::Ents::Other(other) if other.typename == "Credit"));
    assert!(matches!(&data.ents[3], some::Ents::Charge(charge) if charge.limit == 3));
}

#[test]
fn an_answer_without_typename_is_refused_with_its_place() {
    assert_eq!(fault::<some::Data>(r#"{"ents":[{"id":"1"}]}"#), "`ents[0]`: missing field `__typename`");
    assert!(fault::<some::Data>(r#"{"ents":[{"__typename":null}]}"#).starts_with("`ents[0].__typename`: invalid type: null"));
    assert_eq!(
        fault::<some::Data>(r#"{"ents":[{"__typename":"Charge","limit":3000000000}]}"#),
        "`ents[0].limit`: invalid value: integer `3000000000`, expected i32"
    );
    assert_eq!(
        fault::<some::Data>(r#"{"ents":[{"limit":3000000000,"__typename":"Charge"}]}"#),
        "`ents[0].limit`: invalid value: integer `3000000000`, expected i32"
    );
}

fn price(part: &PricedPart) -> f64 {
    match part {
        PricedPart::Addon(addon) => addon.price,
        PricedPart::Other(other) => other.price,
    }
}

#[test]
fn fragments_are_the_variants() {
    let data: spread::Data = round_trip(
        r#"{"ents":[{"__typename":"Addon","price":1.0,"maxQuantity":5},{"__typename":"Charge","price":2.0},{"__typename":"Credit","id":"c","creditLimit":null},{"__typename":"New"}]}"#,
    );
    let prices: Vec<_> = data
        .ents
        .iter()
        .filter_map(|ent| match ent {
            spread::Ents::Addon(part) | spread::Ents::Charge(part) => Some(price(part)),
            _ => None,
        })
        .collect();
    assert_eq!(prices, [1.0, 2.0]);
    assert!(matches!(&data.ents[2], spread::Ents::Credit(credit) if credit.credit_limit.is_none()));
}

#[test]
fn one_fragment_over_the_whole_union_is_the_type() {
    let json = r#"{"ents":[{"__typename":"Addon","price":1.0},{"__typename":"Charge","price":2.0,"limit":1,"chargeId":"x"},{"__typename":"Credit","id":"c","creditLimit":1},{"__typename":"New"}]}"#;
    let data: whole::Data = round_trip(json);
    let ents: &Vec<Everything> = &data.ents;
    assert!(matches!(&ents[1], Everything::Charge(charge) if charge.limit == 1 && charge.charge_id.charge_id == "x"));
    assert!(matches!(&ents[3], Everything::Other(other) if other.typename == "New"));
}

#[test]
fn a_fragment_over_the_whole_union_and_more_for_one_member() {
    let data: whole_and_more::Data = round_trip(
        r#"{"ents":[{"__typename":"Addon","price":1.0,"extra":4},{"__typename":"Charge","price":2.0,"limit":1,"chargeId":"x"},{"__typename":"Credit","id":"c","creditLimit":1},{"__typename":"New"}]}"#,
    );
    let whole_and_more::Ents::Addon(addon) = &data.ents[0] else { panic!("{data:?}") };
    assert_eq!(addon.extra, Some(4));
    assert!(matches!(&addon.everything, Everything::Addon(addon) if addon.price > 0.5));
}
