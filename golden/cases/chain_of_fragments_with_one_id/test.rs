use stigg_graphql_golden::{fault, round_trip};

use super::stigg::{chain, maybe_chain};

fn plan(from: usize) -> String {
    let fields: String = (from..=12).map(|at| format!(r#","a{at}":{at}"#)).collect();
    format!(r#"{{"plan":{{"id":"p","name":"Pro"{fields}}}}}"#)
}

#[test]
fn every_link_that_asks_has_the_id() {
    let data: chain::Data = round_trip(&plan(0));
    let plan = data.plan.unwrap();
    assert_eq!((plan.id.as_str(), plan.name.as_deref()), ("p", Some("Pro")));
    let third = &plan.f0.f1.f2;
    assert_eq!((third.id.as_str(), third.a2, third.f3.a3), ("p", Some(2), Some(3)));
    let last = &third.f3.f4.f5.f6.f7.f8.f9.f10.f11.f12;
    assert_eq!((last.id.as_str(), last.name.as_deref(), last.a12), ("p", Some("Pro"), Some(12)));
}

#[test]
fn a_key_that_is_missing_is_told() {
    assert_eq!(fault::<chain::Data>(r#"{"plan":{"name":"Pro"}}"#), "`plan`: missing field `id`");
}

#[test]
fn the_rest_of_a_chain_may_be_left_out() {
    let data: maybe_chain::Data = round_trip(r#"{"plan":{"id":"p"}}"#);
    let left = data.plan.unwrap();
    assert_eq!((left.id.as_str(), left.f8), ("p", None));
    let data: maybe_chain::Data = round_trip(&plan(8));
    let eighth = data.plan.unwrap().f8.unwrap();
    assert_eq!((eighth.id.as_str(), eighth.f9.f10.f11.f12.id.as_str(), eighth.a8), ("p", "p", Some(8)));
}
