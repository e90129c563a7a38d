//! The credits of a customer: what was granted, and what of it is consumed.

use std::cmp::Ordering;

use jiff::Timestamp;
use serde_json::{Value, json};

use super::matching;
use crate::data::date;
use crate::data::stigg;
use crate::execution::arguments::Arguments;
use crate::execution::execution_error::ExecutionError;
use crate::execution::lookup;
use crate::execution::object::Object;
use crate::execution::value;

/// An active grant.
pub(crate) struct Grant<'r> {
    pub(crate) entity: Object<'r>,
    pub(crate) amount: f64,
    pub(crate) consumed: f64,
    currency: String,
    priority: f64,
    expires: Option<Timestamp>,
    kind: String,
    effective: Option<Timestamp>,
}

impl<'r> Grant<'r> {
    fn of(entity: Object<'r>) -> Result<Self, ExecutionError> {
        let text = |name| Ok(value::leaf(&entity, name)?.and_then(|value| value.as_str().map(ToOwned::to_owned)));
        let date = |name| Ok(text(name)?.and_then(|text| date::parse(&text)));
        let number = |name| Ok(value::leaf(&entity, name)?.and_then(|value| value.as_f64()).unwrap_or_default());
        Ok(Self {
            amount: number("amount")?,
            consumed: number("consumedAmount")?,
            currency: text("currencyId")?.unwrap_or_default(),
            priority: number("priority")?,
            expires: date("expireAt")?,
            kind: text("grantType")?.unwrap_or_default(),
            effective: date("effectiveAt")?,
            entity,
        })
    }

    /// Whether it is what a customer owes.
    pub(crate) fn is_overdraft(&self) -> bool {
        self.kind == stigg::OVERDRAFT
    }

    /// What Stigg burns first (its docs: consumption of credits); of equals, the one that was made earlier.
    fn before(&self, other: &Self) -> Ordering {
        let no_expiry = |grant: &Self| grant.expires.is_none();
        let paid = |grant: &Self| grant.kind != "PROMOTIONAL";
        (self.priority.total_cmp(&other.priority))
            .then_with(|| no_expiry(self).cmp(&no_expiry(other)))
            .then_with(|| self.expires.cmp(&other.expires))
            .then_with(|| paid(self).cmp(&paid(other)))
            .then_with(|| self.effective.cmp(&other.effective))
    }
}

/// The active grants that the arguments mean by the ids in them, in the order in which Stigg burns them.
pub(crate) fn grants<'r>(root: &Object<'r>, arguments: &Arguments) -> Result<Vec<Grant<'r>>, ExecutionError> {
    let catalog = &root.context.world.catalog;
    let kind = catalog.kinds().named(stigg::GRANT);
    let profile = kind.and_then(|kind| catalog.kinds().first_type(kind)).and_then(|name| catalog.object(name));
    let Some(profile) = profile else { return Ok(Vec::new()) };
    let is_id = |name: &str| matches!(name, "customerId" | "currencyId" | "resourceId");
    let ids = arguments.plain().filter(|(name, _)| is_id(name));
    let ids = Arguments(ids.map(|(name, id)| (name.clone(), id.clone())).collect());
    let mut grants = Vec::new();
    for entity in lookup::nodes(root, profile) {
        if matching::agrees(&entity, &ids)? && value::leaf(&entity, "status")?.is_some_and(|status| status == "ACTIVE")
        {
            grants.push(Grant::of(entity)?);
        }
    }
    grants.sort_by(Grant::before);
    Ok(grants)
}

/// What is left of them, for each currency.
pub(crate) fn summary(root: &Object<'_>, arguments: &Arguments) -> Result<Value, ExecutionError> {
    let mut currencies: Vec<(String, f64, f64)> = Vec::new();
    for grant in grants(root, arguments)? {
        match currencies.iter_mut().find(|(currency, ..)| *currency == grant.currency) {
            Some((_, granted, consumed)) => {
                *granted += grant.amount;
                *consumed += grant.consumed;
            }
            None => currencies.push((grant.currency, grant.amount, grant.consumed)),
        }
    }
    let balance = |(currency, granted, consumed): (String, f64, f64)| {
        json!({
            "customerId": arguments.find("customerId"), "currencyId": currency, "currency": {"currencyId": currency},
            "totalGranted": granted, "totalConsumed": consumed, "currentBalance": granted - consumed,
        })
    };
    Ok(json!({ "balances": currencies.into_iter().map(balance).collect::<Vec<_>>() }))
}
