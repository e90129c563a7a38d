//! The loop that one writes with reqwest: what does not change is made once.

use std::error::Error;
use std::net::SocketAddr;

use reqwest::header::{ACCEPT, CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue};
use reqwest::{Client, Url};
use serde::{Deserialize, Serialize};
use stigg_graphql::Operation;

const API_KEY: HeaderName = HeaderName::from_static("x-api-key");
const OPERATION_NAME: HeaderName = HeaderName::from_static("x-graphql-operation-name");

pub struct ByHand {
    client: Client,
    url: Url,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Body<'a, V> {
    query: &'a str,
    operation_name: &'a str,
    variables: &'a V,
}

#[derive(Deserialize)]
struct Answer<D> {
    data: Option<D>,
    #[serde(default)]
    errors: Vec<serde_json::Value>,
}

impl ByHand {
    pub fn new(address: SocketAddr) -> Result<Self, Box<dyn Error>> {
        let mut key = HeaderValue::from_static("server-0123456789abcdef");
        key.set_sensitive(true);
        let accept = HeaderValue::from_static("application/graphql-response+json, application/json;q=0.9");
        let headers = HeaderMap::from_iter([(API_KEY, key), (ACCEPT, accept)]);
        let client = Client::builder()
            .no_proxy()
            .redirect(reqwest::redirect::Policy::none())
            .user_agent("by-hand/0.1.0")
            .default_headers(headers)
            .build()?;
        Ok(Self { client, url: format!("http://{address}/graphql").parse()? })
    }

    pub async fn send<O: Operation>(&self, operation: O) -> Result<O::Data, Box<dyn Error>> {
        let body = Body { query: O::DOCUMENT, operation_name: O::NAME, variables: &operation };
        let response = self
            .client
            .post(self.url.clone())
            .header(CONTENT_TYPE, HeaderValue::from_static("application/json"))
            .header(OPERATION_NAME, HeaderValue::from_static(O::NAME))
            .body(serde_json::to_vec(&body)?)
            .send()
            .await?
            .error_for_status()?;
        let Answer { data, errors } = serde_json::from_slice(&response.bytes().await?)?;
        match data {
            Some(data) if errors.is_empty() => Ok(data),
            _ => Err(format!("{errors:?}").into()),
        }
    }
}
