//! What the build script made.

crate::include_operations!();
