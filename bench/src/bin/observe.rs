//! What being seen costs: calls over loopback with nobody looking, with a closure that counts, and with spans taken.
//!
//! The three sides take turns, some hundred calls each, to a server in a thread of its own. What is compared is each side with
//! the first of the same turn; the median of these is what noise moves least. `-- --one-thread` has client and server share a
//! thread, where a call is shortest and no thread wakes another.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use anyhow::Context as _;
use stigg_graphql::observe::{Observation, Observed};
use stigg_graphql::operations::GetCurrentEnvironment;
use stigg_graphql::{Client, Error};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tracing::level_filters::LevelFilter;
use tracing::{Dispatch, dispatcher};
use tracing_subscriber::Registry;
use tracing_subscriber::layer::SubscriberExt;

const CALLS: u32 = 200;
const TURNS: usize = 400;

/// The counters that a metrics library would have.
#[derive(Default)]
struct Counters {
    calls: AtomicU64,
    attempts: AtomicU64,
    nanoseconds: AtomicU64,
}

impl Counters {
    fn observe(&self, Observation { what, .. }: &Observation<'_>) {
        let duration = match what {
            Observed::Call { duration, .. } => {
                self.calls.fetch_add(1, Ordering::Relaxed);
                *duration
            }
            Observed::Attempt { duration, .. } => {
                self.attempts.fetch_add(1, Ordering::Relaxed);
                *duration
            }
            _ => return,
        };
        self.nanoseconds.fetch_add(u64::try_from(duration.as_nanos()).unwrap_or(u64::MAX), Ordering::Relaxed);
    }
}

fn main() -> anyhow::Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let listener = std::net::TcpListener::bind("127.0.0.1:0")?;
    listener.set_nonblocking(true)?;
    let endpoint = format!("http://{}/graphql", listener.local_addr()?);
    if std::env::args().any(|argument| argument == "--one-thread") {
        runtime.spawn(accept(listener));
    } else {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        std::thread::spawn(move || runtime.block_on(accept(listener)));
    }
    let client = || Client::builder().key("server-1").endpoint(&endpoint);
    let counters = Arc::new(Counters::default());
    let counting = Arc::clone(&counters);
    let (plain, counted) =
        (client().build()?, client().observe(move |observation| counting.observe(observation)).build()?);
    let turn = |client: &Client| -> Result<Duration, Error> {
        let began = Instant::now();
        runtime.block_on(async {
            for _ in 0..CALLS {
                client.send(GetCurrentEnvironment).await?;
            }
            Ok(began.elapsed() / CALLS)
        })
    };

    let mut sides = [("nobody looks", Vec::new()), ("a closure counts", Vec::new()), ("spans are taken", Vec::new())];
    for _ in 0..TURNS {
        sides[0].1.push(turn(&plain)?);
        sides[1].1.push(turn(&counted)?);
        let spans = Dispatch::new(Registry::default().with(LevelFilter::INFO));
        sides[2].1.push(dispatcher::with_default(&spans, || turn(&plain))?);
        // Forgotten, so that the next turn of the first side does not ask it.
        drop(spans);
        tracing::callsite::rebuild_interest_cache();
    }
    println!("{TURNS} turns of {CALLS} calls, {} calls counted", counters.calls.load(Ordering::Relaxed));
    let first = sides[0].1.clone();
    for (side, took) in &sides {
        let mut more: Vec<_> =
            took.iter().zip(&first).map(|(this, that)| this.as_secs_f64() / that.as_secs_f64()).collect();
        more.sort_by(f64::total_cmp);
        let best = took.iter().min().context("there are turns")?;
        let median = (more[TURNS / 2] - 1.0) * 100.0;
        println!("{side:<18} best {:>7.2} us a call, median {median:>+6.2} %", best.as_secs_f64() * 1e6);
    }
    Ok(())
}

async fn accept(listener: std::net::TcpListener) -> anyhow::Result<()> {
    let listener = TcpListener::from_std(listener)?;
    loop {
        let (stream, _) = listener.accept().await?;
        stream.set_nodelay(true)?;
        tokio::spawn(serve(stream));
    }
}

/// Answers every request on a connection with the same few bytes.
async fn serve(mut stream: TcpStream) -> anyhow::Result<()> {
    const BODY: &str = r#"{"data":{"currentEnvironment":"production"}}"#;
    let answer =
        format!("HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n{BODY}", BODY.len());
    let mut got = Vec::new();
    loop {
        let mut chunk = [0; 4096];
        let read = stream.read(&mut chunk).await?;
        if read == 0 {
            return Ok(());
        }
        got.extend_from_slice(&chunk[..read]);
        let Some(head) = got.windows(4).position(|window| window == b"\r\n\r\n") else { continue };
        let length = String::from_utf8_lossy(&got[..head])
            .lines()
            .find_map(|line| line.to_ascii_lowercase().strip_prefix("content-length: ")?.parse::<usize>().ok())
            .context("a request says how long it is")?;
        if got.len() < head + 4 + length {
            continue;
        }
        got.drain(..head + 4 + length);
        stream.write_all(answer.as_bytes()).await?;
    }
}
