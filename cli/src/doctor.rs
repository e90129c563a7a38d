//! `doctor`: why does my key not work?

mod address;
mod answer;
mod step;

use std::env;
use std::time::Duration;

use clap::Args;
use serde_json::json;
use stigg_graphql::{ApiKey, Client, KeyKind, RetryPolicy};

use self::address::Address;
use self::step::{Outcome, Steps};
use crate::connect::{Connect, USER_AGENT, block_on};
use crate::failure::Verdict;
use crate::list_format::ListFormat;
use crate::output::Output;

const KEY_VARIABLE: &str = "STIGG_SERVER_API_KEY";
const URL_VARIABLE: &str = "STIGG_API_URL";
const STIGG: &str = "https://api.stigg.io/graphql";
/// Variables that send requests through a proxy.
const PROXIES: [&str; 4] = ["HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"];
const PATIENCE: Duration = Duration::from_secs(10);

/// Needs no arguments, and shows which environment a key belongs to.
const QUERY: &str = "query Doctor { currentEnvironment }";

/// Says step by step what is right and wrong with the key, the endpoint and the way there.
///
/// It stops at the first step that fails and says what to do about it. The key is never shown.
#[derive(Args)]
#[command(
    after_help = "Examples:\n  stigg-graphql doctor\n  stigg-graphql doctor --endpoint http://127.0.0.1:4000/graphql\n  \
                  stigg-graphql doctor --format json | jq -r .verdict\n\n\
                        Exits with 1 when a step fails. The verdict in JSON is works, works-with-notes, works-in-part (a publishable\n\
                        key) or fails."
)]
pub(crate) struct Doctor {
    #[command(flatten)]
    connect: Connect,
    /// How to print
    #[arg(long, value_enum, default_value_t = ListFormat::Text)]
    format: ListFormat,
}

impl Doctor {
    pub(crate) fn run(self, out: &mut Output) -> anyhow::Result<Verdict> {
        let mut steps = Steps::new(out, self.format);
        // A step that fails has said so; what comes after it would only fail for the same reason.
        block_on(async {
            let key = match key() {
                Ok((key, findings)) => {
                    for outcome in findings {
                        steps.write("key", outcome)?;
                    }
                    key
                }
                Err(failed) => return steps.fail("key", failed),
            };
            let (url, origin) = self.endpoint();
            let client = match client(key, &url) {
                Ok(client) => client,
                Err(error) => {
                    let advice = format!("correct {origin}");
                    return steps.fail("endpoint", Outcome::failed(error.to_string(), advice));
                }
            };
            steps.write("endpoint", Outcome::Fine(format!("{url} ({origin})")))?;
            let is_https = url.starts_with("https:");
            let proxy = PROXIES.iter().find(|name| env::var_os(name).is_some_and(|value| !value.is_empty()));
            if let (Some(proxy), true) = (proxy, is_https) {
                let text = format!("requests go through the proxy of {proxy}, so the way is not looked at");
                steps.write("network", Outcome::Note(text))?;
            } else {
                let Some(address) = Address::of(&url) else {
                    let advice = format!("correct {origin}");
                    return steps.fail("network", Outcome::failed("the endpoint names no host", advice));
                };
                match address.reach().await {
                    Ok(text) => steps.write("network", Outcome::Fine(text))?,
                    Err(failed) => return steps.fail("network", failed),
                }
            }
            let answer = client.send_raw(QUERY, json!({})).await;
            let stopped_before_the_answer = answer.as_ref().is_err_and(stigg_graphql::Error::is_connect);
            if stopped_before_the_answer && is_https {
                return steps.fail("tls", answer::tls(&answer.unwrap_err()));
            }
            if is_https {
                steps.write("tls", Outcome::Fine("encrypted, and the certificate is trusted".to_owned()))?;
            }
            match answer {
                Ok(data) => {
                    let environment = data["currentEnvironment"].as_str().unwrap_or("without a name");
                    let text = format!("accepted; the key belongs to the environment `{environment}`");
                    steps.write("query", Outcome::Fine(text))?;
                    steps.finish()
                }
                Err(error) => steps.fail("query", answer::explain(&error)),
            }
        })
    }

    /// The endpoint, and where it comes from.
    fn endpoint(&self) -> (String, &'static str) {
        if let Some(url) = &self.connect.endpoint {
            return (url.clone(), "--endpoint");
        }
        match env::var(URL_VARIABLE) {
            Ok(url) if !url.trim().is_empty() => (url.trim().to_owned(), URL_VARIABLE),
            _ => (STIGG.to_owned(), "the default"),
        }
    }
}

/// The key, and what is to be said about it.
fn key() -> Result<(ApiKey, Vec<Outcome>), Outcome> {
    let given = match env::var(KEY_VARIABLE) {
        Ok(given) if !given.trim().is_empty() => given,
        Err(env::VarError::NotUnicode(_)) => {
            return Err(Outcome::failed(
                format!("{KEY_VARIABLE} is set to something that is not text"),
                "copy the key again, from Integrations > API keys in Stigg's app",
            ));
        }
        unset_or_empty => {
            let state = if unset_or_empty.is_ok() { "empty" } else { "not set" };
            return Err(Outcome::failed(
                format!("the environment variable {KEY_VARIABLE} is {state}"),
                format!(
                    "export {KEY_VARIABLE}=... with a server key, from Integrations > API keys in Stigg's app; \
                     a variable of the shell alone (without `export`) is not passed on"
                ),
            ));
        }
    };
    if given.trim().starts_with(['"', '\'']) {
        return Err(Outcome::failed(
            format!("the value of {KEY_VARIABLE} begins with a quotation mark"),
            "set it without quotation marks: files such as .env and CI settings often take them literally",
        ));
    }
    if given.trim().to_ascii_lowercase().starts_with("bearer ") {
        return Err(Outcome::failed(
            format!("the value of {KEY_VARIABLE} begins with `Bearer`"),
            "set it to the key alone: it is sent in the header X-API-Key",
        ));
    }
    let has_space = given.trim() != given;
    let key = ApiKey::new(given)
        .map_err(|error| Outcome::failed(error.to_string(), format!("set {KEY_VARIABLE} to the key alone")))?;
    let mut findings = vec![match key.kind() {
        KeyKind::Server => Outcome::Fine(format!("{KEY_VARIABLE} holds a server key (it begins with `server-`)")),
        KeyKind::Publishable => Outcome::Limited(format!(
            "{KEY_VARIABLE} holds a publishable key (it begins with `client-`): it reads little and writes almost nothing; \
             for a server take one that begins with `server-`"
        )),
        _ => Outcome::Note(format!(
            "{KEY_VARIABLE} holds a key that begins with neither `server-` nor `client-`; is it the whole key of Stigg?"
        )),
    }];
    if has_space {
        findings.push(Outcome::Note("there is white space around the key; it is not sent".to_owned()));
    }
    Ok((key, findings))
}

fn client(key: ApiKey, url: &str) -> Result<Client, stigg_graphql::Error> {
    Client::builder()
        .api_key(key)
        .endpoint(url)
        .user_agent(USER_AGENT)
        .retry(RetryPolicy::none())
        .connect_timeout(PATIENCE)
        .attempt_timeout(PATIENCE)
        .build()
}
