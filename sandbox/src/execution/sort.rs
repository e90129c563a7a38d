//! Order, as `sorting` asks for it.

use std::cmp::Ordering;

use serde_json::Value;

use super::compare::{self, Scalar};
use super::object::Found;
use super::problem::Problem;
use super::record::Record;

/// One criterion.
struct Criterion {
    descending: bool,
    nulls_first: bool,
}

/// Sorts by every criterion in turn; equals stay in the order of their ids.
pub(crate) fn arrange(records: &mut Vec<Record<'_>>, sorting: Option<&Value>) -> Result<(), Problem> {
    let one;
    let wanted = match sorting {
        Some(Value::Array(sorts)) => sorts.as_slice(),
        Some(sort @ Value::Object(_)) => {
            one = [sort.clone()];
            one.as_slice()
        }
        _ => return Ok(()),
    };
    let mut criteria = Vec::new();
    let mut fields = Vec::new();
    for sort in wanted {
        let Some(field) = sort.get("field").and_then(Value::as_str) else { continue };
        let text = |name: &str| sort.get(name).and_then(Value::as_str).unwrap_or_default().to_lowercase();
        let descending = text("direction").starts_with("desc");
        // Without a word on nulls they are the largest values, as in the database behind the API.
        let nulls_first = match text("nulls").as_str() {
            "" => descending,
            nulls => nulls.contains("first"),
        };
        criteria.push(Criterion { descending, nulls_first });
        fields.push(field);
    }
    let mut keyed = Vec::with_capacity(records.len());
    for record in records.drain(..) {
        let key = fields
            .iter()
            .map(|field| {
                Ok(match record.plain(field)? {
                    Found::Leaf(value) => compare::scalar(&value),
                    _ => Scalar::Null,
                })
            })
            .collect::<Result<Vec<_>, Problem>>()?;
        keyed.push((key, record));
    }
    keyed.sort_by(|(left, _), (right, _)| {
        criteria
            .iter()
            .zip(left.iter().zip(right))
            .map(|(criterion, (left, right))| criterion.order(left, right))
            .find(|order| order.is_ne())
            .unwrap_or(Ordering::Equal)
    });
    records.extend(keyed.into_iter().map(|(_, record)| record));
    Ok(())
}

impl Criterion {
    fn order(&self, left: &Scalar, right: &Scalar) -> Ordering {
        match (left.is_null(), right.is_null()) {
            (true, true) => Ordering::Equal,
            (true, false) if self.nulls_first => Ordering::Less,
            (true, false) => Ordering::Greater,
            (false, true) if self.nulls_first => Ordering::Greater,
            (false, true) => Ordering::Less,
            (false, false) => {
                let order = left.order(right);
                if self.descending { order.reverse() } else { order }
            }
        }
    }
}
