use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use futures_util::future::join_all;
use tokio::time::Instant;

use crate::support::fake::{Answer, Fake, ok, reply, with_header};
use crate::support::operations::{GetOther, GetPlan};

const DATA: &str = r#"{"data":{"plan":{"name":"Pro"}}}"#;

/// Admits `rate` requests in each second, turns the others away.
fn per_second(rate: usize, latency: Duration) -> Fake {
    let window = Mutex::new((Instant::now(), 0usize));
    Fake::new(move |_, _| {
        let mut window = window.lock().unwrap();
        if window.0.elapsed() >= Duration::from_secs(1) {
            *window = (Instant::now(), 0);
        }
        window.1 += 1;
        let answer = if window.1 <= rate { ok(DATA) } else { reply(429, "") };
        Answer::After(latency, Box::new(answer))
    })
}

#[tokio::test(start_paused = true)]
async fn a_thousand_calls_pass_a_server_that_admits_a_hundred_a_second() {
    for latency in [1, 20, 150] {
        let fake = per_second(100, Duration::from_millis(latency));
        let client = fake.client();
        let begun = Instant::now();
        let results = join_all((0..1000).map(|_| client.send(GetPlan {}))).await;
        let failed: Vec<_> = results.into_iter().filter_map(Result::err).collect();
        println!("latency {latency} ms: {} attempts, {:?}, {} failed", fake.count(), begun.elapsed(), failed.len());
        assert!(failed.is_empty(), "{} of 1000 failed: {}", failed.len(), failed[0]);
        assert!(fake.count() <= 1300, "{} attempts", fake.count());
    }
}

#[tokio::test(start_paused = true)]
async fn a_throttled_operation_pauses_for_all_clones_and_others_go_on() {
    let fake = Fake::new(|_, request| {
        let plan = request.headers["x-graphql-operation-name"] == "GetPlan";
        static THROTTLED: AtomicUsize = AtomicUsize::new(0);
        if plan && THROTTLED.fetch_add(1, Ordering::Relaxed) == 0 {
            with_header(429, "retry-after", "10", "")
        } else {
            ok(DATA)
        }
    });
    let client = fake.client();
    let begun = Instant::now();
    let (first, second, other) = tokio::join!(
        client.send(GetPlan {}),
        async {
            tokio::time::sleep(Duration::from_secs(1)).await;
            client.clone().send(GetPlan {}).await.map(|_| begun.elapsed())
        },
        async {
            tokio::time::sleep(Duration::from_secs(1)).await;
            client.clone().send(GetOther {}).await.map(|_| begun.elapsed())
        },
    );
    first.unwrap();
    assert!(second.unwrap() >= Duration::from_secs(10));
    assert_eq!(other.unwrap().as_secs(), 1);
}

#[tokio::test(start_paused = true)]
async fn a_single_probe_goes_ahead_after_the_pause() {
    let fake = Fake::new(|number, _| match number {
        0 => with_header(429, "retry-after", "5", ""),
        _ => Answer::After(Duration::from_millis(400), Box::new(ok(DATA))),
    });
    let client = fake.client();
    let results = join_all((0..20).map(|nth| {
        let client = client.clone();
        async move {
            tokio::time::sleep(Duration::from_millis(if nth == 0 { 0 } else { 100 })).await;
            client.send(GetPlan {}).await
        }
    }))
    .await;
    assert!(results.iter().all(Result::is_ok));
    let seen = fake.seen();
    let at = |nth: usize| (seen[nth].at - seen[0].at).as_millis();
    assert!((5000..5100).contains(&at(1)), "the probe: {}", at(1));
    assert!(at(2) >= at(1) + 400, "nobody before the probe is back: {} {}", at(1), at(2));
    assert!(at(3) < at(2) + 50, "then the others: {} {}", at(2), at(3));
}

#[tokio::test(start_paused = true)]
async fn requests_in_flight_are_bounded() {
    let flying = std::sync::Arc::new((AtomicUsize::new(0), AtomicUsize::new(0)));
    let counted = flying.clone();
    let fake = Fake::new(move |_, _| {
        let now = counted.0.fetch_add(1, Ordering::Relaxed) + 1;
        counted.1.fetch_max(now, Ordering::Relaxed);
        Answer::After(Duration::from_millis(50), Box::new(ok(DATA)))
    });
    let client = fake.builder().max_in_flight(7).build().unwrap();
    let done = join_all((0..100).map(|_| async {
        let result = client.send(GetPlan {}).await;
        flying.0.fetch_sub(1, Ordering::Relaxed);
        result
    }))
    .await;
    assert!(done.iter().all(Result::is_ok));
    assert_eq!(flying.1.load(Ordering::Relaxed), 7);
}

#[tokio::test(start_paused = true)]
async fn a_dropped_call_gives_its_place_back() {
    let fake = Fake::new(|number, _| if number == 0 { reply(429, "") } else { Answer::Never });
    let client = fake.builder().max_in_flight(1).build().unwrap();
    // The first is throttled, its probe never comes back, and then everybody goes.
    for _ in 0..3 {
        let given_up = tokio::time::timeout(Duration::from_secs(3), client.send(GetPlan {})).await;
        assert!(given_up.is_err());
    }
    assert!(fake.count() >= 3, "{}", fake.count());
}

#[tokio::test(start_paused = true)]
async fn a_pause_beyond_the_deadline_is_an_error_at_once() {
    let fake = Fake::script([with_header(429, "retry-after", "50", ""), ok(DATA)]);
    let client = fake.client().with_overall_timeout(Duration::from_secs(20));
    let begun = Instant::now();
    let first = client.send(GetPlan {}).await.unwrap_err();
    assert_eq!((first.status(), first.attempts()), (Some(429), 1));
    let second = client.send(GetPlan {}).await.unwrap_err();
    assert!(second.is_rate_limited() && !second.may_have_executed());
    assert_eq!((second.attempts(), begun.elapsed(), fake.count()), (0, Duration::ZERO, 1));
}
