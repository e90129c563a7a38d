//! Whatever a text holds, reading it from the text and by way of serde gives the same. `fuzz/` looks longer, with the same
//! check.
#![allow(missing_docs)]

mod node;
mod target;

use proptest::prelude::*;
use proptest::sample::Index;
use stigg_graphql::operations::list_customers;

use self::node::Node;

const ANSWERS: &[&str] = &[
    include_str!("../any_answer/get_entitlements_state.json"),
    include_str!("../any_answer/list_customers.json"),
    include_str!("../any_answer/report_usage.json"),
    include_str!("../any_answer/update_package_entitlement.json"),
];

/// What may stand in the place of any value.
const VALUES: &[&str] = &[
    "null",
    "true",
    "false",
    "tru",
    "nul",
    "0",
    "-0",
    "-1",
    "00",
    "01",
    "-",
    "1.",
    ".5",
    "1e",
    "1e+",
    "0.0",
    "-0.0",
    "0.10",
    "49.990",
    "1.5e3",
    "1E-7",
    "2147483647",
    "2147483648",
    "-2147483648",
    "-2147483649",
    "9007199254740993",
    "9223372036854775808",
    "-9223372036854775808",
    "-9223372036854775809",
    "18446744073709551615",
    "18446744073709551616",
    "123456789012345678901234567890",
    "0.1234567890123456789",
    "124.89148443491327",
    "2.2250738585072011e-308",
    "5e-324",
    "1e-400",
    "1e400",
    "0e99999999999999999999",
    "\"\"",
    "\"text\"",
    "\"é\u{1f39f}\u{7f}\u{80}\"",
    "\"\\u0000\\n\\\"\\\\\\/\"",
    "\"\\ud83c\\udf9f\"",
    "\"\\ud83c\"",
    "\"\\x\"",
    "\"\u{1}\"",
    "\"\n\"",
    "\"open",
    "\"__typename\"",
    "\"CreditEntitlement\"",
    "\"NoSuchType\"",
    "\"ACTIVE\"",
    "\"2022-08-24T21:00:13.000Z\"",
    "\"2022-08-24T21:00:13.00Z\"",
    "\"2022-08-24T23:00:13.123456789+02:00\"",
    "\"2025-02-30T25:00:00.000Z\"",
    "\"12.50\"",
    "\"a6c35509-ab76-4022-8222-000000000019\"",
    "{}",
    "[]",
    "{",
    "[",
    "]",
    "}",
    "[1,]",
    "{\"a\":1,}",
    "[null,\"a\",{\"b\":[-1.50,18446744073709551616,{}]}]",
    "{\"a\":{\"a\":1,\"a\":[2.0,true]},\"\\u0061\":null}",
    "{\"$serde_json::private::Number\":\"1\"}",
    "{\"$serde_json::private::RawValue\":\"1\"}",
    "1 2",
    "",
];

/// A change of one value.
#[derive(Debug, Clone)]
enum Change {
    /// Another in its place.
    Value(&'static str),
    /// As deep as this in lists, or in objects.
    Deep(usize, bool),
    /// One of its keys or items a second time, at the end, and with another value.
    Twice(Index, &'static str),
    /// One of its keys or items elsewhere.
    Moved(Index, Index),
    /// One of its keys or items is not there.
    Gone(Index),
    /// A key that nobody knows.
    Unknown(&'static str),
}

fn change() -> impl Strategy<Value = Change> {
    let value = || prop::sample::select(VALUES);
    prop_oneof![
        4 => value().prop_map(Change::Value),
        1 => (1..140usize, any::<bool>()).prop_map(|(depth, is_list)| Change::Deep(depth, is_list)),
        2 => (any::<Index>(), value()).prop_map(|(which, value)| Change::Twice(which, value)),
        2 => (any::<Index>(), any::<Index>()).prop_map(|(which, to)| Change::Moved(which, to)),
        1 => any::<Index>().prop_map(Change::Gone),
        2 => value().prop_map(Change::Unknown),
    ]
}

/// How JSON is written: what stands between its signs, and whether its strings are escaped.
fn style() -> impl Strategy<Value = (&'static str, bool)> {
    (prop::sample::select(&["", "", " ", "\n\t", "\r\n  ", "\u{a0}"][..]), prop::bool::weighted(0.2))
}

/// The data of a good answer with a few values changed, and then perhaps a byte.
fn data() -> impl Strategy<Value = Vec<u8>> {
    let changes = prop::collection::vec((any::<Index>(), change()), 0..4);
    let byte = prop::option::weighted(0.2, (any::<Index>(), any::<u8>()));
    (prop::sample::select(ANSWERS), changes, style(), byte).prop_map(|(answer, changes, (space, escaped), byte)| {
        let mut data = Node::data(answer);
        for (at, change) in changes {
            let values = data.count();
            data.change(&mut at.index(values), &change);
        }
        let mut bytes = data.print(space, escaped).into_bytes();
        if let Some((at, byte)) = byte {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        bytes
    })
}

/// A few at each run; `PROPTEST_CASES=10000` looks longer.
fn cases() -> u32 {
    std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(256)
}

#[test]
fn good_answers_are_read() {
    for answer in ANSWERS {
        for (space, escaped) in [("", false), ("\n ", false), ("", true)] {
            target::target(Node::data(answer).print(space, escaped).as_bytes());
        }
    }
    let data = Node::data(ANSWERS[1]).print("", false);
    assert!(target::by_serde::<list_customers::Data>(data.as_bytes()).is_ok());
}

#[test]
fn any_value_in_any_place() {
    let answer = Node::data(ANSWERS[3]);
    for at in 0..answer.count() {
        for value in VALUES {
            let mut data = answer.clone();
            data.change(&mut { at }, &Change::Value(value));
            target::target(data.print("", false).as_bytes());
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_data(bytes in data()) {
        target::target(&bytes);
    }
}
