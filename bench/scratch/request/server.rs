//! A server on the thread of its clients, so that every run takes the same turns.

use std::io::{self, ErrorKind};
use std::net::SocketAddr;

use tokio::net::{TcpListener, TcpStream};

/// Answers every request with this JSON, until the runtime ends; says where.
pub async fn start(json: &str) -> io::Result<SocketAddr> {
    let answer = format!(
        "HTTP/1.1 200 OK\r\n\
         content-type: application/json; charset=utf-8\r\n\
         content-length: {}\r\n\
         date: Thu, 26 Nov 2026 06:00:00 GMT\r\n\
         x-request-id: 0f6b5a1e-7c1d-4a01-8b02-9d3c5e7f1a2b\r\n\r\n\
         {json}",
        json.len()
    );
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let address = listener.local_addr()?;
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            tokio::spawn(serve(stream, answer.clone()));
        }
    });
    Ok(address)
}

async fn serve(stream: TcpStream, answer: String) -> io::Result<()> {
    stream.set_nodelay(true)?;
    let mut request = Vec::with_capacity(64 << 10);
    while stream.readable().await.is_ok() && served(&stream, &mut request, answer.as_bytes())? {}
    Ok(())
}

/// Takes what has come, and answers where that is a whole request; false at the end. It is left out of what is counted:
/// valgrind knows it by its name.
#[inline(never)]
fn served(stream: &TcpStream, request: &mut Vec<u8>, answer: &[u8]) -> io::Result<bool> {
    loop {
        match stream.try_read_buf(request) {
            Ok(0) => return Ok(false),
            Ok(_) => {}
            Err(error) if error.kind() == ErrorKind::WouldBlock => break,
            Err(error) => return Err(error),
        }
    }
    if is_whole(request) {
        request.clear();
        if stream.try_write(answer)? < answer.len() {
            return Err(io::Error::other("the answer is too long for one write"));
        }
    }
    Ok(true)
}

fn is_whole(request: &[u8]) -> bool {
    let Some(head) = request.windows(4).position(|window| window == b"\r\n\r\n") else { return false };
    let length = std::str::from_utf8(&request[..head]).ok().and_then(|head| {
        head.lines().find_map(|line| line.to_ascii_lowercase().strip_prefix("content-length: ")?.parse::<usize>().ok())
    });
    length.is_some_and(|length| request.len() >= head + 4 + length)
}
