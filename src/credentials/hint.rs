//! What to do about a refused key, in one sentence.

use std::borrow::Cow;

use tokio::time::Instant;

use crate::credentials::api_key::KeyKind;
use crate::credentials::key_ring::{KeyInUse, KeyRing};

/// The hint for an answer with this status, sent with this key.
pub(crate) fn for_refusal(
    unauthenticated: bool,
    forbidden: bool,
    used: &KeyInUse,
    ring: &KeyRing,
) -> Option<Cow<'static, str>> {
    let kind = used.key.kind();
    let hint = match (unauthenticated, forbidden, kind) {
        (true, _, KeyKind::Publishable) => {
            "the API key begins with `client-`: it is a publishable key; use a server key, and one of this environment"
        }
        (true, _, KeyKind::Server | KeyKind::Unknown) => {
            "the API key (header X-API-Key) is not accepted: check that it is whole, that it belongs to this environment, \
             and that the grace period of a rotated key is not over"
        }
        (false, true, KeyKind::Publishable) => {
            "the API key begins with `client-`: a publishable key may not do this; use a server key"
        }
        (false, true, KeyKind::Server | KeyKind::Unknown) => {
            "the API key lacks the scope for this operation: grant it to the key, or use a full-access key of this environment"
        }
        (false, false, _) => return None,
    };
    if !unauthenticated {
        return Some(hint.into());
    }
    let latest = ring.latest();
    Some(if latest.generation > used.generation {
        format!("{hint}; it was sent with the old key, replaced {} ago: send it again", ago(latest.since)).into()
    } else if used.generation > 0 {
        format!("{hint}; it was sent with the new key, in use since {} ago", ago(used.since)).into()
    } else {
        hint.into()
    })
}

fn ago(since: Instant) -> String {
    let seconds = since.elapsed().as_secs();
    if seconds < 120 { format!("{seconds} s") } else { format!("{} min", seconds / 60) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::credentials::api_key::ApiKey;

    #[tokio::test(start_paused = true)]
    async fn a_401_after_a_swap_says_which_key_was_used() {
        let ring = KeyRing::new(ApiKey::new("server-1").unwrap());
        let old = ring.current().unwrap();
        assert!(!for_refusal(true, false, &old, &ring).unwrap().contains("old key"));
        let new = ring.replace(ApiKey::new("server-2").unwrap());
        tokio::time::advance(std::time::Duration::from_secs(3)).await;
        assert!(for_refusal(true, false, &old, &ring).unwrap().contains("old key, replaced 3 s ago"));
        assert!(for_refusal(true, false, &new, &ring).unwrap().contains("new key, in use since 3 s ago"));
    }

    #[test]
    fn a_publishable_key_is_named_as_the_reason() {
        let ring = KeyRing::new(ApiKey::new("client-1").unwrap());
        let used = ring.current().unwrap();
        assert!(for_refusal(true, false, &used, &ring).unwrap().contains("publishable"));
        assert!(for_refusal(false, true, &used, &ring).unwrap().contains("publishable"));
        assert_eq!(for_refusal(false, false, &used, &ring), None);
    }
}
