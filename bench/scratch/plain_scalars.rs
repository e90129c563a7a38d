/// What one writes without a library for money and times.
mod scalars {
    pub type Amount = f64;
    pub type ConnectionCursor = String;
    pub type DateTime = String;
    pub type EpochMillis = f64;
    pub type JSON = serde_json::Value;
    pub type JSONObject = serde_json::Map<String, serde_json::Value>;
    pub type UUID = String;
}
