// The crate denies warnings, so that it compiles says that generated code alone causes none.
use serde_json::json;
use stigg_graphql_golden::{encode, round_trip};

use super::stigg::types::Legacy;
use super::stigg::{Deprecated, deprecated};

#[test]
fn decoding_warns_nobody() {
    let data: deprecated::Data =
        round_trip(r#"{"plan":{"legacyId":"l","old":{"id":"a"},"oldKind":"OLD","refId":"r"},"legacy":1}"#);
    assert_eq!(data.plan.unwrap().part.ref_id.as_deref(), Some("r"));
    let variables = Deprecated { r#in: Legacy { name: "n".into(), ..Legacy::default() }.into() };
    assert_eq!(encode(&variables), json!({"in": {"name": "n"}}));
}

#[test]
#[expect(deprecated, reason = "a use in code of the user's warns")]
fn reading_one_warns() {
    let data: deprecated::Data =
        round_trip(r#"{"plan":{"legacyId":"l","old":null,"oldKind":"NEW","refId":"r"},"legacy":1}"#);
    assert_eq!(data.plan.unwrap().legacy_id.as_deref(), Some("l"));
}
