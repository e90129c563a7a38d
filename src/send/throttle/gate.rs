//! The gate of an operation that was throttled: pauses, then admits one call as a probe, then more and more at a time.

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::{Notify, oneshot};
use tokio::time::{Instant, sleep_until};

use crate::send::backoff::{Backoff, Jitter};

/// The pauses where the server does not say how long; published limits count by the minute.
const PAUSES: Backoff =
    Backoff { initial: Duration::from_millis(500), max: Duration::from_secs(30), jitter: Jitter::Equal };

/// How long an attempt counts as in flight at its gate; what takes longer is most likely lost.
const LOST_AFTER: Duration = Duration::from_secs(5);

/// The gate of one operation.
pub(super) struct Gate {
    state: Mutex<State>,
    /// Wakes the waiting when a pause begins, so that each knows when it ends.
    paused: Notify,
    most: f64,
}

struct State {
    /// How many may be in flight; its whole part counts.
    window: f64,
    /// What is in flight: when each began, by number.
    in_flight: BTreeMap<u64, Instant>,
    /// How many were ever admitted.
    admitted: u64,
    paused_until: Option<Instant>,
    /// When the last pause was called; what was sent before tells nothing new.
    pause_called: Option<Instant>,
    /// Only one call goes ahead until it is admitted.
    must_probe: bool,
    /// The number of the probe that is under way.
    probing: Option<u64>,
    /// Throttlings in a row.
    strikes: u32,
    waiting: VecDeque<oneshot::Sender<GatePermit>>,
}

/// A permit of one gate; dropping it gives it back.
pub(super) struct GatePermit {
    gate: Arc<Gate>,
    is_probe: bool,
    /// Its number; `None` where it was never used.
    number: Option<u64>,
}

impl GatePermit {
    pub(super) fn gate(&self) -> &Arc<Gate> {
        &self.gate
    }

    pub(super) fn is_probe(&self) -> bool {
        self.is_probe
    }
}

impl Gate {
    pub(super) fn new(most: usize) -> Self {
        #[expect(clippy::cast_precision_loss, reason = "a bound on concurrency is far below 2^52")]
        let most = most as f64;
        let state = State {
            window: most,
            in_flight: BTreeMap::new(),
            admitted: 0,
            paused_until: None,
            pause_called: None,
            must_probe: false,
            probing: None,
            strikes: 0,
            waiting: VecDeque::new(),
        };
        Self { state: Mutex::new(state), paused: Notify::new(), most }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) async fn acquire(self: Arc<Self>, goes_first: bool) -> GatePermit {
        let (sender, mut receiver) = oneshot::channel();
        {
            let mut state = self.state();
            if goes_first {
                state.waiting.push_front(sender);
            } else {
                state.waiting.push_back(sender);
            }
        }
        loop {
            let called = self.paused.notified();
            self.admit();
            let until = self.state().next_change();
            tokio::select! {
                biased;
                permit = &mut receiver => {
                    if let Ok(permit) = permit {
                        return permit;
                    }
                    // The sender is only dropped after it was used; ask for a new place in line.
                    let (sender, next) = oneshot::channel();
                    receiver = next;
                    self.state().waiting.push_front(sender);
                }
                () = called => {}
                () = sleep_until(until.unwrap_or_else(Instant::now)), if until.is_some() => {}
            }
        }
    }

    /// Gives permits to as many as may go now.
    fn admit(self: &Arc<Self>) {
        let mut state = self.state();
        if state.paused_until.is_some_and(|until| until > Instant::now()) {
            return;
        }
        state.paused_until = None;
        state.give_up_lost();
        loop {
            let free =
                if state.must_probe { state.probing.is_none() } else { state.in_flight.len() < whole(state.window) };
            if !free {
                return;
            }
            let Some(next) = state.waiting.pop_front() else { return };
            let (is_probe, number) = (state.must_probe, state.admitted);
            match next.send(GatePermit { gate: Arc::clone(self), is_probe, number: Some(number) }) {
                Ok(()) => {
                    state.admitted += 1;
                    state.in_flight.insert(number, Instant::now());
                    if is_probe {
                        state.probing = Some(number);
                    }
                }
                // That caller has gone. Its permit holds nothing, and dropping it must not take the lock held here.
                Err(mut unused) => unused.number = None,
            }
        }
    }

    pub(super) fn record_throttled(&self, began: Instant, is_probe: bool, retry_after: Option<Duration>) {
        let now = Instant::now();
        {
            let mut state = self.state();
            // What was sent before the last pause was called tells of the same event.
            let is_news = is_probe || state.pause_called.is_none_or(|called| began > called);
            if is_news {
                state.strikes = state.strikes.saturating_add(1);
                state.window = (state.window / 2.0).max(1.0);
                state.must_probe = true;
                state.pause_called = Some(now);
            }
            // What the server asks for is the least: a word of no time at all is no permit to hammer.
            let own = if is_news { PAUSES.wait(state.strikes) } else { Duration::ZERO };
            let pause = own.max(retry_after.unwrap_or_default());
            state.paused_until = state.paused_until.max(Some(now + pause));
        }
        self.paused.notify_waiters();
    }

    pub(super) fn record_admitted(&self, began: Instant, is_probe: bool) {
        let mut state = self.state();
        if is_probe {
            state.must_probe = false;
            state.strikes = 0;
        } else if !state.must_probe && state.pause_called.is_none_or(|called| began > called) {
            state.window = (state.window + 0.5 / state.window).min(self.most);
        }
    }

    /// When its pause ends, if it had one.
    pub(super) fn paused_until(&self) -> Option<Instant> {
        self.state().paused_until
    }

    /// Whether it holds nothing back any more and nobody waits.
    pub(super) fn is_open(&self) -> bool {
        let state = self.state();
        state.window >= self.most && !state.must_probe && state.in_flight.is_empty() && state.waiting.is_empty()
    }
}

impl State {
    /// When the gate may let somebody go although nobody comes back.
    fn next_change(&self) -> Option<Instant> {
        self.paused_until.or_else(|| self.in_flight.values().next().map(|began| *began + LOST_AFTER))
    }

    fn give_up_lost(&mut self) {
        let now = Instant::now();
        while let Some(oldest) = self.in_flight.first_entry()
            && *oldest.get() + LOST_AFTER <= now
        {
            let (number, _) = oldest.remove_entry();
            self.probing = self.probing.filter(|probe| *probe != number);
        }
    }
}

impl Drop for GatePermit {
    fn drop(&mut self) {
        let Some(number) = self.number else { return };
        {
            let mut state = self.gate.state();
            state.in_flight.remove(&number);
            state.probing = state.probing.filter(|probe| *probe != number);
        }
        self.gate.admit();
    }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a window is between 1 and the bound")]
fn whole(window: f64) -> usize {
    window as usize
}
