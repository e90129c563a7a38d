//! Any bytes as the body of an answer, through the client: an error, or data that is the same once encoded and decoded.

use std::fmt::Debug;

use serde::Serialize;
use stigg_graphql::operation::Execute;
use stigg_graphql::operations::types::{FetchEntitlementsQuery, ReportUsageInput, UpdatePackageEntitlementInput};
use stigg_graphql::operations::{GetEntitlementsState, ListCustomers, ReportUsage, UpdatePackageEntitlement};
use stigg_graphql::scalars::Uuid;
use stigg_graphql::transport::{Reply, Request, Sending};
use stigg_graphql::{Client, Error, Response, RetryPolicy, Transport};

struct Canned(Vec<u8>);

impl Transport for Canned {
    fn send(&self, _request: Request) -> Sending<'_> {
        Box::pin(async { Ok(Reply::new(200, self.0.clone())) })
    }
}

pub(crate) fn target(bytes: &[u8]) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime starts");
    runtime.block_on(stays(ListCustomers::default(), bytes));
    runtime.block_on(stays(GetEntitlementsState::new(FetchEntitlementsQuery::new("customer")), bytes));
    runtime.block_on(stays(ReportUsage::new(ReportUsageInput::new("customer", "feature", 1.0)), bytes));
    runtime.block_on(stays(UpdatePackageEntitlement::new(UpdatePackageEntitlementInput::new(Uuid::nil())), bytes));
}

async fn stays<O>(operation: O, bytes: &[u8])
where
    O: Execute + Clone,
    O::Data: Serialize + PartialEq + Debug,
{
    match answered(operation.clone(), bytes.to_vec()).await {
        Ok(response) => {
            let json = serde_json::to_string(&response.data).expect("data encodes");
            let again = answered(operation, format!("{{\"data\":{json}}}").into()).await;
            let again = again.expect("what was encoded decodes").data;
            assert_eq!(again, response.data);
            assert_eq!(serde_json::to_string(&again).expect("data encodes"), json);
        }
        Err(error) => assert!(!format!("{error}{error:?}").is_empty()),
    }
}

/// What the client makes of an answer.
pub(crate) async fn answered<O: Execute>(operation: O, body: Vec<u8>) -> Result<Response<O::Data>, Error> {
    let client = Client::builder().key("server-1").transport(Canned(body)).retry(RetryPolicy::none()).build()?;
    client.execute(operation).await
}
