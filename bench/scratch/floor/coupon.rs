//! Coupons.

use serde::Deserialize;

use super::*;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SyncState {
    pub vendor_identifier: VendorIdentifier,
    pub status: SyncStatus,
    pub synced_entity_id: Option<String>,
    pub error: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Coupon {
    pub id: UUID,
    pub ref_id: String,
    pub name: String,
    pub description: Option<String>,
    pub status: CouponStatus,
    pub r#type: CouponType,
    pub source: CouponSource,
    pub percent_off: Option<f64>,
    pub amounts_off: Option<Vec<Money>>,
    pub discount_value: f64,
    pub duration_in_months: Option<f64>,
    pub billing_id: Option<String>,
    pub billing_link_url: Option<String>,
    pub additional_meta_data: Option<JSON>,
    pub sync_states: Option<Vec<SyncState>>,
    pub created_at: DateTime,
    pub updated_at: DateTime,
}
