//! The seam between the client and the network, and the transport over reqwest that stands there.

mod cut_off;
pub(crate) mod encoding;
pub(crate) mod endpoint;
mod exchange;
mod fault;
mod http;
pub(crate) mod liveness;
pub(crate) mod tls;

pub(crate) use cut_off::CutOff;
pub(crate) use exchange::MAX_REFUSAL;
pub use exchange::{Reply, Request, Sending, Transport};
pub use fault::{Fault, TransportError};
pub(crate) use http::HttpTransport;
pub use http::{HttpBuilder, HttpClient};
