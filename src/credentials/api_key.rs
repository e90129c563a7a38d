//! The API key: kept secret, told apart by its prefix.

use std::fmt;

use http::HeaderValue;
use secrecy::{ExposeSecret, SecretString};

use crate::error::Error;

/// A Stigg API key.
///
/// Printing it shows its kind and never the key. White space around it, as from a copied line, is dropped.
///
/// ```
/// use stigg_graphql::{ApiKey, KeyKind};
///
/// let key = ApiKey::new("server-0123\n")?;
/// assert_eq!(key.kind(), KeyKind::Server);
/// assert_eq!(format!("{key:?}"), "ApiKey(Server)");
/// # Ok::<(), stigg_graphql::Error>(())
/// ```
#[derive(Clone)]
pub struct ApiKey {
    secret: SecretString,
    header: HeaderValue,
    kind: KeyKind,
}

/// What a key's prefix says about it; it explains refusals and never causes one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum KeyKind {
    /// `server-`: a full-access, scoped or integration key.
    Server,
    /// `client-`: a publishable key, which may read little and write almost nothing.
    Publishable,
    /// Any other prefix, which is allowed.
    Unknown,
}

impl ApiKey {
    /// Takes the key.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Config`](crate::error::ErrorKind::Config) when it is empty or has characters that an HTTP header cannot
    /// carry. The text of the error does not show the key.
    pub fn new(key: impl Into<String>) -> Result<Self, Error> {
        let given = SecretString::from(key.into());
        let text = given.expose_secret().trim();
        if text.is_empty() {
            return Err(Error::config("the API key is empty; copy it from Stigg's app under Integrations > API keys"));
        }
        if let Some((position, _)) = text.char_indices().find(|(_, letter)| !letter.is_ascii_graphic()) {
            return Err(Error::config(format!(
                "the API key has a character at byte {position} that no key has (only visible ASCII is allowed); \
                 copy it again"
            )));
        }
        let mut header = HeaderValue::from_str(text)
            .map_err(|_| Error::config("the API key cannot be sent in an HTTP header; copy it again"))?;
        header.set_sensitive(true);
        let kind = if text.starts_with("server-") {
            KeyKind::Server
        } else if text.starts_with("client-") {
            KeyKind::Publishable
        } else {
            KeyKind::Unknown
        };
        Ok(Self { secret: SecretString::from(text), header, kind })
    }

    /// What its prefix says.
    pub fn kind(&self) -> KeyKind {
        self.kind
    }

    pub(crate) fn header(&self) -> &HeaderValue {
        &self.header
    }

    pub(crate) fn expose(&self) -> &str {
        self.secret.expose_secret()
    }
}

impl fmt::Debug for ApiKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("ApiKey").field(&self.kind).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_copied_key_is_trimmed_and_an_impossible_one_refused_without_being_shown() {
        assert_eq!(ApiKey::new(" client-abc\r\n").unwrap().expose(), "client-abc");
        for bad in ["", " \n", "ab\ncd-secret", "ключ-secret", "sec ret", "secret\u{7f}"] {
            let error = ApiKey::new(bad).unwrap_err();
            assert!(error.is_config());
            assert!(!format!("{error} {error:?}").contains("sec"), "{error:?}");
        }
    }

    #[test]
    fn kinds_follow_the_prefix() {
        assert_eq!(ApiKey::new("server-1").unwrap().kind(), KeyKind::Server);
        assert_eq!(ApiKey::new("client-1").unwrap().kind(), KeyKind::Publishable);
        assert_eq!(ApiKey::new("8f0e-1").unwrap().kind(), KeyKind::Unknown);
    }
}
