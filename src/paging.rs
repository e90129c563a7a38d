//! Lists over several answers: connections, their pages, and the nodes of all pages.

mod connection;
mod nodes;
pub(crate) mod page_options;
mod paged;
pub(crate) mod pager;
mod pages;

pub use connection::{Connection, Edge, Nodes, PageInfo};
pub use nodes::NodeStream;
pub use paged::{Paged, PagedBackward, Paginate};
pub use pages::PageStream;
