//! One operation, ready to be sent: its name, its body, and whether it may be sent twice.

use std::borrow::Cow;

use bytes::Bytes;
use serde::Serialize;
use serde_json::Value;

use crate::error::Error;
use crate::operation::{Operation, OperationKind, Replay};

/// An operation ready to be sent, as often as needed.
#[derive(Clone)]
pub(crate) struct Call {
    /// The name of the operation; empty for a document with a single nameless one.
    pub(crate) name: Cow<'static, str>,
    pub(crate) kind: OperationKind,
    pub(crate) single_root: bool,
    /// Whether executing it twice does no more than executing it once.
    pub(crate) idempotent: bool,
    pub(crate) body: Bytes,
    /// What the limiter counts by.
    #[cfg(feature = "limiter")]
    pub(crate) subject: Subject,
}

/// What published limits are counted by.
#[cfg(feature = "limiter")]
#[derive(Clone, Default)]
pub(crate) struct Subject {
    pub(crate) root_fields: &'static [&'static str],
    pub(crate) entities: Vec<String>,
}

/// The text of a document.
#[derive(Clone, Copy)]
pub(crate) enum Document<'a> {
    /// As it is.
    Plain(&'a str),
    /// As it stands between the quotes of a string of JSON.
    Escaped(&'a str),
}

/// The keys, and variables as most calls have them, in bytes.
const AROUND: usize = 512;

impl Call {
    /// Prepares a compiled operation.
    ///
    /// # Errors
    ///
    /// When its variables cannot be written as JSON.
    pub(crate) fn of<O: Operation>(operation: &O) -> Result<Self, Error> {
        let info = &O::INFO;
        let document = O::ESCAPED.map_or(Document::Plain(info.document), Document::Escaped);
        let body = Self::body(info.name, document, operation)?;
        let idempotent = match info.replay {
            Replay::Safe => true,
            Replay::Never => false,
            Replay::Keyed(paths) => serde_json::to_value(operation)
                .is_ok_and(|variables| paths.iter().all(|path| has_key(&variables, path))),
        };
        #[cfg(feature = "limiter")]
        let subject = Subject {
            root_fields: info.root_fields,
            entities: match info.kind {
                OperationKind::Mutation => {
                    serde_json::to_value(operation).map(|variables| entities(&variables)).unwrap_or_default()
                }
                OperationKind::Query | OperationKind::Subscription => Vec::new(),
            },
        };
        Ok(Self {
            name: Cow::Borrowed(info.name),
            kind: info.kind,
            single_root: info.root_fields.len() == 1,
            idempotent,
            body,
            #[cfg(feature = "limiter")]
            subject,
        })
    }

    /// Writes the request body; of an empty name it has nothing.
    ///
    /// # Errors
    ///
    /// When the variables cannot be written as JSON.
    pub(crate) fn body<V: Serialize + ?Sized>(
        name: &str,
        document: Document<'_>,
        variables: &V,
    ) -> Result<Bytes, Error> {
        write(name, document, variables).map(Bytes::from).map_err(|source| {
            let mut error = Error::config("the variables cannot be written as JSON").caused_by(source);
            error.facts_mut().operation = Some(name.to_owned().into());
            error
        })
    }
}

/// What serde would write of a struct with the three members, but that it asks for memory once.
fn write<V: Serialize + ?Sized>(name: &str, document: Document<'_>, variables: &V) -> serde_json::Result<Vec<u8>> {
    let mut body = Vec::with_capacity(document.text().len() + name.len() + AROUND);
    body.extend_from_slice(br#"{"query":"#);
    match document {
        Document::Plain(text) => serde_json::to_writer(&mut body, text)?,
        Document::Escaped(text) => {
            body.push(b'"');
            body.extend_from_slice(text.as_bytes());
            body.push(b'"');
        }
    }
    if !name.is_empty() {
        body.extend_from_slice(br#","operationName":"#);
        serde_json::to_writer(&mut body, name)?;
    }
    body.extend_from_slice(br#","variables":"#);
    serde_json::to_writer(&mut body, variables)?;
    body.push(b'}');
    Ok(body)
}

impl<'a> Document<'a> {
    fn text(self) -> &'a str {
        match self {
            Self::Plain(text) | Self::Escaped(text) => text,
        }
    }
}

/// Whether the path leads to a string that is not empty, in every item of the lists on the way.
fn has_key(variables: &Value, path: &[&str]) -> bool {
    match (variables, path) {
        // A list without items has nothing that could be done twice.
        (Value::Array(items), _) => items.iter().all(|item| has_key(item, path)),
        (Value::String(key), []) => !key.is_empty(),
        (Value::Object(object), [step, rest @ ..]) => object.get(*step).is_some_and(|next| has_key(next, rest)),
        _ => false,
    }
}

/// The buckets of Stigg's entity limit that a mutation counts in (Stigg's docs: rate limits).
#[cfg(feature = "limiter")]
fn entities(variables: &Value) -> Vec<String> {
    let text = |object: &Value, key: &str| object.get(key).and_then(Value::as_str).map(str::to_owned);
    let mut found = Vec::new();
    let mut open = vec![variables];
    while let Some(value) = open.pop() {
        match value {
            Value::Array(items) => open.extend(items),
            Value::Object(object) => {
                open.extend(object.values());
                let customer = text(value, "customerId").or_else(|| text(value, "customerRefId"));
                let subscription = text(value, "subscriptionId").or_else(|| text(value, "subscriptionRefId"));
                match (customer, text(value, "resourceId")) {
                    (Some(customer), Some(resource)) => found.push(format!("resource {customer}:{resource}")),
                    (Some(customer), None) => found.push(format!("customer {customer}")),
                    (None, _) => {}
                }
                found.extend(subscription.map(|id| format!("subscription {id}")));
            }
            _ => {}
        }
    }
    found.sort();
    found.dedup();
    found
}

#[cfg(all(test, feature = "operations"))]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::operation::OperationInfo;
    use crate::operations::GetCustomerById;
    use crate::operations::types::GetCustomerByRefIdInput;

    #[test]
    fn a_key_counts_only_where_it_is_given_for_every_item() {
        let path = &["input", "usages", "idempotencyKey"];
        let usages = |usages: Value| json!({"input": {"usages": usages}});
        assert!(has_key(&usages(json!([{"idempotencyKey": "a"}, {"idempotencyKey": "b"}])), path));
        assert!(!has_key(&usages(json!([{"idempotencyKey": "a"}, {"idempotencyKey": ""}])), path));
        assert!(!has_key(&usages(json!([{"idempotencyKey": "a"}, {"idempotencyKey": null}])), path));
        assert!(!has_key(&usages(json!([{"idempotencyKey": "a"}, {}])), path));
        assert!(!has_key(&json!({}), path));
        assert!(has_key(&json!({"input": {"idempotencyKey": "k"}}), &["input", "idempotencyKey"]));
        assert!(!has_key(&json!({"input": {"idempotencyKey": 7}}), &["input", "idempotencyKey"]));
    }

    #[test]
    fn the_body_has_the_three_members() {
        let body = Call::body("Q", Document::Plain("query Q { __typename }"), &json!({"a": 1})).unwrap();
        assert_eq!(body, r#"{"query":"query Q { __typename }","operationName":"Q","variables":{"a":1}}"#);
        let nameless = Call::body("", Document::Escaped("{ __typename }"), &json!({})).unwrap();
        assert_eq!(nameless, r#"{"query":"{ __typename }","variables":{}}"#);
    }

    #[derive(Serialize)]
    struct Members<'a, V> {
        query: &'a str,
        #[serde(rename = "operationName", skip_serializing_if = "str::is_empty")]
        operation_name: &'a str,
        variables: &'a V,
    }

    /// Written by hand, and so not escaped before it is sent.
    #[derive(Serialize)]
    struct ByHand {
        id: &'static str,
    }

    impl Operation for ByHand {
        type Data = Value;
        const INFO: OperationInfo = OperationInfo { document: "{\n  a(b: \"\\\\\")\n}\n", ..GetCustomerById::INFO };
    }

    #[test]
    fn what_is_sent_is_the_document_of_the_operation() {
        fn check<O: Operation>(operation: &O) {
            let members = Members { query: O::DOCUMENT, operation_name: O::NAME, variables: operation };
            assert_eq!(Call::of(operation).unwrap().body, serde_json::to_string(&members).unwrap());
        }
        assert_eq!(GetCustomerById::ESCAPED, Some(GetCustomerById::DOCUMENT));
        assert_eq!(ByHand::ESCAPED, None);
        check(&GetCustomerById::new(GetCustomerByRefIdInput::new("a \"customer\"\n")));
        check(&ByHand { id: "\0é" });
    }

    proptest::proptest! {
        #![proptest_config(proptest::test_runner::Config { failure_persistence: None, ..Default::default() })]

        #[test]
        fn any_body_is_what_serde_writes(
            query: String,
            operation_name: String,
            variables in proptest::collection::btree_map(proptest::arbitrary::any::<String>(), "[\\PC\"\\\\\n\0]{0,900}", 0..3),
        ) {
            let members = Members { query: &query, operation_name: &operation_name, variables: &variables };
            let expected = serde_json::to_string(&members).unwrap();
            assert_eq!(Call::body(&operation_name, Document::Plain(&query), &variables).unwrap(), expected);
            let quoted = serde_json::to_string(&query).unwrap();
            let escaped = Document::Escaped(&quoted[1..quoted.len() - 1]);
            assert_eq!(Call::body(&operation_name, escaped, &variables).unwrap(), expected);
        }
    }

    #[test]
    fn a_body_asks_for_memory_once() {
        let document = "{a}".repeat(5_000);
        let body = write("Q", Document::Escaped(&document), &json!({"id": "i".repeat(400)})).unwrap();
        assert_eq!(body.capacity(), document.len() + 1 + AROUND);
    }

    #[cfg(feature = "limiter")]
    #[test]
    fn entities_are_found_wherever_they_stand() {
        let variables = json!({"input": {"customerId": "c", "usages": [{"customerId": "d", "resourceId": "r"}]}, "x": {"subscriptionRefId": "s"}});
        assert_eq!(entities(&variables), ["customer c", "resource d:r", "subscription s"]);
    }
}
