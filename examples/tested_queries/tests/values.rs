//! The code that reads an answer, tested with answers that are values: no client, no server.

use serde_json::{Value, json};
use stigg_graphql::Operation;
use stigg_graphql::scalars::DateTime;
use stigg_graphql_sandbox::{FakeError, fake};
use tested_queries::stigg::{Trials, trials};
use tested_queries::{Reminder, reminder};

/// One trial, with what is named here; all else is filled in.
fn trial(named: &Value) -> Result<trials::SubscriptionsEdgesNode, FakeError> {
    let data: trials::Data = fake(Trials::DOCUMENT, &Trials::default(), json!({"subscriptions": [named]}))?;
    Ok(data.subscriptions.into_nodes().next().expect("one was named"))
}

#[test]
fn a_trial_that_ends_in_time_is_reminded_of() -> anyhow::Result<()> {
    let ends: DateTime = "2026-03-01T00:00:00.000Z".parse()?;
    let named = json!({"trialEndDate": ends, "customer": {"name": "Ada", "email": "ada@example.com"}});
    let expected = Reminder { email: "ada@example.com".into(), greeting: "Hello Ada".into(), ends };
    assert_eq!(reminder(trial(&named)?, ends), Some(expected));
    assert_eq!(reminder(trial(&named)?, "2026-02-28T23:59:59Z".parse()?), None);
    Ok(())
}

#[test]
fn nobody_is_reminded_without_an_address_or_an_end() -> anyhow::Result<()> {
    for named in [json!({"customer": {"email": null}}), json!({"trialEndDate": null})] {
        assert_eq!(reminder(trial(&named)?, "2099-01-01T00:00:00Z".parse()?), None);
    }
    Ok(())
}
