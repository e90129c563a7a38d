//! The tokio runtime that everything here waits with.

use std::panic::catch_unwind;
use std::time::Duration;

use tokio::runtime::Handle;

use crate::error::Error;

/// Asks for a runtime before something panics that needs one.
///
/// # Errors
///
/// When there is none, or it keeps no time.
pub(crate) fn require() -> Result<(), Error> {
    if Handle::try_current().is_err() {
        return Err(Error::config(
            "there is no tokio runtime here: await it inside of one, or use `blocking::Client` (feature `blocking`)",
        ));
    }
    // Tokio has no question for this.
    catch_unwind(|| drop(tokio::time::sleep(Duration::ZERO)))
        .map_err(|_| Error::config("the tokio runtime keeps no time: build it with `enable_all`"))
}
