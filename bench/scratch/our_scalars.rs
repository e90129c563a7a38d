/// Our types.
mod scalars {
    pub type ConnectionCursor = String;
    pub use stigg_graphql::scalars::{
        Amount, DateTime, EpochMillis, Json as JSON, JsonObject as JSONObject, Uuid as UUID,
    };
}
