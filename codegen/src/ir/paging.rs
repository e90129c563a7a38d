//! How a query pages.

use super::InputPath;

#[derive(Debug)]
pub(crate) struct Paging {
    /// Response keys from the root to the object with the page.
    pub(crate) page: Vec<String>,
    pub(crate) by: PageBy,
    /// Whether the page is a connection with nodes.
    pub(crate) has_nodes: bool,
}

#[derive(Debug)]
pub(crate) enum PageBy {
    /// `pageInfo`, and the input that takes the cursor.
    Cursor {
        after: InputPath,
        first: Option<InputPath>,
        last: Option<InputPath>,
        before: Option<InputPath>,
        /// How it pages backward as well; else what is missing for it.
        backward: Result<Backward, String>,
    },
    /// A page number and a page size; the `totalCount` of the page says how many items there are.
    Number { page: InputPath, limit: InputPath },
}

/// The inputs that page backward.
#[derive(Debug)]
pub(crate) struct Backward {
    pub(crate) last: InputPath,
    pub(crate) before: InputPath,
}
