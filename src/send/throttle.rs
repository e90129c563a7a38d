//! What the client does when a server says "too many": the operation pauses for every clone, then feels its way back.
//!
//! Nothing is held back until the first throttling answer. Then the operation gets a gate. It closes for as long as the
//! server asks, or for a doubling time where it does not say; after that one call goes ahead as a probe. When the probe is
//! let through, the others follow, but fewer at a time than before: the number in flight is halved at each throttling and
//! grows by one for every two rounds without one, as TCP does it. So a server that admits a fixed number per second is
//! used to the full while few calls are turned away.
//!
//! An attempt that gets no answer for a while gives its place at the gate on, so that a server which swallows probes holds
//! back one caller at a time and not the operation.

mod gate;

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::Instant;

use crate::send::throttle::gate::{Gate, GatePermit};

/// No answer is expected in less.
const QUICKEST: Duration = Duration::from_millis(100);

/// Bounds what is in flight, over all operations and for each throttled one.
pub(crate) struct Throttle {
    in_flight: Arc<Semaphore>,
    most: usize,
    gates: Mutex<HashMap<String, Arc<Gate>>>,
    quickest: Mutex<Option<Duration>>,
}

/// A permit to send one attempt; dropping it gives it back.
pub(crate) struct Permit {
    gate: Option<GatePermit>,
    began: Instant,
    _in_flight: Option<OwnedSemaphorePermit>,
}

impl Throttle {
    pub(crate) fn new(most: usize) -> Self {
        let most = most.clamp(1, Semaphore::MAX_PERMITS);
        Self { in_flight: Arc::new(Semaphore::new(most)), most, gates: Mutex::default(), quickest: Mutex::default() }
    }

    /// The least time an answer takes, by the quickest of late; less is not worth sending for.
    pub(crate) fn quickest(&self) -> Duration {
        self.quickest.lock().unwrap_or_else(PoisonError::into_inner).unwrap_or_default().max(QUICKEST)
    }

    /// A good answer came: its latency counts for [`quickest`](Self::quickest).
    pub(crate) fn record_latency(&self, permit: &Permit) {
        let took = permit.began.elapsed();
        let mut quickest = self.quickest.lock().unwrap_or_else(PoisonError::into_inner);
        // It rises slowly, so that a server which has become slower is believed after some answers.
        *quickest = Some(quickest.map_or(took, |known| took.min(known.mul_f64(1.05))));
    }

    /// Acquires a permit to send an attempt at `operation`. One that was throttled goes before those that wait.
    pub(crate) async fn acquire(&self, operation: &str, goes_first: bool) -> Permit {
        loop {
            let gate = self.gates().get(operation).cloned();
            let gate = match gate {
                Some(gate) => Some(gate.acquire(goes_first).await),
                None => None,
            };
            // Closing the semaphore is not part of this client; without its permit the attempt is simply not counted.
            let in_flight = Arc::clone(&self.in_flight).acquire_owned().await.ok();
            // While this one waited for the semaphore, another one may have been throttled.
            if gate.is_some() || !self.gates().contains_key(operation) {
                return Permit { gate, began: Instant::now(), _in_flight: in_flight };
            }
        }
    }

    /// When the pause of an operation ends, if it is paused.
    pub(crate) fn paused_until(&self, operation: &str) -> Option<Instant> {
        let gate = self.gates().get(operation).cloned()?;
        gate.paused_until().filter(|until| *until > Instant::now())
    }

    /// Whether the server has throttled the operation and has not admitted as many calls since.
    pub(crate) fn is_throttled(&self, operation: &str) -> bool {
        self.gates().contains_key(operation)
    }

    /// The server throttled the attempt; returns whether its next attempt goes before those that wait.
    ///
    /// A probe goes behind them: else one caller would spend all its attempts on probing.
    pub(crate) fn record_throttled(&self, operation: &str, permit: Permit, retry_after: Option<Duration>) -> bool {
        let Permit { gate: held, began, _in_flight } = permit;
        let gate = if let Some(held) = &held {
            Arc::clone(held.gate())
        } else {
            let mut gates = self.gates();
            Arc::clone(gates.entry(operation.to_owned()).or_insert_with(|| Arc::new(Gate::new(self.most))))
        };
        let is_probe = held.as_ref().is_some_and(GatePermit::is_probe);
        gate.record_throttled(began, is_probe, retry_after);
        !is_probe
    }

    /// The server admitted the attempt.
    pub(crate) fn record_admitted(&self, operation: &str, permit: Permit) {
        let Permit { gate: Some(held), began, _in_flight } = permit else { return };
        let gate = Arc::clone(held.gate());
        gate.record_admitted(began, held.is_probe());
        drop(held);
        if gate.is_open() {
            let mut gates = self.gates();
            if gates.get(operation).is_some_and(|known| Arc::ptr_eq(known, &gate) && gate.is_open()) {
                gates.remove(operation);
            }
        }
    }

    fn gates(&self) -> MutexGuard<'_, HashMap<String, Arc<Gate>>> {
        self.gates.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
