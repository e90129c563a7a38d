//! What holds for every answer to every operation.

use apollo_compiler::validation::Valid;
use apollo_compiler::{ExecutableDocument, Schema};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::answer::Answers;
use crate::encode;
use crate::random::Random;

/// Decodes an answer to one operation and encodes it again.
pub type Again = fn(&str) -> Result<Value, String>;

/// Decodes a text and encodes it again.
///
/// # Errors
///
/// When it does not decode.
pub fn again<T: DeserializeOwned + Serialize>(json: &str) -> Result<Value, String> {
    serde_json::from_str::<T>(json).map(|data| encode(&data)).map_err(|error| error.to_string())
}

/// Checks that random answers to an operation decode, whatever the order of their keys and whatever keys there are
/// besides, and encode to equal JSON.
///
/// # Panics
///
/// When an answer does not, or when the document is not valid.
pub fn any_answer_comes_back(schema: &Valid<Schema>, document: &str, again: Again, runs: u64) {
    let document = match ExecutableDocument::parse_and_validate(schema, document, "wire.graphql") {
        Ok(document) => document,
        Err(error) => panic!("what is sent is not valid: {error}"),
    };
    let operation = document.operations.iter().next().expect("a document has an operation");
    let is_conditional = document.to_string().contains("@skip") || document.to_string().contains("@include");
    for seed in 0..runs {
        let mut answers = Answers::new(schema, &document, seed);
        let answer = answers.answer(operation);
        for text in [answer.text(), answer.disturbed(&mut Random::new(seed + 1))] {
            match again(&text) {
                Err(error) => panic!("{:?}: {error}\n{text}", operation.name),
                Ok(back) => {
                    let expected = answer.value();
                    let difference = difference(&expected, &back, is_conditional);
                    assert_eq!(difference, None, "{:?}\n{text}\n{back}", operation.name);
                }
            }
        }
    }
}

/// The path of the first difference. Under `@skip` and `@include`, null and absent may become one.
fn difference(expected: &Value, found: &Value, is_conditional: bool) -> Option<String> {
    match (expected, found) {
        (Value::Object(expected), Value::Object(found)) => {
            let keys = expected.keys().chain(found.keys().filter(|key| !expected.contains_key(*key)));
            keys.into_iter().find_map(|key| {
                let below = match (expected.get(key), found.get(key)) {
                    (Some(expected), Some(found)) => difference(expected, found, is_conditional)?,
                    (Some(Value::Null), None) | (None, Some(Value::Null)) if is_conditional => return None,
                    (Some(_), None) => " is lost".to_owned(),
                    (_, _) => " is new".to_owned(),
                };
                Some(format!(".{key}{below}"))
            })
        }
        (Value::Array(expected), Value::Array(found)) if expected.len() == found.len() => {
            let mut items = expected.iter().zip(found).enumerate();
            items.find_map(|(index, (expected, found))| {
                difference(expected, found, is_conditional).map(|below| format!("[{index}]{below}"))
            })
        }
        (Value::Number(expected), Value::Number(found)) if expected.as_f64() == found.as_f64() => None,
        (expected, found) if expected == found => None,
        (expected, found) => Some(format!(": {expected} became {found}")),
    }
}

/// Reads a schema of one or more texts.
///
/// # Panics
///
/// When it is not valid.
pub fn schema(texts: &[&str]) -> Valid<Schema> {
    // The compiler does not have the spec's newest directive yet.
    let one_of = "directive @oneOf on INPUT_OBJECT";
    let mut builder = Schema::builder();
    if texts.iter().any(|text| text.contains("@oneOf")) && !texts.iter().any(|text| text.contains(one_of)) {
        builder = builder.parse(one_of, "oneOf.graphql");
    }
    for text in texts {
        builder = builder.parse(*text, "schema.graphql");
    }
    match builder.build() {
        // The generator has validated it. The compiler would not: it takes a long chain of input objects for endless.
        Ok(schema) => Valid::assume_valid(schema),
        Err(error) => panic!("{error}"),
    }
}
