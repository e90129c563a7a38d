//! Reminds customers of the end of their trial.

use futures_util::{Stream, TryStreamExt};
use stigg_graphql::scalars::DateTime;
use stigg_graphql::{Client, Error};

use crate::stigg::Trials;
use crate::stigg::trials::SubscriptionsEdgesNode as Trial;

pub mod stigg {
    //! The operations in `queries`.
    //!
    #![doc = include_str!(concat!(env!("OUT_DIR"), "/stigg_graphql_index.md"))]
    stigg_graphql::include_operations!();
}

/// Whom to write to, and of what.
#[derive(Debug, PartialEq, Eq)]
pub struct Reminder {
    pub email: String,
    pub greeting: String,
    pub ends: DateTime,
}

/// A reminder of a trial that ends by then, if there is an address to send it to.
pub fn reminder(trial: Trial, by: DateTime) -> Option<Reminder> {
    let ends = trial.trial_end_date.filter(|ends| *ends <= by)?;
    let email = trial.customer.email?;
    let greeting = trial.customer.name.map_or_else(|| "Hello".to_owned(), |name| format!("Hello {name}"));
    Some(Reminder { email, greeting, ends })
}

/// The reminders of all trials that end by then, page by page as they are asked for.
pub fn reminders(client: &Client, by: DateTime) -> impl Stream<Item = Result<Reminder, Error>> {
    let trials = client.paginate(Trials::default()).page_size(100);
    trials.try_filter_map(move |trial| std::future::ready(Ok(reminder(trial, by))))
}
