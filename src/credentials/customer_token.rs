//! Signed customer tokens, which hardened publishable keys need.

use std::fmt;

use hmac_sha256::HMAC;
use http::HeaderValue;

use crate::error::Error;

/// Proof that a caller acts for one customer: the value of the header `X-CUSTOMER-KEY`.
///
/// Only callers with a publishable key need it, in an environment whose client-side access is hardened (Stigg's docs:
/// "hardening client-side access"). Printing it shows neither the signature nor the customer.
#[derive(Clone)]
pub struct CustomerToken {
    header: HeaderValue,
}

impl CustomerToken {
    /// Signs a customer id with the environment's signing secret: `HMAC-SHA256 <customer id>:<signature in hex>`.
    ///
    /// ```
    /// use stigg_graphql::CustomerToken;
    ///
    /// let token = CustomerToken::sign("signing-secret", "customer-1")?;
    /// assert!(token.expose().starts_with("HMAC-SHA256 customer-1:"));
    /// # Ok::<(), stigg_graphql::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Config`](crate::error::ErrorKind::Config) when the secret or the id is empty, or the id has characters that
    /// a header cannot carry.
    pub fn sign(signing_secret: &str, customer_id: &str) -> Result<Self, Error> {
        if signing_secret.is_empty() {
            return Err(Error::config("the signing secret of a customer token is empty"));
        }
        if customer_id.is_empty() || !customer_id.bytes().all(|byte| byte.is_ascii_graphic()) {
            return Err(Error::config(
                "the customer id of a customer token is empty or has characters that a header cannot carry",
            ));
        }
        let signature = HMAC::mac(customer_id, signing_secret);
        let signature: String = signature.iter().map(|byte| format!("{byte:02x}")).collect();
        Self::from_header(&format!("HMAC-SHA256 {customer_id}:{signature}"))
    }

    /// Takes a token that somebody else made.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Config`](crate::error::ErrorKind::Config) when a header cannot carry it.
    pub fn from_header(text: &str) -> Result<Self, Error> {
        let mut header = HeaderValue::from_str(text.trim())
            .map_err(|_| Error::config("the customer token has characters that a header cannot carry"))?;
        if header.is_empty() {
            return Err(Error::config("the customer token is empty"));
        }
        header.set_sensitive(true);
        Ok(Self { header })
    }

    /// The token as it is sent, for handing it to a browser.
    pub fn expose(&self) -> &str {
        self.header.to_str().unwrap_or_default()
    }

    pub(crate) fn header(&self) -> &HeaderValue {
        &self.header
    }
}

impl fmt::Debug for CustomerToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("CustomerToken(..)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The signature was computed with `openssl dgst -sha256 -hmac`.
    #[test]
    fn the_signature_is_hmac_sha256_in_hex() {
        let token = CustomerToken::sign("secret", "customer-1").unwrap();
        assert_eq!(
            token.expose(),
            "HMAC-SHA256 customer-1:c2b68e29c52f194cbe5f89f8f5b985332c3a807ef60c9663b8b284bc92d242f1"
        );
        assert_eq!(format!("{token:?}"), "CustomerToken(..)");
    }

    #[test]
    fn what_no_header_carries_is_refused() {
        for (secret, id) in [("", "c"), ("s", ""), ("s", "a\nb"), ("s", "kündin")] {
            assert!(CustomerToken::sign(secret, id).unwrap_err().is_config());
        }
    }
}
