//! The sandbox as a GraphQL server over HTTP: what it refuses, and how.

use reqwest::{Client, Method, StatusCode};
use serde_json::{Value, json};
use stigg_graphql_sandbox::{Sandbox, Scope};

use crate::support::{code, data, send, send_with_key};

async fn start() -> Sandbox {
    Sandbox::start().await.expect("start")
}

#[tokio::test]
async fn a_key_is_needed_and_must_be_known() {
    let sandbox = start().await;
    let query = json!({"query": "{ currentEnvironment }"});
    let request = || Client::new().post(sandbox.endpoint()).json(&query);
    for request in [
        request(),
        request().header("X-API-Key", ""),
        request().header("X-API-Key", "server-of-somebody-else"),
        request().header("X-API-Key", sandbox.key()).header("X-API-Key", sandbox.key()),
    ] {
        let response = request.send().await.expect("an answer");
        assert_eq!(response.status(), StatusCode::UNAUTHORIZED);
        let body: Value = response.json().await.expect("JSON");
        assert_eq!(body["errors"][0]["extensions"]["code"], "Unauthenticated");
        assert_eq!(body.get("data"), None);
    }
    let response = request().header("x-api-key", sandbox.key()).send().await.expect("an answer");
    assert_eq!(response.status(), StatusCode::OK);
}

#[tokio::test]
async fn keys_have_scopes() {
    let scope = Scope::Fields(vec!["customers".to_owned(), "get*".to_owned()]);
    let sandbox = Sandbox::builder()
        .key("server-mine")
        .client_key("client-mine")
        .scoped_key("server-scoped", scope)
        .start()
        .await
        .expect("start");
    let read = "{ customers { totalCount } }";
    let get = r#"{ getCustomerByRefId(input: {customerId: "customer-0001"}) { id } }"#;
    let other = "{ plans { totalCount } }";
    let write = r#"mutation { archiveCustomer(input: {customerId: "customer-0001"}) { id } }"#;
    let ok = (200, Value::Null);
    let identity = (403, json!("IdentityForbidden"));
    let scope = (403, json!("AccessDeniedError"));
    for (key, query, expected) in [
        ("client-mine", read, ok.clone()),
        ("client-mine", write, identity),
        ("server-scoped", read, ok.clone()),
        ("server-scoped", get, ok.clone()),
        ("server-scoped", "{ __typename }", ok.clone()),
        ("server-scoped", other, scope.clone()),
        ("server-scoped", write, scope),
        ("server-mine", write, ok),
        ("server-sandbox-key", read, (401, json!("Unauthenticated"))),
    ] {
        let (status, body) = send_with_key(&sandbox, key, query, json!({})).await;
        let code = body["errors"][0]["extensions"]["code"].clone();
        assert_eq!((status, code), expected, "{key} {query} {body}");
    }
}

#[tokio::test]
async fn wrong_documents_are_refused_with_every_problem() {
    let sandbox = start().await;
    assert_eq!(code(&sandbox, "{ customers { ", json!({})).await, (400, "GRAPHQL_PARSE_FAILED".to_owned()));
    let query = "query A($unused: Int) { customers { edges { node { id nmae idd } } } }";
    let (status, body) = send(&sandbox, query, json!({})).await;
    let errors = body["errors"].as_array().expect("errors");
    assert_eq!((status, errors.len()), (400, 3), "{body}");
    for error in errors {
        assert_eq!(error["extensions"]["code"], "GRAPHQL_VALIDATION_FAILED");
        assert_eq!(error["locations"][0]["line"], 1);
    }
    assert_eq!(body.get("data"), None);
    for query in [
        "fragment A on Customer { ...A } { currentEnvironment }",
        "{ customers(paging: {first: \"1\"}) { totalCount } }",
        "query A { currentEnvironment } query A { currentEnvironment }",
        "subscription { usageUpdated { customerId } entitlementsUpdated { customerId } }",
        "{ customers }",
        "fragment A on Customer { id }",
    ] {
        let (status, body) = send(&sandbox, query, json!({})).await;
        assert_eq!(status, 400, "{query} {body}");
    }
}

#[tokio::test]
async fn the_operation_is_chosen_by_name() {
    let sandbox = start().await;
    let post = async |body: Value| {
        let request = Client::new().post(sandbox.endpoint()).header("X-API-Key", sandbox.key());
        let request = request.header("Accept", "application/graphql-response+json");
        let response = request.json(&body).send().await.expect("an answer");
        (response.status().as_u16(), response.json::<Value>().await.expect("JSON"))
    };
    let query = "query A { a: __typename } query B { b: __typename }";
    let (status, body) = post(json!({"query": query, "operationName": "B"})).await;
    assert_eq!((status, body), (200, json!({"data": {"b": "Query"}})));
    for body in [json!({"query": query}), json!({"query": query, "operationName": "C"})] {
        let (status, body) = post(body).await;
        assert_eq!(status, 400);
        assert_eq!(body["errors"][0]["extensions"]["code"], "OPERATION_RESOLUTION_FAILURE");
    }
}

#[tokio::test]
async fn wrong_variables_are_refused() {
    let sandbox = start().await;
    let query = "query($input: GetCustomerByRefIdInput!, $paging: CursorPaging, $filter: CustomerFilter) {
        getCustomerByRefId(input: $input) { id } customers(paging: $paging, filter: $filter) { totalCount } }";
    for variables in [
        json!({}),
        json!({"input": null}),
        json!({"input": {}}),
        json!({"input": {"customerId": 1}}),
        json!({"input": {"customerId": "a", "typo": 1}}),
        json!({"input": {"customerId": "a"}, "paging": {"first": "2"}}),
        json!({"input": {"customerId": "a"}, "paging": {"first": 2.5}}),
        json!({"input": {"customerId": "a"}, "paging": {"after": 5}}),
        json!({"input": {"customerId": "a"}, "filter": {"or": [{"createdAt": {"in": ["yesterday"]}}]}}),
    ] {
        let answer = code(&sandbox, query, variables.clone()).await;
        assert_eq!(answer, (400, "BAD_USER_INPUT".to_owned()), "{variables}");
    }
}

#[tokio::test]
async fn what_is_not_a_graphql_request_is_refused() {
    let sandbox = start().await;
    let url = sandbox.endpoint();
    let request = |method: Method, url: &str| Client::new().request(method, url).header("X-API-Key", sandbox.key());
    let json = |body: &'static str| request(Method::POST, &url).header("content-type", "application/json").body(body);
    for (request, status) in [
        (json("{"), 400),
        (json("[]"), 400),
        (json("[1]"), 400),
        (json("null"), 400),
        (json("{}"), 400),
        (json(r#"{"query": ""}"#), 400),
        (json(r#"{"query": "{ __typename }", "variables": []}"#), 400),
        (json(r#"{"query": "{ __typename }", "operationName": 1}"#), 400),
        (request(Method::POST, &url).body("{ __typename }"), 415),
        (request(Method::PUT, &url), 405),
        (request(Method::GET, &format!("{url}/other")), 404),
        (request(Method::GET, &format!("{url}?query=mutation%20%7Ba%3A__typename%7D")), 405),
        (request(Method::GET, &format!("{url}?quer%79=mutation%20%7Ba%3A__typename%7D")), 405),
        (request(Method::GET, &format!("{url}?operationName=One")), 400),
        (request(Method::GET, &format!("{url}?variables=%7B%7D")), 400),
        (request(Method::GET, &format!("{url}?extensions=%7B%7D")), 400),
        (request(Method::GET, &format!("{url}?subquery=1")), 200),
    ] {
        let response = request.send().await.expect("an answer");
        assert_eq!(response.status(), status);
    }
    for (method, query, allowed) in
        [(Method::GET, "?query=mutation%7Ba%3A__typename%7D", "POST"), (Method::PUT, "", "GET, POST, OPTIONS")]
    {
        let response = request(method, &format!("{url}{query}")).send().await.expect("an answer");
        assert_eq!((response.status().as_u16(), response.headers()["allow"].to_str().expect("text")), (405, allowed));
    }
}

/// A text that lacks something is not executed without it.
#[tokio::test]
async fn what_is_missing_is_a_syntax_error_at_its_place() {
    let sandbox = start().await;
    let name = "{ edges { node { name } } }";
    for (document, place, message) in [
        (format!("{{ customers(paging) {name} }}"), [1, 19], "expected `:`, found `)`"),
        (format!("{{ customers(paging paging: null) {name} }}"), [1, 20], "expected `:`, found `paging`"),
        (format!("{{ customers(paging: null why) {name} }}"), [1, 29], "expected `:`, found `)`"),
        (format!("{{\n  customers(paging: {{first null}}) {name} }}"), [2, 28], "expected `:`, found `null`"),
        (format!("{{ customers(paging: {{first: 1 after}}) {name} }}"), [1, 36], "expected `:`, found `}`"),
        (format!("{{ customers(paging: {{first: 1, # x\n after,}}) {name} }}"), [2, 8], "expected `:`, found `}`"),
        ("{ currentEnvironment @skip(if: true x) }".to_owned(), [1, 38], "expected `:`, found `)`"),
        ("{ currentEnvironment @skip(if true) }".to_owned(), [1, 31], "expected `:`, found `true`"),
        (
            format!("query Q($p: CursorPaging = {{first after}}) {{ customers(paging: $p) {name} }}"),
            [1, 35],
            "expected `:`, found `after`",
        ),
        ("# é\nquery Q @skip(if) { __typename }".to_owned(), [2, 17], "expected `:`, found `)`"),
    ] {
        let (status, body) = send(&sandbox, &document, json!({})).await;
        let expected = json!({"errors": [{
            "message": format!("syntax error: {message}"),
            "locations": [{"line": place[0], "column": place[1]}],
            "extensions": {"code": "GRAPHQL_PARSE_FAILED"},
        }]});
        assert_eq!((status, body), (400, expected), "{document}");
    }
}

#[tokio::test]
async fn commas_mean_nothing_and_descriptions_are_for_readers() {
    let sandbox = start().await;
    let expected = json!({"alias": "Query", "__typename": "Query"});
    for query in [
        "{, ..., on Query { alias,: __typename } , ...,F,} fragment F, on, Query {,__typename,}",
        "\"\"\"Reads\nsome.\"\"\" query Q(\"which, one\" $a: Boolean! = true) { alias: __typename @include(if: $a) ...F } \
         \"what one shows\" fragment F on Query { __typename }",
    ] {
        assert_eq!(data(&sandbox, query, json!({})).await, expected, "{query}");
    }
    let defaults = "query Q($a: String = \"x\" \"second\" $b: String = \"y\") { customers(filter: {name: {in: [$a, $b]}}) { totalCount } }";
    assert_eq!(data(&sandbox, defaults, json!({})).await, json!({"customers": {"totalCount": 0}}));
    // What follows keeps its place.
    let (status, body) = send(&sandbox, "\"é\n\" query Q { nope }", json!({})).await;
    assert_eq!((status, body["errors"][0]["extensions"]["code"].as_str()), (400, Some("GRAPHQL_PARSE_FAILED")));
    let (_, body) = send(&sandbox, "\"\"\"é\né\"\"\" query Q { nope }", json!({})).await;
    assert_eq!(body["errors"][0]["locations"][0], json!({"line": 2, "column": 16}));
    assert_eq!(code(&sandbox, "\"no\" { __typename }", json!({})).await, (400, "GRAPHQL_PARSE_FAILED".to_owned()));
}

#[test]
fn schemas_that_lack_something_are_refused() {
    for (schema, place) in [
        ("schema { query: Query mutation: } type Query { a: Int }", "1:33: syntax error: expected a type, found `}`"),
        (
            "type Query {\n  a(by: Sort = {key AGE}): Int\n} input Sort { key: K } enum K { AGE }",
            "2:21: syntax error: expected `:`, found `AGE`",
        ),
        (
            "type Query { a: Int @deprecated(reason reason: \"old\") }",
            "1:40: syntax error: expected `:`, found `reason`",
        ),
        (
            "type Query { a: Int } extend schema @x { } directive @x on SCHEMA",
            "1:42: syntax error: expected `query`, `mutation` or `subscription`, found `}`",
        ),
    ] {
        let refusal = Sandbox::builder().schema(schema).spawn().expect_err("a refusal");
        assert!(refusal.is_schema());
        assert_eq!(refusal.to_string(), format!("the schema is not valid\nschema.graphql:{place}"));
    }
    Sandbox::builder().schema("type,Query,{a,:,[,Int,!,],,b(,x:Int,=,1,):Int}").spawn().expect("commas mean nothing");
}

#[tokio::test]
async fn batches_get_and_browsers_are_served() {
    let sandbox = start().await;
    let batch = json!([{"query": "{ a: __typename }"}, {"query": "{ nope }"}]);
    let request = Client::new().post(sandbox.endpoint()).header("X-API-Key", sandbox.key());
    let body: Value = request.json(&batch).send().await.expect("sent").json().await.expect("JSON");
    assert_eq!(body[0], json!({"data": {"a": "Query"}}));
    assert_eq!(body[1]["errors"][0]["extensions"]["code"], "GRAPHQL_VALIDATION_FAILED");
    assert_eq!(sandbox.requests().len(), 2, "a batch is recorded as its operations");

    let url = format!(
        "{}?query=query+Get(%24c%3AString!)%7BgetCustomerByRefId(input%3A%7BcustomerId%3A%24c%7D)%7BcustomerId%7D%7D&variables=%7B%22c%22%3A%22customer-0002%22%7D",
        sandbox.endpoint()
    );
    let request = Client::new().get(url).header("X-API-Key", sandbox.key()).header("Origin", "http://localhost:3000");
    let response = request.header("Accept", "application/graphql-response+json").send().await.expect("sent");
    assert_eq!(response.headers()["content-type"], "application/graphql-response+json; charset=utf-8");
    assert_eq!(response.headers()["access-control-allow-origin"], "http://localhost:3000");
    let body: Value = response.json().await.expect("JSON");
    assert_eq!(body["data"]["getCustomerByRefId"]["customerId"], "customer-0002");

    let preflight = Client::new()
        .request(Method::OPTIONS, sandbox.endpoint())
        .header("Origin", "http://localhost:3000")
        .header("Access-Control-Request-Method", "POST")
        .header("Access-Control-Request-Headers", "content-type,x-api-key,x-custom");
    let response = preflight.send().await.expect("sent");
    assert_eq!(response.status(), StatusCode::NO_CONTENT);
    assert_eq!(response.headers()["access-control-allow-headers"], "content-type,x-api-key,x-custom");
    assert_eq!(response.headers()["access-control-allow-origin"], "http://localhost:3000");
}

#[tokio::test]
async fn requests_are_recorded_with_what_was_sent() {
    let sandbox = start().await;
    let query = "query Page($paging: CursorPaging) { customers(paging: $paging) { totalCount } }";
    data(&sandbox, query, json!({"paging": {"first": 3, "after": null}})).await;
    send_with_key(&sandbox, "wrong", "{ plans { totalCount } }", json!({})).await;
    send(&sandbox, "{ nope }", json!({})).await;
    sandbox.received(3).await;

    let requests = sandbox.requests();
    let page = &requests[0];
    assert_eq!((page.operation.as_deref(), page.kind, page.status), (Some("Page"), Some("query"), Some(200)));
    assert_eq!(page.variable("paging.first"), Some(&json!(3)));
    assert_eq!(page.variable("paging.after"), Some(&Value::Null));
    assert_eq!(page.variable("paging.before"), None);
    assert_eq!(page.header("X-Api-Key"), Some(sandbox.key()));
    assert_eq!(page.document, query);
    assert!(page.received <= std::time::SystemTime::now());
    assert_eq!((requests[1].operation.as_deref(), requests[1].status), (None, Some(401)));
    assert_eq!((requests[2].kind, requests[2].status), (None, Some(400)));
    assert_eq!(sandbox.requests_for("customers").len(), 1);
    assert_eq!(sandbox.requests_for("Page").len(), 1);
    sandbox.clear_requests();
    assert_eq!(sandbox.requests().len(), 0);
}

#[tokio::test]
async fn introspection_gives_the_schema() {
    let sandbox = start().await;
    let query = r#"{ __schema { queryType { name } types { name } } __type(name: "Customer") { fields { name } } }"#;
    let schema = data(&sandbox, query, json!({})).await;
    assert_eq!(schema["__schema"]["queryType"]["name"], "Query");
    let types = schema["__schema"]["types"].as_array().expect("types");
    assert!(types.contains(&json!({"name": "EntitlementUnion"})));
    let fields = schema["__type"]["fields"].as_array().expect("fields");
    assert!(fields.contains(&json!({"name": "customerId"})));
}

#[tokio::test]
async fn the_port_closes_with_the_sandbox() {
    let sandbox = start().await;
    let url = sandbox.endpoint();
    drop(sandbox);
    let error = Client::new().post(url).send().await.expect_err("nobody listens");
    assert!(error.is_connect(), "{error}");
}

#[test]
fn handles_are_shared_between_threads() {
    fn shared<T: Send + Sync + 'static>() {}
    shared::<Sandbox>();
    shared::<stigg_graphql_sandbox::Builder>();
    shared::<stigg_graphql_sandbox::StartError>();
}

#[test]
fn no_runtime_is_needed() {
    let sandbox = Sandbox::spawn().expect("start");
    let client = reqwest::blocking::Client::new();
    let request = client.post(sandbox.endpoint()).header("X-API-Key", sandbox.key());
    let body: Value = request.json(&json!({"query": "{ __typename }"})).send().expect("sent").json().expect("JSON");
    assert_eq!(body, json!({"data": {"__typename": "Query"}}));
}

#[tokio::test]
async fn settings_that_do_not_fit_are_errors() {
    let error = Sandbox::builder().schema("type Query { a: Nope }").start().await.expect_err("refused");
    assert!(error.is_schema());
    assert!(error.to_string().contains("Nope"), "{error}");
    for (builder, message) in [
        (Sandbox::builder().nodes("Custmer", 1), "the schema has no object type Custmer"),
        (Sandbox::builder().events("usage", []), "no subscription has a field usage"),
        (Sandbox::builder().entity("Money", json!({})), "Money is no type of things with an id"),
        (Sandbox::builder().entity("Customer", json!(1)), "an entity is a JSON object, not 1"),
    ] {
        assert_eq!(builder.start().await.expect_err("refused").to_string(), message);
    }
    let first = start().await;
    let port = first.endpoint().rsplit(':').next().and_then(|end| end.split('/').next()?.parse().ok());
    let error = Sandbox::builder().port(port.expect("a port")).start().await.expect_err("taken");
    let source = std::error::Error::source(&error).expect("a cause").to_string();
    assert!(!error.to_string().contains(&source), "the cause is not repeated");
}

#[tokio::test]
async fn hostile_queries_end() {
    let sandbox = Sandbox::builder().field_limit(20_000).start().await.expect("start");
    let depth = 200;
    let deep = format!(
        "{{ customers {{ edges {{ node {}id{} }} }} }}",
        "{ subscriptions { customer ".repeat(depth),
        "} }".repeat(depth)
    );
    let deep = deep.replace("customer id", "customer { id }");
    let (status, body) = send(&sandbox, &deep, json!({})).await;
    assert!(status == 200 || status == 400, "{body}");
    let nested = format!("{}{}", "[".repeat(10_000), "]".repeat(10_000));
    let request = Client::new().post(sandbox.endpoint()).header("X-API-Key", sandbox.key());
    let response = request.header("content-type", "application/json").body(nested).send().await.expect("sent");
    assert_eq!(response.status(), 400);
    let wide = "{ customers(paging: {first: 30}) { edges { node { subscriptions(filter: {}) { customer { subscriptions(filter: {}) { customer { subscriptions(filter: {}) { customer {
        subscriptions(filter: {}) { customer { subscriptions(filter: {}) { customer { subscriptions(filter: {}) { customer { subscriptions(filter: {}) { customer { subscriptions(filter: {}) { customer {
        subscriptions(filter: {}) { customer { subscriptions(filter: {}) { customer { subscriptions(filter: {}) { customer { subscriptions(filter: {}) { customer { id
        } } } } } } } } } } } } } } } } } } } } } } } } } } } }";
    let (_, body) = send(&sandbox, wide, json!({})).await;
    assert_eq!(body["errors"][0]["extensions"]["code"], "OperationTooComplex");
    let alive = data(&sandbox, "{ __typename }", json!({})).await;
    assert_eq!(alive, json!({"__typename": "Query"}));
}
