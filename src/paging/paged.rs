//! What a query that pages knows about itself: the contract between generated code and paging.

use crate::operation::Execute;
use crate::paging::connection::PageInfo;

/// A query that pages forward: it selects a `pageInfo` and takes its cursor from a variable.
///
/// Generated code implements it. You meet it as a bound, that of [`Client::pages`](crate::Client::pages).
///
/// A query that lacks one of them does not compile, and the compiler says what the query needs:
///
/// ```compile_fail,E0277
/// use stigg_graphql::Client;
/// use stigg_graphql::operations::GetSdkConfiguration;
///
/// fn all(client: &Client) {
///     let _ = client.pages(GetSdkConfiguration);
/// }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be paged",
    label = "this query lacks what paging needs",
    note = "select `pageInfo {{ hasNextPage endCursor }}` on exactly one connection outside of lists, and pass its `after` from a variable",
    note = "the documentation of `{Self}` says which of these is missing"
)]
pub trait Paged: Execute + Clone {
    /// Whether the page size comes from a variable, so that [`page_forward`](Self::page_forward) can set it.
    const SETS_PAGE_SIZE: bool;

    /// Asks for the page behind `after`, of `first` items.
    ///
    /// `None` leaves what the variables hold; whatever pages backward is cleared.
    fn page_forward(&mut self, first: Option<i32>, after: Option<String>);

    /// The `pageInfo` of the answer to this request; `None` where the answer has none, as when the connection is null.
    ///
    /// A list that pages by number has no `pageInfo`: there the request's page and limit and the answer's `totalCount`
    /// tell whether a page follows, and the cursor is the number of the page.
    fn page_info(&self, data: &Self::Data) -> Option<PageInfo>;

    /// How many pages there are by the answer to this request, in a list that pages by number.
    ///
    /// `None` where a page is asked for by a cursor, which only the page before it tells.
    fn page_count(&self, _data: &Self::Data) -> Option<i32> {
        None
    }
}

/// A query that also pages backward: it selects `pageInfo { hasPreviousPage startCursor }` and takes `before` and
/// `last` from variables.
///
/// Generated code implements it. You meet it as the bound of [`NodeStream::backwards`](crate::paging::NodeStream::backwards).
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be paged backward",
    label = "this query lacks what paging backward needs",
    note = "select `pageInfo {{ hasPreviousPage startCursor }}` and pass `last` and `before` from variables",
    note = "the documentation of `{Self}` says which of these is missing"
)]
pub trait PagedBackward: Paged {
    /// Asks for the page before `before`, of `last` items.
    ///
    /// `None` leaves what the variables hold; whatever pages forward is cleared.
    fn page_backward(&mut self, last: Option<i32>, before: Option<String>);
}

/// A paged query whose pages hold nodes.
///
/// Generated code implements it. You meet it as a bound, that of [`Client::paginate`](crate::Client::paginate).
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no nodes to page over",
    label = "this query does not page over a connection",
    note = "paging over nodes needs one connection that selects `edges {{ node }}` or `nodes`, and `pageInfo {{ hasNextPage endCursor }}`, with `after` from a variable",
    note = "the documentation of `{Self}` says which of these is missing"
)]
pub trait Paginate: Paged {
    /// One node of the connection.
    type Node: Send + 'static;

    /// The nodes of an answer, in order; `None` stands for a null edge or a null node.
    fn into_nodes(data: Self::Data) -> Vec<Option<Self::Node>>;
}
