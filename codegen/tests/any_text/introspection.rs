//! Any bytes as the answer to an introspection query.

use stigg_graphql_codegen::Introspection;

use super::outcome::outcome;

/// It is the same schema as the SDL that is made of it.
pub(crate) fn target(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let of_json = outcome(&text, &[], "query Q { __typename }");
    match Introspection::from_json(&text) {
        Ok(introspection) => {
            assert_eq!(of_json, outcome(&introspection.to_sdl(), &[], "query Q { __typename }"));
        }
        Err(error) => assert!(!error.to_string().is_empty()),
    }
}
