//! What is known of an operation once it is compiled, for programs that send it without its Rust type.

use crate::ir::{self, InputPath, Program};

/// An operation that fits the schema.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct CompiledOperation {
    /// Its name.
    pub name: String,
    /// The file it was written in.
    pub file: String,
    /// What is sent: the operation and the fragments that it uses, minified.
    pub document: String,
    /// How its pages are followed, or a sentence that says what it lacks for that.
    pub paging: Result<Paging, String>,
}

/// How the pages of a query are asked for.
///
/// ```
/// use stigg_graphql_codegen::{Builder, PageBy};
///
/// let text = "query Names($paging: CursorPaging) {
///     customers(paging: $paging) { edges { node { name } } pageInfo { hasNextPage endCursor } }
/// }";
/// let generated = Builder::new().query_text("names.graphql", text).generate()?;
/// let paging = generated.operations[0].paging.as_ref().unwrap();
/// assert_eq!(paging.connection, ["customers"]);
/// let PageBy::Cursor { after } = &paging.by else { panic!("customers page by cursor") };
/// assert_eq!(after, &["paging", "after"]);
/// assert_eq!(paging.page_size.as_deref(), Some(&["paging".to_owned(), "first".to_owned()][..]));
/// # Ok::<(), stigg_graphql_codegen::Diagnostics>(())
/// ```
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub struct Paging {
    /// The response keys that lead from `data` to the connection.
    pub connection: Vec<String>,
    /// What tells one page from the next.
    pub by: PageBy,
    /// Where among the variables the page size is: the name of one, and input fields below it.
    pub page_size: Option<Vec<String>>,
}

/// What tells one page from the next, and where among the variables it is: the name of one, and input fields below it.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum PageBy {
    /// The `endCursor` of the page before, while its `hasNextPage` is true.
    Cursor {
        /// Where the cursor goes.
        after: Vec<String>,
    },
    /// Its number, which begins at 1; the answer's `totalCount` tells where the list ends.
    Number {
        /// Where the number goes.
        page: Vec<String>,
    },
}

/// All operations of a program, in its order.
pub(crate) fn operations(program: &Program) -> Vec<CompiledOperation> {
    let operation = |operation: &ir::Operation| CompiledOperation {
        name: operation.name.clone(),
        file: operation.file.clone(),
        document: document(program, &operation.document),
        paging: operation.paging.as_ref().map(paging).map_err(Clone::clone),
    };
    program.operations.iter().map(operation).collect()
}

fn document(program: &Program, document: &ir::Document) -> String {
    let fragments = document.fragments.iter().map(|number| program.fragments[*number].text.as_str());
    [document.operation.as_str()].into_iter().chain(fragments).collect()
}

fn paging(paging: &ir::Paging) -> Paging {
    let (by, page_size) = match &paging.by {
        ir::PageBy::Cursor { after, first, .. } => (PageBy::Cursor { after: after.names() }, first.as_ref()),
        ir::PageBy::Number { page, limit } => (PageBy::Number { page: page.names() }, Some(limit)),
    };
    Paging { connection: paging.page.clone(), by, page_size: page_size.map(InputPath::names) }
}
