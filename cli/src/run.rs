//! `run`: sends an operation and prints its answer.

mod columns;
mod csv;
mod dry;
mod format;
mod nodes;
mod pages;
mod table;

use std::collections::HashSet;
use std::io::{self, IsTerminal, Write};

use clap::Args;
use serde_json::Value;
use stigg_graphql::Client;
use stigg_graphql::error::GraphQlError;
use stigg_graphql_codegen::terminal;

use self::columns::Columns;
use self::format::{Format, Printer};
use self::nodes::Nodes;
use self::pages::Pages;
use crate::connect::{Connect, block_on};
use crate::failure::{self, Verdict, wrong_call};
use crate::json;
use crate::output::{Output, complain};
use crate::progress::Progress;
use crate::request::{Request, RequestArguments};

/// Sends the operation of a file and prints the answer.
///
/// Fragments that the file spreads but does not define are looked for in `--fragments`, by default in the folder named
/// `queries` that the file is in, or else in the file's own folder.
///
/// The document and the variables are held to the schema before anything is sent.
#[derive(Args)]
#[command(after_help = "Examples:\n  \
    stigg-graphql run queries/customers/get_customer.graphql --variables '{\"input\": {\"customerId\": \"acme\"}}'\n  \
    stigg-graphql run queries/customers/list_customers.graphql --all --page-size 100 --format csv\n  \
    stigg-graphql run ListPlans --all --format table\n  \
    echo '{ currentEnvironment }' | stigg-graphql run -\n\n\
    The key is taken from STIGG_SERVER_API_KEY.\n    \
    Exits with 1 when the server refuses or errors come beside data, with 2 when nothing could be sent.")]
pub(crate) struct Run {
    #[command(flatten)]
    request: RequestArguments,
    #[command(flatten)]
    connect: Connect,
    /// Follows the pages of the one connection in the answer, and prints the nodes of all
    #[arg(long)]
    all: bool,
    /// How many nodes to ask for in a page
    #[arg(long, value_name = "N", requires = "all", value_parser = clap::value_parser!(u32).range(1..))]
    page_size: Option<u32>,
    /// Begins behind this cursor: goes on where an earlier run stopped
    #[arg(long, value_name = "CURSOR", requires = "all")]
    after: Option<String>,
    /// Prints the request, with the key masked, and sends nothing
    #[arg(long = "dry-run")]
    is_dry: bool,
    /// How to print
    #[arg(long, value_enum, default_value_t = Format::Json)]
    format: Format,
    /// Prints these columns of csv and table alone, in this order
    #[arg(long, value_name = "NAME,NAME", value_delimiter = ',')]
    columns: Vec<String>,
}

impl Run {
    pub(crate) fn run(self, out: &mut Output) -> anyhow::Result<Verdict> {
        if !self.columns.is_empty() && !self.format.has_columns() {
            return Err(wrong_call("`--columns` is for `--format csv` and `--format table`"));
        }
        let (request, variables) = self.request.read()?;
        if self.all {
            let mut pages = Pages::of(&request, variables, self.request.schema())?;
            if let Some(size) = self.page_size {
                pages.set_size(size)?;
            }
            if let Some(cursor) = &self.after {
                pages.begin_after(cursor)?;
            }
            self.request.check(&request, &pages.variables())?;
            if self.is_dry {
                dry::print(self.connect.builder()?, &request, pages.variables(), out)?;
                return Ok(Verdict::Fine);
            }
            let client = self.connect.client()?;
            block_on(self.all(&client, &request, pages, out))
        } else {
            let variables = Value::from(variables);
            self.request.check(&request, &variables)?;
            if self.is_dry {
                dry::print(self.connect.builder()?, &request, variables, out)?;
                return Ok(Verdict::Fine);
            }
            let client = self.connect.client()?;
            block_on(self.once(&client, &request, variables, out))
        }
    }

    async fn once(
        &self,
        client: &Client,
        request: &Request,
        variables: Value,
        out: &mut Output,
    ) -> anyhow::Result<Verdict> {
        let response = client.execute_raw(&request.text, variables).await?;
        let data = response.data;
        if self.format == Format::Json {
            json::write_pretty(&request.order(&[]).apply(&data), out)?;
        } else {
            let Nodes { path, nodes } = Nodes::of_data(&data);
            let mut printer = self.printer(request, &path, &columns::lists_of_nodes(&path, &nodes))?;
            printer.page(nodes, out)?;
            printer.end(out)?;
        }
        Ok(report_errors(&response.errors, out)?)
    }

    fn printer(&self, request: &Request, path: &[String], lists: &HashSet<String>) -> anyhow::Result<Printer> {
        let mut columns = Columns::of(request, path, lists);
        if !self.columns.is_empty() {
            columns = columns.choose(&self.columns)?;
        }
        Ok(Printer::new(self.format, request.order(path), columns))
    }

    async fn all(
        &self,
        client: &Client,
        request: &Request,
        mut pages: Pages,
        out: &mut Output,
    ) -> anyhow::Result<Verdict> {
        let data = client.send_raw(&request.text, pages.variables()).await?;
        let first = pages.nodes(&data);
        let mut printer = self.printer(request, &first.path, &request.lists(pages.schema()))?;
        let ended = self.follow(client, request, &mut pages, (first, data), &mut printer, out).await;
        // What has arrived is worth having, also when the rest failed.
        printer.end(out)?;
        match (ended, pages.cursor()) {
            (Err(error), Some(cursor)) => {
                out.flush()?;
                complain(format_args!("error: {}", failure::report(&error)));
                let cursor = terminal::line(cursor);
                complain(format_args!("note: what was printed ends at a cursor, `--after {cursor}` goes on behind it"));
                Ok(Verdict::Found)
            }
            (ended, _) => ended.map(|()| Verdict::Fine),
        }
    }

    /// Prints the nodes of an answer and of all pages that come behind it.
    async fn follow(
        &self,
        client: &Client,
        request: &Request,
        pages: &mut Pages,
        (mut page, mut data): (Nodes, Value),
        printer: &mut Printer,
        out: &mut Output,
    ) -> anyhow::Result<()> {
        // Lines on the same terminal show progress enough.
        let is_watched = self.format == Format::Json || !io::stdout().is_terminal();
        let progress = Progress::new();
        let mut count = 0;
        for number in 1.. {
            let nodes = page.nodes.len();
            count += nodes;
            if is_watched {
                progress.show(&format!("{count} nodes, {number} pages"));
            }
            printer.page(page.nodes, out)?;
            if out.is_closed() || !pages.advance(&data, nodes)? {
                break;
            }
            data = client.send_raw(&request.text, pages.variables()).await?;
            page = pages.nodes(&data);
        }
        Ok(())
    }
}

/// Reports the errors that came beside the data.
fn report_errors(errors: &[GraphQlError], out: &mut Output) -> io::Result<Verdict> {
    // Whoever reads both sees the data first.
    out.flush()?;
    for error in errors {
        complain(format_args!("error: {}", terminal::line(&error.to_string())));
    }
    Ok(if errors.is_empty() { Verdict::Fine } else { Verdict::Found })
}
