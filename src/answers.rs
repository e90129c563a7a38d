//! Answers of a server, recorded once as readable files and played without a network. Needs the feature `answers`.
//!
//! A [`Recorder`] is a transport that keeps what it carries: a file for each operation and its variables, for review and
//! for the repository. A [`Player`] answers from these files. So tests run queries against what the API once said, offline;
//! and when an operation no longer sends what was recorded, its test fails with the name of the operation and the file.
//!
//! ```
//! use serde_json::json;
//! use stigg_graphql::Client;
//! use stigg_graphql::answers::{Player, Recorder};
//! use stigg_graphql::transport::{Reply, Request, Sending, Transport};
//!
//! /// Stands for the API, so that this runs without a key.
//! struct Canned;
//!
//! impl Transport for Canned {
//!     fn send(&self, _: Request) -> Sending<'_> {
//!         Box::pin(async { Ok(Reply::new(200, r#"{"data":{"plan":{"name":"Pro","owner":"ann@example.com"}}}"#)) })
//!     }
//! }
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! // In your crate: `tests/answers`.
//! let folder = std::env::temp_dir().join(format!("stigg-graphql-answers-{}", std::process::id()));
//! let document = "query Plan($id: ID!) { plan(id: $id) { name owner } }";
//!
//! // Once, with a key: `Recorder::new(&folder)` carries over HTTP.
//! let recorder = Recorder::around(Canned, &folder).mask("plan.owner", "someone@example.com");
//! let client = Client::builder().key("server-1").transport(recorder).build()?;
//! client.send_raw(document, json!({"id": "pro"})).await?;
//!
//! // In every test.
//! let client = Client::builder().key("server-none").transport(Player::new(&folder)).build()?;
//! let data = client.send_raw(document, json!({"id": "pro"})).await?;
//! assert_eq!(data["plan"], json!({"name": "Pro", "owner": "someone@example.com"}));
//!
//! let error = client.send_raw(document, json!({"id": "free"})).await.unwrap_err();
//! assert!(error.to_string().contains("no answer to `Plan` with these variables is recorded"));
//! # std::fs::remove_dir_all(&folder)?;
//! # Ok(())
//! # }
//! ```

mod mask;
mod player;
mod recorder;
mod recording;

pub use player::Player;
pub use recorder::Recorder;
