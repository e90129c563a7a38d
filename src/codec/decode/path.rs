//! The path of a failure, in front of its message.

use serde::de::Error;

/// Puts a key in front of the path of an error.
#[cold]
#[inline(never)]
pub(super) fn at_key<E: Error>(key: &str, error: &E) -> E {
    prefixed(key, error)
}

/// Puts a list index in front of the path of an error.
#[cold]
#[inline(never)]
pub(super) fn at_index<E: Error>(index: usize, error: &E) -> E {
    prefixed(&format!("[{index}]"), error)
}

/// `a` in front of "`b[0]`: message" gives "`a.b[0]`: message".
fn prefixed<E: Error>(step: &str, error: &E) -> E {
    let message = error.to_string();
    match message.strip_prefix('`').and_then(|rest| rest.split_once("`: ")) {
        Some((path, message)) if path.starts_with('[') => E::custom(format_args!("`{step}{path}`: {message}")),
        Some((path, message)) if is_path(path) => E::custom(format_args!("`{step}.{path}`: {message}")),
        _ => E::custom(format_args!("`{step}`: {message}")),
    }
}

fn is_path(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.' | b'[' | b']'))
}
