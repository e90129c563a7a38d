//! Operations that use enums, inputs and fragments of the library.

use std::any::TypeId;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use stigg_graphql::Operation;
use stigg_graphql::operations::{self, fragments as shipped};
use stigg_graphql::types::{Currency, CustomerFilter};
use stigg_graphql_golden::{Again, again, any_answer_comes_back, decode, encode, implements, round_trip, schema};

mod stigg {
    include!(concat!(env!("OUT_DIR"), "/shared.rs"));
}

/// The same, with all types made here.
mod own {
    include!(concat!(env!("OUT_DIR"), "/own.rs"));
}

/// The same, with other types for dates, an enum and an input object: what has none of them is the library's.
mod strings {
    include!(concat!(env!("OUT_DIR"), "/strings.rs"));
}

/// A type of ours for an enum.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub(crate) struct Code(String);

/// And one for an input object.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(crate) struct Filter {
    name: &'static str,
}

#[test]
fn a_type_of_ones_own_takes_the_place_of_an_enum_or_an_input_object() {
    let customers = strings::OwnCustomers { filter: Filter { name: "Acme" }.into(), ..Default::default() };
    assert_eq!(encode(&customers), json!({"filter": {"name": "Acme"}}));
    let data: strings::overlap::Data = round_trip(&json!({"getCustomerByRefId": customer()}).to_string());
    assert_eq!(data.get_customer_by_ref_id.unwrap().billing_currency, Some(Code("EUR".into())));
    assert!(implements!(strings::OwnCustomers: stigg_graphql::Paginate));
}

fn same<A: 'static, B: 'static>() -> bool {
    TypeId::of::<A>() == TypeId::of::<B>()
}

#[test]
fn what_the_library_has_is_the_librarys() {
    assert!(same::<stigg::fragments::CustomerFragment, shipped::CustomerFragment>());
    assert!(same::<stigg::types::CustomerFilter, CustomerFilter>());
    assert!(same::<stigg::fragments::MoneyFragment, shipped::MoneyFragment>());
    assert!(!same::<stigg::fragments::SyncStateFragment, shipped::SyncStateFragment>());
    assert!(!same::<own::fragments::CustomerFragment, shipped::CustomerFragment>());
    assert!(!same::<own::types::CustomerFilter, CustomerFilter>());
    assert!(!same::<strings::fragments::CustomerFragment, shipped::CustomerFragment>());
    assert!(same::<strings::fragments::CustomerReferenceFragment, shipped::CustomerReferenceFragment>());
}

#[test]
fn any_answer_to_any_operation_comes_back() {
    let schema = schema(&[include_str!("../../schema/stigg.graphql")]);
    let operations: &[(&str, [Again; 3])] = &[
        (
            "OwnCustomers",
            [
                again::<stigg::own_customers::Data>,
                again::<strings::own_customers::Data>,
                again::<own::own_customers::Data>,
            ],
        ),
        (
            "OnlyFragment",
            [
                again::<stigg::only_fragment::Data>,
                again::<strings::only_fragment::Data>,
                again::<own::only_fragment::Data>,
            ],
        ),
        ("Overlap", [again::<stigg::overlap::Data>, again::<strings::overlap::Data>, again::<own::overlap::Data>]),
        ("State", [again::<stigg::state::Data>, again::<strings::state::Data>, again::<own::state::Data>]),
        (
            "StateOverlap",
            [
                again::<stigg::state_overlap::Data>,
                again::<strings::state_overlap::Data>,
                again::<own::state_overlap::Data>,
            ],
        ),
        (
            "OwnSelection",
            [
                again::<stigg::own_selection::Data>,
                again::<strings::own_selection::Data>,
                again::<own::own_selection::Data>,
            ],
        ),
        ("Copied", [again::<stigg::copied::Data>, again::<strings::copied::Data>, again::<own::copied::Data>]),
    ];
    assert_eq!(operations.len(), stigg::OPERATIONS.len());
    for (name, sides) in operations {
        let info = stigg::OPERATIONS.iter().find(|info| info.name == *name).unwrap();
        for again in sides {
            any_answer_comes_back(&schema, info.document, *again, 20);
        }
    }
}

#[test]
fn what_is_sent_is_the_same_whoever_has_the_types() {
    for (shared, own) in stigg::OPERATIONS.iter().zip(own::OPERATIONS) {
        assert_eq!(shared, own);
    }
    let document = stigg::OnlyFragment::DOCUMENT;
    let (operation, fragment) = document.split_at(document.find("fragment").unwrap());
    let head = "query OnlyFragment($input:GetCustomerByRefIdInput!){getCustomerByRefId(input:$input)";
    assert_eq!(operation, format!("{head}{{...CustomerFragment}}}}"));
    assert!(operations::GetCustomerById::DOCUMENT.contains(fragment), "{fragment}");
}

fn customer() -> Value {
    json!({
        "id": "0b9b0d4e-6d0a-4f3c-9d3e-2f6f0a5f6c01", "customerId": "c", "refId": "c", "name": "Acme", "email": null, "billingId": null,
        "billingLinkUrl": null, "billingCurrency": "EUR", "awsMarketplaceCustomerId": null, "crmId": null,
        "salesforceId": null, "additionalMetaData": null, "createdAt": null, "updatedAt": "2024-01-31T00:00:00.000Z",
        "deletedAt": null,
    })
}

/// What a function of the library, or of somebody else, takes.
fn name_of(customer: &shipped::CustomerFragment) -> &str {
    customer.name.as_deref().unwrap_or_default()
}

#[test]
fn a_selection_is_seen_as_the_librarys_fragment() {
    let mut node = customer();
    node["pays"] = json!(true);
    let answer = json!({"customers": {
        "edges": [{"node": node}], "pageInfo": {"hasNextPage": false, "endCursor": null},
    }});
    let data: stigg::own_customers::Data = round_trip(&answer.to_string());
    let customer = data.customers.nodes().next().unwrap();
    assert!(customer.pays);
    assert_eq!((name_of(customer), customer.billing_currency.as_ref()), ("Acme", Some(&Currency::Eur)));
    assert!(implements!(stigg::OwnCustomers: stigg_graphql::Paginate));
}

/// Selected here and through a fragment of this crate, or as the library does it: access is the same.
#[test]
fn own_selections_of_entitlements_decide_as_the_librarys_do() {
    use stigg::own_selection::EntitlementsStateEntitlementsV2 as Own;
    use stigg_graphql::entitlements::{DeniedReason, Entitlement, credit_entitlement, feature_entitlement};
    let feature = json!({
        "__typename": "FeatureEntitlement", "feature": {"refId": "seats", "featureType": "NUMBER", "meterType": "Incremental"},
        "isGranted": true, "accessDeniedReason": null, "hasUnlimitedUsage": false, "hasSoftLimit": null, "usageLimit": 10.0,
        "currentUsage": 8.0, "enumValues": null, "resetPeriod": "MONTH", "usagePeriodAnchor": "2024-01-31T00:00:00.000Z",
        "usagePeriodEnd": "2124-01-31T00:00:00.000Z", "validUntil": null,
    });
    let credits = json!({
        "__typename": "CreditEntitlement", "currency": {"currencyId": "cred"}, "isGranted": true, "accessDeniedReason": null,
        "hasSoftLimit": false, "usageLimit": 100.0, "currentUsage": 90.5, "usagePeriodEnd": null,
        "validUntil": "2124-01-31T00:00:00.000Z",
    });
    let answer = json!({"entitlementsState": {"entitlementsV2": [feature.clone(), credits.clone()]}});
    let data: stigg::own_selection::Data = round_trip(&answer.to_string());
    let own: Vec<Entitlement> = data
        .entitlements_state
        .entitlements_v2
        .iter()
        .map(|entitlement| match entitlement {
            Own::FeatureEntitlement(feature) => feature_entitlement!(feature),
            Own::CreditEntitlement(credits) => credit_entitlement!(credits),
            other => panic!("{other:?}"),
        })
        .collect();
    assert!(own[0].access(2.0).is_granted());
    assert_eq!(own[0].access(3.0).reason(), Some(&DeniedReason::RequestedUsageExceedingLimit));
    assert_eq!(own[1].access(10.0).reason(), Some(&DeniedReason::InsufficientCredits));

    // What the library's fragments select besides.
    let more_of_feature = json!({
        "feature": {
            "refId": "seats", "displayName": "Seats", "description": null, "featureType": "NUMBER",
            "meterType": "Incremental", "featureUnits": null, "featureUnitsPlural": null, "unitTransformation": null,
            "additionalMetaData": null,
        },
        "creditRate": null, "meterId": null, "resetPeriodConfiguration": null, "usagePeriodStart": null,
        "usageUpdatedAt": null, "entitlementUpdatedAt": null,
    });
    let more_of_credits = json!({
        "currency": {
            "currencyId": "cred", "displayName": "Credits", "description": null, "unitSingular": null, "unitPlural": null,
            "additionalMetaData": null,
        },
        "usageUpdatedAt": null, "entitlementUpdatedAt": null,
    });
    let shipped = |mut json: Value, more: &Value| -> Entitlement {
        json.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        let fragment: shipped::EntitlementUnionFragment = decode(&json.to_string());
        Entitlement::try_from(&fragment).unwrap()
    };
    assert_eq!(own, [shipped(feature, &more_of_feature), shipped(credits, &more_of_credits)]);
}

#[test]
fn overlapping_fields_fill_each_view() {
    let data: stigg::overlap::Data = round_trip(&json!({"getCustomerByRefId": customer()}).to_string());
    let seen = data.get_customer_by_ref_id.unwrap();
    assert_eq!((seen.name.as_deref(), seen.billing_currency), (Some("Acme"), Some(Currency::Eur)));
    assert_eq!(name_of(&seen.customer_fragment), "Acme");
    let reference: &shipped::CustomerReferenceFragment = &seen.customer_name;
    assert_eq!((reference, &*seen.customer_name.ref_id), (&seen.customer_reference_fragment, "c"));
}

#[test]
fn a_selection_of_nothing_but_a_fragment_has_its_type() {
    let data: stigg::only_fragment::Data = decode(&json!({"getCustomerByRefId": customer()}).to_string());
    let customer: shipped::CustomerFragment = data.get_customer_by_ref_id.unwrap();
    assert_eq!(name_of(&customer), "Acme");
}
