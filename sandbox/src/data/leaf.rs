//! Values of scalars and enums, chosen by the field's type and name.

use apollo_compiler::schema::ExtendedType;
use apollo_compiler::{Name, Schema};
use serde_json::{Value, json};

use super::date::{DAY, EPOCH, HOUR, iso};
use super::hash;
use super::key::Key;
use super::kind::Kind;
use super::stigg;
use super::text::Text;

/// How a leaf field gets its value.
pub(crate) enum Leaf {
    Boolean,
    Int(Number),
    Float(Number),
    Text(Text),
    Date(Date),
    Uuid,
    /// A scalar that may hold any JSON: a small map from string to string, like Stigg's metadata.
    Json,
    Enum {
        values: Vec<Name>,
        usual: Option<usize>,
    },
}

/// What a number counts.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Number {
    Price,
    Percent,
    Quantity,
    Position,
    Year,
    Month,
    /// Milliseconds since 1970, in the future.
    Epoch,
}

/// When something is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Date {
    /// Earlier for later nodes, so that "newest first" is the order of the ids.
    Created,
    Updated,
    Past,
    /// Far enough that no clock reaches it.
    Future,
}

/// The object whose field it is.
pub(crate) struct Owner<'a> {
    pub(crate) key: Key,
    pub(crate) kind: Option<&'a Kind>,
    pub(crate) type_name: &'a str,
}

impl Leaf {
    pub(crate) fn of(schema: &Schema, field: &str, type_name: &str) -> Self {
        if let Some(ExtendedType::Enum(definition)) = schema.types.get(type_name) {
            let values: Vec<Name> = definition.values.keys().cloned().collect();
            let usual = values.iter().position(|value| stigg::USUAL_ENUM_VALUES.contains(&value.as_str()));
            return Self::Enum { values, usual };
        }
        let name = field.to_lowercase();
        match type_name {
            "Boolean" => Self::Boolean,
            "Int" => Self::Int(Number::of(&name)),
            "Float" => Self::Float(Number::of(&name)),
            "UUID" => Self::Uuid,
            "DateTime" | "Date" | "Timestamp" => Self::Date(Date::of(&name)),
            "String" | "ID" if is_date(field) => Self::Date(Date::of(&name)),
            _ if type_name.to_uppercase().starts_with("JSON") => Self::Json,
            _ => Self::Text(Text::of(field)),
        }
    }

    /// The value, a function of the owner's key and the field's salt.
    pub(crate) fn value(&self, owner: &Owner<'_>, salt: u64) -> Value {
        let draw = owner.key.draw(salt);
        match self {
            Self::Boolean => Value::Bool(draw & 1 == 0),
            Self::Int(number) => json!(number.whole(draw, owner.key.ordinal)),
            Self::Float(number) => json!(number.fractional(draw, owner.key.ordinal)),
            Self::Text(text) => Value::String(text.value(owner, draw)),
            Self::Date(date) => Value::String(iso(date.seconds(draw, owner.key.ordinal))),
            Self::Uuid => Value::String(uuid(draw)),
            Self::Json => {
                json!({ "reference": format!("ref-{:04}", draw % 10_000), "region": pick(draw, &["eu", "us", "apac"]) })
            }
            Self::Enum { values, usual } => enum_value(values, *usual, owner.key, salt),
        }
    }
}

/// Every second node has the usual value, the others take turns through all of them.
fn enum_value(values: &[Name], usual: Option<usize>, key: Key, salt: u64) -> Value {
    let turn = match usual {
        Some(usual) if key.ordinal.is_multiple_of(2) => usual,
        Some(_) => Key { ordinal: key.ordinal / 2, ..key }.turn(salt, values.len()),
        None => key.turn(salt, values.len()),
    };
    values.get(turn).map_or(Value::Null, |value| Value::String(value.to_string()))
}

impl Number {
    fn of(name: &str) -> Self {
        let has = |words: &[&str]| words.iter().any(|word| name.contains(word));
        if has(&["percent"]) {
            Self::Percent
        } else if has(&["validuntil", "timestamp"]) {
            Self::Epoch
        } else if has(&["year"]) {
            Self::Year
        } else if has(&["month"]) && !has(&["months"]) {
            Self::Month
        } else if has(&["order", "priority", "version", "index"]) {
            Self::Position
        } else if has(&["amount", "price", "cost", "total", "spend", "discount", "tax", "due"])
            && !has(&["totalcount", "totalactive"])
        {
            Self::Price
        } else {
            Self::Quantity
        }
    }

    fn whole(self, draw: u64, ordinal: u32) -> i32 {
        let within = |bound: u32| i32::try_from(hash::below(draw, bound)).unwrap_or(0);
        match self {
            Self::Percent => 5 * (1 + within(10)),
            Self::Price => i32::from(*pick(draw, &PRICES)),
            Self::Year => 2030 + within(6),
            Self::Month => 1 + within(12),
            Self::Position => 1 + i32::try_from(ordinal % 100).unwrap_or(0),
            Self::Quantity | Self::Epoch => within(100),
        }
    }

    /// Amounts are whole: they stay right for currencies without a smaller unit.
    fn fractional(self, draw: u64, ordinal: u32) -> f64 {
        match self {
            Self::Epoch => 2_051_222_400_000.0 + f64::from(hash::below(draw, 1_000)) * 1_000.0,
            _ => f64::from(self.whole(draw, ordinal)),
        }
    }
}

const PRICES: [i16; 10] = [5, 9, 19, 29, 49, 79, 99, 199, 499, 1200];

/// Whether a string holds a date by its name, as `timestamp: String!` does in places.
fn is_date(field: &str) -> bool {
    field == "timestamp" || field.ends_with("At") || field.ends_with("Date")
}

impl Date {
    fn of(name: &str) -> Self {
        let has = |words: &[&str]| words.iter().any(|word| name.contains(word));
        if name == "createdat" {
            Self::Created
        } else if name == "updatedat" {
            Self::Updated
        } else if has(&["end", "expire", "until", "next", "due", "reset"]) {
            Self::Future
        } else {
            Self::Past
        }
    }

    fn seconds(self, draw: u64, ordinal: u32) -> i64 {
        let within = |bound: u32| i64::from(hash::below(draw, bound));
        let created = EPOCH - 6 * HOUR * i64::from(ordinal);
        match self {
            Self::Created => created,
            Self::Updated => created + HOUR * within(24 * 30),
            Self::Past => EPOCH - DAY * within(365),
            Self::Future => EPOCH + DAY * (11 * 365 + within(365)),
        }
    }
}

/// A UUID (version 4 by its looks) made from a number.
pub(crate) fn uuid(draw: u64) -> String {
    let more = hash::mix(draw, draw);
    format!(
        "{:08x}-{:04x}-4{:03x}-8{:03x}-{:012x}",
        draw >> 32,
        (draw >> 16) & 0xffff,
        (draw >> 4) & 0xfff,
        more & 0xfff,
        more >> 16
    )
}

/// One of the choices.
pub(crate) fn pick<T>(draw: u64, choices: &[T]) -> &T {
    let bound = u32::try_from(choices.len()).unwrap_or(u32::MAX);
    &choices[hash::below(draw, bound) as usize]
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_value_of_an_enum_turns_up_among_twice_as_many_nodes() {
        let schema = Schema::parse_and_validate(crate::builder::DEFAULT_SCHEMA, "stigg.graphql").expect("a schema");
        for definition in schema.types.values().filter_map(ExtendedType::as_enum) {
            let leaf = Leaf::of(&schema, "field", &definition.name);
            let nodes = 2 * u32::try_from(definition.values.len()).expect("few");
            let seen: BTreeSet<String> = (0..nodes)
                .map(|index| {
                    let key = Key::entity(1, 2, index);
                    leaf.value(&Owner { key, kind: None, type_name: "Node" }, 3).to_string()
                })
                .collect();
            assert_eq!(seen.len(), definition.values.len(), "{}", definition.name);
        }
    }

    #[test]
    fn amounts_are_whole_and_dates_of_ends_are_far() {
        for ordinal in 0..100 {
            let key = Key::entity(1, 2, ordinal);
            let price = Number::of("totalamount").fractional(key.draw(1), ordinal);
            assert!((5.0..=1200.0).contains(&price) && price.fract() == 0.0, "{price}");
            assert!(iso(Date::of("enddate").seconds(key.draw(1), ordinal)).as_str() > "2034-12-01");
            assert!(iso(Date::of("startdate").seconds(key.draw(1), ordinal)).as_str() < "2024-01-02");
        }
    }
}
