//! Values of scalars and enums, chosen by the field's type and name.

mod moment;
mod number;
mod text;

use apollo_compiler::schema::ExtendedType;
use apollo_compiler::{Name, Schema};
use serde_json::{Value, json};

use self::moment::Moment;
use self::number::Number;
use self::text::Text;
use super::date::iso;
use super::hash::pick;
use super::key::Key;
use super::owner::Owner;
use super::{id, stigg};

/// How a leaf field gets its value.
pub(crate) enum Leaf {
    Boolean,
    Int(Number),
    Float(Number),
    Text(Text),
    Date(Moment),
    Uuid,
    /// A scalar that may hold any JSON: a small map from string to string, like Stigg's metadata.
    Json,
    Enum {
        values: Vec<Name>,
        usual: Option<usize>,
    },
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
            "DateTime" | "Date" | "Timestamp" => Self::Date(Moment::of(&name)),
            "String" | "ID" if is_date(field) => Self::Date(Moment::of(&name)),
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
            Self::Date(moment) => Value::String(iso(moment.seconds(draw, owner.key.ordinal))),
            Self::Uuid => Value::String(id::of_draw(draw)),
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

/// Whether a string holds a date by its name, as `timestamp: String!` does in places.
fn is_date(field: &str) -> bool {
    field == "timestamp" || field.ends_with("At") || field.ends_with("Date")
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_value_of_an_enum_turns_up_among_twice_as_many_nodes() {
        let schema = Schema::parse_and_validate(crate::DEFAULT_SCHEMA, "stigg.graphql").expect("a schema");
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
}
