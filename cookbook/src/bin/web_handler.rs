//! A web server that answers for the customer who is signed in.
//!
//! `/entitlements/{feature}` asks Stigg with a publishable key and the customer's token. In an environment that is hardened,
//! Stigg then refuses what belongs to another customer, so that a mistake in this program cannot show it.
//! `/token` is for a page that asks Stigg itself, with a widget or a browser SDK: it never sees the secret that signs.

use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::routing::get;
use axum::{Json, Router};
use cookbook::argument;
use serde_json::{Value, json};
use stigg_graphql::entitlements::Entitlement;
use stigg_graphql::operations::GetEntitlementV2;
use stigg_graphql::operations::types::GetEntitlementV2Input;
use stigg_graphql::{Client, CustomerToken, Error};
use stigg_graphql_sandbox::Sandbox;
use tokio::net::TcpListener;

#[derive(Clone)]
struct App {
    /// One for the whole program: a clone for each request is cheap, and shares connections and rate limits.
    stigg: Client,
    signing_secret: String,
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let sandbox = Sandbox::start().await?;
    let (key, endpoint) = match std::env::var("STIGG_CLIENT_API_KEY") {
        Ok(key) => (key, "https://api.stigg.io".to_owned()),
        Err(_) => (sandbox.client_key().to_owned(), sandbox.endpoint()),
    };
    let signing_secret = std::env::var("STIGG_SIGNING_SECRET").unwrap_or_else(|_| "of-the-sandbox".to_owned());
    let app = App { stigg: Client::builder().key(key).endpoint(endpoint).build()?, signing_secret };
    let listener = TcpListener::bind(argument(1, "127.0.0.1:8080")).await?;
    println!("curl -H 'x-signed-in: customer-0001' http://{}/entitlements/feature-0001", listener.local_addr()?);
    axum::serve(listener, router(app)).await?;
    Ok(())
}

fn router(app: App) -> Router {
    Router::new().route("/entitlements/{feature}", get(entitlement)).route("/token", get(token)).with_state(app)
}

async fn entitlement(
    State(app): State<App>,
    Path(feature): Path<String>,
    headers: HeaderMap,
) -> Result<Json<Value>, StatusCode> {
    let customer = signed_in(&headers)?;
    let token = CustomerToken::sign(&app.signing_secret, customer).map_err(|error| status(&error))?;
    let query = GetEntitlementV2Input { feature_id: feature.into(), ..GetEntitlementV2Input::new(customer) };
    let answer = app.stigg.with_customer_token(token).send(GetEntitlementV2::new(query)).await;
    let answer = answer.map_err(|error| status(&error))?.entitlement_v2;
    let access = Entitlement::try_from(&answer).map_err(|_| StatusCode::BAD_GATEWAY)?.access(0.0);
    let reason = access.reason().map(ToString::to_string);
    Ok(Json(json!({"granted": access.is_granted(), "reason": reason, "remaining": access.remaining()})))
}

async fn token(State(app): State<App>, headers: HeaderMap) -> Result<String, StatusCode> {
    let token = CustomerToken::sign(&app.signing_secret, signed_in(&headers)?).map_err(|error| status(&error))?;
    Ok(token.expose().to_owned())
}

/// Whom your session belongs to; here a proxy in front says it.
fn signed_in(headers: &HeaderMap) -> Result<&str, StatusCode> {
    headers.get("x-signed-in").and_then(|customer| customer.to_str().ok()).ok_or(StatusCode::UNAUTHORIZED)
}

/// What a page is told: no more than whether to try again. The error itself belongs into the log.
fn status(error: &Error) -> StatusCode {
    eprintln!("{error}");
    if error.is_not_found() {
        StatusCode::NOT_FOUND
    } else if error.is_retryable() {
        StatusCode::SERVICE_UNAVAILABLE
    } else {
        StatusCode::BAD_GATEWAY
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_customer_sees_what_is_theirs() -> anyhow::Result<()> {
        let credits = json!({"__typename": "CreditEntitlement", "isGranted": true, "accessDeniedReason": null,
            "hasSoftLimit": false, "usageLimit": 100, "currentUsage": 90, "usagePeriodEnd": null});
        let sandbox = Sandbox::builder().on("entitlementV2", credits).start().await?;
        let stigg = Client::builder().key(sandbox.client_key()).endpoint(sandbox.endpoint()).build()?;
        let app = App { stigg, signing_secret: "secret".to_owned() };
        let headers = HeaderMap::from_iter([("x-signed-in".parse()?, "customer-1".parse()?)]);

        let ask = |headers| entitlement(State(app.clone()), Path("feature-0001".to_owned()), headers);
        let Json(answer) = ask(headers.clone()).await.map_err(|status| anyhow::anyhow!("{status}"))?;
        assert_eq!(answer, json!({"granted": true, "reason": null, "remaining": 10.0}));
        assert_eq!(ask(HeaderMap::new()).await.unwrap_err(), StatusCode::UNAUTHORIZED);

        let token = token(State(app), headers).await.map_err(|status| anyhow::anyhow!("{status}"))?;
        let sent = sandbox.requests();
        assert_eq!((sent.len(), sent[0].header("x-customer-key")), (1, Some(token.as_str())));
        assert_eq!(token, "HMAC-SHA256 customer-1:c2b68e29c52f194cbe5f89f8f5b985332c3a807ef60c9663b8b284bc92d242f1");
        Ok(())
    }
}
