use stigg_graphql_golden::round_trip;

use super::stigg::{conditional, named_typename, typenames};

#[test]
fn typename_where_it_was_asked_for() {
    let data: typenames::Data = round_trip(
        r#"{"first":"Query","ent":{"__typename":"Addon","kind":"Addon","id":"a","again":"Addon"},"items":[{"__typename":"Charge","price":1.0}],
        "plan":{"id":"p","type":"Plan","__typename":"Plan","addons":[{"__typename":"Addon"}],"base":{"__typename":"Plan"}},
        "ents":[{"__typename":"Credit"}],"customer":{"alias":"Customer","__typename":"Customer"},"__typename":"Query"}"#,
    );
    assert_eq!((data.first.as_str(), data.typename.as_str()), ("Query", "Query"));
    let typenames::Ent::Addon(addon) = &data.ent else { panic!("{data:?}") };
    assert_eq!((addon.kind.as_str(), addon.again.as_str()), ("Addon", "Addon"));
    let plan = data.plan.unwrap();
    assert_eq!((plan.r#type.as_str(), plan.typename.as_str(), plan.addons[0].typename.as_str()), ("Plan", "Plan", "Addon"));
    assert_eq!(plan.base.unwrap().typename, "Plan");
    assert_eq!((data.items[0].typename.as_str(), data.ents[0].typename.as_str()), ("Charge", "Credit"));
    let customer = data.customer.unwrap();
    assert_eq!((customer.typename.as_str(), customer.only_typename2.alias.as_str()), ("Customer", "Customer"));
}

#[test]
fn typename_under_a_condition_is_still_there_where_it_decides() {
    let data: conditional::Data = round_trip(r#"{"ent":{"__typename":"Addon","id":"a"},"items":[{"__typename":"Addon"}]}"#);
    assert!(matches!(data.ent, conditional::Ent::Addon(addon) if addon.id == "a"));
    assert_eq!((data.items[0].price, data.items[0].typename.as_str()), (None, "Addon"));
    round_trip::<conditional::Data>(r#"{"ent":{"__typename":"Credit"},"items":[{"__typename":"Addon","price":2.0}]}"#);
}

#[test]
fn a_field_called_typename_beside_it() {
    let data: named_typename::Data = round_trip(r#"{"plan":{"__typename":"Plan","typename":"Pro"}}"#);
    let plan = data.plan.unwrap();
    assert_eq!((plan.__typename.as_str(), plan.typename.as_str()), ("Plan", "Pro"));
}
