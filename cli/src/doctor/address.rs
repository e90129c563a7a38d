//! The host and port of an endpoint, and whether somebody is there.

use tokio::net::{TcpStream, lookup_host};
use tokio::time::timeout;
use url::{Host, Url};

use super::PATIENCE;
use super::step::Outcome;

pub(super) struct Address {
    host: String,
    port: u16,
}

impl Address {
    /// Reads them from a URL that the client has accepted; `None` where it names no host.
    pub(super) fn of(url: &str) -> Option<Self> {
        let url = Url::parse(url).ok()?;
        let host = match url.host()? {
            Host::Domain(name) => name.to_owned(),
            Host::Ipv4(address) => address.to_string(),
            Host::Ipv6(address) => address.to_string(),
        };
        Some(Self { host, port: url.port_or_known_default()? })
    }

    /// Resolves the name and opens a connection, which is closed again.
    pub(super) async fn reach(&self) -> Result<String, Outcome> {
        let Self { host, port } = self;
        let found = match timeout(PATIENCE, lookup_host((host.as_str(), *port))).await {
            Ok(Ok(found)) => found.collect::<Vec<_>>(),
            Ok(Err(error)) => {
                return Err(Outcome::failed(
                    format!("the name {host} is not known here: {error}"),
                    "check the spelling of the endpoint, the DNS settings and the VPN",
                ));
            }
            Err(_) => {
                return Err(Outcome::failed(
                    format!("no answer to the question who {host} is"),
                    "check the DNS settings and the VPN",
                ));
            }
        };
        let mut why = "it has no address".to_owned();
        for address in &found {
            match timeout(PATIENCE, TcpStream::connect(address)).await {
                Ok(Ok(_)) => {
                    let ip = address.ip().to_string();
                    let name = if ip == *host { ip } else { format!("{host} is {ip} and") };
                    return Ok(format!("{name} takes connections on port {port}"));
                }
                Ok(Err(error)) => why = error.to_string(),
                Err(_) => why = format!("no answer within {} s", PATIENCE.as_secs()),
            }
        }
        Err(Outcome::failed(
            format!("{host} takes no connections on port {port}: {why}"),
            "check the port of the endpoint, and that a firewall or a proxy lets you out",
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn host_and_port_are_read_from_the_url() {
        for (url, host, port) in [
            ("https://api.stigg.io/graphql", "api.stigg.io", 443),
            ("http://localhost", "localhost", 80),
            ("HTTPS://User:pass@API.example:8443?q#f", "api.example", 8443),
            ("http://127.0.0.1:4000/graphql", "127.0.0.1", 4000),
            ("http://[::1]:4000/q", "::1", 4000),
            ("http://[::1]/q", "::1", 80),
        ] {
            let address = Address::of(url).unwrap();
            assert_eq!((address.host.as_str(), address.port), (host, port), "{url}");
        }
    }
}
