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
//! Ten whole programs are in the folder `cookbook` of the repository.

macro_rules! guides {
    ($($name:ident)*) => {$(
        #[doc = include_str!(concat!("../docs/guide/", stringify!($name), ".md"))]
        pub mod $name {}
    )*};
}

guides! { first_query own_queries surfaces testing regression production money entitlements from_graphql_client from_cynic from_reqwest from_go }
