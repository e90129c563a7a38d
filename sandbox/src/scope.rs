//! What a key may do.

use apollo_compiler::executable::OperationType;

/// What a key may do.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Scope {
    /// Everything, as a `server-` key may.
    Full,
    /// Queries and subscriptions, but no mutations, as a publishable `client-` key may.
    ReadOnly,
    /// Only these root fields, whatever the kind of operation. A name that ends in `*` allows all that start so.
    Fields(Vec<String>),
}

/// The decision on one operation.
pub(crate) enum Access {
    Granted,
    Forbidden { code: &'static str, message: String },
}

impl Scope {
    pub(crate) fn allows(&self, operation_type: OperationType, root_fields: &[String]) -> Access {
        match self {
            Self::ReadOnly if operation_type == OperationType::Mutation => Access::Forbidden {
                code: "IdentityForbidden",
                message: format!("a publishable key may not write: {} needs a server key", root_fields.join(", ")),
            },
            Self::Full | Self::ReadOnly => Access::Granted,
            Self::Fields(allowed) => {
                let is_allowed = |field: &String| {
                    allowed.iter().any(|name| match name.strip_suffix('*') {
                        Some(start) => field.starts_with(start),
                        None => name == field,
                    })
                };
                match root_fields.iter().find(|field| !is_allowed(field)) {
                    Some(field) => Access::Forbidden {
                        code: "AccessDeniedError",
                        message: format!("the key's scope does not include {field}"),
                    },
                    None => Access::Granted,
                }
            }
        }
    }
}
