//! What the operations ask for, resolved: types found, fields merged, nothing left to look up in the schema.

mod input;
mod input_path;
mod operation;
mod paging;
mod program;
mod response;
mod response_path;
mod value;

pub(crate) use input::{Enum, EnumValue, Indirection, InputObject, InputType, InputValue};
pub(crate) use input_path::InputPath;
pub(crate) use operation::{Document, Operation, Replay};
pub(crate) use paging::{Backward, PageBy, Paging};
pub(crate) use program::{Fragment, Program};
pub(crate) use response::{Field, Item, Output, ResponseType, Role, Shape, Spread, Struct, TypeId, Variants};
pub(crate) use response_path::{Nodes, Step};
pub(crate) use value::{Leaf, Wrapping};
