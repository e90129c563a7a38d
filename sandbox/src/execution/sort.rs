//! Order, as `sorting` asks for it.

use std::cmp::Ordering;

use serde_json::Value;

use super::compare::scalar::Scalar;
use super::execution_error::ExecutionError;
use super::object::Object;
use super::value;
use crate::data::reads::Reads;

/// One criterion.
struct Criterion {
    descending: bool,
    nulls_first: bool,
}

/// What a list is sorted by.
pub(crate) struct Order<'a> {
    criteria: Vec<Criterion>,
    fields: Vec<&'a str>,
}

/// The rank of one object in an order; equals stand in the order of their ids.
pub(crate) type Rank = (Vec<Scalar>, u32);

impl<'a> Order<'a> {
    /// Reads `sorting`.
    pub(crate) fn of(sorting: Option<&'a Value>) -> Self {
        let wanted = match sorting {
            Some(Value::Array(sorts)) => sorts.as_slice(),
            Some(sort @ Value::Object(_)) => std::slice::from_ref(sort),
            _ => &[],
        };
        let mut order = Self { criteria: Vec::new(), fields: Vec::new() };
        for sort in wanted {
            let Some(field) = sort.get("field").and_then(Value::as_str) else { continue };
            let text = |name: &str| sort.get(name).and_then(Value::as_str).unwrap_or_default().to_lowercase();
            let descending = text("direction").starts_with("desc");
            // Without a word on nulls they are the largest values, as in the database behind the API.
            let nulls_first = match text("nulls").as_str() {
                "" => descending,
                nulls => nulls.contains("first"),
            };
            order.criteria.push(Criterion { descending, nulls_first });
            order.fields.push(field);
        }
        order
    }

    pub(crate) fn rank(&self, object: &Object<'_>) -> Result<Rank, ExecutionError> {
        Reads::look_at(object.entity);
        let scalar = |field: &&str| Ok(value::leaf(object, field)?.map_or(Scalar::Null, |value| Scalar::from(&value)));
        let key = self.fields.iter().map(scalar).collect::<Result<_, ExecutionError>>()?;
        Ok((key, object.ordinal()))
    }

    pub(crate) fn compare(&self, left: &Rank, right: &Rank) -> Ordering {
        let pairs = self.criteria.iter().zip(left.0.iter().zip(&right.0));
        let mut orders = pairs.map(|(criterion, (left, right))| criterion.order(left, right));
        orders.find(|order| order.is_ne()).unwrap_or_else(|| left.1.cmp(&right.1))
    }
}

/// Sorts by every criterion in turn; equals stay as they are.
pub(crate) fn arrange(objects: &mut Vec<Object<'_>>, sorting: Option<&Value>) -> Result<(), ExecutionError> {
    let order = Order::of(sorting);
    if order.criteria.is_empty() {
        return Ok(());
    }
    let mut ranked = Vec::with_capacity(objects.len());
    for (object, at) in objects.drain(..).zip(0..) {
        let (key, _) = order.rank(&object)?;
        ranked.push(((key, at), object));
    }
    ranked.sort_by(|(left, _), (right, _)| order.compare(left, right));
    objects.extend(ranked.into_iter().map(|(_, object)| object));
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
