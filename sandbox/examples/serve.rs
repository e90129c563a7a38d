//! Serves a sandbox until the program is stopped: `cargo run -p stigg-graphql-sandbox --example serve -- 4000`

use stigg_graphql_sandbox::Sandbox;

fn main() -> anyhow::Result<()> {
    let port = std::env::args().nth(1).map_or(Ok(4000), |port| port.parse())?;
    let sandbox = Sandbox::builder().port(port).spawn()?;
    println!("endpoint {}\nkey      {}", sandbox.endpoint(), sandbox.key());
    loop {
        std::thread::park();
    }
}
