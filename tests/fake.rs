//! Answers as values without a server, for the operations we ship.

use serde_json::{Map, Value, json};
use stigg_graphql::Operation;
use stigg_graphql::operations::fragments::EntitlementUnionFragment;
use stigg_graphql::operations::{
    ConsumeCredits, GetCustomerById, GetEntitlementsState, ListCustomers, OPERATIONS, consume_credits,
    get_customer_by_id, get_entitlements_state, list_customers,
};
use stigg_graphql::types::{ConsumeCreditInput, FetchEntitlementsQuery, GetCustomerByRefIdInput};
use stigg_graphql_codegen::Builder;
use stigg_graphql_codegen::schema::{Schema, TypeDefinition};
use stigg_graphql_codegen::syntax::{FileId, Type, parse};
use stigg_graphql_sandbox::fake;

#[test]
fn what_is_named_is_there_and_the_rest_is_filled_in_always_the_same() {
    let operation = GetCustomerById::new(GetCustomerByRefIdInput::new("acme"));
    let named = json!({"getCustomerByRefId": {"name": "Acme", "email": null}});
    let answer = || fake::<get_customer_by_id::Data>(GetCustomerById::DOCUMENT, &operation, named.clone()).unwrap();
    let customer = answer().get_customer_by_ref_id.unwrap();
    assert_eq!((customer.name.as_deref(), customer.email.as_deref()), (Some("Acme"), None));
    assert!(!customer.customer_id.is_empty());
    assert_eq!(answer().get_customer_by_ref_id.unwrap(), customer);
}

#[test]
fn lists_are_as_long_as_they_are_named() {
    for count in [0, 1, 3] {
        let nodes = vec![json!({}); count];
        let data: list_customers::Data =
            fake(ListCustomers::DOCUMENT, &ListCustomers::default(), json!({"customers": nodes})).unwrap();
        assert_eq!(data.customers.nodes().count(), count);
    }
}

#[test]
fn a_union_is_the_member_that_was_asked_for() {
    let operation = GetEntitlementsState::new(FetchEntitlementsQuery::new("customer-1"));
    let member =
        |name: &str| json!({"entitlementsState": {"entitlementsV2": [{"__typename": name, "isGranted": true}]}});
    for (name, is_credit) in [("CreditEntitlement", true), ("FeatureEntitlement", false)] {
        let data: get_entitlements_state::Data =
            fake(GetEntitlementsState::DOCUMENT, &operation, member(name)).unwrap();
        let [entitlement] = &data.entitlements_state.entitlements_v2[..] else { panic!("one was named") };
        match entitlement {
            EntitlementUnionFragment::CreditEntitlement(credits) => assert!(is_credit && credits.is_granted),
            EntitlementUnionFragment::FeatureEntitlement(feature) => assert!(!is_credit && feature.is_granted),
            other => panic!("{other:?}"),
        }
    }
    let error = fake::<Value>(GetEntitlementsState::DOCUMENT, &operation, member("Plan")).unwrap_err();
    assert_eq!(
        error.to_string(),
        "`entitlementsState.entitlementsV2[0]` is no `Plan`: it is `CreditEntitlement` or `FeatureEntitlement`"
    );
}

#[test]
fn what_no_answer_can_have_is_told_with_its_place() {
    let operation = ListCustomers::default();
    for (named, told) in [
        (
            json!({"customers": [{}, {"name": [7]}]}),
            "`customers.edges[1].node.name`: resolver returned [7], expected String",
        ),
        (json!({"customers": [{"nam": "Acme"}]}), "`customers[0]` has no field `nam`: it is `Customer`"),
        (
            json!({"customers": [{"additionalMetaData": 1, "experiment": {}}]}),
            "the operation does not select `experiment` of `customers[0]`",
        ),
        (json!({"coupons": []}), "the operation selects no `coupons`"),
    ] {
        let error = fake::<Value>(ListCustomers::DOCUMENT, &operation, named).unwrap_err();
        assert_eq!(error.to_string(), told);
    }
}

#[test]
fn a_mutation_is_only_answered() {
    let operation = ConsumeCredits::new(ConsumeCreditInput::new(5.0, "tokens", "nobody", "key-1"));
    let data: consume_credits::Data =
        fake(ConsumeCredits::DOCUMENT, &operation, json!({"consumeCredits": {"amount": 5.0}})).unwrap();
    assert_eq!(serde_json::to_value(&data).unwrap()["consumeCredits"]["amount"], json!(5.0));
}

#[test]
fn every_shipped_operation_has_an_answer() {
    let schema = Builder::new().read_schema().unwrap();
    for operation in OPERATIONS {
        let parsed = parse(operation.document, FileId::BUILT_IN).document;
        let variables = parsed.operations().flat_map(|operation| &operation.variables);
        let required = variables.filter(|variable| variable.ty.is_non_null() && variable.default.is_none());
        let variables: Map<String, Value> =
            required.map(|variable| (variable.name.to_string(), least(&schema, &variable.ty))).collect();
        let data: Value = fake(operation.document, &variables, json!({}))
            .unwrap_or_else(|error| panic!("{}: {error}", operation.name));
        assert_eq!(data.as_object().map(Map::len), Some(operation.root_fields.len()), "{}", operation.name);
    }
}

/// The least that an input may be.
fn least(schema: &Schema, ty: &Type) -> Value {
    if ty.is_list() {
        return json!([]);
    }
    match &schema.types[ty.inner_name().as_str()] {
        TypeDefinition::InputObject(object) if object.is_one_of() => {
            let first = object.fields.values().next().expect("an input object has a field");
            json!({first.name.as_str(): least(schema, &first.ty)})
        }
        TypeDefinition::InputObject(object) => {
            let required = object.fields.values().filter(|field| field.is_required());
            required.map(|field| (field.name.to_string(), least(schema, &field.ty))).collect::<Map<_, _>>().into()
        }
        TypeDefinition::Enum(definition) => json!(definition.values.keys().next().map(ToString::to_string)),
        _ => match ty.inner_name().as_str() {
            "Int" | "Float" => json!(1),
            "Boolean" => json!(true),
            "DateTime" => json!("2026-01-01T00:00:00.000Z"),
            "JSON" | "JSONObject" => json!({}),
            "UUID" => json!("00000000-0000-4000-8000-000000000001"),
            _ => json!("text-1"),
        },
    }
}
