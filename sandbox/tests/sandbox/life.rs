//! The life of a user: what a team does with Stigg from the first customer to the last.

use serde_json::{Value, json};
use stigg_graphql_sandbox::Sandbox;

use crate::support::{code, data, send_with_key};

/// The value of the only root field.
async fn only(sandbox: &Sandbox, query: &str, variables: Value) -> Value {
    let mut data = data(sandbox, query, variables).await;
    data.as_object_mut().and_then(|map| map.values_mut().next().map(Value::take)).expect("a root field")
}

fn has(list: &Value, item: &Value) -> bool {
    list.as_array().expect("a list").contains(item)
}

#[tokio::test]
#[allow(clippy::too_many_lines, reason = "each step goes on from the one before")]
async fn a_life_of_19_steps() {
    let sandbox = Sandbox::start().await.expect("start");
    let run = async |query: &str, input: Value| only(&sandbox, query, json!({ "input": input })).await;
    let refused = async |query: &str, input: Value| code(&sandbox, query, json!({ "input": input })).await.1;

    // 1. A customer signs up.
    let provision = "mutation($input: ProvisionCustomerInput!) { provisionCustomer(input: $input) {
        customer { customerId name email hasActiveSubscription } subscription { subscriptionId } } }";
    let acme = json!({"customerId": "acme", "name": "Acme", "email": "ops@acme.test"});
    let signed_up = run(provision, acme.clone()).await;
    let mut expected = acme.clone();
    expected["hasActiveSubscription"] = json!(false);
    assert_eq!(signed_up, json!({"customer": expected, "subscription": null}));

    // 2. The form is sent twice.
    assert_eq!(refused(provision, acme).await, "DuplicatedEntityNotAllowed");

    // 3. The customer is found by their id, and once.
    let find = "query($input: GetCustomerByRefIdInput!) { getCustomerByRefId(input: $input) { customerId name deletedAt
        hasActiveSubscription coupon { refId } subscriptions { subscriptionId } promotionalEntitlements { feature { refId } } } }";
    let customer = async || run(find, json!({"customerId": "acme"})).await;
    let found = customer().await;
    assert_eq!(
        (&found["name"], &found["hasActiveSubscription"], &found["coupon"]),
        (&json!("Acme"), &json!(false), &Value::Null)
    );
    let list = r#"{ customers(filter: {customerId: {eq: "acme"}}) { totalCount } }"#;
    assert_eq!(only(&sandbox, list, json!({})).await["totalCount"], 1);

    // 4. They take a plan with an add-on.
    let subscribe = "mutation($input: ProvisionSubscriptionInput!) { provisionSubscriptionV2(input: $input) { status checkoutUrl
        entitlements { isGranted usageLimit feature { refId } }
        subscription { subscriptionId status billingPeriod startDate cancellationDate endDate plan { refId } customer { customerId } addons { quantity addonId } } } }";
    let input = json!({"customerId": "acme", "planId": "plan-0003", "subscriptionId": "sub-acme", "billingPeriod": "MONTHLY",
        "addons": [{"addonId": "addon-0001", "quantity": 2}]});
    let subscribed = run(subscribe, input.clone()).await;
    assert_eq!((&subscribed["status"], &subscribed["checkoutUrl"]), (&json!("SUCCESS"), &Value::Null));
    let subscription = &subscribed["subscription"];
    let expected = json!({"subscriptionId": "sub-acme", "status": "ACTIVE", "billingPeriod": "MONTHLY", "startDate": subscription["startDate"],
        "cancellationDate": null, "endDate": null, "plan": {"refId": "plan-0003"}, "customer": {"customerId": "acme"},
        "addons": [{"quantity": 2, "addonId": "addon-0001"}]});
    assert_eq!(subscription, &expected);
    assert_eq!(refused(subscribe, input).await, "DuplicatedEntityNotAllowed");

    // 5. The subscription is active wherever one looks.
    let active =
        "query($input: GetActiveSubscriptionsInput!) { getActiveSubscriptions(input: $input) { subscriptionId } }";
    let mine = json!([{"subscriptionId": "sub-acme"}]);
    assert_eq!(run(active, json!({"customerId": "acme"})).await, mine);
    let found = customer().await;
    assert_eq!((&found["subscriptions"], &found["hasActiveSubscription"]), (&mine, &json!(true)));

    // 6. The application asks what they may use.
    let state = r#"{ entitlementsState(query: {customerId: "acme"}) { accessDeniedReason entitlements { isGranted usageLimit feature { refId } } } }"#;
    let state = only(&sandbox, state, json!({})).await;
    assert_eq!(state["accessDeniedReason"], Value::Null);
    assert_eq!(state["entitlements"], subscribed["entitlements"]);
    let feature = state["entitlements"][0]["feature"]["refId"].as_str().expect("a feature").to_owned();
    let one = "query($id: String!) { entitlement(query: {customerId: \"acme\", featureId: $id}) { isGranted usageLimit feature { refId } } }";
    assert_eq!(only(&sandbox, one, json!({"id": feature})).await, state["entitlements"][0]);

    // 7. They use it; the report is sent twice and counts once.
    let report = "mutation($input: ReportUsageInput!) { reportUsage(input: $input) { id value customerId featureId } }";
    let usage = json!({"customerId": "acme", "featureId": feature, "value": 3, "idempotencyKey": "order-1"});
    let reported = run(report, usage.clone()).await;
    assert_eq!(
        (&reported["value"], &reported["customerId"], &reported["featureId"]),
        (&json!(3), &json!("acme"), &json!(feature))
    );
    assert_eq!(run(report, usage.clone()).await["id"], reported["id"]);

    // 8. The same order uses another feature.
    let other = state["entitlements"][1]["feature"]["refId"].clone();
    let mut second = usage.clone();
    second["featureId"] = other.clone();
    let second = run(report, second).await;
    assert_ne!(second["id"], reported["id"]);
    assert_eq!(second["featureId"], other);

    // 9. A batch of reports comes at night.
    let bulk = "mutation($input: ReportUsageBulkInput!) { reportUsageBulk(input: $input) { featureId value } }";
    let mut third = usage;
    third["idempotencyKey"] = json!("order-2");
    let usages = json!([third, {"customerId": "acme", "featureId": other, "value": 5}]);
    let expected = json!([{"featureId": feature, "value": 3}, {"featureId": other, "value": 5}]);
    assert_eq!(run(bulk, json!({"usages": usages})).await, expected);

    // 10. Support gives them a feature for a month, and not twice.
    let promote = "mutation($input: GrantPromotionalEntitlementsInput!) { grantPromotionalEntitlements(input: $input) { feature { refId } period } }";
    let gift = json!({"customerId": "acme", "promotionalEntitlements": [{"featureId": "feature-0009", "period": "ONE_MONTH"}]});
    assert_eq!(
        run(promote, gift.clone()).await,
        json!([{"feature": {"refId": "feature-0009"}, "period": "ONE_MONTH"}])
    );
    assert_eq!(customer().await["promotionalEntitlements"], json!([{"feature": {"refId": "feature-0009"}}]));
    assert_eq!(refused(promote, gift.clone()).await, "DuplicatedEntityNotAllowed");

    // 11. The gift is taken back, and given again.
    let revoke = "mutation($input: RevokePromotionalEntitlementInput!) { revokePromotionalEntitlement(input: $input) { feature { refId } } }";
    let gone = json!({"customerId": "acme", "featureId": "feature-0009"});
    assert_eq!(run(revoke, gone.clone()).await, json!({"feature": {"refId": "feature-0009"}}));
    assert_eq!(
        refused(revoke, json!({"customerId": "acme", "featureId": "feature-0010"})).await,
        "PromotionalEntitlementNotFoundError"
    );
    assert_eq!(run(promote, gift).await[0]["feature"]["refId"], "feature-0009");

    // 12. They buy credits.
    let grant = "mutation($input: CreditGrantInput!) { createCreditGrant(input: $input) { id grantId amount consumedAmount status customerId currencyId } }";
    let credits = json!({"customerId": "acme", "currencyId": "custom-currency-0002", "amount": 500, "displayName": "Pack", "grantType": "PAID"});
    let granted = run(grant, credits).await;
    let expected = json!({"id": granted["id"], "grantId": granted["grantId"], "amount": 500, "consumedAmount": 0, "status": "ACTIVE",
        "customerId": "acme", "currencyId": "custom-currency-0002"});
    assert_eq!(granted, expected);

    // 13. The account page shows the grant and its ledger.
    let grants = "query($input: GetCreditGrantsInput!) { creditGrants(input: $input) { totalCount edges { node { grantId consumedAmount } } } }";
    let shown = run(grants, json!({"customerId": "acme"})).await;
    assert_eq!((&shown["totalCount"], &shown["edges"][0]["node"]["grantId"]), (&json!(1), &granted["grantId"]));
    let ledger = "query($input: CreditLedgerInput!) { creditsLedger(input: $input) { edges { node { eventType amount creditCurrencyId creditGrantId customerId } } } }";
    let line = |event: &str| {
        json!({"node": {"eventType": event, "amount": 500, "creditCurrencyId": "custom-currency-0002",
            "creditGrantId": granted["grantId"], "customerId": "acme"}})
    };
    assert_eq!(run(ledger, json!({"customerId": "acme"})).await["edges"], json!([line("CREDITS_GRANTED")]));

    // 14. The purchase is reversed, once.
    let void = "mutation($input: VoidCreditGrantInput!) { voidCreditGrant(input: $input) { status } }";
    assert_eq!(run(void, json!({"id": granted["id"]})).await["status"], "VOIDED");
    assert_eq!(refused(void, json!({"id": granted["id"]})).await, "CreditGrantAlreadyVoided");
    let lines = run(ledger, json!({"customerId": "acme", "currencyId": "custom-currency-0002"})).await;
    assert_eq!(lines["edges"], json!([line("CREDITS_GRANTED"), line("CREDITS_VOIDED")]));

    // 15. A coupon is made, applied, and retired.
    let coupon = "mutation($input: CreateCouponInput!) { createOneCoupon(input: $input) { type percentOff amountsOff { amount } status } }";
    let made = run(coupon, json!({"refId": "launch", "name": "Launch", "percentOff": 25})).await;
    assert_eq!(made, json!({"type": "PERCENTAGE", "percentOff": 25, "amountsOff": null, "status": "ACTIVE"}));
    let update = "mutation($input: UpdateCustomerInput!) { updateOneCustomer(input: $input) { coupon { refId } } }";
    assert_eq!(run(update, json!({"customerId": "acme", "couponRefId": "launch"})).await["coupon"]["refId"], "launch");
    let archive = "mutation($input: ArchiveCouponInput!) { archiveOneCoupon(input: $input) { status } }";
    assert_eq!(run(archive, json!({"refId": "launch"})).await["status"], "ARCHIVED");
    assert_eq!(
        refused(update, json!({"customerId": "customer-0001", "couponRefId": "launch"})).await,
        "ArchivedCouponCantBeApplied"
    );

    // 16. They look at a yearly price, and change to it.
    let preview = "mutation($input: PreviewSubscriptionInput!) { previewSubscription(input: $input) { immediateInvoice { total { amount } } } }";
    assert!(
        run(preview, json!({"customerId": "acme", "planId": "plan-0003", "billingPeriod": "ANNUALLY"})).await["immediateInvoice"]["total"]
            ["amount"]
            .is_number()
    );
    assert_eq!(run(active, json!({"customerId": "acme"})).await, mine, "a look writes nothing");
    let change = "mutation($input: UpdateSubscriptionInput!) { updateOneSubscription(input: $input) { subscriptionId billingPeriod plan { refId } } }";
    let changed = run(change, json!({"subscriptionId": "sub-acme", "billingPeriod": "ANNUALLY"})).await;
    assert_eq!(
        changed,
        json!({"subscriptionId": "sub-acme", "billingPeriod": "ANNUALLY", "plan": {"refId": "plan-0003"}})
    );

    // 17. They leave at the end of the period; then at once; then they have left.
    let cancel = "mutation($input: SubscriptionCancellationInput!) { cancelSubscription(input: $input) { status } }";
    let leave = |time: &str| json!({"subscriptionRefId": "sub-acme", "subscriptionCancellationTime": time});
    assert_eq!(run(cancel, leave("END_OF_BILLING_PERIOD")).await["status"], "ACTIVE");
    assert!(has(&run(active, json!({"customerId": "acme"})).await, &mine[0]));
    assert_eq!(run(cancel, leave("IMMEDIATE")).await["status"], "CANCELED");
    assert_eq!(run(active, json!({"customerId": "acme"})).await, json!([]));
    assert_eq!(refused(cancel, leave("IMMEDIATE")).await, "SubscriptionAlreadyCanceledOrExpired");

    // 18. The customer is archived.
    let archive = "mutation($input: ArchiveCustomerInput!) { archiveCustomer(input: $input) { customerId } }";
    run(archive, json!({"customerId": "acme"})).await;
    let found = customer().await;
    assert!(found["deletedAt"].is_string() && found["hasActiveSubscription"] == json!(false), "{found}");

    // 19. The key of the team is rotated.
    let keys = "{ apiKeys(input: {paging: {first: 1}}) { edges { node { id token } } } }";
    let key = only(&sandbox, keys, json!({})).await["edges"][0]["node"].take();
    assert_eq!(key["token"], sandbox.key());
    let rotate = "mutation($input: RotateApiKeyInput!) { rotateApiKey(input: $input) { newApiKey { token } } }";
    let new = run(rotate, json!({"id": key["id"]})).await["newApiKey"]["token"].take();
    let new = new.as_str().expect("a token");
    assert_eq!(send_with_key(&sandbox, sandbox.key(), list, json!({})).await.0, 401);
    assert_eq!(send_with_key(&sandbox, new, list, json!({})).await.1["data"]["customers"]["totalCount"], 1);
}
