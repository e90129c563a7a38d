//! What answers cost in memory. One test in a process of its own, since the peak is that of the process.
#![allow(missing_docs, unreachable_pub, dead_code, clippy::pedantic)]

#[path = "support/mod.rs"]
mod support;

use futures_util::TryStreamExt;
use serde_json::json;
use stigg_graphql::error::ErrorKind;
use stigg_graphql::operations::ListCustomers;
use stigg_graphql::{Client, Error, RetryPolicy};

use support::fake::{Answer, Fake, ok, reply};
use support::operations::{GetPlan, ListPlans};

/// The most memory this process had since the last reset, in KiB; only Linux tells.
fn peak() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?.trim().trim_end_matches(" kB").parse().ok()
}

fn reset() -> Option<u64> {
    std::fs::write("/proc/self/clear_refs", "5").ok()?;
    peak()
}

/// By how many MiB the peak grows.
async fn grown<T>(what: &str, done: impl Future<Output = T>) -> (T, u64) {
    let before = reset();
    let result = done.await;
    let grown = peak().zip(before).map_or(0, |(after, before)| after.saturating_sub(before) / 1024);
    println!("{what}: {grown} MiB");
    (result, grown)
}

/// 8 MiB of this item, in a list.
fn list(item: &str) -> String {
    vec![item; (8 << 20) / (item.len() + 1)].join(",")
}

fn client(answer: Answer) -> Client {
    Fake::script([answer]).builder().retry(RetryPolicy::none()).build().unwrap()
}

#[tokio::test]
async fn memory_is_bounded() {
    a_hundred_thousand_nodes_pass_page_by_page().await;
    an_answer_takes_a_small_multiple_of_its_size().await;
}

async fn a_hundred_thousand_nodes_pass_page_by_page() {
    // A page of 100 nodes of 500 bytes: all 1000 of them would be 50 MB.
    let fake = Fake::new(|number, _| {
        let edges: Vec<_> = (0..100).map(|_| json!({"node": {"name": "n".repeat(500)}})).collect();
        let info = json!({"hasNextPage": number < 999, "endCursor": format!("c{number}")});
        ok(json!({"data": {"plans": {"edges": edges, "pageInfo": info}}}).to_string())
    });
    let pages = async {
        let mut plans = fake.client().paginate(ListPlans::default()).prefetch(1);
        let mut count = 0;
        while let Some(plan) = plans.try_next().await.unwrap() {
            assert_eq!(plan.name.len(), 500);
            count += 1;
        }
        count
    };
    let (count, grown) = grown("100,000 nodes", pages).await;
    assert_eq!((count, fake.count()), (100_000, 1000));
    assert!(grown < 20, "{grown} MiB");
}

async fn an_answer_takes_a_small_multiple_of_its_size() {
    let errors = |entries: String| ok(format!(r#"{{"errors":[{entries}]}}"#));
    let numbers = list("1");
    let refusals = [
        ("empty errors", errors(list("{}")), ErrorKind::GraphQl),
        ("numbers as errors", errors(numbers.clone()), ErrorKind::GraphQl),
        (
            "one error with much beside it",
            errors(format!(r#"{{"message":"m","extensions":{{"n":[{numbers}]}}}}"#)),
            ErrorKind::GraphQl,
        ),
        ("one error with a long path", errors(format!(r#"{{"message":"m","path":[{numbers}]}}"#)), ErrorKind::GraphQl),
        ("one error of many members", errors(format!("{{{}}}", list(r#""a":1"#))), ErrorKind::GraphQl),
        ("a long message", errors(format!(r#"{{"message":"{}"}}"#, "m".repeat(8 << 20))), ErrorKind::GraphQl),
        ("no GraphQL at all", ok(format!("[{numbers}]")), ErrorKind::NotGraphQl),
        ("members nobody knows", ok(format!("{{{}}}", list(r#""a":1"#))), ErrorKind::NotGraphQl),
        ("a long refusal", reply(500, format!(r#"{{"message":[{numbers}]}}"#)), ErrorKind::Http),
        ("data with errors", ok(format!(r#"{{"data":{{"x":[{numbers}]}},"errors":[1]}}"#)), ErrorKind::GraphQl),
    ];
    for (what, answer, kind) in refusals {
        let client = client(answer);
        let (result, grown) = grown(what, client.send(GetPlan {})).await;
        assert_eq!(result.unwrap_err().kind(), kind, "{what}");
        assert!(grown < 24, "{what}: {grown} MiB");
    }

    let beside = ok(format!(r#"{{"data":{{"plan":{{"name":"Pro"}}}},"extensions":{{"n":[{numbers}],"cost":3}}}}"#));
    let client_of_it = client(beside);
    let (response, grown_by) = grown("extensions", client_of_it.execute(GetPlan {})).await;
    let extensions = response.unwrap().extensions;
    assert_eq!(json!(extensions), json!({"cost": 3}), "what there is no room for is left out");
    assert!(grown_by < 24, "{grown_by} MiB");

    // An allowance of 128 MiB, and half of it once more while a list is moved.
    let too_much = |error: Error| {
        assert_eq!(error.kind(), ErrorKind::Decode);
        assert!(error.to_string().contains("too much memory"), "{error}");
        error.path().map(str::to_owned)
    };
    for (edge, path) in [("null", "customers.edges"), (r#"{"node":null}"#, "customers.edges")] {
        let edges = format!(r#"{{"data":{{"customers":{{"edges":[{}],"pageInfo":{{}}}}}}}}"#, list(edge));
        let client = client(ok(edges));
        let (result, grown) = grown(edge, client.send(ListCustomers::default())).await;
        assert_eq!(too_much(result.unwrap_err()).as_deref(), Some(path));
        assert!(grown < 250, "{grown} MiB");
    }
    for item in [r#"{"":0}"#, "1"] {
        let client = client(ok(format!(r#"{{"data":{{"x":[{}]}}}}"#, list(item))));
        let (result, grown) = grown(item, client.send_raw("{ x }", json!({}))).await;
        too_much(result.unwrap_err());
        assert!(grown < 250, "{grown} MiB");
    }
}
