use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use futures_util::future::join_all;
use tokio::time::Instant;

use crate::support::fake::{Answer, Fake, ok, reply, with_header};
use crate::support::operations::{Archive, GetOther, GetPlan};

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

#[tokio::test(start_paused = true)]
async fn a_server_that_asks_for_no_wait_is_not_hammered() {
    let past = || {
        let mut reply = stigg_graphql::transport::Reply::new(429, "");
        reply.headers.insert("retry-after", "Wed, 21 Oct 2015 07:28:00 GMT".parse().unwrap());
        Answer::Reply(reply)
    };
    for answer in [with_header(429, "retry-after", "0", ""), with_header(429, "retry-after", "0.0", ""), past()] {
        let mut waits = std::collections::HashSet::new();
        for _ in 0..20 {
            let fake = Fake::script([answer.clone()]);
            fake.client().send(GetPlan {}).await.unwrap_err();
            let seen = fake.seen();
            assert_eq!(seen.len(), 4);
            for (nth, least) in [250, 500, 1000].into_iter().enumerate() {
                let wait = seen[nth + 1].at - seen[nth].at;
                // Twice as long each time, between half and all of it.
                assert!((least..=2 * least + 2).contains(&(wait.as_millis() as u64)), "{nth}: {wait:?}");
                waits.insert(wait);
            }
        }
        assert!(waits.len() > 20, "without jitter: {waits:?}");
    }
    // More than the backoff is waited where the server asks for more.
    let fake = Fake::script([with_header(429, "retry-after", "9", ""), ok(DATA)]);
    fake.client().send(GetPlan {}).await.unwrap();
    assert!(fake.seen()[1].at - fake.seen()[0].at >= Duration::from_secs(9));
}

/// Turns the first request away and swallows the next `lost`.
fn swallowing(lost: usize) -> Fake {
    Fake::new(move |number, _| match number {
        0 => with_header(429, "retry-after", "1", ""),
        number if number <= lost => Answer::Never,
        _ => Answer::After(Duration::from_millis(200), Box::new(ok(DATA))),
    })
}

#[tokio::test(start_paused = true)]
async fn a_probe_that_hangs_holds_its_operation_back_for_a_bounded_time() {
    let fake = swallowing(3);
    let client = fake.client();
    let begun = Instant::now();
    let calls = (0..20).map(|_| {
        let client = client.clone();
        async move { (client.send(GetPlan {}).await, begun.elapsed()) }
    });
    let throttled = client.send(GetPlan {});
    let (_, done) = tokio::join!(throttled, join_all(calls));
    // The three that were swallowed are sent again when their attempts time out; nobody else waits for them.
    let late = done.iter().filter(|(_, took)| *took > Duration::from_secs(20)).count();
    assert!(done.iter().all(|(result, _)| result.is_ok()));
    assert!(late <= 3, "{late} of 20 waited for the lost ones");
}

#[tokio::test(start_paused = true)]
async fn what_cannot_be_answered_in_time_is_not_sent() {
    let fake = swallowing(usize::MAX);
    let client = fake.builder().overall_timeout(Duration::from_secs(20)).build().unwrap();
    let begun = Instant::now();
    let _ = tokio::time::timeout(Duration::from_millis(1), client.send(Archive {})).await;
    let failed = join_all((0..12).map(|_| client.send(Archive {}))).await;
    let sent: Vec<_> = fake.seen().iter().map(|seen| seen.at - begun).collect();
    assert!(sent.iter().all(|at| *at <= Duration::from_millis(19_901)), "{sent:?}");
    for error in failed.into_iter().map(Result::unwrap_err) {
        assert_eq!(error.may_have_executed(), error.attempts() > 0, "{error:?}");
        assert!(error.is_retryable() && error.attempts() <= 1);
        if error.attempts() == 0 {
            assert!(
                error.is_rate_limited() && error.to_string().contains("not sent: the server has turned"),
                "{error}"
            );
        }
    }
}
