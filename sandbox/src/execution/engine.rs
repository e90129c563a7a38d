//! Executes operations against one world.

mod document;
mod named;
mod one_of;
mod variables;

use std::sync::Arc;

use apollo_compiler::ExecutableDocument;
use apollo_compiler::executable::{Operation, OperationType};
use apollo_compiler::request::coerce_variable_values;
use apollo_compiler::resolvers::Execution;
use apollo_compiler::response::{GraphQLError, JsonMap};
use apollo_compiler::validation::Valid;
use http::StatusCode;
use serde_json::{Map, Value};

use self::document::{Document, Documents};
use super::answer::{Answer, Data};
use super::context::Context;
use super::execution_error::ExecutionError;
use super::parameters::Parameters;
use super::root::Root;
use crate::data::hash;
use crate::data::world::World;
use crate::fixtures::Fixtures;
use crate::scope::{Access, Scope};

/// Executes operations against one world.
pub(crate) struct Engine {
    pub(crate) world: World,
    pub(crate) fixtures: Fixtures,
    documents: Documents,
}

/// A call whose document is valid and whose operation and variables are known.
pub(crate) struct Prepared {
    document: Arc<Document>,
    pub(crate) operation_name: Option<String>,
    variables: Valid<JsonMap>,
    pub(crate) operation_type: OperationType,
    /// The names of the root fields, introspection left out.
    pub(crate) root_fields: Vec<String>,
}

impl Engine {
    pub(crate) fn new(world: World) -> Self {
        Self { world, fixtures: Fixtures::default(), documents: Documents::default() }
    }

    /// Parses, validates, picks the operation and coerces the variables.
    pub(crate) fn prepare(&self, parameters: &Parameters) -> Result<Prepared, Answer> {
        let schema = &self.world.catalog.schema;
        let document = self.documents.get(schema, &parameters.query)?;
        let executable = &document.executable;
        let operation = executable.operations.get(parameters.operation_name.as_deref()).map_err(|error| {
            let code = "OPERATION_RESOLUTION_FAILURE";
            Answer::refused(StatusCode::BAD_REQUEST, code, error.message().to_string())
        })?;
        let variables =
            coerce_variable_values(schema, operation, &variables::whole(&parameters.variables)).map_err(|error| {
                let mut error = error.to_graphql_error(&executable.sources);
                error.extensions.insert("code", "BAD_USER_INPUT".into());
                Answer::failed(StatusCode::BAD_REQUEST, vec![error])
            })?;
        variables::check(schema, operation, &variables)
            .map_err(|problem| Answer::refused(StatusCode::BAD_REQUEST, "BAD_USER_INPUT", problem))?;
        let root_fields = root_fields(executable, operation);
        let operation_type = operation.operation_type;
        let operation_name = operation.name.as_ref().map(ToString::to_string);
        Ok(Prepared { document, operation_name, variables, operation_type, root_fields })
    }

    /// Executes. A subscription's root field shows `event`, completed by generated data.
    pub(crate) fn execute(&self, prepared: &Prepared, event: Option<Value>) -> Answer {
        self.execute_with(prepared, event, 0, None)
    }

    /// Executes a subscription for one of many events of generated data.
    pub(crate) fn execute_turn(&self, prepared: &Prepared, turn: u64) -> Answer {
        self.execute_with(prepared, None, turn, None)
    }

    /// Answers with what is named under the keys of the response, and writes nothing.
    pub(crate) fn execute_named(&self, prepared: &Prepared, named: Map<String, Value>) -> Result<Answer, Answer> {
        match self.named_problem(prepared, &named) {
            Some(problem) => Err(Answer::bad_request(problem)),
            None => Ok(self.execute_with(prepared, None, 0, Some(named))),
        }
    }

    fn execute_with(
        &self,
        prepared: &Prepared,
        event: Option<Value>,
        turn: u64,
        named: Option<Map<String, Value>>,
    ) -> Answer {
        let catalog = &self.world.catalog;
        let internal =
            |message: String| Answer::refused(StatusCode::INTERNAL_SERVER_ERROR, "INTERNAL_SERVER_ERROR", message);
        let name = prepared.operation_name.as_deref();
        let Ok(operation) = prepared.document.executable.operations.get(name) else {
            return internal("the operation went missing".to_owned());
        };
        let Some(profile) = catalog.object(operation.object_type()) else {
            return internal(format!("the schema has no {} type", operation.operation_type));
        };
        let context = Context::new(&self.world, &prepared.variables);
        let operation_type = prepared.operation_type;
        let fixtures = &self.fixtures;
        let root =
            Root { context: &context, profile, operation_type, operation_name: name, fixtures, named, event, turn };
        let response = Execution::new(&catalog.schema, &prepared.document.executable)
            .operation(operation)
            .implementers_map(&catalog.implementers)
            .coerced_variable_values(&prepared.variables)
            .enable_schema_introspection(true)
            .execute_sync(&root);
        match response {
            Ok(mut response) => {
                self.tell_one_of(prepared, response.data.as_mut());
                Answer {
                    status: StatusCode::OK,
                    data: response.data.map_or(Data::Null, Data::Object),
                    errors: response.errors.into_iter().map(|error| self.coded(error)).collect(),
                }
            }
            Err(error) => internal(error.message().to_string()),
        }
    }

    /// Says which types are `@oneOf`, where introspection asks.
    fn tell_one_of(&self, prepared: &Prepared, data: Option<&mut JsonMap>) {
        let Document { executable, one_of_keys } = &*prepared.document;
        let operation = executable.operations.get(prepared.operation_name.as_deref());
        let (false, Ok(operation), Some(data)) = (one_of_keys.is_empty(), operation, data) else { return };
        let introspection = operation.root_fields(executable).filter(|field| field.name.starts_with("__"));
        for field in introspection {
            if let Some(value) = data.get_mut(field.response_key().as_str()) {
                one_of::answer(&self.world.catalog.schema, one_of_keys, value);
            }
        }
    }

    /// Moves the code out of the message and adds a trace id that depends on the seed and the error alone.
    fn coded(&self, mut error: GraphQLError) -> GraphQLError {
        let ExecutionError { code, message } = ExecutionError::read(&error.message);
        let trace = hash::mix(self.world.seed, hash::of_name(&format!("{message}{:?}", error.path)));
        error.message = message;
        error.extensions.insert("code", code.into());
        error.extensions.insert("traceId", format!("{trace:016x}").into());
        error
    }
}

impl Prepared {
    /// Whether the key's scope allows the operation.
    pub(crate) fn allowed(&self, scope: &Scope) -> Result<(), Answer> {
        match scope.allows(self.operation_type, &self.root_fields) {
            Access::Granted => Ok(()),
            Access::Forbidden { code, message } => Err(Answer::refused(StatusCode::FORBIDDEN, code, message)),
        }
    }
}

fn root_fields(document: &ExecutableDocument, operation: &Operation) -> Vec<String> {
    operation.root_fields(document).map(|field| field.name.to_string()).filter(|name| !name.starts_with("__")).collect()
}
