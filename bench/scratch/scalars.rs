mod operations;

/// The same types as ours, so that both sides read the same.
mod scalars {
    pub type ConnectionCursor = String;
    pub use stigg_graphql::scalars::{DateTime, Json as JSON, JsonObject as JSONObject, Uuid as UUID};
}
