//! Holds calls back before the server would turn them away. Needs the feature `limiter`.

use std::borrow::Cow;
use std::collections::HashMap;
use std::fmt;
use std::num::NonZeroU32;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use governor::clock::Clock;
use governor::middleware::NoOpMiddleware;
use governor::nanos::Nanos;
use governor::state::keyed::DefaultKeyedStateStore;
use governor::state::{InMemoryState, NotKeyed};
use governor::{Quota, RateLimiter};
use tokio::time::{Instant, sleep};

use crate::operation::OperationKind;
use crate::send::call::Call;

/// Limits on how often operations are sent, counted over all clones of a client.
///
/// Stigg's published limits are per environment and operation, and they have moved before; so this is a courtesy to set
/// up and never the truth. What is turned away all the same is waited for as without a limiter.
///
/// ```
/// use stigg_graphql::Client;
/// use stigg_graphql::limiter::Limiter;
///
/// let limiter = Limiter::stigg().per_minute("getCoupon", 100);
/// let client = Client::builder().key("server-1").limiter(limiter).build()?;
/// # Ok::<(), stigg_graphql::Error>(())
/// ```
pub struct Limiter {
    operations: HashMap<Cow<'static, str>, Cell>,
    entities: Option<Entities>,
    clock: TokioClock,
}

type Cell = RateLimiter<NotKeyed, InMemoryState, TokioClock, NoOpMiddleware<Nanos>>;

struct Entities {
    limiter: RateLimiter<String, DefaultKeyedStateStore<String>, TokioClock, NoOpMiddleware<Nanos>>,
    calls: AtomicUsize,
}

/// After this many mutations the entities that were not seen for a while are forgotten.
const SWEEP: usize = 1024;

/// Calls per minute by root field (Stigg's docs: rate limits; fetched in 2026).
const PUBLISHED: &[(u32, &[&str])] = &[
    (
        6000,
        &[
            "entitlement",
            "entitlementV2",
            "entitlements",
            "cachedEntitlements",
            "entitlementsState",
            "getActiveSubscriptions",
        ],
    ),
    (
        3000,
        &[
            "paywall",
            "getSubscription",
            "getCustomerByRefId",
            "reportUsage",
            "previewSubscription",
            "estimateSubscription",
            "estimateSubscriptionUpdate",
        ],
    ),
    (1500, &["subscriptions", "customerPortal", "creditGrants"]),
    (600, &["reportUsageBulk"]),
    (
        500,
        &[
            "coupon",
            "coupons",
            "revokePromotionalEntitlement",
            "revokePromotionalEntitlements",
            "creditBalanceSummary",
            "creditsLedger",
            "creditUsage",
            "voidCreditGrant",
        ],
    ),
    (
        250,
        &[
            "provisionSubscription",
            "provisionSubscriptionV2",
            "applySubscription",
            "cancelSubscription",
            "updateOneSubscription",
            "migrateSubscriptionToLatest",
            "provisionCustomer",
            "updateOneCustomer",
            "archiveCustomer",
            "usageHistoryV2",
            "createCreditGrant",
        ],
    ),
];

/// Mutations per minute and entity (Stigg's docs: rate limits of the REST API, which names the same entities).
const PER_ENTITY: NonZeroU32 = NonZeroU32::new(30).unwrap();

impl Limiter {
    /// No limits; add some.
    pub fn new() -> Self {
        Self { operations: HashMap::new(), entities: None, clock: TokioClock::new() }
    }

    /// The published limits per operation, and 30 mutations per minute and entity.
    ///
    /// An entity is a customer, a subscription, or a resource of a customer, as the variables name them: a mutation with a
    /// `customerId` and a `resourceId` counts for the resource and not for the customer.
    pub fn stigg() -> Self {
        let mut limiter = Self::new().per_entity(PER_ENTITY.get());
        for (limit, names) in PUBLISHED {
            for name in *names {
                limiter = limiter.per_minute(*name, *limit);
            }
        }
        limiter
    }

    /// Sends an operation at most so often per minute; 0 takes a limit away.
    ///
    /// The name is that of a root field of the schema, or of the operation.
    #[must_use]
    pub fn per_minute(mut self, name: impl Into<Cow<'static, str>>, calls: u32) -> Self {
        let name = name.into();
        match NonZeroU32::new(calls) {
            Some(calls) => {
                self.operations.insert(name, RateLimiter::direct_with_clock(Quota::per_minute(calls), self.clock));
            }
            None => {
                self.operations.remove(&name);
            }
        }
        self
    }

    /// Sends at most so many mutations per minute to each customer, subscription and resource of a customer; 0 takes the limit
    /// away.
    #[must_use]
    pub fn per_entity(mut self, mutations: u32) -> Self {
        self.entities = NonZeroU32::new(mutations).map(|mutations| Entities {
            limiter: RateLimiter::new(Quota::per_minute(mutations), DefaultKeyedStateStore::default(), self.clock),
            calls: AtomicUsize::new(0),
        });
        self
    }

    /// Waits until the call may be sent.
    pub(crate) async fn acquire(&self, call: &Call) {
        let names = call.subject.root_fields.iter().copied().chain([&*call.name]);
        for cell in names.filter_map(|name| self.operations.get(name)) {
            while let Err(until) = cell.check() {
                sleep(until.wait_time_from(self.clock.now())).await;
            }
        }
        let Some(entities) = &self.entities else { return };
        if call.kind != OperationKind::Mutation {
            return;
        }
        for entity in &call.subject.entities {
            while let Err(until) = entities.limiter.check_key(entity) {
                sleep(until.wait_time_from(self.clock.now())).await;
            }
        }
        if entities.calls.fetch_add(1, Ordering::Relaxed) % SWEEP == SWEEP - 1 {
            entities.limiter.retain_recent();
        }
    }
}

impl Default for Limiter {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for Limiter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Limiter")
            .field("operations", &self.operations.len())
            .field("per_entity", &self.entities.is_some())
            .finish_non_exhaustive()
    }
}

/// Tokio's clock, so that waiting and counting see the same time also where tests stop it.
#[derive(Debug, Clone, Copy)]
struct TokioClock {
    start: Instant,
}

impl TokioClock {
    fn new() -> Self {
        Self { start: Instant::now() }
    }
}

impl Clock for TokioClock {
    type Instant = Nanos;

    fn now(&self) -> Nanos {
        let elapsed: Duration = self.start.elapsed();
        elapsed.into()
    }
}
