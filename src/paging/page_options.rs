//! The options of a list, written once for every type that has them.

/// The options as methods of a type that has a `with_pager`.
///
/// A macro and not a trait, which every caller would have to import.
macro_rules! page_options {
    (nodes) => {
        page_options!(
            "nodes",
            "Ends after this many nodes, without a request too many. A larger page size set here is lowered to it."
        );

        /// How many pages in a row may be without a node while more are said to follow. Default: 10.
        ///
        /// A page of nulls only counts as one. Beyond it the list ends with
        /// [`ErrorKind::Paging`](crate::error::ErrorKind::Paging), whose [`Error::cursor`] leads on: without this bound a server
        /// that always says "more" would be asked as fast as it answers, for ever. 0 takes no empty page but the last.
        pub fn max_empty_pages(self, pages: usize) -> Self {
            self.with_pager(|pager| pager.max_empty = pages)
        }
    };
    (pages) => {
        page_options!("items", "Requests at most this many pages.");
    };
    ($items:literal, $limit:literal) => {
        #[doc = concat!("Asks for pages of this many ", $items, ".")]
        ///
        /// Without it the operation's variables decide, or the server (10 at Stigg). Stigg publishes no maximum; 100 is in
        /// common use. An operation whose document fixes the size refuses this with the first page.
        pub fn page_size(self, items: u32) -> Self {
            self.with_pager(|pager| pager.page_size = Some(items))
        }

        #[doc = $limit]
        pub fn limit(self, most: usize) -> Self {
            self.with_pager(|pager| pager.limit = Some(most))
        }

        /// Requests this many pages ahead, while the one before is worked on; never more than a limit needs. Off by
        /// default.
        ///
        /// The cursor of a page stands in the answer before it, so pages by cursor are requested one after the other: the
        /// next one as soon as the one before is handed out, and it goes on by itself. 1 is enough to have the network and
        /// your work at the same time; more only keeps further pages at hand, each of which begins when the next item is
        /// asked for. Pages by number (`getContracts`) are requested together once the first one has told how many there
        /// are, up to [`max_in_flight`](crate::client::ClientBuilder::max_in_flight) at a time.
        ///
        /// Memory is one page and those requested ahead. A failing page ends the list when its turn comes. Dropping the
        /// list gives the requests under way up.
        pub fn prefetch(self, pages: usize) -> Self {
            self.with_pager(|pager| pager.prefetch = pages)
        }

        /// Starts at a cursor: [`Error::cursor`], or the `endCursor` of a page (`startCursor` when going backwards).
        pub fn from_cursor(self, cursor: impl Into<String>) -> Self {
            self.with_pager(|pager| pager.starts_at(cursor.into()))
        }

        /// Goes from the end of the list towards its beginning. Whole pages keep the list's order; nodes come last first.
        pub fn backwards(self) -> Self
        where
            O: PagedBackward,
        {
            self.with_pager(Pager::backwards)
        }
    };
}

pub(crate) use page_options;
