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

use std::collections::{BTreeMap, HashMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::{Notify, OwnedSemaphorePermit, Semaphore, oneshot};
use tokio::time::{Instant, sleep_until};

/// The first pause where the server does not say how long.
const FIRST_PAUSE: Duration = Duration::from_millis(500);
/// The longest pause that the doubling leads to; published limits count by the minute.
const LONGEST_PAUSE: Duration = Duration::from_secs(30);

/// How long an attempt counts as in flight at its gate; what takes longer is most likely lost.
const LOST_AFTER: Duration = Duration::from_secs(5);
/// No answer is expected in less.
const QUICKEST: Duration = Duration::from_millis(100);

/// Bounds what is in flight, over all operations and for each throttled one.
pub(crate) struct Throttle {
    in_flight: Arc<Semaphore>,
    most: usize,
    gates: Mutex<HashMap<String, Arc<Gate>>>,
    quickest: Mutex<Option<Duration>>,
}

/// Leave to send one attempt; dropping it gives the place back.
pub(crate) struct Leave {
    pass: Option<Pass>,
    began: Instant,
    _place: Option<OwnedSemaphorePermit>,
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

    /// Tells how long a good answer took.
    pub(crate) fn answered(&self, leave: &Leave) {
        let took = leave.began.elapsed();
        let mut quickest = self.quickest.lock().unwrap_or_else(PoisonError::into_inner);
        // It rises slowly, so that a server which has become slower is believed after some answers.
        *quickest = Some(quickest.map_or(took, |known| took.min(known.mul_f64(1.05))));
    }

    /// Waits until an attempt at `operation` may be sent. One that was turned away goes before those that wait.
    pub(crate) async fn leave(&self, operation: &str, again: bool) -> Leave {
        loop {
            let gate = self.gates().get(operation).cloned();
            let pass = match gate {
                Some(gate) => Some(gate.pass(again).await),
                None => None,
            };
            // Closing the semaphore is not part of this client; without a place the attempt is simply not counted.
            let place = Arc::clone(&self.in_flight).acquire_owned().await.ok();
            // While this one waited for a place, another one may have been turned away.
            if pass.is_some() || !self.gates().contains_key(operation) {
                return Leave { pass, began: Instant::now(), _place: place };
            }
        }
    }

    /// When the pause of an operation ends, if it is paused.
    pub(crate) fn paused_until(&self, operation: &str) -> Option<Instant> {
        let gate = self.gates().get(operation).cloned()?;
        let until = gate.state().paused_until;
        until.filter(|until| *until > Instant::now())
    }

    /// Whether the server has turned the operation away and has not let as many through since.
    pub(crate) fn is_throttled(&self, operation: &str) -> bool {
        self.gates().contains_key(operation)
    }

    /// Tells that the server turned the attempt away; returns whether its next attempt goes before those that wait.
    ///
    /// A probe goes behind them: else one caller would spend all its attempts on probing.
    pub(crate) fn turned_away(&self, operation: &str, leave: Leave, retry_after: Option<Duration>) -> bool {
        let Leave { pass, began, _place } = leave;
        let gate = if let Some(pass) = &pass {
            Arc::clone(&pass.gate)
        } else {
            let mut gates = self.gates();
            Arc::clone(gates.entry(operation.to_owned()).or_insert_with(|| Arc::new(Gate::new(self.most))))
        };
        let probe = pass.as_ref().is_some_and(|pass| pass.probe);
        gate.turned_away(began, probe, retry_after);
        !probe
    }

    /// Tells that the server let the attempt through.
    pub(crate) fn let_through(&self, operation: &str, leave: Leave) {
        let Leave { pass: Some(pass), began, _place } = leave else { return };
        let gate = Arc::clone(&pass.gate);
        gate.let_through(began, pass.probe);
        drop(pass);
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

/// The gate of one operation.
struct Gate {
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
    /// Only one call goes ahead until it is let through.
    must_probe: bool,
    /// The number of the probe that is under way.
    probing: Option<u64>,
    /// Throttlings in a row.
    strikes: u32,
    waiting: VecDeque<oneshot::Sender<Pass>>,
}

/// Leave of one gate.
struct Pass {
    gate: Arc<Gate>,
    probe: bool,
    /// Its number; `None` once the place was given on without being used.
    number: Option<u64>,
}

impl Gate {
    fn new(most: usize) -> Self {
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

    async fn pass(self: Arc<Self>, again: bool) -> Pass {
        let (sender, mut receiver) = oneshot::channel();
        {
            let mut state = self.state();
            if again {
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
                pass = &mut receiver => {
                    if let Ok(pass) = pass {
                        return pass;
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

    /// Gives leave to as many as may go now.
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
            let (probe, number) = (state.must_probe, state.admitted);
            match next.send(Pass { gate: Arc::clone(self), probe, number: Some(number) }) {
                Ok(()) => {
                    state.admitted += 1;
                    state.in_flight.insert(number, Instant::now());
                    if probe {
                        state.probing = Some(number);
                    }
                }
                // That caller has gone. Its pass holds nothing, and dropping it must not take the lock held here.
                Err(mut unused) => unused.number = None,
            }
        }
    }

    fn turned_away(&self, began: Instant, probe: bool, retry_after: Option<Duration>) {
        let now = Instant::now();
        {
            let mut state = self.state();
            // What was sent before the last pause was called tells of the same event.
            let news = probe || state.pause_called.is_none_or(|called| began > called);
            if news {
                state.strikes = state.strikes.saturating_add(1);
                state.window = (state.window / 2.0).max(1.0);
                state.must_probe = true;
                state.pause_called = Some(now);
            }
            // What the server asks for is the least: a word of no time at all is no leave to hammer.
            let own = if news { doubling_pause(state.strikes) } else { Duration::ZERO };
            let pause = own.max(retry_after.unwrap_or_default());
            state.paused_until = state.paused_until.max(Some(now + pause));
        }
        self.paused.notify_waiters();
    }

    fn let_through(&self, began: Instant, probe: bool) {
        let mut state = self.state();
        if probe {
            state.must_probe = false;
            state.strikes = 0;
        } else if !state.must_probe && state.pause_called.is_none_or(|called| began > called) {
            state.window = (state.window + 0.5 / state.window).min(self.most);
        }
    }

    /// Whether it holds nothing back any more and nobody waits.
    fn is_open(&self) -> bool {
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

impl Drop for Pass {
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

/// The pause after this many throttlings in a row: doubled each time, between half and all of it.
fn doubling_pause(strikes: u32) -> Duration {
    let doubled = 1u32.checked_shl(strikes.saturating_sub(1)).unwrap_or(u32::MAX);
    FIRST_PAUSE.saturating_mul(doubled).min(LONGEST_PAUSE).mul_f64(0.5 + fastrand::f64() / 2.0)
}
