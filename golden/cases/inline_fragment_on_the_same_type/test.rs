use stigg_graphql_golden::round_trip;

use super::stigg::{one_by_one, same, within};

#[test]
fn is_no_more_than_its_fields() {
    let data: same::Data = round_trip(r#"{"plan":{"__typename":"Plan","refId":"x","name":"Pro","base":{"id":"b"}}}"#);
    let plan = data.plan.unwrap();
    assert_eq!((plan.ref_id.as_deref(), plan.name.as_str(), plan.base.unwrap().id.as_str()), (Some("x"), "Pro", "b"));
}

#[test]
fn at_every_depth() {
    let data: within::Data = round_trip(
        r#"{"items":[{"__typename":"Addon","price":1.0,"id":"a","again":1.0},{"__typename":"Charge","price":2.0}]}"#,
    );
    assert!(matches!(&data.items[0], within::Items::Addon(addon) if addon.id == "a" && addon.again > 0.5));
    assert!(matches!(&data.items[1], within::Items::Other(other) if other.price > 1.5));
}

#[test]
fn pieces_for_one_type_from_several_places() {
    let data: one_by_one::Data = round_trip(r#"{"ent":{"__typename":"Addon","id":"a","price":1.0}}"#);
    assert!(matches!(&data.ent, one_by_one::Ent::Addon(addon) if addon.id == "a" && addon.price > 0.5));
    let data: one_by_one::Data = round_trip(r#"{"ent":{"__typename":"Charge","id":"c"}}"#);
    assert!(matches!(&data.ent, one_by_one::Ent::Charge(charge) if charge.id == "c"));
    round_trip::<one_by_one::Data>(r#"{"ent":{"__typename":"Credit"}}"#);
}
