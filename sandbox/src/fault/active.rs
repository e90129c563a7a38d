//! Which faults strike a request.

use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use super::connect::Connect;
use super::distort::Distortion;
use super::protocol::Protocol;
use super::respond::Respond;
use super::stage::Stage;
use super::stream::Stream;
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

    /// What strikes one operation; at most one effect of those that leave no right answer.
    pub(crate) fn strike(&self, operation: Option<&str>, root_fields: &[String], protocol: Protocol) -> Struck {
        let mut active = self.active.lock().unwrap_or_else(PoisonError::into_inner);
        let mut struck = Struck::default();
        let mut is_over = false;
        for fault in active.iter_mut() {
            let is_meant = match &fault.fault.on {
                None => true,
                Some(name) => operation == Some(name) || root_fields.contains(name),
            };
            let stage = fault.fault.effect.stage();
            let is_final = stage.is_final();
            if is_meant && stage.concerns(protocol) && !(is_over && is_final) && fault.strikes() {
                is_over |= is_final;
                struck.add(stage);
            }
        }
        struck
    }
}

/// What strikes one operation, by stage and in the order in which the faults were added.
#[derive(Debug, Default)]
pub(crate) struct Struck {
    pub(crate) connect: Vec<Connect>,
    pub(crate) respond: Option<Respond>,
    pub(crate) data: Vec<Distortion>,
    pub(crate) stream: Vec<Stream>,
}

impl Struck {
    fn add(&mut self, stage: Stage) {
        match stage {
            Stage::Connect(connect) => self.connect.push(connect),
            Stage::Respond(respond) => self.respond = Some(*respond),
            Stage::Data(distortion) => self.data.push(distortion),
            Stage::Stream(stream) => self.stream.push(stream),
        }
    }
}

impl Active {
    /// Counts one operation that it is about, and says whether that one is struck.
    fn strikes(&mut self) -> bool {
        if self.fault.times.is_some_and(|times| self.struck >= times) {
            return false;
        }
        if self.passed < self.fault.after {
            self.passed += 1;
            return false;
        }
        if let Effect::RatePerSecond { limit, .. } = self.fault.effect
            && self.passes(limit as usize)
        {
            return false;
        }
        self.struck += 1;
        true
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

#[cfg(test)]
mod tests {
    use http::StatusCode;

    use super::*;
    use crate::fault::distort::Gaps;

    fn strike(faults: &Faults, operation: &str) -> Struck {
        faults.strike(Some(operation), &[], Protocol::Http)
    }

    #[test]
    fn faults_that_replace_the_answer_take_turns() {
        let faults = Faults::default();
        faults.add(Fault::rate_limited().times(2));
        faults.add(Fault::gzip());
        faults.add(Fault::status(503).once());
        let statuses = [0; 4].map(|_| {
            let struck = strike(&faults, "A");
            assert_eq!(struck.stream, [Stream::Gzip]);
            struck.respond.map(|respond| respond.response.status())
        });
        let limited = Some(StatusCode::TOO_MANY_REQUESTS);
        assert_eq!(statuses, [limited, limited, Some(StatusCode::SERVICE_UNAVAILABLE), None]);
    }

    #[test]
    fn only_the_named_operation_counts() {
        let faults = Faults::default();
        faults.add(Fault::hang().on("B").after(1).once());
        let struck = ["A", "B", "A", "B", "B"].map(|operation| strike(&faults, operation).connect);
        assert_eq!(struck, [vec![], vec![], vec![], vec![Connect::Hang], vec![]]);
    }

    #[test]
    fn root_fields_count_as_names() {
        let faults = Faults::default();
        faults.add(Fault::cut().on("customers"));
        let struck = ["customers", "plans"].map(|field| faults.strike(None, &[field.to_owned()], Protocol::Http));
        assert_eq!(struck.map(|struck| struck.connect), [vec![Connect::Cut], vec![]]);
    }

    #[test]
    fn each_protocol_has_its_faults() {
        let faults = Faults::default();
        faults.add(Fault::gzip());
        faults.add(Fault::null_edges());
        faults.add(Fault::hang().once());
        faults.add(Fault::throttle_socket());
        let http = faults.strike(None, &[], Protocol::Http);
        assert_eq!((http.connect, http.stream), (vec![Connect::Hang], vec![Stream::Gzip]));
        assert_eq!(http.data, [Distortion::Gaps(Gaps::Edges)]);
        let socket = faults.strike(None, &[], Protocol::WebSocket);
        let reason = "ThrottlerException: Too Many Requests".to_owned();
        assert_eq!((socket.connect, socket.stream), (vec![Connect::Close { code: 4_500, reason }], vec![]));
        assert_eq!(socket.data, [Distortion::Gaps(Gaps::Edges)]);
    }

    #[test]
    fn a_rate_lets_the_first_ones_through() {
        let faults = Faults::default();
        faults.add(Fault::rate_per_second(2));
        let struck = [0; 3].map(|_| strike(&faults, "A").respond.is_some());
        assert_eq!(struck, [false, false, true]);
    }
}
