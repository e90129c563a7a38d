//! The sides that call, and what they call: `<program> <folder of the answers> <side>`.

mod by_hand;
mod operations;
mod server;

use std::error::Error;
use std::hint::black_box;
use std::net::SocketAddr;
use std::path::Path;
use std::rc::Rc;
use std::{env, fs};

use stigg_graphql::Client;
use stigg_graphql::operation::Execute;
use tokio::runtime::{Builder, Runtime};

use by_hand::ByHand;
use operations::types::{CheckoutStateInput, GetCustomerByRefIdInput};
use operations::{GetCheckoutState, GetCustomer};

/// The calls that are made before something is counted.
const WARM: u32 = 20;

/// An operation that can be called.
pub struct Callee {
    pub operation: &'static str,
    /// Calls it so often, one call after the other.
    pub call: Box<dyn Fn(u32) -> Result<(), Box<dyn Error>>>,
}

/// What the command line asks for; each was called already, so that nothing is done for the first time.
pub fn callees() -> Result<[Callee; 2], Box<dyn Error>> {
    let arguments: Vec<_> = env::args().skip(1).collect();
    let [folder, side] = &arguments[..] else { return Err("see the head of the source".into()) };
    let runtime = Rc::new(Builder::new_current_thread().enable_all().build()?);
    let customer = GetCustomer::new(GetCustomerByRefIdInput::new("customer-1"));
    let checkout = GetCheckoutState::new(CheckoutStateInput::new("customer-1", "plan-1"));
    Ok([callee(customer, &runtime, folder, side)?, callee(checkout, &runtime, folder, side)?])
}

fn callee<O: Execute + Clone + 'static>(
    operation: O,
    runtime: &Rc<Runtime>,
    folder: &str,
    side: &str,
) -> Result<Callee, Box<dyn Error>> {
    let json = fs::read_to_string(Path::new(folder).join(O::NAME).with_extension("json"))?;
    let side = Side::new(side, runtime.block_on(server::start(&json))?)?;
    let runtime = Rc::clone(runtime);
    let call = move |times| runtime.block_on(side.call(&operation, times));
    call(WARM)?;
    Ok(Callee { operation: O::NAME, call: Box::new(call) })
}

enum Side {
    Ours(Client),
    ByHand(ByHand),
}

impl Side {
    fn new(name: &str, address: SocketAddr) -> Result<Self, Box<dyn Error>> {
        Ok(match name {
            "ours" => {
                let endpoint = format!("http://{address}/graphql");
                Self::Ours(Client::builder().key("server-0123456789abcdef").endpoint(endpoint).build()?)
            }
            "floor" => Self::ByHand(ByHand::new(address)?),
            _ => return Err(format!("no such side: {name}").into()),
        })
    }

    async fn call<O: Execute + Clone>(&self, operation: &O, times: u32) -> Result<(), Box<dyn Error>> {
        for _ in 0..times {
            let operation = operation.clone();
            black_box(match self {
                Self::Ours(client) => client.send(operation).await?,
                Self::ByHand(client) => client.send(operation).await?,
            });
        }
        Ok(())
    }
}
