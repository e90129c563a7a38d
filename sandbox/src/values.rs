//! Answers of operations as values, without a server.

use std::fmt;
use std::sync::Arc;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use crate::builder::Builder;
use crate::data::catalog::Catalog;
use crate::data::world::{Settings, World};
use crate::execution::engine::Engine;
use crate::execution::parameters::Parameters;
use crate::schema;
use crate::start_error::StartError;

/// An answer to an operation on Stigg's schema, as its type and without a server: what matters to a test is named, the rest is
/// filled in.
///
/// What is named stands under the keys of the response, an object with the values of fields: partial objects, lists as long
/// as they shall be, a list of nodes for a connection, `__typename` for a member of a union. The rest is valid and
/// always the same. Nothing is written, so a mutation is only answered. What the operation does not select cannot be named: a
/// test that named it would test nothing.
///
/// ```
/// use serde_json::{Value, json};
/// use stigg_graphql_sandbox::fake;
///
/// // With a compiled operation: `let data: get_customer::Data = fake(GetCustomer::DOCUMENT, &operation, json!({..}))?`.
/// let document = "query Plans($paging: CursorPaging) { plans(paging: $paging) { edges { node { displayName status } } } }";
/// let data: Value = fake(document, &json!({}), json!({"plans": [{"displayName": "Pro"}, {}]}))?;
/// assert_eq!(data["plans"]["edges"].as_array().unwrap().len(), 2);
/// assert_eq!(data["plans"]["edges"][0]["node"]["displayName"], "Pro");
/// assert!(data["plans"]["edges"][0]["node"]["status"].is_string());
///
/// let error = fake::<Value>(document, &json!({}), json!({"plans": [{"name": "Pro"}]})).unwrap_err();
/// assert_eq!(error.to_string(), "`plans[0]` has no field `name`: it is `Plan`");
/// # Ok::<(), stigg_graphql_sandbox::FakeError>(())
/// ```
///
/// # Errors
///
/// When the operation or its variables are not valid, what is named is not there, or the answer does not fit the type.
pub fn fake<T: DeserializeOwned>(document: &str, variables: &impl Serialize, named: Value) -> Result<T, FakeError> {
    let values = Values { catalog: schema::default().map_err(FakeError::of)?, data: Settings::default() };
    values.fake(document, variables, named)
}

/// Answers to operations on any schema; [`fake`] is the same for Stigg's.
pub struct Values {
    catalog: Arc<Catalog>,
    data: Settings,
}

impl Builder {
    /// Answers operations as values instead of serving them: by this builder's schema, seed, numbers of nodes, sample scalars
    /// and share of nulls. The rest of it is for a server.
    ///
    /// ```
    /// # use serde_json::{Value, json};
    /// # use stigg_graphql_sandbox::Sandbox;
    /// let values = Sandbox::builder().schema("type Query { answer: Int! }").values()?;
    /// let data: Value = values.fake("{ answer }", &(), json!({"answer": 42}))?;
    /// assert_eq!(data, json!({"answer": 42}));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// When the schema is not valid, or a setting does not fit it.
    pub fn values(self) -> Result<Values, StartError> {
        let catalog = self.catalog()?;
        Ok(Values { catalog, data: self.data })
    }
}

impl Values {
    /// As [`fake`].
    ///
    /// # Errors
    ///
    /// As there.
    pub fn fake<T: DeserializeOwned>(
        &self,
        document: &str,
        variables: &impl Serialize,
        named: Value,
    ) -> Result<T, FakeError> {
        let data = self.data(document, serde_json::to_value(variables).map_err(FakeError::of)?, named)?;
        T::deserialize(data).map_err(|error| FakeError(format!("the answer does not fit its type: {error}")))
    }

    fn data(&self, document: &str, variables: Value, named: Value) -> Result<Value, FakeError> {
        let named: Map<String, Value> = match named {
            Value::Null => Map::new(),
            Value::Object(named) => named,
            other => return Err(FakeError(format!("what is named is an object of response keys, not {other}"))),
        };
        let request = Map::from_iter([("query".to_owned(), document.into()), ("variables".to_owned(), variables)]);
        // A world of its own, so that no answer depends on one before.
        let engine = Engine::new(World::new(Arc::clone(&self.catalog), self.data.clone()));
        let answer = Parameters::read(request)
            .and_then(|parameters| engine.prepare(&parameters))
            .and_then(|prepared| engine.execute_named(&prepared, named));
        let answer = answer.unwrap_or_else(|refused| refused);
        let mut body: Value = serde_json::from_slice(&answer.bytes()).map_err(FakeError::of)?;
        let errors = body["errors"].as_array().map_or(&[][..], Vec::as_slice);
        if errors.is_empty() {
            return Ok(body["data"].take());
        }
        let messages: Vec<_> = errors.iter().map(message).collect();
        Err(FakeError(messages.join("\n")))
    }
}

/// What an error says, and where in the answer.
fn message(error: &Value) -> String {
    let message = error["message"].as_str().unwrap_or_default();
    let path = error["path"].as_array().map_or(&[][..], Vec::as_slice);
    let path: String = path
        .iter()
        .enumerate()
        .map(|(nth, segment)| match segment.as_str() {
            Some(key) if nth == 0 => key.to_owned(),
            Some(key) => format!(".{key}"),
            None => format!("[{segment}]"),
        })
        .collect();
    if path.is_empty() { message.to_owned() } else { format!("`{path}`: {message}") }
}

/// Why there is no such answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FakeError(String);

impl FakeError {
    fn of(error: impl fmt::Display) -> Self {
        Self(error.to_string())
    }
}

impl fmt::Display for FakeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for FakeError {}
