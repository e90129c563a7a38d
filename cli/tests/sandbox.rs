//! `sandbox`, from its first line to Ctrl-C.

mod support;

use std::io::{BufRead, BufReader, Read};
use std::process::{Child, ChildStdout, Command, Stdio};

use stigg_graphql_sandbox::Sandbox;
use support::Desk;

/// The running program; it is ended also when a test fails.
struct Running {
    child: Child,
    out: BufReader<ChildStdout>,
    told: String,
}

impl Running {
    /// Starts it and reads what it tells, up to the last line.
    fn start(desk: &Desk, arguments: &[&str]) -> Self {
        let mut child = desk
            .command(&[&["sandbox"], arguments].concat())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut out = BufReader::new(child.stdout.take().unwrap());
        let mut told = String::new();
        while !told.ends_with("Stop it with Ctrl-C.\n") {
            assert_ne!(out.read_line(&mut told).unwrap(), 0, "{told}");
        }
        Self { child, out, told }
    }

    fn value(&self, name: &str) -> &str {
        self.told.lines().find_map(|line| line.strip_prefix(&format!("  {name}"))).unwrap().trim()
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn it_says_where_it_is_and_answers() {
    let desk = Desk::new().file("q.graphql", "{ customers { totalCount } plans { totalCount } }");
    let running =
        Running::start(&desk, &["--port", "0", "--customers", "7", "--nodes", "Plan=3", "--key", "server-it's"]);
    let endpoint = running.value("endpoint").to_owned();
    assert_eq!(running.value("websocket"), endpoint.replace("http://", "ws://"));
    let expected = format!(
        "Sandbox with made-up data (seed 1)\n\n  endpoint   {endpoint}\n  websocket  {}\n  editor     {}\n  key        server-it's\n  \
         read-only  client-sandbox-key\n\ncurl {endpoint} -H \"X-API-Key: server-it's\" -H 'Content-Type: application/json' \
         -d '{{\"query\":\"{{ customers(paging: {{first: 3}}) {{ edges {{ node {{ customerId name email }} }} totalCount }} }}\"}}'\n\n\
         Stop it with Ctrl-C.\n",
        running.value("websocket"),
        endpoint.replace("/graphql", "/"),
    );
    assert_eq!(running.told, expected);
    let desk = desk.with("STIGG_SERVER_API_KEY", "server-it's");
    let ran = desk.run(&["run", "q.graphql", "--endpoint", &endpoint, "--format", "ndjson"]);
    ran.is(0, "{\"customers\":{\"totalCount\":7},\"plans\":{\"totalCount\":3}}\n", "");
}

#[test]
fn another_schema_is_served_from_sdl_or_json() {
    let json = r#"{"__schema": {"queryType": {"name": "Query"}, "types": [{"kind": "OBJECT", "name": "Query",
        "fields": [{"name": "answer", "args": [], "type": {"kind": "NON_NULL", "ofType": {"kind": "SCALAR", "name": "Int"}}}]}]}}"#;
    let desk = Desk::new()
        .file("a.graphql", "type Query { answer: Int! }")
        .file("b.json", json)
        .file("q.graphql", "{ answer }")
        .with("STIGG_SERVER_API_KEY", "server-sandbox-key");
    let mut answers = Vec::new();
    for schema in ["a.graphql", "b.json"] {
        let running = Running::start(&desk, &["--port", "0", "--schema", schema, "--seed", "5"]);
        assert!(running.told.contains(r#"{"query":"{ __typename }"}"#));
        let ran = desk.run(&["run", "q.graphql", "--schema", schema, "--endpoint", running.value("endpoint")]);
        assert_eq!(ran.code, 0, "{ran:?}");
        answers.push(ran.out);
    }
    assert_eq!(answers[0], answers[1]);
}

#[cfg(unix)]
#[test]
fn ctrl_c_ends_it_well() {
    for signal in ["-INT", "-TERM"] {
        let mut running = Running::start(&Desk::new(), &["--port", "0"]);
        let process = running.child.id().to_string();
        assert!(Command::new("kill").args([signal, &process]).status().unwrap().success());
        assert_eq!(running.child.wait().unwrap().code(), Some(0));
        let mut rest = String::new();
        running.out.read_to_string(&mut rest).unwrap();
        running.child.stderr.take().unwrap().read_to_string(&mut rest).unwrap();
        assert_eq!(rest, "");
    }
}

#[test]
fn what_does_not_fit_is_said() {
    let other = Sandbox::spawn().unwrap();
    let port = other.endpoint().split([':', '/']).nth(4).unwrap().to_owned();
    let desk = Desk::new().file("bad.graphql", "type Query { a: Gone }");
    let ran = desk.run(&["sandbox", "--port", &port]);
    assert_eq!((ran.code, ran.out.as_str()), (1, ""));
    assert!(
        ran.err
            .starts_with(&format!("error: the sandbox did not start on port {port}; `--port 0` takes any free one\n")),
        "{}",
        ran.err
    );
    let ran = desk.run(&["sandbox", "--port", "0", "--schema", "bad.graphql"]);
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("Gone"), "{}", ran.err);
    let ran = desk.run(&["sandbox", "--port", "0", "--nodes", "Gone=1"]);
    ran.is(1, "", "error: the sandbox did not start\n  because: the schema has no object type Gone\n");
    assert_eq!(desk.run(&["sandbox", "--nodes", "Plan"]).code, 2);
    assert_eq!(desk.run(&["sandbox", "--port", "99999"]).code, 2);
    let ran = desk.run(&["sandbox", "--key", "a key"]);
    ran.is(2, "", "error: a key is visible ASCII without spaces, or no HTTP header could carry it\n");
}

#[test]
fn what_goes_wrong_on_purpose_is_chosen() {
    let fault = r#"{"effect": {"status": 501}, "times": 1}"#;
    let running = Running::start(&Desk::new(), &["--port", "0", "--fault", fault]);
    let desk = Desk::new()
        .with("STIGG_SERVER_API_KEY", running.value("key"))
        .with("STIGG_API_URL", running.value("endpoint"))
        .file("q.graphql", "{ currentEnvironment }");
    let ran = desk.run(&["run", "q.graphql"]);
    assert!(ran.code == 1 && ran.err.contains("HTTP 501"), "{ran:?}");
    assert_eq!(desk.run(&["run", "q.graphql"]).code, 0);
    let html = Running::start(&Desk::new(), &["--port", "0", "--fault", "html"]);
    let ran = desk.run(&["run", "q.graphql", "--endpoint", html.value("endpoint")]);
    assert_eq!(ran.code, 1, "{ran:?}");
    let ran = desk.run(&["sandbox", "--fault", "sometimes"]);
    assert!(ran.code == 2 && ran.err.contains(r#"write it as {"effect": {"status": 503}"#), "{ran:?}");
}
