//! What a failure means: whether it may pass, whether the operation may have been executed, whether it was throttled.
//!
//! Whether a fault, a status, an error code or a close code allows another attempt is judged here and nowhere else;
//! [`RetryPolicy`] then says what is sent again. Which codes mean what is in `error/code.rs`.

use crate::error::code::{Code, CodeGroup};
use crate::error::graphql_error::GraphQlError;
use crate::error::{Class, DataState, ErrorKind, Facts};
use crate::operation::OperationKind;
use crate::send::retry::RetryPolicy;
use crate::transport::Fault;

/// A failure on the way; `status` had arrived before the body stalled or broke.
pub(crate) fn fault(fault: Fault, status: Option<u16>) -> Class {
    let throttled = status.is_some_and(throttles);
    let is_unsent = matches!(
        fault,
        Fault::Unsendable
            | Fault::Connect
            | Fault::ConnectTimeout
            | Fault::Tls
            | Fault::ProxyRefused
            | Fault::Unprocessed
    );
    Class {
        timeout: matches!(fault, Fault::Timeout | Fault::Silent | Fault::ConnectTimeout),
        throttled,
        executed: !is_unsent && !throttled,
        retryable: match fault {
            Fault::Connect | Fault::ConnectTimeout | Fault::Unprocessed => true,
            Fault::Timeout | Fault::Silent | Fault::Interrupted => {
                status.is_none_or(|status| matches!(status, 200..=299) || may_pass(status))
            }
            Fault::Unsendable
            | Fault::Tls
            | Fault::ProxyRefused
            | Fault::TooLarge
            | Fault::HeadTooLarge
            | Fault::BadEncoding
            | Fault::Redirected => false,
        },
    }
}

/// An answer that is no success. `single_root` says whether the operation has exactly one root field; with more, one may be
/// done although another failed.
pub(crate) fn answer(
    kind: ErrorKind,
    facts: &Facts,
    operation: OperationKind,
    single_root: bool,
    retry: &RetryPolicy,
) -> Class {
    let status = facts.status.unwrap_or_default();
    let codes: Vec<Code> = facts.errors.iter().filter_map(GraphQlError::raw_code).collect();
    let says_throttled = |code: &Code| code.is_throttle() || retry.throttle_codes.contains(code);
    let may_pass_code = |code: &Code| {
        says_throttled(code) || code.group() == Some(CodeGroup::RetryLater) || retry.retry_codes.contains(code)
    };
    // Errors that were not kept may be anything.
    let all_known = !codes.is_empty() && codes.len() == facts.errors.len() && facts.more_errors == 0;
    let refused = !codes.is_empty()
        && facts.more_errors == 0
        && codes.iter().all(|code| says_throttled(code) || precedes_effects(code));
    let not_executed = !matches!(facts.data, DataState::Json(_))
        && operation != OperationKind::Subscription
        && (turns_away(status)
            || (single_root && refused && status < 500)
            || (kind == ErrorKind::GraphQl
                && facts.data == DataState::Absent
                && status < 500
                && !codes.iter().any(may_pass_code)));
    Class {
        timeout: false,
        throttled: throttles(status) || codes.iter().any(says_throttled),
        executed: !not_executed,
        retryable: kind == ErrorKind::Interrupted || may_pass(status) || (all_known && codes.iter().all(may_pass_code)),
    }
}

/// A status with which a server does not open a WebSocket. Nothing is executed by opening one, so any failure of the
/// server's own may pass.
#[cfg(feature = "subscriptions")]
pub(crate) fn handshake(status: u16) -> Class {
    let throttled = throttles(status);
    Class { throttled, retryable: throttled || matches!(status, 500..=599), ..Class::default() }
}

/// The code and reason with which a server closes a subscription; beside it the error code that they stand for.
#[cfg(feature = "subscriptions")]
pub(crate) fn close(code: u16, reason: &str) -> (Class, Option<&'static str>) {
    let reason = reason.to_ascii_lowercase();
    let is_bad_key = code == 4401 || reason.contains("invalid api key") || reason.contains("unauthorized");
    let is_forbidden = code == 4403 && !is_bad_key;
    let throttled = reason.contains("throttlerexception") || reason.contains("too many requests");
    // 4400: the request is malformed; 4406: no common protocol; 4409: the subscription exists.
    let is_final = is_bad_key || is_forbidden || (matches!(code, 4400 | 4406 | 4409) && !throttled);
    let code = match (is_bad_key, is_forbidden) {
        (true, _) => Some("Unauthenticated"),
        (_, true) => Some("Forbidden"),
        _ => None,
    };
    (Class { retryable: !is_final, throttled, ..Class::default() }, code)
}

/// Whether a status sends the caller to another place; 304 and the rest of 3xx do not.
pub(crate) fn is_redirect(status: u16) -> bool {
    matches!(status, 301..=303 | 307 | 308)
}

/// Whether a status says that too many calls were made.
fn throttles(status: u16) -> bool {
    status == 429
}

/// Whether the same call may succeed later.
fn may_pass(status: u16) -> bool {
    throttles(status) || matches!(status, 502..=504)
}

/// Whether a status says that the server did not carry the request out. 303 sends the caller to look at what was done; 408
/// does not say how far the server got.
fn turns_away(status: u16) -> bool {
    matches!(status, 300..=302 | 304..=399 | 400..=407 | 409..=499)
}

/// Whether a code's group says that the server looked and stopped before any effect.
fn precedes_effects(code: &Code) -> bool {
    matches!(
        code.group(),
        Some(
            CodeGroup::FixKey | CodeGroup::FixRequest | CodeGroup::FixInput | CodeGroup::NotFound | CodeGroup::Conflict
        )
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_status_that_arrived_decides_over_a_broken_body() {
        let class = |status| fault(Fault::Interrupted, status);
        let (retryable, executed) = (true, true);
        assert_eq!(class(None), Class { retryable, executed, ..Class::default() });
        assert_eq!(class(Some(503)), Class { retryable, executed, ..Class::default() });
        assert_eq!(class(Some(500)), Class { executed, ..Class::default() });
        assert_eq!(class(Some(429)), Class { retryable, throttled: true, ..Class::default() });
        let (timeout, unsent) = (true, Class { retryable, ..Class::default() });
        assert_eq!(fault(Fault::ConnectTimeout, None), Class { timeout, ..unsent });
        assert_eq!(fault(Fault::Tls, None), Class::default());
    }

    #[cfg(feature = "subscriptions")]
    #[test]
    fn close_codes_are_those_of_the_protocol_and_of_stigg() {
        for (code, reason, retryable, throttled, stands_for) in [
            (1006, "", true, false, None),
            (4400, "ThrottlerException: Too Many Requests", true, true, None),
            (4400, "Bad Request", false, false, None),
            (4401, "", false, false, Some("Unauthenticated")),
            (4403, "Forbidden", false, false, Some("Forbidden")),
            (4403, "Invalid API key", false, false, Some("Unauthenticated")),
            (4409, "", false, false, None),
        ] {
            let expected = Class { retryable, throttled, ..Class::default() };
            assert_eq!(close(code, reason), (expected, stands_for), "{code} {reason}");
        }
        assert!(handshake(500).retryable && handshake(429).throttled && !handshake(404).retryable);
    }
}
