//! Features.

use serde::Deserialize;

use super::*;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct UnitTransformation {
    pub divide: f64,
    pub round: UnitTransformationRound,
    pub feature_units: Option<String>,
    pub feature_units_plural: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct EntitlementFeature {
    pub ref_id: String,
    pub display_name: String,
    pub description: Option<String>,
    pub feature_type: FeatureType,
    pub meter_type: Option<MeterType>,
    pub feature_units: Option<String>,
    pub feature_units_plural: Option<String>,
    pub unit_transformation: Option<UnitTransformation>,
    pub additional_meta_data: Option<JSON>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct FeatureSummary {
    pub ref_id: String,
    pub display_name: String,
    pub description: Option<String>,
    pub feature_type: FeatureType,
    pub meter_type: Option<MeterType>,
    pub feature_units: Option<String>,
    pub feature_units_plural: Option<String>,
    pub additional_meta_data: Option<JSON>,
}
