//! `run`: sends an operation and prints its answer.

mod columns;
mod csv;
mod dry;
mod format;
mod nodes;
mod ordered;
mod pages;
mod request;
mod table;

use std::collections::HashSet;
use std::fs;
use std::io::{self, IsTerminal, Write};
use std::path::PathBuf;

use clap::Args;
use serde_json::{Map, Value};
use stigg_graphql::Client;
use stigg_graphql::error::GraphQlError;
use stigg_graphql_codegen::terminal;

use self::columns::Columns;
use self::format::{Format, Printer};
use self::nodes::Nodes;
use self::pages::Pages;
use self::request::Request;
use crate::connect::{Connect, block_on};
use crate::failure::{self, Verdict, wrong_call};
use crate::json;
use crate::output::{Output, complain};
use crate::progress::Progress;

/// Sends the operation of a file and prints the answer.
///
/// Fragments that the file spreads but does not define are looked for in `--fragments`, by default in the folder named
/// `queries` that the file is in, or else in the file's own folder.
#[derive(Args)]
#[command(after_help = "Examples:\n  \
    stigg-graphql run queries/customers/get_customer.graphql --variables '{\"input\": {\"customerId\": \"acme\"}}'\n  \
    stigg-graphql run queries/customers/list_customers.graphql --all --page-size 100 --format csv\n  \
    stigg-graphql run ListPlans --all --format table\n  \
    echo '{ currentEnvironment }' | stigg-graphql run -\n\n\
    The key is taken from STIGG_SERVER_API_KEY.")]
pub(crate) struct Run {
    /// File with the operation, `-` for standard input, or the name of an operation that comes with this program
    file: PathBuf,
    /// Variables: JSON, or `@` and the name of a JSON file
    #[arg(long, value_name = "JSON|@FILE")]
    variables: Option<String>,
    /// Which operation, where the file has several
    #[arg(long, value_name = "NAME")]
    operation: Option<String>,
    /// Where to look for fragments: a file or a folder
    #[arg(long, value_name = "PATH")]
    fragments: Option<PathBuf>,
    #[command(flatten)]
    connect: Connect,
    /// Follows the pages of the one connection in the answer, and prints the nodes of all
    #[arg(long)]
    all: bool,
    /// Schema by which `--all` finds the pages: SDL or introspection JSON [default: Stigg's]
    #[arg(long, value_name = "FILE", requires = "all")]
    schema: Option<PathBuf>,
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
        let request = Request::read(&self.file, self.operation.as_deref(), self.fragments.as_deref())?;
        let variables = self.variables()?;
        if self.all {
            let mut pages = Pages::of(&request, variables, self.schema.as_deref())?;
            if let Some(size) = self.page_size {
                pages.set_size(size)?;
            }
            if let Some(cursor) = &self.after {
                pages.begin_after(cursor)?;
            }
            if self.is_dry {
                dry::print(self.connect.builder()?, &request, pages.variables(), out)?;
                return Ok(Verdict::Fine);
            }
            let client = self.connect.client()?;
            block_on(self.all(&client, &request, pages, out))
        } else if self.is_dry {
            dry::print(self.connect.builder()?, &request, variables.into(), out)?;
            Ok(Verdict::Fine)
        } else {
            let client = self.connect.client()?;
            block_on(self.once(&client, &request, variables, out))
        }
    }

    fn variables(&self) -> anyhow::Result<Map<String, Value>> {
        let Some(given) = &self.variables else { return Ok(Map::new()) };
        let (text, name) = match given.strip_prefix('@') {
            None => (given.clone(), "--variables".to_owned()),
            Some(path) => {
                let text = fs::read_to_string(path).map_err(|error| {
                    wrong_call(format!("cannot read the variables {}: {error}", terminal::path(path.as_ref())))
                })?;
                (text, path.to_owned())
            }
        };
        match serde_json::from_str(&text) {
            Ok(Value::Object(variables)) => Ok(variables),
            Ok(_) => Err(wrong_call(format!("{name} is JSON but no object: write it as {{\"name\": value}}"))),
            Err(error) => Err(wrong_call(format!("{name} is not JSON: {error}"))),
        }
    }

    async fn once(
        &self,
        client: &Client,
        request: &Request,
        variables: Map<String, Value>,
        out: &mut Output,
    ) -> anyhow::Result<Verdict> {
        let response = client.execute_raw(&request.text, variables.into()).await?;
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
