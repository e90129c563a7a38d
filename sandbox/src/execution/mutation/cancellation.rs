//! The cancellation of a subscription: whether it can be cancelled, and when it ends.

use serde_json::{Map, Value, json};

use crate::data::date;
use crate::execution::arguments::Arguments;
use crate::execution::execution_error::ExecutionError;
use crate::execution::object::Object;
use crate::execution::value;

/// When a subscription ends.
pub(super) enum Cancellation {
    /// It is over, as of this date.
    Done { end: String },
    /// It goes on until this date.
    Waiting { end: String },
}

impl Cancellation {
    /// What the arguments ask for.
    pub(super) fn of(entity: &Object<'_>, arguments: &Arguments, now: &str) -> Result<Self, ExecutionError> {
        let text = |name: &str| {
            let leaf = value::leaf(entity, name)?;
            Ok::<_, ExecutionError>(leaf.and_then(|value| value.as_str().map(ToOwned::to_owned)))
        };
        let id = entity.public_id();
        if let Some(status @ ("CANCELED" | "CANCELLED" | "EXPIRED")) = text("status")?.as_deref() {
            let message = format!("Subscription already canceled or expired: {id} is {status}");
            return Err(ExecutionError::new("SubscriptionAlreadyCanceledOrExpired", message));
        }
        let invalid = |message: String| ExecutionError::new("InvalidCancellationDate", message);
        let asked = || arguments.find("endDate").and_then(Value::as_str).map(ToOwned::to_owned);
        let time = arguments.find("subscriptionCancellationTime").and_then(Value::as_str);
        let end = match time {
            Some("END_OF_BILLING_PERIOD") => match text("currentBillingPeriodEnd")? {
                Some(end) => end,
                None => value::generated_date(entity, "currentBillingPeriodEnd").unwrap_or_else(|| now.to_owned()),
            },
            Some("SPECIFIC_DATE") => asked().ok_or_else(|| invalid("SPECIFIC_DATE needs an endDate".to_owned()))?,
            Some("IMMEDIATE") => now.to_owned(),
            _ => asked().unwrap_or_else(|| now.to_owned()),
        };
        let start = text("startDate")?;
        if let (Some(first), Some(last)) = (start.as_deref().and_then(date::parse), date::parse(&end))
            && last < first
        {
            return Err(invalid(format!("{id} cannot end on {end}, before its start")));
        }
        let may_wait = matches!(time, Some("END_OF_BILLING_PERIOD" | "SPECIFIC_DATE"));
        let waits = may_wait && date::parse(&end) > date::parse(now);
        Ok(if waits { Self::Waiting { end } } else { Self::Done { end } })
    }

    /// The fields that change by it.
    pub(super) fn changes(self, now: &str) -> Map<String, Value> {
        match self {
            Self::Done { end } => Map::from_iter([
                ("cancellationDate".to_owned(), json!(now)),
                ("cancelReason".to_owned(), json!("Immediate")),
                ("effectiveEndDate".to_owned(), json!(end)),
                ("endDate".to_owned(), json!(end)),
            ]),
            Self::Waiting { end } => Map::from_iter([
                ("cancellationDate".to_owned(), json!(end)),
                ("cancelReason".to_owned(), json!("ScheduledCancellation")),
                ("effectiveEndDate".to_owned(), json!(end)),
                ("endDate".to_owned(), Value::Null),
            ]),
        }
    }

    pub(super) fn is_done(&self) -> bool {
        matches!(self, Self::Done { .. })
    }
}
