use std::collections::HashSet;
use std::hash::Hash;

use stigg_graphql_golden::decode;

use super::CODE;
use super::stigg::types::{PlanFilter, Status, Weighted};
use super::stigg::{GetPrice, ListPlans, fragments, get_owner, list_plans, list_prices};

/// What derives a type has.
fn derives(ty: &str) -> &str {
    let at = CODE.find(&format!("pub struct {ty} {{")).or_else(|| CODE.find(&format!("pub enum {ty} {{"))).unwrap();
    let derives = CODE[..at].rsplit("#[derive(").next().unwrap();
    derives.split_once(")]").unwrap().0
}

fn count<T: Eq + Hash>(values: impl IntoIterator<Item = T>) -> usize {
    values.into_iter().collect::<HashSet<_>>().len()
}

#[test]
fn types_without_floats_are_keys() {
    let page: list_plans::Data = decode(
        r#"{"plans":{"edges":[
            {"node":{"id":"a","status":"LIVE","tags":["t"],"createdAt":"2026-01-01T00:00:00.000Z","meta":{"a":[1.5,null]}}},
            {"node":{"id":"b","status":"LIVE","tags":null,"createdAt":null,"meta":null}}
        ],"pageInfo":{"hasNextPage":false,"endCursor":null}}}"#,
    );
    assert_eq!(count([page.clone(), page.clone()]), 1);
    assert_eq!(count(page.plans.nodes()), 2);
    let names: Vec<fragments::PlanName> = page.plans.into_nodes().map(|plan| plan.plan_name).collect();
    assert_eq!(count(names), 2);
    assert_eq!(count([PlanFilter::new(), PlanFilter { status: Status::Live.into(), ..PlanFilter::new() }]), 2);
    assert_eq!(count([ListPlans::new(), ListPlans::new()]), 1);
}

#[test]
fn what_has_a_float_in_it_is_none() {
    let standard = "::core::fmt::Debug, ::core::clone::Clone, ::core::cmp::PartialEq";
    assert_eq!(derives("PlanPrices"), standard);
    assert_eq!(derives("Owner"), standard);
    assert_eq!(derives("Weighted"), format!("{standard}, PartialOrd"));
    assert_eq!(derives("GetPrice"), format!("{standard}, ::core::default::Default, PartialOrd"));
    assert_eq!(derives("PlanName"), format!("{standard}, Eq, ::std::hash::Hash"));
    assert_eq!(GetPrice::new(), GetPrice { of: stigg_graphql::Maybe::Absent });
    assert!(Weighted::new(1.0) < Weighted::new(2.0));
    let owner: get_owner::Data = decode(r#"{"owner":{"__typename":"Company","value":1.5}}"#);
    assert!(matches!(owner.owner, Some(get_owner::Owner::Company(company)) if company.value == Some(1.5)));
    let prices: list_prices::Data = decode(r#"{"plans":{"edges":[]}}"#);
    assert_eq!(prices.plans.nodes().count(), 0);
}

#[test]
fn what_a_type_has_already_is_not_derived_again() {
    let derived = "::core::fmt::Debug, ::core::clone::Clone, ::core::cmp::PartialEq, ::core::cmp::Eq, ::core::hash::Hash";
    assert_eq!(derives("Status"), format!("{derived}, ::core::cmp::PartialOrd, Ord"));
    assert!(Status::Draft < Status::Live);
}
