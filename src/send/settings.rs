//! What the builder collects and a client works with.

use std::sync::Arc;
use std::time::Duration;

use http::HeaderMap;

use crate::credentials::CustomerToken;
use crate::credentials::secrets::Secret;
use crate::send::retry::RetryPolicy;
use crate::transport::liveness::Liveness;

/// The time limits of a call.
///
/// Stigg's official clients wait 30 to 60 seconds or for ever; these defaults never hang.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Timeouts {
    pub(crate) connect: Duration,
    pub(crate) attempt: Duration,
    pub(crate) overall: Duration,
}

impl Default for Timeouts {
    fn default() -> Self {
        Self { connect: Duration::from_secs(10), attempt: Duration::from_secs(30), overall: Duration::from_secs(120) }
    }
}

/// What one clone of a client may have for itself.
#[derive(Clone)]
pub(crate) struct Settings {
    pub(crate) timeouts: Timeouts,
    pub(crate) liveness: Liveness,
    pub(crate) retry: RetryPolicy,
    /// Headers of the caller's own, sent with every request.
    pub(crate) headers: HeaderMap,
    /// All headers of an attempt, in which only the values of the key and of the operation's name are to be set.
    pub(crate) template: HeaderMap,
    pub(crate) token: Option<CustomerToken>,
    /// What of these must not come back through an error.
    pub(crate) secrets: Arc<[Secret]>,
    pub(crate) max_body: usize,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            timeouts: Timeouts::default(),
            liveness: Liveness::default(),
            retry: RetryPolicy::default(),
            headers: HeaderMap::new(),
            template: HeaderMap::new(),
            token: None,
            secrets: Arc::default(),
            max_body: MAX_BODY,
        }
    }
}

/// 16 MiB: a page of 100 customers with all their subscriptions is below one.
const MAX_BODY: usize = 16 << 20;

/// Enough for 250 calls a second at a latency of 128 ms, which is beyond every published limit.
pub(crate) const MAX_IN_FLIGHT: usize = 32;

/// The furthest deadline; `Instant` cannot count beyond its platform's range.
const FAR: Duration = Duration::from_secs(60 * 60 * 24 * 365);

/// The instant `after` from now, for any duration.
pub(crate) fn deadline(after: Duration) -> tokio::time::Instant {
    tokio::time::Instant::now() + after.min(FAR)
}
