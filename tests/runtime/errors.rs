use bytes::Bytes;
use serde_json::json;
use stigg_graphql::error::{CodeGroup, ErrorKind};
use stigg_graphql::transport::Fault;
use stigg_graphql::{Error, ErrorCode, RetryPolicy};

use crate::support::fake::{Answer, Fake, coded, ok, reply, with_header};
use crate::support::operations::{Archive, GetPlan, PlanData};

async fn failing(answer: Answer) -> Error {
    let client = Fake::script([answer]).builder().retry(RetryPolicy::none()).build().unwrap();
    client.send(GetPlan {}).await.unwrap_err()
}

const DATA: &str = r#"{"data":{"plan":{"name":"Pro"}}}"#;

#[tokio::test]
async fn data_comes_back_typed() {
    let fake = Fake::script([ok(DATA)]);
    assert_eq!(fake.client().send(GetPlan {}).await.unwrap().plan.name, "Pro");
    let seen = &fake.seen()[0];
    assert_eq!(
        seen.json(),
        json!({"query": "query GetPlan { plan { name } }", "operationName": "GetPlan", "variables": {}})
    );
    assert_eq!(seen.header("x-api-key"), "server-secret-key");
    assert_eq!(seen.header("x-graphql-operation-name"), "GetPlan");
    assert_eq!(seen.header("content-type"), "application/json");
    assert!(seen.header("user-agent").starts_with("stigg-graphql-rust/"));
    assert_eq!(seen.request.url.as_str(), "https://api.stigg.io/graphql");
}

#[tokio::test]
async fn partial_data_comes_with_its_errors() {
    let body = r#"{"data":{"plan":{"name":"Pro"}},"errors":[{"message":"boom","path":["plan","addons"],"extensions":{"traceId":"t1"}}],"extensions":{"cost":3}}"#;
    let client = Fake::script([ok(body)]).client();
    let response = client.execute(GetPlan {}).await.unwrap();
    assert_eq!(response.data.plan.name, "Pro");
    assert_eq!(response.errors[0].message, "boom");
    assert_eq!(response.extensions["cost"], 3);
    assert!(response.is_partial());

    let error = client.send(GetPlan {}).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::GraphQl);
    assert_eq!(error.data_as::<PlanData>().unwrap().unwrap().plan.name, "Pro");
    assert_eq!(error.data().unwrap(), json!({"plan": {"name": "Pro"}}));
    assert_eq!(error.trace_id(), Some("t1"));
    assert_eq!(error.to_string(), "GetPlan: boom at `plan.addons` [trace t1]");
    assert!(error.may_have_executed());
}

#[tokio::test]
async fn an_error_that_nulls_a_non_null_field_is_that_error_and_no_decode_failure() {
    let body = r#"{"data":{"plan":{"name":null}},"errors":[{"message":"boom","path":["plan","name"]}]}"#;
    let client = Fake::script([ok(body)]).client();
    let error = client.execute(GetPlan {}).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::GraphQl);
    assert_eq!(error.data().unwrap()["plan"]["name"], json!(null));
    assert!(error.data_as::<PlanData>().unwrap().is_err());
}

#[tokio::test]
async fn a_refused_request_and_a_failed_one_are_told_apart() {
    let refused = failing(ok(r#"{"errors":[{"message":"bad query"}]}"#)).await;
    assert!(!refused.is_data_null() && refused.data().is_none() && !refused.may_have_executed());
    let failed = failing(ok(r#"{"data":null,"errors":[{"message":"db"}]}"#)).await;
    assert!(failed.is_data_null() && failed.data().is_none() && failed.may_have_executed());
    for error in [refused, failed] {
        assert_eq!(error.kind(), ErrorKind::GraphQl);
    }
}

#[tokio::test]
async fn a_body_without_data_and_errors_is_never_success() {
    for body in
        ["{}", "{\"data\":null}", "[]", "null", "7", "\"x\"", "{\"errors\":[]}", "{\"errors\":null,\"data\":null}"]
    {
        let error = failing(ok(body)).await;
        assert_eq!(error.kind(), ErrorKind::NotGraphQl, "{body}");
        assert_eq!(error.body_excerpt(), Some(body));
        assert_eq!(error.status(), Some(200));
    }
    let error = failing(ok(r#"{"message":"too slow, try again"}"#)).await;
    assert_eq!(error.kind(), ErrorKind::NotGraphQl);
    assert!(error.to_string().contains("HTTP 200") && error.to_string().contains("too slow, try again"), "{error}");
}

#[tokio::test]
async fn what_a_gateway_says_keeps_status_type_and_text() {
    let error = failing(with_header(502, "content-type", "text/html", "<html>bad gateway</html>")).await;
    assert_eq!((error.kind(), error.status()), (ErrorKind::Http, Some(502)));
    assert_eq!(error.content_type(), Some("text/html"));
    assert_eq!(error.to_string(), "GetPlan: HTTP 502: text/html, beginning \"<html>bad gateway</html>\"");
    assert!(error.is_retryable());

    let empty = failing(ok("")).await;
    assert_eq!(empty.kind(), ErrorKind::NotGraphQl);
    assert!(empty.to_string().contains("an empty body"), "{empty}");
    let html = failing(with_header(200, "content-type", "text/html", "<p>hello")).await;
    assert_eq!(html.kind(), ErrorKind::NotGraphQl);
    assert!(html.to_string().contains("it is not JSON: text/html"), "{html}");
    let long = failing(reply(500, "é".repeat(10_000))).await;
    assert_eq!(long.body_excerpt().unwrap().chars().count(), 500);
    assert!(long.to_string().len() < 1000);
    assert!(!long.is_retryable());
}

#[tokio::test]
async fn the_edges_own_error_is_understood() {
    let body = r#"{"error":"rate_limit_exceeded","message":"Too many requests"}"#;
    let error = failing(reply(429, body)).await;
    assert_eq!(error.code(), Some(ErrorCode::RateLimitExceeded));
    assert!(error.is_rate_limited() && error.is_retryable() && !error.may_have_executed());
    assert_eq!(error.graphql_errors()[0].message, "Too many requests");
    let nest = failing(reply(400, r#"{"statusCode":400,"message":["a is bad","b too"],"error":"Bad Request"}"#)).await;
    assert!(nest.to_string().contains("HTTP 400: a is bad; b too"), "{nest}");
    assert!(nest.raw_code().is_none());
}

#[tokio::test]
async fn a_4xx_keeps_its_graphql_errors() {
    let body = r#"{"errors":[{"message":"no","extensions":{"code":"UNAUTHENTICATED"}}]}"#;
    let error = failing(reply(401, body)).await;
    assert_eq!(error.kind(), ErrorKind::GraphQl);
    assert!(error.is_unauthenticated() && !error.is_retryable() && !error.may_have_executed());
    assert!(error.hint().unwrap().contains("X-API-Key"));
    let bare = failing(reply(401, "")).await;
    assert!(bare.is_unauthenticated() && bare.hint().is_some());
    let forbidden = failing(reply(403, "no")).await;
    assert!(forbidden.is_forbidden() && forbidden.hint().unwrap().contains("scope"));
    let as_200 = failing(coded("IdentityForbidden")).await;
    assert!(as_200.is_forbidden() && as_200.hint().unwrap().contains("scope"));
}

#[tokio::test]
async fn a_publishable_key_is_named_in_a_refusal() {
    let client = Fake::script([reply(403, "")]).builder().key("client-secret-key").build().unwrap();
    let error = client.send(GetPlan {}).await.unwrap_err();
    assert!(error.to_string().contains("publishable key"), "{error}");
}

#[tokio::test]
async fn codes_fall_into_their_groups() {
    let error = failing(coded("CUSTOMER_NOT_FOUND")).await;
    assert!(error.is_not_found() && !error.is_retryable() && !error.may_have_executed());
    assert_eq!(error.code(), Some(ErrorCode::CustomerNotFound));
    assert_eq!(error.code().unwrap().group(), Some(CodeGroup::NotFound));
    assert!(failing(coded("DuplicatedEntityNotAllowed")).await.is_conflict());
    assert!(failing(coded("InvalidQuantity")).await.is_invalid_input());
    assert!(failing(coded("GRAPHQL_VALIDATION_FAILED")).await.is_invalid_input());
    let unknown = failing(coded("BrandNewCode")).await;
    assert_eq!(unknown.raw_code().unwrap().as_str(), "BrandNewCode");
    assert!(!unknown.is_retryable() && unknown.may_have_executed());
}

#[tokio::test]
async fn a_decode_failure_names_its_path() {
    let error = failing(ok(r#"{"data":{"plan":{"name":null}}}"#)).await;
    assert_eq!((error.kind(), error.path()), (ErrorKind::Decode, Some("plan.name")));
    assert!(error.to_string().contains("does not fit at `plan.name`: invalid type: null"), "{error}");
    let missing = failing(ok(r#"{"data":{}}"#)).await;
    assert_eq!(missing.kind(), ErrorKind::Decode);
    assert!(missing.to_string().contains("missing field `plan`"), "{missing}");
}

#[tokio::test]
async fn odd_bytes_are_errors_and_no_panics() {
    let deep = format!("{{\"data\":{}", "[".repeat(100_000));
    for body in
        ["\u{feff}{\"data\":{\"plan\":{\"name\":\"x\"}}}".to_owned(), deep, "{\"data\":".to_owned(), "\0".to_owned()]
    {
        let error = failing(ok(body)).await;
        assert_eq!(error.kind(), ErrorKind::NotGraphQl);
        assert!(!error.is_retryable());
    }
    let mut reply = stigg_graphql::transport::Reply::new(200, vec![0xff, 0xfe, b'{']);
    reply.framed = true;
    assert_eq!(failing(Answer::Reply(reply)).await.kind(), ErrorKind::NotGraphQl);
}

#[tokio::test]
async fn json_cut_by_the_end_of_the_connection_is_an_interruption() {
    let mut cut = stigg_graphql::transport::Reply::new(200, r#"{"data":{"plan":{"na"#);
    cut.framed = false;
    let error = failing(Answer::Reply(cut)).await;
    assert_eq!(error.kind(), ErrorKind::Interrupted);
    assert!(error.is_retryable() && error.may_have_executed());
}

#[tokio::test]
async fn redirects_are_final_and_name_where_to() {
    for status in [301, 302, 303, 307, 308] {
        let error = failing(with_header(status, "location", "https://elsewhere.example/x?k=v", "")).await;
        assert_eq!(error.kind(), ErrorKind::Redirect);
        assert!(error.to_string().contains("https://elsewhere.example;"), "{error}");
        assert!(!error.is_retryable());
    }
}

#[tokio::test]
async fn other_statuses_of_3xx_are_no_redirects() {
    for status in [300, 304, 305, 306] {
        let error = failing(with_header(status, "location", "https://elsewhere.example/x", "")).await;
        assert_eq!((error.kind(), error.status()), (ErrorKind::Http, Some(status)));
        assert_eq!(error.to_string(), format!("GetPlan: HTTP {status}: an empty body"));
    }
}

#[tokio::test]
async fn transport_faults_have_their_predicates() {
    let cases = [
        (Fault::Connect, ErrorKind::Connect, false, false, true),
        (Fault::ConnectTimeout, ErrorKind::Connect, true, false, true),
        (Fault::Tls, ErrorKind::Connect, false, false, false),
        (Fault::ProxyRefused, ErrorKind::Connect, false, false, false),
        (Fault::Unprocessed, ErrorKind::Interrupted, false, false, true),
        (Fault::Timeout, ErrorKind::Timeout, true, true, true),
        (Fault::Silent, ErrorKind::Timeout, true, true, true),
        (Fault::Interrupted, ErrorKind::Interrupted, false, true, true),
        (Fault::TooLarge, ErrorKind::TooLarge, false, true, false),
        (Fault::HeadTooLarge, ErrorKind::TooLarge, false, true, false),
        (Fault::Unsendable, ErrorKind::Config, false, false, false),
    ];
    for (fault, kind, timeout, executed, retryable) in cases {
        let error = failing(Answer::Fault(fault)).await;
        assert_eq!(
            (error.kind(), error.is_timeout(), error.may_have_executed(), error.is_retryable()),
            (kind, timeout, executed, retryable),
            "{fault:?}"
        );
    }
}

#[tokio::test]
async fn a_mutation_with_two_roots_may_have_executed_one_of_them() {
    let client = Fake::script([coded("RateLimitExceeded")]).builder().retry(RetryPolicy::none()).build().unwrap();
    assert!(!client.send(Archive {}).await.unwrap_err().may_have_executed());
    let both = client.send_raw("mutation Both { a { id } b { id } }", json!({})).await.unwrap_err();
    assert!(both.may_have_executed());
}

#[test]
fn an_error_is_small_and_can_be_sent() {
    fn sent<T: Send + Sync + std::error::Error + 'static>() {}
    sent::<Error>();
    assert_eq!(size_of::<Error>(), size_of::<usize>());
}

#[tokio::test]
async fn a_list_is_never_read_where_an_object_is_meant() {
    let unauthenticated = r#"{"errors":[{"message":"no","extensions":{"code":"Unauthenticated"}}]}"#;
    for body in [
        format!("[{unauthenticated}]"),
        format!("[null,{unauthenticated}]"),
        r#"[{"data":{"plan":{"name":"Pro"}}}]"#.to_owned(),
        r#"[{"plan":{"name":"Pro"}}]"#.to_owned(),
        r#"[{"plan":{"name":"Pro"}},[],{}]"#.to_owned(),
        r#"["rate_limit_exceeded","Too many requests"]"#.to_owned(),
    ] {
        let fake = Fake::script([ok(body.clone())]);
        for error in [
            fake.client().send(GetPlan {}).await.unwrap_err(),
            fake.client().send_raw("{ plan { name } }", json!({})).await.unwrap_err(),
            fake.client().execute_raw("{ plan { name } }", json!({})).await.unwrap_err(),
        ] {
            assert_eq!((error.kind(), error.status()), (ErrorKind::NotGraphQl, Some(200)), "{body}");
            assert!(error.to_string().contains("it is no JSON object: no content type, beginning \"["), "{error}");
            assert!(error.graphql_errors().is_empty() && !error.is_retryable() && error.may_have_executed());
        }
        assert_eq!(fake.count(), 3, "it is final");
        let error = failing(reply(429, body)).await;
        assert_eq!((error.kind(), error.raw_code()), (ErrorKind::Http, None));
    }
    for data in [r#"[{"name":"Pro"}]"#, "[]", r#""Pro""#, "7", "true"] {
        let body = format!(r#"{{"data":{data}}}"#);
        let client = Fake::script([ok(body.clone())]).client();
        assert_eq!(failing(ok(body)).await.kind(), ErrorKind::Decode, "{data}");
        let error = client.send_raw("{ plan { name } }", json!({})).await.unwrap_err();
        assert!(error.to_string().contains("expected an object"), "{error}");
    }
    let listed = failing(ok(r#"{"errors":[["no",[],[],{"code":"Unauthenticated"}],{"message":"m","extensions":[["code","Unauthenticated"]]}]}"#)).await;
    assert!(listed.raw_code().is_none() && !listed.is_unauthenticated());
    assert_eq!(listed.graphql_errors()[1].message, "m");
}

#[tokio::test]
async fn data_and_codes_do_not_depend_on_what_is_odd_beside_them() {
    let deep = format!("{}{}", "[".repeat(200), "]".repeat(200));
    let odd = ["1e400", r#""\ud800""#, r#"{"a":[-1e999,"\udc00x"]}"#, "[]", r#"{"\ud800":1}"#, "7", &deep];
    for odd in odd {
        for beside in [format!(r#""extensions":{odd}"#), format!(r#""x":{odd}"#), format!(r#""\udfff":{odd}"#)] {
            for body in [
                format!(r#"{{{beside},"data":{{"plan":{{"name":"Pro","odd":{odd}}}}}}}"#),
                format!(r#"{{"data":{{"odd":{odd},"plan":{{"name":"Pro"}}}},{beside}}}"#),
            ] {
                let client = Fake::script([ok(body.clone())]).client();
                assert_eq!(client.send(GetPlan {}).await.unwrap().plan.name, "Pro", "{body}");
            }
            let error = format!(
                r#"{{"x":{odd},"message":"m","path":["plan",{odd}],"extensions":{{"a":{odd},"code":"CustomerNotFound","traceId":"t"}}}}"#
            );
            let told = failing(ok(format!(r#"{{"errors":[{error},{odd}],{beside}}}"#))).await;
            assert_eq!((told.kind(), told.code()), (ErrorKind::GraphQl, Some(ErrorCode::CustomerNotFound)), "{error}");
            assert_eq!((told.graphql_errors()[0].message.as_str(), told.trace_id()), ("m", Some("t")));
            let body = format!(r#"{{"data":{{"plan":{{"name":"Pro"}}}},"errors":[{error}],{beside}}}"#);
            let response = Fake::script([ok(body)]).client().execute(GetPlan {}).await.unwrap();
            assert_eq!(
                (response.data.plan.name.as_str(), response.errors[0].code()),
                ("Pro", Some(ErrorCode::CustomerNotFound))
            );
        }
    }
    let edge = failing(reply(429, r#"{"error":"rate_limit_exceeded","message":"slow \ud83d","retry":1e400}"#)).await;
    assert_eq!(
        (edge.code(), edge.graphql_errors()[0].message.as_str()),
        (Some(ErrorCode::RateLimitExceeded), "slow \u{fffd}")
    );
    let lost = failing(ok(r#"{"data":{"plan":{"name":"\ud800"}}}"#)).await;
    assert_eq!((lost.kind(), lost.path()), (ErrorKind::Decode, Some("plan.name")));
}

#[tokio::test]
async fn a_nullable_field_may_be_missing_and_another_may_not() {
    use stigg_graphql::operations::types::GetCustomerByRefIdInput;
    use stigg_graphql::operations::{GetCustomerById, ListCustomers};

    let client = Fake::script([ok(r#"{"data":{}}"#)]).builder().retry(RetryPolicy::none()).build().unwrap();
    let data = client.send(GetCustomerById::new(GetCustomerByRefIdInput::new("c"))).await.unwrap();
    assert!(data.get_customer_by_ref_id.is_none());
    let error = client.send(ListCustomers::default()).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Decode);
    assert!(error.to_string().contains("missing field `customers`"), "{error}");
}

#[tokio::test]
async fn a_body_in_another_encoding_is_named() {
    let binary = || Bytes::from_static(b"\x0b\x02\x80{\xff\x03");
    let with = |status: u16, encoding: Option<&str>, body: Bytes| {
        let mut reply = stigg_graphql::transport::Reply::new(status, body);
        if let Some(encoding) = encoding {
            reply.headers.insert("content-encoding", encoding.parse().unwrap());
        }
        Answer::Reply(reply)
    };
    for (encoding, body, named) in [
        (Some("br"), binary(), "`br`"),
        (Some("BR, x-gzip"), binary(), "`br, x-gzip`"),
        (None, Bytes::from_static(b"\x1f\x8b\x08\x00"), "`gzip`, which no header says"),
        (Some("identity"), Bytes::from_static(b"\x28\xb5\x2f\xfd\xff"), "`zstd`, which no header says"),
    ] {
        let error = failing(with(200, encoding, body.clone())).await;
        assert_eq!((error.kind(), error.body_excerpt()), (ErrorKind::NotGraphQl, None));
        let told = format!("it is not JSON: a body compressed as {named}, of which this client reads gzip only");
        assert!(error.to_string().contains(&told), "{error}");
        let error = failing(with(502, encoding, body)).await;
        assert_eq!(error.kind(), ErrorKind::Http);
        assert!(error.to_string().contains(&format!("HTTP 502: a body compressed as {named}")), "{error}");
    }
    // A header that does not tell the truth does no harm.
    let client = Fake::script([with(200, Some("br"), Bytes::from_static(DATA.as_bytes()))]).client();
    assert_eq!(client.send(GetPlan {}).await.unwrap().plan.name, "Pro");
}

#[tokio::test]
async fn what_is_no_success_is_never_too_large() {
    let html = "<html>".repeat(1 << 20);
    let error = failing(with_header(500, "content-type", "text/html", &html)).await;
    assert_eq!((error.kind(), error.status()), (ErrorKind::Http, Some(500)));
    assert!(error.to_string().contains("HTTP 500: text/html, beginning \"<html>"), "{error}");
    let large = with_header(200, "content-type", "text/html", &html);
    let client = Fake::script([large]).builder().max_body(10).retry(RetryPolicy::none()).build().unwrap();
    let error = client.send(GetPlan {}).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::TooLarge);
    assert!(error.to_string().contains("it is text/html and no JSON"), "{error}");
    let client = Fake::script([reply(429, html)]).builder().max_body(10).retry(RetryPolicy::none()).build().unwrap();
    let error = client.send(GetPlan {}).await.unwrap_err();
    assert!(error.is_rate_limited() && !error.may_have_executed(), "{error}");
}

#[tokio::test]
async fn what_a_server_says_is_harmless_in_a_text() {
    let evil = "a\n\u{1b}[2J\u{202e}\r\u{85}b";
    let long = "l".repeat(100_000);
    let coded = |message: &str, code: &str, trace: &str| {
        json!({"errors": [{"message": message, "path": [message, 1], "extensions": {"code": code, "traceId": trace}}]})
            .to_string()
    };
    let mut answers = vec![
        ok(coded(evil, evil, evil)),
        reply(400, coded(evil, evil, evil)),
        ok(coded(&long, &long[..500], &long[..500])),
        reply(400, json!({"error": "bad", "message": [evil, evil]}).to_string()),
        reply(500, evil),
        ok(evil),
        ok(json!({"data": {"plan": {"name": {evil: evil}}}}).to_string()),
        ok(json!({"data": {"plan": evil}}).to_string()),
        ok(json!({"data": {"plan": long}}).to_string()),
        with_header(200, "content-type", &long, "x"),
        with_header(502, "x-request-id", &long, "x"),
    ];
    answers.push(with_header(302, "location", "https://xn--a\tb.example/", ""));
    for answer in answers {
        let error = failing(answer).await;
        let text = error.to_string();
        assert!(text.chars().all(|letter| !letter.is_control() && letter != '\u{202e}'), "{text:?}");
        assert!(text.chars().count() < 1500, "{} characters", text.chars().count());
    }
    let error = failing(ok(coded(evil, "X", "t"))).await;
    assert_eq!(
        error.to_string(),
        r"GetPlan: a\n\u{1b}[2J\u{202e}\r\u{85}b (code X) at `a\n\u{1b}[2J\u{202e}\r\u{85}b[1]` [trace t]"
    );
    assert_eq!(error.graphql_errors()[0].message, evil);
}

#[tokio::test]
async fn a_hundred_errors_are_kept_and_all_count() {
    let many = |last: &str| {
        let throttled = r#"{"message":"m","extensions":{"code":"RateLimitExceeded"}},"#;
        ok(format!(r#"{{"errors":[{}{last}]}}"#, throttled.repeat(200)))
    };
    let error = failing(many(r#"{"message":"db","extensions":{"code":"Oops"}}"#)).await;
    assert_eq!(error.graphql_errors().len(), 100);
    assert!(error.to_string().contains("(and 200 more errors)"), "{error}");
    // What was not kept may be anything, so nothing is concluded from the others.
    assert!(error.may_have_executed() && !error.is_retryable());
}
