//! Which faults strike a request.

use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use super::{Effect, Fault};

/// The faults of a sandbox, with what is left of each.
#[derive(Default)]
pub(crate) struct Faults {
    active: Mutex<Vec<Active>>,
}

struct Active {
    fault: Fault,
    passed: u32,
    struck: u32,
    /// When the requests of the last second passed, for [`Effect::RatePerSecond`].
    recent: VecDeque<Instant>,
}

impl Faults {
    pub(crate) fn add(&self, fault: Fault) {
        let active = Active { fault, passed: 0, struck: 0, recent: VecDeque::new() };
        self.active.lock().unwrap_or_else(PoisonError::into_inner).push(active);
    }

    pub(crate) fn clear(&self) {
        self.active.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }

    /// The effects on one operation, in order; at most one of them takes the answer's place.
    pub(crate) fn strike(&self, operation: Option<&str>, root_fields: &[String], socket: bool) -> Vec<Effect> {
        let mut active = self.active.lock().unwrap_or_else(PoisonError::into_inner);
        let mut effects = Vec::new();
        let mut replaced = false;
        for fault in active.iter_mut() {
            let concerns = match &fault.fault.on {
                None => true,
                Some(name) => operation == Some(name) || root_fields.contains(name),
            };
            let effect = &fault.fault.effect;
            let fits = socket == matches!(effect, Effect::CloseSocket { .. }) || (socket && effect.fits_socket());
            if !concerns || !fits || (replaced && effect.replaces()) {
                continue;
            }
            if let Some(effect) = fault.strike() {
                replaced |= effect.replaces();
                effects.push(effect);
            }
        }
        effects
    }
}

impl Active {
    fn strike(&mut self) -> Option<Effect> {
        if self.fault.times.is_some_and(|times| self.struck >= times) {
            return None;
        }
        if self.passed < self.fault.after {
            self.passed += 1;
            return None;
        }
        if let Effect::RatePerSecond { limit, .. } = self.fault.effect
            && self.passes(limit as usize)
        {
            return None;
        }
        self.struck += 1;
        Some(self.fault.effect.clone())
    }

    fn passes(&mut self, limit: usize) -> bool {
        let now = Instant::now();
        while self.recent.front().is_some_and(|then| now.duration_since(*then) >= Duration::from_secs(1)) {
            self.recent.pop_front();
        }
        if self.recent.len() >= limit {
            return false;
        }
        self.recent.push_back(now);
        true
    }
}

impl Effect {
    /// Whether it takes the place of the answer, so that only one of its sort can happen at a time.
    fn replaces(&self) -> bool {
        !matches!(
            self,
            Self::Delay(_)
                | Self::Gzip
                | Self::Partial { .. }
                | Self::NullEdges
                | Self::NullNodes
                | Self::StuckCursor
                | Self::Replace { .. }
                | Self::Remove { .. }
        )
    }

    /// Whether it means something for one subscription of a WebSocket.
    fn fits_socket(&self) -> bool {
        match self {
            Self::Error { .. } | Self::Cut | Self::CloseSocket { .. } => true,
            Self::Gzip => false,
            effect => !effect.replaces(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn strikes(faults: &Faults, operation: &str) -> Vec<Effect> {
        faults.strike(Some(operation), &[], false)
    }

    #[test]
    fn faults_that_replace_the_answer_take_turns() {
        let faults = Faults::default();
        faults.add(Fault::rate_limited().times(2));
        faults.add(Fault::gzip());
        faults.add(Fault::status(503).once());
        let limited = Effect::RateLimited { retry_after: None };
        assert_eq!(strikes(&faults, "A"), [limited.clone(), Effect::Gzip]);
        assert_eq!(strikes(&faults, "A"), [limited, Effect::Gzip]);
        assert_eq!(strikes(&faults, "A"), [Effect::Gzip, Effect::Status(503)]);
        assert_eq!(strikes(&faults, "A"), [Effect::Gzip]);
    }

    #[test]
    fn only_the_named_operation_counts() {
        let faults = Faults::default();
        faults.add(Fault::hang().on("B").after(1).once());
        assert_eq!(strikes(&faults, "A"), []);
        assert_eq!(strikes(&faults, "B"), []);
        assert_eq!(strikes(&faults, "A"), []);
        assert_eq!(strikes(&faults, "B"), [Effect::Hang]);
        assert_eq!(strikes(&faults, "B"), []);
    }

    #[test]
    fn root_fields_count_as_names() {
        let faults = Faults::default();
        faults.add(Fault::cut().on("customers"));
        assert_eq!(faults.strike(None, &["customers".to_owned()], false), [Effect::Cut]);
        assert_eq!(faults.strike(None, &["plans".to_owned()], false), []);
    }

    #[test]
    fn a_rate_lets_the_first_ones_through() {
        let faults = Faults::default();
        faults.add(Fault::rate_per_second(2));
        let struck: Vec<usize> = (0..3).map(|_| strikes(&faults, "A").len()).collect();
        assert_eq!(struck, [0, 0, 1]);
    }
}
