//! JSON in and out: how generated types are read and written, and how an answer is taken apart.

pub(crate) mod decode;
pub(crate) mod encode;
pub(crate) mod envelope;
pub(crate) mod raw;
pub(crate) mod response_path;
