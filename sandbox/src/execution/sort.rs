//! Order, as `sorting` asks for it.

use std::cmp::Ordering;

use serde_json::Value;

use super::compare::scalar::Scalar;
use super::execution_error::ExecutionError;
use super::object::Object;
use super::value;

/// One criterion.
struct Criterion {
    descending: bool,
    nulls_first: bool,
}

/// Sorts by every criterion in turn; equals stay in the order of their ids.
pub(crate) fn arrange(objects: &mut Vec<Object<'_>>, sorting: Option<&Value>) -> Result<(), ExecutionError> {
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
    let mut keyed = Vec::with_capacity(objects.len());
    for object in objects.drain(..) {
        let key = fields
            .iter()
            .map(|field| Ok(value::leaf(&object, field)?.map_or(Scalar::Null, |value| Scalar::from(&value))))
            .collect::<Result<Vec<_>, ExecutionError>>()?;
        keyed.push((key, object));
    }
    keyed.sort_by(|(left, _), (right, _)| {
        criteria
            .iter()
            .zip(left.iter().zip(right))
            .map(|(criterion, (left, right))| criterion.order(left, right))
            .find(|order| order.is_ne())
            .unwrap_or(Ordering::Equal)
    });
    objects.extend(keyed.into_iter().map(|(_, object)| object));
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
