//! When usage is counted anew: a union.

use serde::Deserialize;

use super::*;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct MonthlyResetPeriodConfig {
    pub monthly_according_to: Option<MonthlyAccordingTo>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct WeeklyResetPeriodConfig {
    pub weekly_according_to: Option<WeeklyAccordingTo>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct YearlyResetPeriodConfig {
    pub yearly_according_to: Option<YearlyAccordingTo>,
}

union! {
    pub enum ResetPeriodConfiguration {
        MonthlyResetPeriodConfig(MonthlyResetPeriodConfig),
        WeeklyResetPeriodConfig(WeeklyResetPeriodConfig),
        YearlyResetPeriodConfig(YearlyResetPeriodConfig),
    }
}
