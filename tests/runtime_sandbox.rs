//! The runtime with the shipped operations, and with those of other libraries, against the sandbox.
#![allow(missing_docs, clippy::pedantic)]

use std::time::Duration;

use futures_util::{StreamExt, TryStreamExt};
use graphql_client::GraphQLQuery;
use serde_json::json;
use stigg_graphql::error::ErrorKind;
use stigg_graphql::operations::{
    ArchiveCustomer, GetContracts, GetCreditUsage, GetCustomerById, ListCreditGrants, ListCustomers, OnUsageUpdatedV2,
    types,
};
use stigg_graphql::subscription::Event;
use stigg_graphql::{Client, ErrorCode, RetryPolicy};
use stigg_graphql_sandbox::{Fault, Sandbox};

fn client(sandbox: &Sandbox) -> Client {
    let policy = RetryPolicy::default().initial_backoff(Duration::from_millis(5));
    Client::builder().key(sandbox.key()).endpoint(sandbox.endpoint()).retry(policy).build().unwrap()
}

#[tokio::test]
async fn all_customers_are_listed_in_three_pages() {
    let sandbox = Sandbox::builder().nodes("Customer", 250).start().await.unwrap();
    let stream = client(&sandbox).paginate(ListCustomers::default()).page_size(100);
    let customers: Vec<_> = stream.try_collect().await.unwrap();
    assert_eq!((customers.len(), sandbox.requests_for("ListCustomers").len()), (250, 3));
    let backwards: Vec<_> =
        client(&sandbox).paginate(ListCustomers::default()).page_size(100).backwards().try_collect().await.unwrap();
    assert!(backwards.iter().rev().eq(customers.iter()));
}

#[tokio::test]
async fn lists_page_wherever_their_cursor_is() {
    let sandbox = Sandbox::builder().nodes("ContractDTO", 25).nodes("CreditGrant", 25).start().await.unwrap();
    let client = client(&sandbox);

    // By number: there is no `pageInfo`, the answer's `totalCount` says where the list ends.
    let pages: Vec<_> =
        client.pages(GetContracts::new(types::GetContractsInput::default())).page_size(10).try_collect().await.unwrap();
    let sizes: Vec<_> = pages.iter().map(|page| page.get_contracts.contracts.len()).collect();
    assert_eq!(sizes, [10, 10, 5]);
    let asked: Vec<_> = sandbox.requests_for("GetContracts");
    assert_eq!(asked[1].variables, json!({"input": {"limit": 10, "page": 2}}));
    let ahead = client.pages(GetContracts::new(types::GetContractsInput::default())).page_size(10).prefetch(2);
    assert_eq!(ahead.try_collect::<Vec<_>>().await.unwrap(), pages);
    assert_eq!(sandbox.requests_for("GetContracts").len(), 2 * 3);

    // Below an input that has to be given.
    let grants = ListCreditGrants::new(types::GetCreditGrantsInput::new("customer-0001"));
    let grants: Vec<_> = client.paginate(grants).page_size(10).try_collect().await.unwrap();
    let asked = sandbox.requests_for("ListCreditGrants");
    assert_eq!(asked.len(), grants.len().div_ceil(10).max(1));
    assert_eq!(asked[0].variables, json!({"input": {"customerId": "customer-0001", "paging": {"first": 10}}}));

    // A `pageInfo` without edges.
    let usage = GetCreditUsage::new(types::CreditUsageInput::new("customer-0001"));
    let pages: Vec<_> = client.pages(usage).page_size(10).limit(2).try_collect().await.unwrap();
    assert_eq!(pages.len(), sandbox.requests_for("GetCreditUsage").len());
    let asked = &sandbox.requests_for("GetCreditUsage")[0];
    assert_eq!(asked.variable("input.paging"), Some(&json!({"first": 10})));
}

#[tokio::test]
async fn keys_and_codes_are_told() {
    let sandbox = Sandbox::start().await.unwrap();
    let ask = || GetCustomerById::new(types::GetCustomerByRefIdInput::new("nobody"));
    let wrong = Client::builder().key("server-wrong").endpoint(sandbox.endpoint()).build().unwrap();
    let error = wrong.send(ask()).await.unwrap_err();
    assert!(error.is_unauthenticated() && error.attempts() == 1, "{error:?}");
    let publishable = Client::builder().key(sandbox.client_key()).endpoint(sandbox.endpoint()).build().unwrap();
    let error =
        publishable.send(ArchiveCustomer::new(types::ArchiveCustomerInput::new("customer-0001"))).await.unwrap_err();
    assert!(error.is_forbidden() && error.hint().unwrap().contains("publishable"), "{error:?}");
    assert!(matches!(error.code(), Some(ErrorCode::IdentityForbidden | ErrorCode::AccessDeniedError)));
}

#[tokio::test]
async fn faults_are_survived_where_that_is_safe() {
    let sandbox = Sandbox::start().await.unwrap();
    let client = client(&sandbox);
    sandbox.fault(Fault::rate_limited().retry_after("0").times(2));
    let found = client.send(GetCustomerById::new(types::GetCustomerByRefIdInput::new("customer-0001"))).await.unwrap();
    assert_eq!(found.get_customer_by_ref_id.unwrap().customer_id, "customer-0001");
    assert_eq!(sandbox.requests().len(), 3);

    sandbox.clear_requests();
    sandbox.clear_faults();
    sandbox.fault(Fault::cut_after_executing().once());
    let archive = ArchiveCustomer::new(types::ArchiveCustomerInput::new("customer-0002"));
    let error = client.send(archive).await.unwrap_err();
    assert_eq!((error.kind(), sandbox.requests().len()), (ErrorKind::Interrupted, 1));
    assert!(error.may_have_executed());

    sandbox.clear_faults();
    sandbox.fault(Fault::stuck_cursor().on("ListCustomers"));
    let error = client.paginate(ListCustomers::default()).page_size(2).try_collect::<Vec<_>>().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Paging);
}

#[tokio::test]
async fn a_subscription_reconnects_and_a_wrong_key_is_final() {
    let sandbox = Sandbox::start().await.unwrap();
    let mut events = client(&sandbox).subscribe(OnUsageUpdatedV2);
    let first = tokio::join!(events.next(), async {
        sandbox.subscribed("usageUpdatedV2").await;
        sandbox.emit("usageUpdatedV2", json!({}));
    });
    assert!(matches!(first.0, Some(Ok(Event::Data(_)))), "{first:?}");
    sandbox.close_sockets(1012, "Service Restart");
    assert!(matches!(events.next().await, Some(Ok(Event::Reconnected))));

    let wrong = Client::builder().key("server-wrong").endpoint(sandbox.endpoint()).build().unwrap();
    let mut events = wrong.subscribe(OnUsageUpdatedV2);
    let error = events.next().await.unwrap().unwrap_err();
    assert!(error.is_unauthenticated() && error.kind() == ErrorKind::Closed, "{error:?}");
    assert!(events.next().await.is_none());
}

/// What `graphql_client` derives, without its macro: custom scalars need a name in scope.
type DateTime = String;

#[derive(GraphQLQuery)]
#[graphql(
    schema_path = "schema/stigg.graphql",
    query_path = "tests/support/foreign.graphql",
    response_derives = "Debug",
    variables_derives = "Default"
)]
struct ForeignCustomers;

#[tokio::test]
async fn a_query_derived_by_graphql_client_goes_through_the_same_client() {
    let _: Option<DateTime> = None;
    let sandbox = Sandbox::start().await.unwrap();
    sandbox.fault(Fault::rate_limited().retry_after("0").once());
    let variables = foreign_customers::Variables { first: Some(2) };
    let data = client(&sandbox).send_query::<ForeignCustomers>(variables).await.unwrap();
    let ids: Vec<_> = data.customers.edges.iter().map(|edge| edge.node.customer_id.as_str()).collect();
    assert_eq!(ids.len(), 2);
    assert_eq!(sandbox.requests_for("ForeignCustomers").len(), 2);
}

mod schema {
    cynic::use_schema!("schema/stigg.graphql");
}

#[derive(cynic::QueryVariables)]
struct ByRefId {
    input: GetCustomerByRefIdInput,
}

#[derive(cynic::InputObject)]
#[cynic(schema_path = "schema/stigg.graphql", rename_all = "camelCase")]
struct GetCustomerByRefIdInput {
    customer_id: String,
}

#[derive(cynic::QueryFragment)]
#[cynic(schema_path = "schema/stigg.graphql", graphql_type = "Query", variables = "ByRefId")]
struct CynicCustomer {
    #[arguments(input: $input)]
    get_customer_by_ref_id: Option<Customer>,
}

#[derive(cynic::QueryFragment)]
#[cynic(schema_path = "schema/stigg.graphql")]
struct Customer {
    customer_id: String,
}

#[tokio::test]
async fn an_operation_built_by_cynic_goes_through_the_same_client() {
    use cynic::QueryBuilder;

    let sandbox = Sandbox::start().await.unwrap();
    sandbox.fault(Fault::rate_limited().retry_after("0").once());
    let input = GetCustomerByRefIdInput { customer_id: "customer-0001".into() };
    let operation = CynicCustomer::build(ByRefId { input });
    let data = client(&sandbox).send_cynic(operation).await.unwrap();
    assert_eq!(data.get_customer_by_ref_id.unwrap().customer_id, "customer-0001");
    assert_eq!(sandbox.requests_for("CynicCustomer").len(), 2);
}

#[tokio::test]
async fn many_calls_pass_a_server_that_admits_a_hundred_a_second() {
    // The fake transport has a thousand calls and no waiting; here it is real sockets and three seconds.
    let sandbox = Sandbox::start().await.unwrap();
    sandbox.fault(Fault::rate_per_second(100).retry_after("1"));
    let client = Client::builder().key(sandbox.key()).endpoint(sandbox.endpoint()).build().unwrap();
    let calls = (0..300).map(|_| client.send(GetCustomerById::new(types::GetCustomerByRefIdInput::new("c"))));
    let results = futures_util::future::join_all(calls).await;
    let failed: Vec<_> = results.into_iter().filter_map(Result::err).collect();
    let attempts = sandbox.requests().len();
    assert!(failed.is_empty() && attempts <= 390, "{attempts} attempts, {:?}", failed.first());
}

#[tokio::test]
async fn every_way_an_answer_breaks_is_told() {
    let sandbox = Sandbox::start().await.unwrap();
    let client = client(&sandbox).with_attempt_timeout(Duration::from_millis(400));
    let cases = [
        (Fault::status(500), ErrorKind::Http, 1),
        (Fault::status(503), ErrorKind::Http, 4),
        (Fault::hang(), ErrorKind::Timeout, 4),
        (Fault::stall(), ErrorKind::Timeout, 4),
        (Fault::cut(), ErrorKind::Interrupted, 4),
        (Fault::cut_mid_body(), ErrorKind::Interrupted, 4),
        (Fault::wrong_json(), ErrorKind::NotGraphQl, 1),
        (Fault::html(), ErrorKind::NotGraphQl, 1),
        (Fault::error("CustomerNotFound", "Customer not found"), ErrorKind::GraphQl, 1),
        (Fault::error("OPERATION_TIMEOUT", "slow"), ErrorKind::GraphQl, 4),
        (Fault::redirect("https://elsewhere.example/"), ErrorKind::Redirect, 1),
    ];
    for (fault, kind, attempts) in cases {
        let name = format!("{fault:?}");
        sandbox.clear_faults();
        sandbox.clear_requests();
        sandbox.fault(fault);
        let ask = GetCustomerById::new(types::GetCustomerByRefIdInput::new("customer-0001"));
        let error = client.send(ask).await.unwrap_err();
        assert_eq!((error.kind(), error.attempts()), (kind, attempts), "{name}: {error:?}");
        assert_eq!(sandbox.requests().len(), attempts as usize, "{name}");
        assert_eq!(error.operation(), Some("GetCustomerById"));
    }
    sandbox.clear_faults();
    sandbox.fault(Fault::gzip());
    let ask = GetCustomerById::new(types::GetCustomerByRefIdInput::new("customer-0001"));
    assert!(client.send(ask).await.unwrap().get_customer_by_ref_id.is_some());
}
