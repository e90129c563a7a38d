use futures_util::TryStreamExt;
use serde_json::json;

use crate::support::fake::{Fake, ok};
use crate::support::operations::ListPlans;

/// The most memory this process had, in KiB; only Linux tells.
fn peak() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?.trim().trim_end_matches(" kB").parse().ok()
}

#[tokio::test]
async fn a_hundred_thousand_nodes_pass_page_by_page() {
    // A page of 100 nodes of 500 bytes: all 1000 of them would be 50 MB.
    let fake = Fake::new(|number, _| {
        let edges: Vec<_> = (0..100).map(|_| json!({"node": {"name": "n".repeat(500)}})).collect();
        let info = json!({"hasNextPage": number < 999, "endCursor": format!("c{number}")});
        ok(json!({"data": {"plans": {"edges": edges, "pageInfo": info}}}).to_string())
    });
    let before = peak();
    let mut plans = fake.client().paginate(ListPlans::default()).prefetch(1);
    let mut count = 0;
    while let Some(plan) = plans.try_next().await.unwrap() {
        assert_eq!(plan.name.len(), 500);
        count += 1;
    }
    assert_eq!((count, fake.count()), (100_000, 1000));
    if let (Some(before), Some(after)) = (before, peak()) {
        println!("peak grew by {} KiB", after - before);
        assert!(after - before < 20_000, "{} KiB", after - before);
    }
}
