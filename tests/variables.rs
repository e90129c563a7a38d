//! The variables JSON of inputs in their three states: absent, null, value.

use std::str::FromStr;

use serde_json::json;
use stigg_graphql::Maybe;
use stigg_graphql::operations::types::{
    CursorPaging, CustomerFilter, CustomerSort, CustomerSortFields, ReportUsageInput, SortDirection,
    StringFieldComparison, UpdateCustomerInput, UsageUpdateBehavior,
};
use stigg_graphql::operations::{GetSdkConfiguration, ListCustomers, ReportUsage, UpdateCustomer};
use stigg_graphql::scalars::{DateTime, Uuid};

#[test]
fn an_operation_without_variables_sends_an_empty_object() {
    assert_eq!(serde_json::to_value(GetSdkConfiguration).unwrap(), json!({}));
}

#[test]
fn what_is_not_set_has_no_key_at_any_depth() {
    assert_eq!(serde_json::to_value(ListCustomers::default()).unwrap(), json!({}));
    let paging = CursorPaging { first: 2.into(), ..CursorPaging::default() };
    let list = ListCustomers { paging: paging.into(), ..ListCustomers::default() };
    assert_eq!(serde_json::to_value(list).unwrap(), json!({"paging": {"first": 2}}));
}

#[test]
fn an_update_tells_keep_from_clear_from_set() {
    let update = |email: Maybe<String>| {
        let input = UpdateCustomerInput { customer_id: "customer-1".into(), email, ..UpdateCustomerInput::default() };
        serde_json::to_value(UpdateCustomer::new(input)).unwrap()
    };
    assert_eq!(update(Maybe::Absent), json!({"input": {"customerId": "customer-1"}}));
    assert_eq!(update(Maybe::Null), json!({"input": {"customerId": "customer-1", "email": null}}));
    assert_eq!(update("a@b.c".into()), json!({"input": {"customerId": "customer-1", "email": "a@b.c"}}));
    assert_eq!(update(None.into()), update(Maybe::Absent));
}

#[test]
fn filters_nest_as_deep_as_they_are_written() {
    let named = |name: &str| CustomerFilter {
        name: StringFieldComparison { eq: name.into(), ..StringFieldComparison::default() }.into(),
        ..CustomerFilter::default()
    };
    let list = ListCustomers {
        filter: CustomerFilter { or: vec![named("Ada"), named("Grace")].into(), ..CustomerFilter::default() }.into(),
        sorting: vec![CustomerSort::new(SortDirection::Asc, CustomerSortFields::CreatedAt)].into(),
        paging: Maybe::Null,
    };
    insta::assert_json_snapshot!(list);
}

#[test]
fn every_field_of_a_usage_report() {
    let absent = ReportUsageInput::new("customer-1", "feature-seats", 3.0);
    insta::assert_json_snapshot!("usage_absent", ReportUsage::new(absent.clone()));
    let null = ReportUsageInput {
        created_at: Maybe::Null,
        dimensions: Maybe::Null,
        environment_id: Maybe::Null,
        idempotency_key: Maybe::Null,
        resource_id: Maybe::Null,
        update_behavior: Maybe::Null,
        ..absent
    };
    insta::assert_json_snapshot!("usage_null", ReportUsage::new(null));
    let value = ReportUsageInput {
        created_at: DateTime::from_str("2026-11-25T10:20:30.000Z").unwrap().into(),
        dimensions: json!({"region": "eu"}).into(),
        environment_id: Uuid::nil().into(),
        idempotency_key: "report-1".into(),
        resource_id: "site-1".into(),
        update_behavior: UsageUpdateBehavior::Delta.into(),
        ..ReportUsageInput::new("customer-1", "feature-seats", 3.0)
    };
    insta::assert_json_snapshot!("usage_value", ReportUsage::new(value));
}
