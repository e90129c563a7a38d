//! Guides: short texts to read from top to bottom, whose programs compile.
//!
//! | to begin | |
//! | --- | --- |
//! | [`first_query`] | from nothing to a first query |
//! | [`own_queries`] | files, variables, answers, lists |
//! | [`surfaces`] | which way to Stigg to take when, and why not two at once |
//!
//! | to rely on | |
//! | --- | --- |
//! | [`testing`] | a value, a transport, a sandbox |
//! | [`regression`] | changes that are seen in review |
//! | [`production`] | timeouts, retries, limits, keys, proxies, tracing |
//! | [`money`] | full units and cents |
//! | [`entitlements`] | what a customer may use, and what was merely overridden |
//!
//! | to move | |
//! | --- | --- |
//! | [`from_graphql_client`] | operations by derive |
//! | [`from_cynic`] | operations by structs |
//! | [`from_reqwest`] | requests by hand |
//! | [`from_go`] | Stigg's Go client |
//!
//! # In the repository
//!
//! Some of what these pages name is not in the crate but in its repository:
//!
//! | where | what |
//! | --- | --- |
//! | `cookbook/src/bin` | ten whole programs, from provisioning a customer to a web handler |
//! | `examples/tested_queries` | a crate with operations of its own, and three ways to test them |
//! | `docs/schema_changes.md` | a real change of the schema, step by step |
//! | `docs/ARCHITECTURE.md` | what is where, and, under "What breaks", what counts as a breaking change |
//! | `bench/README.md` | what was measured, and how |

/// The files have addresses for who reads them in the repository. Here the same names lead to pages, as the first definition of
/// a name counts.
macro_rules! guides {
    ($($name:ident)*) => {$(
        #[doc = include_str!("guide/links.md")]
        #[cfg_attr(feature = "answers", doc = "[mod-answers]: crate::answers")]
        #[cfg_attr(feature = "limiter", doc = "[mod-limiter]: crate::limiter")]
        #[cfg_attr(feature = "operations", doc = "[mod-operations]: crate::operations")]
        #[cfg_attr(feature = "regression", doc = "[mod-regression]: mod@crate::regression")]
        #[cfg_attr(feature = "types", doc = "[mod-types]: crate::types")]
        #[doc = ""]
        #[doc = include_str!(concat!("../docs/guide/", stringify!($name), ".md"))]
        pub mod $name {}
    )*};
}

guides! { first_query own_queries surfaces testing regression production money entitlements from_graphql_client from_cynic from_reqwest from_go }
