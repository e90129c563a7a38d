//! No default of an input object's field needs itself (spec 3.10, `InputObjectDefaultValueHasCycle`): it would have no
//! end.

use std::collections::{HashMap, HashSet};

use super::Rules;
use super::input_circles::shown;
use crate::schema::{InputObjectType, Problem, Schema};
use crate::syntax::{InputValueDefinition, Value, ValueKind};

/// A field that has a default and holds input objects, with the name of its owner.
type Defaulted<'a> = (&'a str, &'a InputValueDefinition);

/// The fields of each input object that hold input objects.
type Nested<'a> = HashMap<&'a str, Vec<&'a InputValueDefinition>>;

impl Rules<'_> {
    /// Reports each circle once. Every default is looked at once.
    pub(super) fn default_cycles(&mut self) {
        let schema = self.schema;
        let objects = || schema.types.keys().filter_map(|name| schema.input_object(name));
        let nested: Nested<'_> = objects().map(|object| (object.name.as_str(), holds_inputs(schema, object))).collect();
        // By owner and field: on the way, with the place on it, or done.
        let mut seen: HashMap<(&str, &str), Option<usize>> = HashMap::new();
        for object in objects() {
            for field in nested.get(object.name.as_str()).into_iter().flatten().filter(|field| field.default.is_some())
            {
                let mut way: Vec<(Defaulted<'_>, Vec<Defaulted<'_>>)> = Vec::new();
                let mut next = (!seen.contains_key(&(object.name.as_str(), field.name.as_str())))
                    .then_some((object.name.as_str(), *field));
                loop {
                    if let Some((owner, field)) = next.take() {
                        seen.insert((owner, &field.name), Some(way.len()));
                        let mut needed = Vec::new();
                        if let Some(default) = &field.default {
                            needs(&nested, field.ty.inner_name(), default, &mut needed);
                            let mut once = HashSet::new();
                            needed.retain(|(owner, field)| once.insert((*owner, field.name.as_str())));
                        }
                        way.push(((owner, field), needed));
                    }
                    let Some(((owner, field), open)) = way.last_mut() else { break };
                    let Some((needed_owner, needed)) = open.pop() else {
                        seen.insert((*owner, &field.name), None);
                        way.pop();
                        continue;
                    };
                    match seen.get(&(needed_owner, needed.name.as_str())) {
                        None => next = Some((needed_owner, needed)),
                        Some(None) => {}
                        Some(_) if self.is_full() => return,
                        Some(&Some(start)) => {
                            let coordinate = format!("{needed_owner}.{}", needed.name);
                            let mut chain: Vec<String> = way
                                .iter()
                                .skip(start)
                                .map(|((owner, field), _)| format!("{owner}.{}", field.name))
                                .collect();
                            chain.push(coordinate.clone());
                            let chain: Vec<&str> = chain.iter().map(String::as_str).collect();
                            let Some(default) = &needed.default else { continue };
                            self.problem(
                                Problem::new(format!("the default of `{coordinate}` needs itself: {}", shown(&chain)))
                                    .at(default.span, "would have no end")
                                    .help("give one of the fields `null`, or no default"),
                            );
                        }
                    }
                }
            }
        }
    }
}

fn holds_inputs<'a>(schema: &'a Schema, object: &'a InputObjectType) -> Vec<&'a InputValueDefinition> {
    object.fields.values().filter(|field| schema.input_object(field.ty.inner_name()).is_some()).collect()
}

/// The defaults that a value brings in by what it leaves out.
fn needs<'a>(nested: &Nested<'a>, ty: &'a str, value: &'a Value, needed: &mut Vec<Defaulted<'a>>) {
    match &value.kind {
        ValueKind::List(items) => items.iter().for_each(|item| needs(nested, ty, item, needed)),
        ValueKind::Object(fields) => {
            let given: HashMap<&str, &Value> = fields.iter().map(|field| (field.name.as_str(), &field.value)).collect();
            for field in nested.get(ty).into_iter().flatten() {
                if let Some(value) = given.get(field.name.as_str()) {
                    needs(nested, field.ty.inner_name(), value, needed);
                } else if field.default.is_some() {
                    needed.push((ty, field));
                }
            }
        }
        _ => {}
    }
}
