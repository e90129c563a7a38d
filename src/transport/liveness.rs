//! How connections are kept, asked for a sign of life, and given up.

use std::time::Duration;

/// The settings; [`ClientBuilder`](crate::client::ClientBuilder) says what each means and why it is as it is.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Liveness {
    pub(crate) silence: Duration,
    pub(crate) ping_interval: Option<Duration>,
    pub(crate) ping_timeout: Duration,
    pub(crate) tcp_keepalive: Option<Duration>,
    pub(crate) tcp_user_timeout: Option<Duration>,
    pub(crate) idle: Option<Duration>,
    #[cfg(feature = "subscriptions")]
    pub(crate) subscription_silence: Duration,
}

impl Default for Liveness {
    /// A dead connection of HTTP is noticed after 7 s, so that an attempt on a new one still ends within 10 s.
    fn default() -> Self {
        Self {
            silence: Duration::from_secs(7),
            ping_interval: Some(Duration::from_secs(3)),
            ping_timeout: Duration::from_secs(4),
            tcp_keepalive: Some(Duration::from_secs(10)),
            tcp_user_timeout: Some(Duration::from_secs(7)),
            idle: Some(Duration::from_secs(30)),
            #[cfg(feature = "subscriptions")]
            subscription_silence: Duration::from_secs(20),
        }
    }
}
