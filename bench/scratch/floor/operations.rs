//! The floor: what one would write by hand for six operations, so that nothing is decoded that need not be.
//!
//! Structs of serde's derive, one for what several fragments select of an object; enums without a place for unknown values;
//! unions that are read while they come.

use serde::Deserialize;

use crate::scalars::*;

#[macro_use]
mod union;

mod choice;
mod coupon;
mod customer;
mod entitlement;
mod feature;
mod money;
mod package;
mod page;
mod paywall;
mod price;
mod reset;
mod schedule;
mod subscription;

use self::choice::*;
use self::coupon::*;
use self::customer::*;
use self::entitlement::*;
use self::feature::*;
use self::money::*;
use self::package::*;
use self::page::*;
use self::paywall::*;
use self::price::*;
use self::reset::*;
use self::schedule::*;
use self::subscription::*;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct GetActiveSubscriptions {
    pub get_active_subscriptions: Vec<SubscriptionDetail>,
}

#[derive(Deserialize)]
pub struct GetCoupons {
    pub coupons: Page<Coupon>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct GetEntitlementsState {
    pub entitlements_state: EntitlementsState,
}

#[derive(Deserialize)]
pub struct GetPaywall {
    pub paywall: Paywall,
}

#[derive(Deserialize)]
pub struct GetSubscriptions {
    pub subscriptions: Page<SubscriptionQuery>,
}

#[derive(Deserialize)]
pub struct ListCustomers {
    pub customers: Page<Customer>,
}
