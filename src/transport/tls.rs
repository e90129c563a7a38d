//! TLS with the roots of the platform, set up once and shared by all connections.

use std::io;
use std::sync::Arc;

use rustls::{ClientConfig, crypto::aws_lc_rs};
use rustls_platform_verifier::BuilderVerifierExt;

use crate::error::Error;

/// A configuration that offers these protocols to the server, the most wanted first.
///
/// The provider is named, since a program that brings two has no default one.
///
/// # Errors
///
/// When the platform has no roots.
pub(crate) fn config(protocols: &[&str]) -> Result<ClientConfig, Error> {
    let mut config = ClientConfig::builder_with_provider(Arc::new(aws_lc_rs::default_provider()))
        .with_safe_default_protocol_versions()
        .and_then(BuilderVerifierExt::with_platform_verifier)
        .map_err(|source| Error::config("TLS cannot be set up").caused_by(source))?
        .with_no_client_auth();
    config.alpn_protocols = protocols.iter().map(|protocol| protocol.as_bytes().to_vec()).collect();
    Ok(config)
}

/// Whether both sides cannot agree on TLS, now or later: mostly a certificate.
pub(crate) fn is_final(error: &io::Error) -> bool {
    let Some(inner) = error.get_ref() else { return false };
    // An error of I/O is wrapped in another one on its way.
    if let Some(error) = inner.downcast_ref::<io::Error>() {
        return is_final(error);
    }
    let Some(error) = inner.downcast_ref::<rustls::Error>() else { return false };
    match error {
        // The other side has a fault of its own, which may pass.
        rustls::Error::AlertReceived(alert) => *alert != rustls::AlertDescription::InternalError,
        rustls::Error::InvalidCertificate(_)
        | rustls::Error::InvalidMessage(_)
        | rustls::Error::NoCertificatesPresented
        | rustls::Error::UnsupportedNameType
        | rustls::Error::PeerIncompatible(_)
        | rustls::Error::PeerMisbehaved(_)
        | rustls::Error::NoApplicationProtocol => true,
        _ => false,
    }
}
