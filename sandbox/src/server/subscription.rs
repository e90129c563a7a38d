//! One operation on a WebSocket.

use std::sync::Arc;

use apollo_compiler::executable::OperationType;
use serde_json::Value;
use tokio::sync::mpsc;
use tokio::task::block_in_place;

use super::message::ServerMessage;
use super::operation::received;
use super::service::Service;
use crate::execution::answer::Answer;
use crate::execution::engine::Prepared;
use crate::execution::parameters::Parameters;
use crate::fault::connect::Connect;
use crate::fault::distort::Distortion;
use crate::fault::protocol::Protocol;
use crate::scope::Scope;

/// An operation that was asked for with `subscribe`.
pub(crate) struct Task {
    pub(crate) service: Arc<Service>,
    pub(crate) id: String,
    /// Which of all operations of the socket it is, as an id can be used again.
    pub(crate) number: u64,
    pub(crate) parameters: Parameters,
    pub(crate) scope: Scope,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) out: mpsc::Sender<(u64, ServerMessage)>,
}

impl Task {
    /// Runs until it completes; it is aborted when the client completes it or goes away.
    pub(crate) async fn run(mut self) {
        let prepared = block_in_place(|| self.service.engine.prepare(&self.parameters));
        let entry = received(&self.parameters, prepared.as_ref().ok(), std::mem::take(&mut self.headers));
        let struck = self.service.faults.strike(entry.operation.as_deref(), &entry.root_fields, Protocol::WebSocket);
        self.service.journal.add(entry);
        for connect in struck.connect {
            match connect {
                Connect::Delay(delay) => tokio::time::sleep(delay).await,
                Connect::Hang => std::future::pending().await,
                Connect::Cut => return self.say(ServerMessage::Cut).await,
                Connect::Close { code, reason } => return self.say(ServerMessage::Close { code, reason }).await,
            }
        }
        if let Some(answer) = struck.respond.and_then(|respond| respond.error) {
            return self.fail(answer).await;
        }
        let distortions = struck.data;
        let allowed = prepared.and_then(|prepared| prepared.allowed(&self.scope).map(|()| prepared));
        match allowed {
            Err(answer) => self.fail(answer).await,
            Ok(prepared) if prepared.operation_type == OperationType::Subscription => {
                self.stream(&prepared, &distortions).await;
            }
            Ok(prepared) => {
                let answer = block_in_place(|| self.service.engine.execute(&prepared, None));
                self.next(answer, &distortions).await;
                self.say(ServerMessage::Complete { id: self.id.clone() }).await;
            }
        }
    }

    async fn stream(&self, prepared: &Prepared, distortions: &[Distortion]) {
        let events = &self.service.events;
        // A subscription has exactly one root field; validation saw to it.
        let Some(field) = prepared.root_fields.first() else { return };
        let mut live = events.subscribe(field);
        for event in events.script(field) {
            self.event(prepared, event.clone(), distortions).await;
        }
        let mut turn = 0_u64;
        let mut ticks = events.every().map(tokio::time::interval);
        if let Some(ticks) = &mut ticks {
            // The first tick of an interval is at once.
            ticks.tick().await;
        }
        loop {
            let tick = async {
                match &mut ticks {
                    Some(ticks) => ticks.tick().await,
                    None => std::future::pending().await,
                }
            };
            tokio::select! {
                event = live.recv() => match event {
                    Some(event) => self.event(prepared, event, distortions).await,
                    None => break,
                },
                _ = tick => {
                    turn += 1;
                    let answer = block_in_place(|| self.service.engine.execute_turn(prepared, turn));
                    self.next(answer, distortions).await;
                }
            }
        }
    }

    async fn event(&self, prepared: &Prepared, event: Value, distortions: &[Distortion]) {
        let answer = block_in_place(|| self.service.engine.execute(prepared, Some(event)));
        self.next(answer, distortions).await;
    }

    async fn next(&self, mut payload: Answer, distortions: &[Distortion]) {
        for distortion in distortions {
            distortion.apply(&mut payload);
        }
        self.say(ServerMessage::Next { id: self.id.clone(), payload }).await;
    }

    async fn fail(&self, answer: Answer) {
        let errors = answer.errors;
        self.say(ServerMessage::Error { id: self.id.clone(), errors }).await;
    }

    async fn say(&self, message: ServerMessage) {
        // A socket that is closed has nobody left to be told.
        let _ = self.out.send((self.number, message)).await;
    }
}
