use stigg_graphql_golden::round_trip;

use super::stigg::fragments::{Names, Prices};
use super::stigg::{deep, only_fragments, overlap, root_overlap, twice_the_same};

const CUSTOMER: &str = r#"{"customer":{"id":"c","plan":{"id":"p","name":"Pro","addons":[{"id":"a","price":1.5},{"id":"b","price":2.0}],
    "refId":null,"base":{"id":"q"}},"name":"Ada"}}"#;

fn plan_name(names: &Names) -> Option<&str> {
    Some(&names.plan.as_ref()?.name)
}

#[test]
fn every_view_of_a_field_is_filled() {
    let data: overlap::Data = round_trip(CUSTOMER);
    let customer = data.customer.unwrap();
    assert_eq!(customer.id, "c");
    assert_eq!(customer.plan.as_ref().unwrap().id, "p");
    assert_eq!(plan_name(&customer.names), Some("Pro"));
    assert_eq!(customer.names.plan.as_ref().unwrap().addons[1].id, "b");
    let prices: &Prices = customer.as_ref();
    assert_eq!(prices.name.as_deref(), Some("Ada"));
    let plan = prices.plan.as_ref().unwrap();
    assert_eq!(plan.addons.iter().map(|addon| addon.price).collect::<Vec<_>>(), [1.5, 2.0]);
    assert_eq!(plan.base.as_ref().unwrap().id, "q");
}

#[test]
fn null_is_null_in_every_view() {
    let data: overlap::Data = round_trip(r#"{"customer":{"id":"c","plan":null,"name":null}}"#);
    let customer = data.customer.unwrap();
    assert_eq!((customer.plan, customer.names.plan, customer.prices.plan), (None, None, None));
    round_trip::<overlap::Data>(r#"{"customer":null}"#);
}

#[test]
fn one_selection_twice_is_one_struct() {
    let data: twice_the_same::Data = round_trip(r#"{"customer":{"plan":{"id":"p","name":"Pro"}}}"#);
    let plan = data.customer.unwrap().plan.unwrap();
    assert_eq!((plan.id, plan.name), ("p".to_owned(), "Pro".to_owned()));
}

#[test]
fn views_of_views() {
    let data: deep::Data = round_trip(
        r#"{"customer":{"plan":{"description":"1","base":{"description":"2","base":{"name":"n","id":"i","refId":"r","addons":[],"description":"3"}}}}}"#,
    );
    let customer = data.customer.unwrap();
    let own = customer.plan.unwrap().base.unwrap().base.unwrap();
    assert_eq!(own.id, "i");
    let deeper = customer.deeper.plan.unwrap();
    assert_eq!(deeper.of_plan.description.as_deref(), Some("1"));
    assert_eq!(deeper.of_plan.base.unwrap().description.as_deref(), Some("2"));
    assert_eq!(deeper.base.unwrap().base.unwrap().name, "n");
    let deepest = customer.deepest.plan.unwrap().base.unwrap();
    assert_eq!(deepest.of_plan.description.as_deref(), Some("2"));
    assert_eq!(deepest.of_plan.base.unwrap().description.as_deref(), Some("3"));
    let bottom = deepest.base.unwrap();
    assert_eq!((bottom.ref_id.as_deref(), bottom.addons.len()), (Some("r"), 0));
}

#[test]
fn only_the_fragments_overlap() {
    let data: only_fragments::Data = round_trip(
        r#"{"customer":{"plan":{"name":"Pro","addons":[{"id":"a","price":1.0}],"refId":"r","base":null},"name":"Ada"}}"#,
    );
    let customer = data.customer.unwrap();
    assert_eq!(plan_name(customer.as_ref()), Some("Pro"));
    assert_eq!(customer.prices.plan.unwrap().ref_id.as_deref(), Some("r"));
}

#[test]
fn fragments_of_the_root_overlap() {
    let data: root_overlap::Data = round_trip(
        r#"{"customer":{"name":"Ada","email":"a@b","plan":{"description":null,"base":{"description":"d"},"id":"p"}},"env":"prod"}"#,
    );
    assert_eq!((data.env.as_str(), data.root_b.env.as_str()), ("prod", "prod"));
    assert_eq!(data.root_b.customer.unwrap().plan.unwrap().id, "p");
    assert_eq!(data.root_a.customer.unwrap().plan.unwrap().base.unwrap().description.as_deref(), Some("d"));
}
