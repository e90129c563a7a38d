//! Money.

use serde::Deserialize;

use super::*;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Money {
    pub amount: Amount,
    pub currency: Currency,
}
