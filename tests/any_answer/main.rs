//! Whatever a server answers, the client gives data or an error. `fuzz/` looks longer, with the same check.
#![allow(missing_docs)]

mod target;

use proptest::prelude::*;
use stigg_graphql::operations::ReportUsage;
use stigg_graphql::operations::types::ReportUsageInput;

const ANSWERS: &[&str] = &[
    include_str!("get_entitlements_state.json"),
    include_str!("list_customers.json"),
    include_str!("refused.json"),
    include_str!("report_usage.json"),
    include_str!("update_package_entitlement.json"),
];

/// What JSON is made of, and names and values that mean something in an answer.
const TOKENS: &[&str] = &[
    "{",
    "}",
    "[",
    "]",
    ":",
    ",",
    "null",
    "true",
    "false",
    "0",
    "-0",
    "1",
    "-1.5e9",
    "1e400",
    "9007199254740993",
    "123456789012345678901234567890",
    "0.1",
    "\"\"",
    "\"text\"",
    "\"\\u0000\"",
    "\"\\ud83c\"",
    "\"\\ud83c\\udf9f\"",
    "\"__typename\"",
    "\"data\"",
    "\"errors\"",
    "\"extensions\"",
    "\"message\"",
    "\"path\"",
    "\"code\"",
    "\"edges\"",
    "\"node\"",
    "\"id\"",
    "\"FeatureEntitlement\"",
    "\"CreditEntitlement\"",
    "\"2025-02-30T25:00:00Z\"",
    "\"-\"",
    "{}",
    "[]",
    "[null]",
    "{\"a\":{}}",
    "\u{feff}",
    " ",
];

/// A good answer with a few pieces replaced: values by others, and bytes by anything.
fn answer() -> impl Strategy<Value = Vec<u8>> {
    let token = prop::sample::select(TOKENS).prop_map(|token| token.as_bytes().to_vec());
    let new = prop_oneof![4 => token, 1 => prop::collection::vec(any::<u8>(), 0..4)];
    let piece = (any::<prop::sample::Index>(), any::<bool>(), new);
    (prop::sample::select(ANSWERS), prop::collection::vec(piece, 0..5)).prop_map(|(answer, pieces)| {
        let mut bytes = answer.as_bytes().to_vec();
        for (at, is_value, new) in pieces {
            let start = at.index(bytes.len());
            if is_value && let Some((start, end)) = value(&bytes, start) {
                bytes.splice(start..end, new);
            } else {
                bytes.splice(start..=start, new);
            }
        }
        bytes
    })
}

/// The next value without parts: from behind a colon, bracket or comma to before the next sign.
fn value(bytes: &[u8], from: usize) -> Option<(usize, usize)> {
    let start = from + bytes[from..].iter().position(|byte| b":[,".contains(byte))? + 1;
    let end = start + bytes[start..].iter().position(|byte| b",]}{[".contains(byte))?;
    Some((start, end))
}

/// A few at each run; `PROPTEST_CASES=10000` looks longer.
fn cases() -> u32 {
    std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(256)
}

#[test]
fn good_answers_decode() {
    for answer in ANSWERS {
        target::target(answer.as_bytes());
    }
}

#[tokio::test]
async fn a_number_is_the_double_next_to_it() {
    let operation = ReportUsage::new(ReportUsageInput::new("customer", "feature", 1.0));
    let body = include_bytes!("report_usage.json").to_vec();
    let value = target::answered(operation, body).await.unwrap().data.report_usage.value;
    assert_eq!(value.to_string(), "124.89148443491327");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_answer(bytes in answer()) {
        target::target(&bytes);
    }

    #[test]
    fn any_bytes(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        target::target(&bytes);
    }
}
