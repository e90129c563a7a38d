//! Two crates, of which one names the types and fragments of the other; here they are modules.

use std::any::TypeId;

use serde::{Deserialize, Serialize};
use stigg_graphql::paging::Nodes as _;
use stigg_graphql_golden::{Again, again, any_answer_comes_back, implements, round_trip, schema};

/// The Rust type of a field, in both.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub(crate) struct Cents(f64);

pub(crate) mod billing {
    include!(concat!(env!("OUT_DIR"), "/billing.rs"));
}

mod invoices {
    include!(concat!(env!("OUT_DIR"), "/invoices.rs"));
}

/// The same, with all fragments in the first.
pub(crate) mod all_billing {
    include!(concat!(env!("OUT_DIR"), "/all_billing.rs"));
}

mod all_invoices {
    include!(concat!(env!("OUT_DIR"), "/all_invoices.rs"));
}

fn same<A: 'static, B: 'static>() -> bool {
    TypeId::of::<A>() == TypeId::of::<B>()
}

#[test]
fn what_the_other_crate_has_is_its_own() {
    assert!(same::<invoices::types::PlanFilter, billing::types::PlanFilter>());
    assert!(same::<invoices::types::Status, billing::types::Status>());
    assert!(same::<invoices::fragments::PlanPart, billing::fragments::PlanPart>());
    assert!(same::<invoices::fragments::ItemPart, billing::fragments::ItemPart>());
    assert!(same::<invoices::fragments::Plans, billing::fragments::Plans>());
    assert!(same::<all_invoices::fragments::InvoicePart, all_billing::fragments::InvoicePart>());
}

#[test]
fn what_the_other_crate_lacks_is_made_here() {
    // Neither is in the other module, or this would be ambiguous.
    use billing::fragments::*;
    use billing::types::*;
    use invoices::fragments::InvoicePart;
    use invoices::types::{InvoiceState, ItemKind};
    let part = InvoicePart {
        id: "1".into(),
        state: InvoiceState::Open,
        total: PricePart { amount: Cents(1.5), currency: Currency::Usd },
    };
    assert_eq!(part.state.as_str(), "OPEN");
    assert_eq!(ItemKind::Plan.as_str(), "PLAN");
}

#[test]
fn any_answer_to_any_operation_comes_back() {
    let schema = schema(&[include_str!("../workspace/schema.graphql")]);
    let operations: &[(&str, Again)] = &[
        ("GetInvoice", again::<invoices::get_invoice::Data>),
        ("PlansAndMore", again::<invoices::plans_and_more::Data>),
        ("PlansTwice", again::<invoices::plans_twice::Data>),
        ("ItemsAndMore", again::<invoices::items_and_more::Data>),
    ];
    assert_eq!(operations.len(), invoices::OPERATIONS.len());
    assert!(implements!(invoices::PlansAndMore: stigg_graphql::Paginate));
    for (name, again) in operations {
        let info = invoices::OPERATIONS.iter().find(|info| info.name == *name).unwrap();
        any_answer_comes_back(&schema, info.document, *again, 60);
    }
}

#[test]
fn each_part_of_an_answer_is_filled() {
    let plan =
        r#"{"id": "p", "name": "Pro", "status": "LIVE", "since": null, "price": {"amount": 2.5, "currency": "EUR"}}"#;
    let info = r#"{"hasNextPage": true, "endCursor": "c"}"#;
    let json = format!(r#"{{"plans": {{"nodes": [{plan}], "pageInfo": {info}, "edges": [{{"cursor": "c"}}]}}}}"#);
    let data: invoices::plans_twice::Data = round_trip(&json);
    assert_eq!(data.plans.nodes().next().unwrap().price.amount, Cents(2.5));
    let plans: &billing::fragments::Plans = &data.plans.plans;
    let part: &billing::fragments::PlanPart = plans.nodes().next().unwrap();
    assert_eq!((&*part.name, &part.price.amount), ("Pro", &Cents(2.5)));

    let json = format!(
        r#"{{"invoice": {{"id": "i", "state": "PAID", "total": {{"amount": 1.0, "currency": "USD"}}, "plan": {plan}}}}}"#
    );
    let data: invoices::get_invoice::Data = round_trip(&json);
    let invoice = data.invoice.unwrap();
    assert_eq!(invoice.plan.price.currency, billing::types::Currency::Eur);
    assert_eq!(invoice.plan.plan_part.price.amount, Cents(2.5));
}
