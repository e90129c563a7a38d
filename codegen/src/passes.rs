//! Rewrites of checked operations, one file each; the wire text is printed from what they leave.

mod typename;

pub(crate) use typename::add_typename;
