//! `listen`: the events of a subscription, line by line.

use std::io::Write;
use std::pin::pin;

use clap::Args;
use futures_util::StreamExt;
use stigg_graphql::subscription::Event;
use stigg_graphql_codegen::terminal;

use crate::connect::{Connect, block_on};
use crate::failure::{Verdict, report};
use crate::json;
use crate::output::{Output, complain, reader_gone};
use crate::request::RequestArguments;
use crate::stop::stop_signal;

/// Listens to a subscription, and prints the data of each event as JSON on a line of its own.
///
/// A connection that is lost is made again; what happened in between is not sent again, and a note on standard error says so.
#[derive(Args)]
#[command(after_help = "Examples:\n  stigg-graphql listen OnEntitlementsUpdatedV2\n  \
                  stigg-graphql listen queries/usage.graphql --count 1 | jq .usageUpdatedV2.customerId\n\n\
                  It ends with Ctrl-C, after --count events, when the server has no more, or when nobody reads its output.\n\
                  The key is taken from STIGG_SERVER_API_KEY. Exits with 1 when the server refuses, or an error comes for an event.")]
pub(crate) struct Listen {
    #[command(flatten)]
    request: RequestArguments,
    #[command(flatten)]
    connect: Connect,
    /// Ends after so many events
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(1..))]
    count: Option<u64>,
}

impl Listen {
    pub(crate) fn run(self, out: &mut Output) -> anyhow::Result<Verdict> {
        let (request, variables) = self.request.read()?;
        let variables = variables.into();
        self.request.check(&request, &variables)?;
        let client = self.connect.client()?;
        block_on(async {
            let mut stop = pin!(stop_signal()?);
            let mut gone = pin!(reader_gone());
            let mut events = client.subscribe_raw(&request.text, variables);
            let (mut left, mut verdict) = (self.count, Verdict::Fine);
            while left != Some(0) && !out.is_closed() {
                let event = tokio::select! {
                    event = events.next() => event,
                    () = &mut stop => None,
                    () = &mut gone => None,
                };
                match event {
                    None => break,
                    Some(Ok(Event::Data(data))) => {
                        json::write_line(&request.order(&[]).apply(&data), out)?;
                        out.flush()?;
                        left = left.map(|left| left - 1);
                    }
                    Some(Ok(_)) => complain("note: connected again; events in between are not sent again"),
                    Some(Err(error)) if error.is_config() => return Err(error.into()),
                    Some(Err(error)) => {
                        complain(format_args!("error: {}", terminal::line(&report(&error.into()))));
                        verdict = Verdict::Found;
                    }
                }
            }
            Ok(verdict)
        })
    }
}
