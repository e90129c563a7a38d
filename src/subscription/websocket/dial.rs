//! Opens a TCP connection to one of the addresses of a name, as RFC 8305 has it.

use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::time::Duration;

use futures_util::StreamExt;
use futures_util::stream::FuturesUnordered;
use tokio::net::{TcpStream, lookup_host};
use tokio::time::sleep;

use crate::transport::endpoint::Endpoint;

/// How long an address is tried alone (RFC 8305, section 5).
const HEAD_START: Duration = Duration::from_millis(250);

/// Connects to the first address that answers.
///
/// # Errors
///
/// When the name has no address, or none of them answers.
pub(super) async fn dial(endpoint: &Endpoint) -> io::Result<TcpStream> {
    let host = endpoint.host();
    let port = endpoint.port().unwrap_or(443);
    let addresses = if endpoint.is_https() {
        lookup_host((host, port)).await?.collect()
    } else if let Ok(address) = host.parse() {
        vec![SocketAddr::new(address, port)]
    } else {
        // Plain http is for this machine; no resolver is asked whether `localhost` is another one.
        [IpAddr::from(Ipv4Addr::LOCALHOST), Ipv6Addr::LOCALHOST.into()].map(|ip| SocketAddr::new(ip, port)).into()
    };
    race(alternating(addresses)).await
}

/// Tries one address after the other, without waiting for a slow one to fail.
async fn race(addresses: Vec<SocketAddr>) -> io::Result<TcpStream> {
    let mut waiting = addresses.into_iter();
    let mut dialing = FuturesUnordered::new();
    let mut failure = io::Error::new(io::ErrorKind::NotFound, "the name has no address");
    loop {
        if let Some(address) = waiting.next() {
            dialing.push(TcpStream::connect(address));
        } else if dialing.is_empty() {
            return Err(failure);
        }
        tokio::select! {
            Some(outcome) = dialing.next() => match outcome {
                Ok(stream) => return Ok(stream),
                Err(error) => failure = error,
            },
            () = sleep(HEAD_START), if waiting.len() > 0 => {}
        }
    }
}

/// The addresses in their order, the families taking turns (RFC 8305, section 4).
fn alternating(addresses: Vec<SocketAddr>) -> Vec<SocketAddr> {
    let Some(first) = addresses.first().copied() else { return addresses };
    let (same, other): (Vec<_>, Vec<_>) =
        addresses.into_iter().partition(|address| address.is_ipv6() == first.is_ipv6());
    let (mut same, mut other) = (same.into_iter(), other.into_iter());
    std::iter::from_fn(|| {
        let pair: Vec<_> = same.next().into_iter().chain(other.next()).collect();
        (!pair.is_empty()).then_some(pair)
    })
    .flatten()
    .collect()
}

#[cfg(test)]
mod tests {
    use tokio::net::TcpListener;

    use super::*;

    #[test]
    fn families_take_turns() {
        let given = ["[2001:db8::1]:1", "[2001:db8::2]:1", "192.0.2.1:1", "[2001:db8::3]:1", "192.0.2.2:1"];
        let given = given.map(|text| text.parse().unwrap());
        let order: Vec<_> = [0, 2, 1, 4, 3].into_iter().map(|place| given[place]).collect();
        assert_eq!(alternating(given.to_vec()), order);
        assert_eq!(alternating(Vec::new()), []);
    }

    #[tokio::test]
    async fn an_address_that_refuses_or_is_silent_does_not_stop_the_others() {
        let server = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let good = server.local_addr().unwrap();
        let refusing = TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap();
        // A listener whose backlog is full leaves further connections without an answer.
        let silent = tokio::net::TcpSocket::new_v4().unwrap();
        silent.bind("127.0.0.1:0".parse().unwrap()).unwrap();
        let silent = silent.listen(1).unwrap();
        let full = silent.local_addr().unwrap();
        let mut held = Vec::new();
        while let Ok(Ok(stream)) = tokio::time::timeout(Duration::from_millis(100), TcpStream::connect(full)).await {
            held.push(stream);
        }
        let begun = std::time::Instant::now();
        let stream = race(vec![refusing, full, good]).await.unwrap();
        assert_eq!(stream.peer_addr().unwrap(), good);
        assert!(begun.elapsed() < Duration::from_secs(1), "{:?}", begun.elapsed());
        assert_eq!(race(vec![refusing]).await.unwrap_err().kind(), io::ErrorKind::ConnectionRefused);
        assert_eq!(race(Vec::new()).await.unwrap_err().kind(), io::ErrorKind::NotFound);
    }
}
