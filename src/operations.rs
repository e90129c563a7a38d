//! The operations we ship, compiled from the `.graphql` files in `queries/`. Needs the feature `operations`, which is on by
//! default.
//!
//! An operation is a struct: its fields are the variables, and the client sends it. What comes back is `Data` in the module of
//! the operation's name, so [`GetCustomer`] is answered by [`get_customer::Data`].
//!
//! ```no_run
//! use stigg_graphql::Client;
//! use stigg_graphql::operations::GetCustomer;
//! use stigg_graphql::types::GetCustomerByRefIdInput;
//!
//! # async fn run() -> Result<(), stigg_graphql::Error> {
//! let client = Client::from_env()?;
//! let data = client.send(GetCustomer::new(GetCustomerByRefIdInput::new("acme"))).await?;
//! if let Some(customer) = data.get_customer_by_ref_id {
//!     println!("{}", customer.customer_id);
//! }
//! # Ok(())
//! # }
//! ```
//!
//! Below they stand by area, which is the folder of their file; a list of them all by name follows. A query can be sent twice
//! and a mutation cannot, unless its line says so; [`Replay`](crate::Replay) says what that means for retries, and
//! [`OPERATIONS`] tells it to a program, with what each of them sends. What several operations select is a type of
//! [`fragments`], what they take is in [`types`], and the types of the answers are all in [`answers`].
//!
#![doc = include_str!(concat!(env!("OUT_DIR"), "/stigg_graphql_index.md"))]

pub use crate::compiled::*;
// Its page is at the root, where it is without the operations, too.
#[doc(no_inline)]
pub use crate::types;
