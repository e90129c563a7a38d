use std::time::Duration;

use futures_util::{Stream, StreamExt, TryStreamExt};
use serde_json::{Value, json};
use stigg_graphql::error::ErrorKind;
use stigg_graphql::transport::Request;
use stigg_graphql::{Error, RetryPolicy};

use tokio::time::Instant;

use crate::support::fake::{Answer, Fake, ok, reply};
use crate::support::operations::{ListContracts, ListPlans, Paging, Plan};

fn page(names: &[&str], info: Value) -> Answer {
    let edges: Vec<_> = names.iter().map(|name| json!({"node": {"name": name}})).collect();
    ok(json!({"data": {"plans": {"edges": edges, "pageInfo": info, "totalCount": 9}}}).to_string())
}

fn next(cursor: &str) -> Value {
    json!({"hasNextPage": true, "endCursor": cursor})
}

fn end() -> Value {
    json!({"hasNextPage": false, "endCursor": null})
}

fn names(plans: Vec<Plan>) -> Vec<String> {
    plans.into_iter().map(|plan| plan.name).collect()
}

fn after(millis: u64, answer: Answer) -> Answer {
    Answer::After(Duration::from_millis(millis), Box::new(answer))
}

fn number_of(request: &Request) -> usize {
    let body: Value = serde_json::from_slice(&request.body).unwrap();
    body["variables"]["page"].as_u64().unwrap() as usize
}

/// A page of one contract; its number, and how many there are.
fn contract(number: usize, total: usize) -> Answer {
    ok(json!({"data": {"contracts": [number], "totalCount": total}}).to_string())
}

/// `total` pages of one contract.
fn contracts(total: usize) -> Fake {
    Fake::new(move |_, request| after(20, contract(number_of(request), total)))
}

fn first_contract() -> ListContracts {
    ListContracts { page: 1, limit: 1 }
}

/// The numbers of the pages that were asked for, by when that was, in milliseconds.
fn asked(fake: &Fake, began: Instant) -> Vec<(u128, usize)> {
    fake.seen().iter().map(|seen| ((seen.at - began).as_millis(), number_of(&seen.request))).collect()
}

/// A list of `count` plans, paged as Stigg pages, forward and backward.
fn list(count: usize) -> Fake {
    Fake::new(move |_, request| list_page(count, request))
}

fn list_page(count: usize, request: &Request) -> Answer {
    let body: Value = serde_json::from_slice(&request.body).unwrap();
    let paging = &body["variables"]["paging"];
    let cursor = |key: &str| paging[key].as_str().map(|text| text[1..].parse::<usize>().unwrap());
    let (from, to) = if paging["last"].is_u64() || paging["before"].is_string() {
        let size = paging["last"].as_u64().unwrap_or(10) as usize;
        let to = cursor("before").unwrap_or(count);
        (to.saturating_sub(size), to)
    } else {
        let size = paging["first"].as_u64().unwrap_or(10) as usize;
        let from = cursor("after").map_or(0, |at| at + 1);
        (from, (from + size).min(count))
    };
    let edges: Vec<_> = (from..to).map(|nth| json!({"node": {"name": format!("p{nth}")}})).collect();
    let info = json!({
        "hasNextPage": to < count, "hasPreviousPage": from > 0,
        "startCursor": format!("c{from}"), "endCursor": format!("c{}", to.saturating_sub(1)),
    });
    ok(json!({"data": {"plans": {"edges": edges, "pageInfo": info, "totalCount": count}}}).to_string())
}

#[tokio::test]
async fn only_the_cursor_changes_between_requests() {
    let fake = list(7);
    let operation =
        ListPlans { filter: Some("f".into()), paging: Some(Paging { first: Some(3), ..Paging::default() }) };
    let mut plans = fake.client().paginate(operation);
    let mut seen = Vec::new();
    while let Some(plan) = plans.try_next().await.unwrap() {
        seen.push(plan.name);
    }
    assert_eq!(seen, ["p0", "p1", "p2", "p3", "p4", "p5", "p6"]);
    let variables: Vec<_> = fake.seen().iter().map(|seen| seen.json()["variables"].clone()).collect();
    assert_eq!(
        variables,
        [
            json!({"filter": "f", "paging": {"first": 3}}),
            json!({"filter": "f", "paging": {"first": 3, "after": "c2"}}),
            json!({"filter": "f", "paging": {"first": 3, "after": "c5"}}),
        ]
    );
}

#[tokio::test]
async fn a_missing_cursor_is_an_error_after_the_items() {
    for cursor in [json!(null), json!("")] {
        let fake = Fake::script([page(&["a"], json!({"hasNextPage": true, "endCursor": cursor}))]);
        let mut plans = fake.client().paginate(ListPlans::default());
        assert_eq!(plans.try_next().await.unwrap().unwrap().name, "a");
        let error = plans.try_next().await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Paging);
        assert!(
            error.to_string().starts_with("ListPlans: the server says that a page follows, but gives no `endCursor`")
        );
        assert!(plans.try_next().await.unwrap().is_none());
        assert_eq!(fake.count(), 1);
    }
}

#[tokio::test]
async fn a_repeated_cursor_is_an_error_and_no_loop() {
    let same = Fake::script([page(&["a"], next("c1"))]);
    let error = same.client().paginate(ListPlans::default()).try_collect::<Vec<_>>().await.unwrap_err();
    assert_eq!((error.kind(), same.count(), error.cursor()), (ErrorKind::Paging, 2, Some("c1")));

    let circle = Fake::new(|number, _| page(&["a"], next(["c1", "c2", "c3"][number % 3])));
    let mut plans = circle.client().paginate(ListPlans::default());
    let mut items = 0;
    let error = loop {
        match plans.next().await.unwrap() {
            Ok(_) => items += 1,
            Err(error) => break error,
        }
    };
    assert_eq!((items, circle.count()), (4, 4));
    assert!(error.to_string().contains("`c1`"), "{error}");

    // The cursor it began with counts too, although nobody but the variables knows it.
    let stuck = Fake::script([page(&["a"], next("c7"))]);
    let begun =
        ListPlans { paging: Some(Paging { after: Some("c7".into()), ..Paging::default() }), ..ListPlans::default() };
    assert!(stuck.client().paginate(begun).try_collect::<Vec<_>>().await.is_err());
    assert_eq!(stuck.count(), 1);
}

#[tokio::test]
async fn the_flag_decides() {
    let cases = [
        (json!({"hasNextPage": false, "endCursor": "c9"}), 1),
        (json!({"hasNextPage": null, "endCursor": "c"}), 1),
        (json!({"hasNextPage": null, "hasPreviousPage": null, "startCursor": null, "endCursor": null}), 1),
        (json!({}), 1),
    ];
    for (info, requests) in cases {
        let fake = Fake::script([page(&["a"], info)]);
        let plans = fake.client().paginate(ListPlans::default()).try_collect::<Vec<_>>().await.unwrap();
        assert_eq!((plans.len(), fake.count()), (1, requests));
    }
}

#[tokio::test]
async fn an_empty_page_with_a_next_page_goes_on() {
    let fake = Fake::script([
        page(&["a", "b"], next("c1")),
        page(&[], next("c2")),
        page(&["c"], next("c3")),
        page(&[], end()),
    ]);
    let plans = fake.client().paginate(ListPlans::default()).try_collect::<Vec<_>>().await.unwrap();
    assert_eq!(names(plans), ["a", "b", "c"]);
    assert_eq!(fake.count(), 4);
}

#[tokio::test]
async fn a_null_connection_ends_the_list() {
    let fake = Fake::script([page(&["a"], next("c1")), ok(r#"{"data":{"plans":null}}"#)]);
    let plans = fake.client().paginate(ListPlans::default()).try_collect::<Vec<_>>().await.unwrap();
    assert_eq!((names(plans), fake.count()), (vec!["a".to_owned()], 2));
}

#[tokio::test]
async fn null_edges_and_nodes_are_passed_over_and_counted() {
    let body = r#"{"data":{"plans":{"edges":[{"node":{"name":"a"}},{"node":null},null,{"node":{"name":"d"}}],"pageInfo":{"hasNextPage":true,"endCursor":"c"}}}}"#;
    let fake = Fake::script([ok(body), page(&["e"], end())]);
    let mut plans = fake.client().paginate(ListPlans::default());
    let mut seen = Vec::new();
    while let Some(plan) = plans.try_next().await.unwrap() {
        seen.push(plan.name);
    }
    assert_eq!((seen.join(","), plans.skipped(), fake.count()), ("a,d,e".to_owned(), 2, 2));
}

#[tokio::test]
async fn items_come_before_the_error_and_the_list_can_be_taken_up_again() {
    let broken = Fake::new(|number, request| if number == 2 { reply(500, "") } else { list_page(25, request) });
    let mut plans = broken.client().paginate(ListPlans::default());
    let mut seen = Vec::new();
    let error = loop {
        match plans.next().await.unwrap() {
            Ok(plan) => seen.push(plan.name),
            Err(error) => break error,
        }
    };
    assert_eq!((seen.len(), error.status(), error.cursor()), (20, Some(500), Some("c19")));
    assert!(plans.next().await.is_none());
    let rest = list(25).client().paginate(ListPlans::default()).from_cursor(error.cursor().unwrap());
    seen.extend(names(rest.try_collect().await.unwrap()));
    assert_eq!(seen, (0..25).map(|nth| format!("p{nth}")).collect::<Vec<_>>());
}

#[tokio::test]
async fn an_error_on_the_first_page_has_no_cursor() {
    let fake = Fake::script([reply(500, "")]);
    let error = fake.client().paginate(ListPlans::default()).try_next().await.unwrap_err();
    assert_eq!(error.cursor(), None);
}

#[tokio::test]
async fn errors_beside_data_end_the_list() {
    let body = r#"{"data":{"plans":{"edges":[],"pageInfo":{"hasNextPage":true,"endCursor":"c"}}},"errors":[{"message":"boom"}]}"#;
    let fake = Fake::script([page(&["a"], next("c1")), ok(body)]);
    let mut plans = fake.client().paginate(ListPlans::default());
    assert!(plans.try_next().await.unwrap().is_some());
    let error = plans.try_next().await.unwrap_err();
    assert_eq!((error.graphql_errors()[0].message.as_str(), error.cursor()), ("boom", Some("c1")));
}

#[tokio::test]
async fn a_limit_sends_no_request_too_many() {
    for (limit, size, requests) in [(0, 10, 0), (5, 10, 1), (10, 10, 1), (11, 10, 2), (20, 10, 2), (100, 10, 3)] {
        let fake = list(25);
        let plans = fake.client().paginate(ListPlans::default()).page_size(size).limit(limit);
        let plans = plans.try_collect::<Vec<_>>().await.unwrap();
        assert_eq!((plans.len(), fake.count()), (limit.min(25), requests), "limit {limit}");
    }
    let fake = list(25);
    fake.client().paginate(ListPlans::default()).page_size(100).limit(5).try_collect::<Vec<_>>().await.unwrap();
    assert_eq!(fake.seen()[0].json()["variables"]["paging"]["first"], 5);
}

#[tokio::test]
async fn backwards_goes_from_the_end() {
    let fake = list(7);
    let plans = fake.client().paginate(ListPlans::default()).page_size(3).backwards();
    assert_eq!(names(plans.try_collect().await.unwrap()), ["p6", "p5", "p4", "p3", "p2", "p1", "p0"]);
    let variables: Vec<_> = fake.seen().iter().map(|seen| seen.json()["variables"].clone()).collect();
    assert_eq!(
        variables,
        [
            json!({"paging": {"last": 3}}),
            json!({"paging": {"last": 3, "before": "c4"}}),
            json!({"paging": {"last": 3, "before": "c1"}}),
        ]
    );
}

#[tokio::test]
async fn forward_and_back_again_mix_no_cursors() {
    let fake = list(9);
    let client = fake.client();
    let pages = client.pages(ListPlans::default()).page_size(3).limit(2).try_collect::<Vec<_>>().await.unwrap();
    let start = pages[1].plans.as_ref().unwrap().page_info.start_cursor.clone().unwrap();
    let operation = ListPlans {
        paging: Some(Paging { after: Some("c2".into()), first: Some(3), ..Paging::default() }),
        ..ListPlans::default()
    };
    let back = client
        .pages(operation)
        .page_size(3)
        .from_cursor(start)
        .backwards()
        .limit(1)
        .try_collect::<Vec<_>>()
        .await
        .unwrap();
    let edges = &back[0].plans.as_ref().unwrap().edges;
    assert_eq!(edges[0].as_ref().unwrap().node.as_ref().unwrap().name, "p0");
    assert_eq!(fake.seen()[2].json()["variables"], json!({"paging": {"last": 3, "before": "c3"}}));
    assert_eq!(fake.count(), 3);
}

#[tokio::test]
async fn pages_show_the_total_and_nobody_guesses() {
    let fake = Fake::script([page(&["a", "b"], end())]);
    let pages = fake.client().paginate(ListPlans::default()).pages().try_collect::<Vec<_>>().await.unwrap();
    assert_eq!((pages.len(), pages[0].plans.as_ref().unwrap().total_count, fake.count()), (1, Some(9), 1));
}

#[tokio::test]
async fn an_impossible_page_size_is_refused_before_anything_is_sent() {
    for size in [0, 3_000_000_000] {
        let fake = list(5);
        let error = fake.client().paginate(ListPlans::default()).page_size(size).try_next().await.unwrap_err();
        assert!(error.is_config() && fake.count() == 0, "{error}");
    }
}

#[tokio::test(start_paused = true)]
async fn without_prefetch_a_page_is_requested_when_it_is_asked_for() {
    let fake = list(30);
    let mut plans = fake.client().paginate(ListPlans::default());
    assert_eq!(fake.count(), 0);
    for nth in 0..10 {
        plans.try_next().await.unwrap();
        tokio::time::sleep(Duration::from_secs(1)).await;
        assert_eq!(fake.count(), 1, "after item {nth}");
    }
    plans.try_next().await.unwrap();
    assert_eq!(fake.count(), 2);
}

#[tokio::test(start_paused = true)]
async fn prefetch_requests_ahead_and_never_more_than_asked() {
    for (prefetch, ahead) in [(1, 2), (2, 3)] {
        let fake = list(100);
        let mut plans = fake.client().paginate(ListPlans::default()).prefetch(prefetch);
        plans.try_next().await.unwrap();
        tokio::time::sleep(Duration::from_millis(1)).await;
        assert_eq!(fake.count(), 2, "the next page is under way while nobody polls");
        plans.try_next().await.unwrap();
        tokio::time::sleep(Duration::from_millis(1)).await;
        plans.try_next().await.unwrap();
        tokio::time::sleep(Duration::from_millis(1)).await;
        assert_eq!(fake.count(), ahead, "prefetch {prefetch}");
    }
    let fake = list(100);
    let plans = fake.client().paginate(ListPlans::default()).prefetch(5).limit(20);
    assert_eq!(plans.try_collect::<Vec<_>>().await.unwrap().len(), 20);
    assert_eq!(fake.count(), 2);
    let fake = list(100);
    let pages = fake.client().pages(ListPlans::default()).prefetch(5).limit(3).try_collect::<Vec<_>>().await.unwrap();
    assert_eq!((pages.len(), fake.count()), (3, 3));
}

#[tokio::test(start_paused = true)]
async fn a_dropped_stream_gives_its_prefetch_up() {
    let fake = Fake::new(|number, request| match number {
        0 => list_page(100, request),
        _ => Answer::Never,
    });
    let client = fake.client();
    let mut plans = client.paginate(ListPlans::default()).prefetch(1);
    plans.try_next().await.unwrap();
    tokio::time::sleep(Duration::from_millis(1)).await;
    drop(plans);
    tokio::time::sleep(Duration::from_mins(5)).await;
    assert_eq!(fake.count(), 2, "a request given up is not repeated");
}

#[tokio::test]
async fn prefetched_items_still_come_before_the_error() {
    let fake = Fake::new(|number, request| if number == 2 { reply(500, "") } else { list_page(50, request) });
    let client = fake.builder().retry(RetryPolicy::none()).build().unwrap();
    let items: Vec<_> = client.paginate(ListPlans::default()).prefetch(3).collect().await;
    assert_eq!((items.len(), items[..20].iter().all(Result::is_ok), items[20].is_err()), (21, true, true));
}

#[tokio::test]
async fn a_stream_can_be_sent_to_another_task() {
    let plans = list(12).client().paginate(ListPlans::default()).prefetch(1);
    assert_eq!(tokio::spawn(plans.try_collect::<Vec<_>>()).await.unwrap().unwrap().len(), 12);
}

#[tokio::test]
async fn empty_pages_are_followed_up_to_a_bound_and_the_error_leads_on() {
    let nulls =
        || ok(r#"{"data":{"plans":{"edges":[null,{"node":null}],"pageInfo":{"hasNextPage":true,"endCursor":"n"}}}}"#);
    let fake = |full: usize| {
        Fake::new(move |number, _| match number {
            0 => page(&["a"], next("c0")),
            number if number == full => page(&["z"], end()),
            5 => nulls(),
            number => page(&[], next(&format!("c{number}"))),
        })
    };
    // Ten empty pages in a row are passed over, the eleventh is one too many.
    let plans = fake(11).client().paginate(ListPlans::default()).try_collect::<Vec<_>>().await.unwrap();
    assert_eq!(names(plans), ["a", "z"]);
    for (prefetch, bound, requests) in [(0, None, 12), (0, Some(3), 5), (3, Some(3), 5), (0, Some(0), 2)] {
        let endless = fake(usize::MAX);
        let mut plans = endless.client().paginate(ListPlans::default()).prefetch(prefetch);
        if let Some(bound) = bound {
            plans = plans.max_empty_pages(bound);
        }
        let items: Vec<_> = plans.collect().await;
        assert_eq!((items.len(), items[0].is_ok(), endless.count()), (2, true, requests));
        let error = items[1].as_ref().unwrap_err();
        assert_eq!((error.kind(), error.cursor()), (ErrorKind::Paging, Some(&*format!("c{}", requests - 1))));
        let told = format!("{} pages in a row without a node", requests - 1);
        assert!(error.to_string().contains(&told), "{error}");
    }
    // A node begins the count anew, and an empty page that is the last one is no error.
    let mixed = Fake::new(|number, _| match number {
        0 | 2 => page(&[], next(&format!("c{number}"))),
        1 => page(&["b"], next("c1")),
        _ => page(&[], end()),
    });
    let plans = mixed.client().paginate(ListPlans::default()).max_empty_pages(1);
    assert_eq!(names(plans.try_collect().await.unwrap()), ["b"]);
}

/// How long a list takes when each item is worked on for a while, in milliseconds, and how many items it has.
async fn worked_through<T>(mut items: impl Stream<Item = Result<T, Error>> + Unpin, millis: u64) -> (u128, usize) {
    let began = Instant::now();
    let mut count = 0;
    while items.try_next().await.unwrap().is_some() {
        tokio::time::sleep(Duration::from_millis(millis)).await;
        count += 1;
    }
    (began.elapsed().as_millis(), count)
}

#[tokio::test(start_paused = true)]
async fn pages_by_cursor_come_while_the_one_before_is_worked_on() {
    let client = Fake::new(|_, request| after(20, list_page(1000, request))).client();
    let list = || client.paginate(ListPlans::default()).page_size(10);
    for (prefetch, took) in [(0, 100 * (20 + 15)), (1, 100 * 20 + 15), (2, 100 * 20 + 15), (7, 100 * 20 + 15)] {
        assert_eq!(worked_through(list().pages().prefetch(prefetch), 15).await, (took, 100), "prefetch {prefetch}");
    }
    // The work of a page in ten parts, and in one.
    for (prefetch, took) in [(0, 100 * (20 + 20)), (1, 100 * 20 + 20), (2, 100 * 20 + 20)] {
        assert_eq!(worked_through(list().prefetch(prefetch), 2).await, (took, 1000), "prefetch {prefetch}");
    }
    let ones = || client.paginate(ListPlans::default()).page_size(1).limit(100);
    for (prefetch, took) in [(0, 100 * (20 + 15)), (1, 100 * 20 + 15), (2, 100 * 20 + 15)] {
        assert_eq!(worked_through(ones().prefetch(prefetch), 15).await, (took, 100), "prefetch {prefetch}");
    }
    // Slower work hides the network.
    assert_eq!(worked_through(ones().prefetch(1), 30).await, (20 + 100 * 30, 100));
}

#[tokio::test(start_paused = true)]
async fn pages_by_number_come_together() {
    // The first one tells how many there are; 32 requests may be in flight.
    for (prefetch, took) in [(0, 100 * 20), (1, 20 + 50 * 20), (3, 20 + 25 * 20), (10, 20 + 9 * 20), (200, 20 + 4 * 20)]
    {
        let pages = contracts(100).client().pages(first_contract()).prefetch(prefetch);
        assert_eq!(worked_through(pages, 0).await, (took, 100), "prefetch {prefetch}");
    }
    for (prefetch, took) in [(0, 100 * (20 + 15)), (1, 50 * (20 + 15) + 20), (2, 20 + 20 + 99 * 15)] {
        let pages = contracts(100).client().pages(first_contract()).prefetch(prefetch);
        assert_eq!(worked_through(pages, 15).await, (took, 100), "prefetch {prefetch}");
    }
}

#[tokio::test(start_paused = true)]
async fn pages_by_number_are_each_asked_for_once_and_come_in_order() {
    // Later pages are answered first.
    let fake = Fake::new(|_, request| {
        let number = number_of(request);
        after(100 - 10 * number as u64, contract(number, 7))
    });
    let began = Instant::now();
    let pages: Vec<_> = fake.client().pages(first_contract()).prefetch(3).try_collect().await.unwrap();
    assert_eq!(pages.iter().map(|page| page.contracts[0]).collect::<Vec<_>>(), [1, 2, 3, 4, 5, 6, 7]);
    // Four at most: one to hand out, and three ahead of it.
    let expected = [(0, 1), (90, 2), (90, 3), (90, 4), (90, 5), (170, 6), (170, 7)];
    assert_eq!(asked(&fake, began), expected);

    // From another page on, and no more than a limit allows.
    let fake = contracts(7);
    let pages = fake.client().pages(first_contract()).from_cursor("3").prefetch(9).limit(3);
    assert_eq!(pages.try_collect::<Vec<_>>().await.unwrap().len(), 3);
    assert_eq!(fake.seen().iter().map(|seen| number_of(&seen.request)).collect::<Vec<_>>(), [3, 4, 5]);
}

#[tokio::test(start_paused = true)]
async fn the_last_answer_says_how_many_pages_by_number_there_are() {
    for (totals, numbers) in [
        // It shrinks: nothing is asked for beyond, and what is under way beyond is given up.
        ([5, 5, 3, 3, 3], vec![1, 2, 3, 4]),
        // It grows.
        ([2, 3, 4, 4, 4], vec![1, 2, 3, 4]),
        ([0, 0, 0, 0, 0], vec![1]),
    ] {
        let fake = Fake::new(move |_, request| {
            let number = number_of(request);
            after(20 * number as u64, contract(number, totals[number - 1]))
        });
        let pages: Vec<_> = fake.client().pages(first_contract()).prefetch(1).try_collect().await.unwrap();
        assert_eq!(pages.len(), totals[totals.len() - 1].max(1), "{totals:?}");
        assert_eq!(asked(&fake, Instant::now()).iter().map(|(_, number)| *number).collect::<Vec<_>>(), numbers);
    }
}

#[tokio::test(start_paused = true)]
async fn the_first_error_ends_pages_by_number_when_its_turn_comes() {
    let fake = Fake::new(|_, request| match number_of(request) {
        3 => reply(500, ""),
        4 => Answer::Never,
        number => after(20, contract(number, 9)),
    });
    let began = Instant::now();
    let mut pages = fake.client().pages(first_contract()).prefetch(3);
    for number in [1, 2] {
        assert_eq!(pages.try_next().await.unwrap().unwrap().contracts, [number]);
    }
    let error = pages.try_next().await.unwrap_err();
    assert_eq!((error.status(), error.cursor(), began.elapsed().as_millis()), (Some(500), Some("3"), 40));
    assert!(pages.try_next().await.unwrap().is_none());
    // What was under way is given up, and would else be sent again after the time limit of an attempt.
    tokio::time::sleep(Duration::from_mins(5)).await;
    assert_eq!(fake.count(), 5);
}
