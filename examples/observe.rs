//! Prints the spans of a few calls against a sandbox as they close, and then what was counted, as metrics.
//!
//! Three of the calls meet what a day in production has: a server that fails once, one that says "too many requests", and a
//! customer that is not there.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use stigg_graphql::observe::{Observation, Observed, Outcome};
use stigg_graphql::operations::types::GetCustomerByRefIdInput;
use stigg_graphql::operations::{GetCustomerById, ListPlans};
use stigg_graphql::{Client, RetryPolicy};
use stigg_graphql_sandbox::{Fault, Sandbox};
use tracing_subscriber::fmt::format::FmtSpan;

/// Sums and counts by metric and labels: what a metrics library does, in a few lines.
#[derive(Clone, Default)]
struct Metrics(Arc<Mutex<BTreeMap<String, (u64, Duration)>>>);

impl Metrics {
    fn record(&self, metric: &str, labels: &[(&str, &str)], duration: Duration) {
        let there = labels.iter().filter(|(_, value)| !value.is_empty());
        let labels: Vec<_> = there.map(|(name, value)| format!("{name}={value:?}")).collect();
        let mut series = self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        let (count, sum) = series.entry(format!("{metric}{{{}}}", labels.join(","))).or_default();
        *count += 1;
        *sum += duration;
    }

    /// Binds what a client does to metrics with OpenTelemetry's names.
    fn observe(&self, Observation { operation, what, .. }: &Observation<'_>) {
        let operation = ("graphql.operation.name", *operation);
        let error_type = |outcome: &Outcome| outcome.error_type().unwrap_or_default();
        match what {
            Observed::Call { duration, outcome, .. } => {
                let code = outcome.failure().and_then(|failure| failure.code).unwrap_or_default();
                let labels = [
                    operation,
                    ("outcome", outcome.as_str()),
                    ("error.type", &error_type(outcome)),
                    ("stigg.error.code", code),
                ];
                self.record("stigg.client.call.duration", &labels, *duration);
            }
            Observed::Attempt { duration, outcome, status, .. } => {
                let status = status.map(|status| status.to_string()).unwrap_or_default();
                let labels = [operation, ("http.response.status_code", &*status), ("error.type", &error_type(outcome))];
                self.record("http.client.request.duration", &labels, *duration);
            }
            Observed::Wait { duration, reason, .. } => {
                self.record("stigg.client.wait.duration", &[operation, ("reason", reason.as_str())], *duration);
            }
            Observed::RetryRefused => self.record("stigg.client.retries.refused", &[operation], Duration::ZERO),
            Observed::Lost { failure, .. } => {
                let labels = [operation, ("error.type", &failure.error_type())];
                self.record("stigg.client.subscription.lost", &labels, Duration::ZERO);
            }
            Observed::Reconnected { duration, .. } => {
                self.record("stigg.client.subscription.reconnects", &[operation], *duration);
            }
            _ => {}
        }
    }
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    tracing_subscriber::fmt()
        .with_env_filter("stigg_graphql=info")
        .with_span_events(FmtSpan::CLOSE)
        .with_writer(std::io::stdout)
        .without_time()
        .with_ansi(false)
        .init();
    let metrics = Metrics::default();
    let observer = metrics.clone();
    let sandbox = Sandbox::start().await?;
    let client = Client::builder()
        .key(sandbox.key())
        .endpoint(sandbox.endpoint())
        .retry(RetryPolicy::default().initial_backoff(Duration::from_millis(20)))
        .observe(move |observation| observer.observe(observation))
        .build()?;

    let customer = |id: &str| client.send(GetCustomerById::new(GetCustomerByRefIdInput::new(id)));
    client.send(ListPlans::default()).await?;
    sandbox.fault(Fault::status(503).once());
    customer("customer-0001").await?;
    sandbox.fault(Fault::rate_limited().retry_after("1").once());
    customer("customer-0002").await?;
    sandbox.fault(Fault::error("CustomerNotFound", "there is no customer-0000").once());
    if let Err(error) = customer("customer-0000").await {
        println!("{error}");
    }

    println!("\n{:<130} count  seconds", "metric");
    for (series, (count, sum)) in metrics.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner).iter() {
        println!("{series:<130} {count:>5} {:>8.3}", sum.as_secs_f64());
    }
    Ok(())
}
