use std::time::Duration;

use stigg_graphql::RetryPolicy;
use stigg_graphql::error::ErrorKind;
use stigg_graphql::operation::Execute;
use stigg_graphql::transport::Fault;
use tokio::time::Instant;

use crate::support::fake::{Answer, Fake, coded, ok, reply, with_header};
use crate::support::operations::{Archive, GetPlan, Report};

const DATA: &str = r#"{"data":{"plan":{"name":"Pro"}}}"#;

/// How often `operation` is sent when the first answer is `first` and all others are good.
async fn sent<O: Execute>(operation: O, first: Answer) -> usize {
    let fake = Fake::script([first, ok(DATA)]);
    let _ = fake.client().send(operation).await;
    fake.count()
}

fn passing() -> Vec<Answer> {
    let mut answers: Vec<_> =
        [Fault::Connect, Fault::ConnectTimeout, Fault::Unprocessed, Fault::Timeout, Fault::Silent, Fault::Interrupted]
            .map(Answer::Fault)
            .into();
    answers.extend([429, 502, 503, 504].map(|status| reply(status, "")));
    answers.extend(["RateLimitExceeded", "RATE_LIMITED", "OperationTimeout", "UNEXPECTED_ERROR"].map(coded));
    answers
}

#[tokio::test(start_paused = true)]
async fn what_may_pass_is_repeated_for_a_query() {
    for answer in passing() {
        assert_eq!(sent(GetPlan {}, answer).await, 2);
    }
}

#[tokio::test(start_paused = true)]
async fn what_is_final_is_sent_once() {
    let mut answers: Vec<_> =
        [200, 301, 302, 307, 308, 400, 401, 403, 404, 409, 422, 500, 501, 505].map(|status| reply(status, "x")).into();
    answers.extend(
        [Fault::Tls, Fault::ProxyRefused, Fault::TooLarge, Fault::HeadTooLarge, Fault::Unsendable, Fault::Redirected]
            .map(Answer::Fault),
    );
    answers.extend(["CustomerNotFound", "StripeError", "BrandNew", "Unauthenticated"].map(coded));
    answers.push(ok("{\"data\":{\"pl"));
    answers.push(ok(r#"{"errors":[{"message":"throttled, too many requests"}]}"#));
    answers.push(ok(r#"{"data":{"plan":null}}"#));
    for answer in answers {
        assert_eq!(sent(GetPlan {}, answer).await, 1);
    }
}

#[tokio::test(start_paused = true)]
async fn a_write_is_repeated_only_when_it_surely_was_not_executed() {
    for answer in [
        Answer::Fault(Fault::Connect),
        Answer::Fault(Fault::ConnectTimeout),
        Answer::Fault(Fault::Unprocessed),
        reply(429, ""),
        coded("RateLimitExceeded"),
    ] {
        assert_eq!(sent(Archive {}, answer).await, 2);
    }
    for answer in [
        Answer::Fault(Fault::Timeout),
        Answer::Fault(Fault::Silent),
        Answer::Fault(Fault::Interrupted),
        reply(502, ""),
        reply(503, ""),
        reply(504, ""),
        coded("OperationTimeout"),
        coded("UnexpectedError"),
        ok(r#"{"data":{"plan":{"name":"x"}},"errors":[{"message":"m","extensions":{"code":"RateLimitExceeded"}}]}"#),
    ] {
        assert_eq!(sent(Archive {}, answer.clone()).await, 1);
        assert_eq!(sent(Report::default(), answer).await, 1);
    }
    let fake = Fake::script([reply(503, "")]);
    assert!(fake.client().send(Archive {}).await.unwrap_err().may_have_executed());
}

#[tokio::test(start_paused = true)]
async fn an_idempotency_key_makes_a_write_repeatable() {
    for answer in passing() {
        assert_eq!(sent(Report { key: Some("k-1".into()) }, answer.clone()).await, 2);
    }
    assert_eq!(sent(Report { key: Some(String::new()) }, reply(503, "")).await, 1);
}

#[tokio::test(start_paused = true)]
async fn writes_can_be_repeated_by_choice() {
    let fake = Fake::script([reply(503, ""), ok(DATA)]);
    let client = fake.client();
    let daring = client.with_retry(RetryPolicy::default().repeat_writes(true));
    assert_eq!(daring.send(Archive {}).await.unwrap().plan.name, "Pro");
    assert_eq!(fake.count(), 2);
}

#[tokio::test(start_paused = true)]
async fn four_attempts_then_the_last_error() {
    let fake = Fake::script([reply(503, "down")]);
    let error = fake.client().send(GetPlan {}).await.unwrap_err();
    assert_eq!((fake.count(), error.attempts(), error.status()), (4, 4, Some(503)));
    assert!(error.to_string().contains("[4 attempts]"), "{error}");
    let fake = Fake::script([reply(429, "")]);
    let error = fake.client().send(GetPlan {}).await.unwrap_err();
    assert_eq!((fake.count(), error.status()), (4, Some(429)));
    assert!(error.is_rate_limited() && error.to_string().contains("429") && error.to_string().contains("4 attempts"));
}

#[tokio::test(start_paused = true)]
async fn waits_grow_and_stay_within_their_bounds() {
    for _ in 0..50 {
        let fake = Fake::script([reply(503, "")]);
        let _ = fake.client().send(GetPlan {}).await;
        let at: Vec<_> = fake.seen().iter().map(|seen| seen.at).collect();
        for (nth, longest) in [500, 1000, 2000].into_iter().enumerate() {
            assert!(at[nth + 1] - at[nth] <= Duration::from_millis(longest + 2));
        }
    }
}

#[tokio::test(start_paused = true)]
async fn retry_after_is_honoured_in_both_forms_and_capped() {
    let waited = |answer: Answer| async move {
        let fake = Fake::script([answer, ok(DATA)]);
        fake.client().send(GetPlan {}).await.unwrap();
        let seen = fake.seen();
        (seen[1].at - seen[0].at).as_secs_f64()
    };
    for status in [429, 503] {
        let seconds = waited(with_header(status, "retry-after", "7", "")).await;
        assert!((7.0..7.1).contains(&seconds), "{status}: {seconds}");
        let capped = waited(with_header(status, "retry-after", "86400", "")).await;
        assert!((60.0..60.1).contains(&capped), "{status}: {capped}");
        let mut dated = stigg_graphql::transport::Reply::new(status, "");
        dated.headers.insert("date", "Wed, 21 Oct 2015 07:28:00 GMT".parse().unwrap());
        dated.headers.insert("retry-after", "Wed, 21 Oct 2015 07:28:20 GMT".parse().unwrap());
        let seconds = waited(Answer::Reply(dated)).await;
        assert!((20.0..20.1).contains(&seconds), "{status}: {seconds}");
    }
}

#[tokio::test(start_paused = true)]
async fn the_overall_deadline_holds_and_hopeless_waits_are_not_begun() {
    let fake = Fake::script([Answer::Never]);
    let begun = Instant::now();
    let error = fake.client().send(GetPlan {}).await.unwrap_err();
    assert!(error.is_timeout());
    assert!(begun.elapsed() <= Duration::from_secs(121), "{:?}", begun.elapsed());

    let fake = Fake::script([with_header(503, "retry-after", "30", "")]);
    let begun = Instant::now();
    let client = fake.client().with_overall_timeout(Duration::from_secs(20));
    let error = client.send(GetPlan {}).await.unwrap_err();
    assert_eq!((fake.count(), error.status(), begun.elapsed()), (1, Some(503), Duration::ZERO));
    assert_eq!(error.retry_after(), Some(Duration::from_secs(30)));
}

#[tokio::test(start_paused = true)]
async fn an_attempt_is_cut_at_its_own_limit() {
    let fake = Fake::script([Answer::Never]);
    let client = fake.client().with_attempt_timeout(Duration::from_secs(3)).with_retry(RetryPolicy::none());
    let begun = Instant::now();
    let error = client.send(Archive {}).await.unwrap_err();
    assert_eq!((error.kind(), begun.elapsed()), (ErrorKind::Timeout, Duration::from_secs(3)));
    assert!(error.is_timeout() && error.may_have_executed());
    assert_eq!(error.to_string(), "Archive: no whole answer within 3.0s");
}

#[tokio::test(start_paused = true)]
async fn absurd_limits_do_not_overflow() {
    let fake = Fake::script([reply(503, ""), ok(DATA)]);
    let policy = RetryPolicy::default().initial_backoff(Duration::MAX).max_backoff(Duration::from_millis(1));
    let client = fake.builder().retry(policy).attempt_timeout(Duration::MAX).overall_timeout(Duration::MAX).build();
    assert!(client.unwrap().send(GetPlan {}).await.is_ok());
}

#[tokio::test(start_paused = true)]
async fn an_outage_is_not_multiplied() {
    let fake = Fake::script([reply(503, "")]);
    let client = fake.client();
    for _ in 0..200 {
        let _ = client.send(GetPlan {}).await;
    }
    // 50 in credit and a tenth of 200 calls.
    assert!((265..=271).contains(&fake.count()), "{}", fake.count());
}

#[tokio::test(start_paused = true)]
async fn codes_can_be_added() {
    let fake = Fake::script([coded("Odd"), coded("Slow"), ok(DATA)]);
    let policy = RetryPolicy::default().retry_code("ODD").throttle_code("slow");
    assert!(fake.builder().retry(policy).build().unwrap().send(GetPlan {}).await.is_ok());
    assert_eq!(fake.count(), 3);
}

#[tokio::test(start_paused = true)]
async fn partial_data_of_a_query_survives_the_last_attempt() {
    let body =
        r#"{"data":{"plan":{"name":"Pro"}},"errors":[{"message":"m","extensions":{"code":"OperationTimeout"}}]}"#;
    let fake = Fake::script([ok(body)]);
    let response = fake.client().execute(GetPlan {}).await.unwrap();
    assert_eq!((response.data.plan.name.as_str(), response.attempts, fake.count()), ("Pro", 4, 4));
}

#[tokio::test(start_paused = true)]
async fn what_one_attempt_may_have_done_the_call_may_have_done() {
    let keyed = || Report { key: Some("k".into()) };
    let cases = [
        (Answer::Fault(Fault::Interrupted), reply(429, ""), 4),
        (Answer::Fault(Fault::Interrupted), Answer::Fault(Fault::Connect), 4),
        (Answer::Fault(Fault::Timeout), reply(401, ""), 2),
        (coded("OperationTimeout"), reply(403, ""), 2),
        (reply(503, ""), coded("CustomerNotFound"), 2),
        (reply(502, ""), Answer::Fault(Fault::Unsendable), 2),
    ];
    for (first, later, attempts) in cases {
        let fake = Fake::script([first.clone(), later.clone()]);
        let error = fake.client().send(keyed()).await.unwrap_err();
        assert_eq!((error.attempts() as usize, fake.count()), (attempts, attempts), "{error}");
        assert!(error.may_have_executed(), "{error:?}");
        // The same refusals alone are what they were.
        let alone = Fake::script([later]).client().send(keyed()).await.unwrap_err();
        assert!(!alone.may_have_executed(), "{alone:?}");
        // A write without a key ends with the first attempt.
        let once = Fake::script([first, reply(429, "")]).client().send(Archive {}).await.unwrap_err();
        assert_eq!((once.attempts(), once.may_have_executed()), (1, true));
    }
    let by_choice = RetryPolicy::default().repeat_writes(true);
    let fake = Fake::script([Answer::Fault(Fault::Interrupted), reply(400, "")]);
    let error = fake.client().with_retry(by_choice).send(Archive {}).await.unwrap_err();
    assert_eq!((error.status(), error.attempts(), error.may_have_executed()), (Some(400), 2, true));
}

#[tokio::test(start_paused = true)]
async fn a_call_that_was_sent_stays_sent_when_the_key_provider_fails_later() {
    let keys = std::sync::Mutex::new(vec!["server-1", "server-1"]);
    let fake = Fake::script([Answer::Fault(Fault::Interrupted), ok(DATA)]);
    let client = fake
        .builder()
        .key_provider(move || Ok(stigg_graphql::ApiKey::new(keys.lock().unwrap().pop().ok_or("no key left")?)?))
        .build()
        .unwrap();
    let error = client.send(Report { key: Some("k".into()) }).await.unwrap_err();
    assert_eq!((error.kind(), error.attempts(), fake.count()), (ErrorKind::Interrupted, 1, 1));
    assert!(error.may_have_executed());
    assert!(error.to_string().ends_with("it was not sent again: the key provider has no API key"), "{error}");
    let unsent = client.send(Report { key: Some("k".into()) }).await.unwrap_err();
    assert_eq!((unsent.kind(), unsent.attempts(), unsent.may_have_executed()), (ErrorKind::Config, 0, false));
}

#[tokio::test(start_paused = true)]
async fn what_is_left_after_a_wait_has_to_be_enough_for_an_answer() {
    // Answers take 2 s here, as the client has seen; after 1 s and a wait of 3 s only 1 s would be left.
    let slow = |then: Answer| Answer::After(Duration::from_secs(2), Box::new(then));
    let fake = Fake::script([slow(ok(DATA)), with_header(503, "retry-after", "3", ""), slow(ok(DATA))]);
    let client = fake.client();
    client.send(GetPlan {}).await.unwrap();
    let begun = Instant::now();
    let error = client.with_overall_timeout(Duration::from_secs(4)).send(GetPlan {}).await.unwrap_err();
    assert_eq!((error.status(), error.attempts(), begun.elapsed()), (Some(503), 1, Duration::ZERO));
    // However slow the server is, a first attempt is made.
    let impatient = client.with_overall_timeout(Duration::from_millis(10)).send(GetPlan {}).await.unwrap_err();
    assert_eq!((impatient.attempts(), impatient.is_timeout(), fake.count()), (1, true, 3));
}

/// Data that takes as long to read as the lock is held.
#[derive(Debug, serde::Serialize)]
struct Slow;

static HELD: tokio::sync::Mutex<()> = tokio::sync::Mutex::const_new(());

impl<'de> serde::Deserialize<'de> for Slow {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        serde::de::IgnoredAny::deserialize(deserializer)?;
        drop(HELD.blocking_lock());
        Ok(Self)
    }
}

#[derive(serde::Serialize)]
struct GetSlow {}

impl stigg_graphql::Operation for GetSlow {
    type Data = Slow;
    const INFO: stigg_graphql::OperationInfo = stigg_graphql::OperationInfo { name: "GetSlow", ..GetPlan::INFO };
}

impl Execute for GetSlow {}

#[tokio::test]
async fn a_large_answer_is_read_beside_the_executor_and_within_the_deadline() {
    let body = format!(r#"{{"data":{{"x":"{}"}}}}"#, "x".repeat(300_000));
    let fake = Fake::script([ok(body)]);
    let client = fake.client().with_attempt_timeout(Duration::from_millis(100));
    let held = HELD.lock().await;
    // The only thread of this runtime goes on meanwhile, or the deadline could not be seen.
    let error = client.send(GetSlow {}).await.unwrap_err();
    drop(held);
    assert_eq!((error.kind(), error.status(), fake.count()), (ErrorKind::Timeout, Some(200), 1));
    assert!(error.is_timeout() && error.may_have_executed() && !error.is_retryable());
    assert!(error.to_string().contains("(HTTP 200) of 300017 bytes could not be read within 1"), "{error}");
    assert!(client.with_attempt_timeout(Duration::from_secs(20)).send(GetSlow {}).await.is_ok());
}
