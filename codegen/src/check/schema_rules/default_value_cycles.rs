//! 3.10 Input Objects, rule 4 (`InputObjectDefaultValueHasCycle`): no default of a field needs itself, for it would have no
//! end.

use std::collections::{HashMap, HashSet};

use crate::check::context::Context;
use crate::check::rule::Rule;
use crate::graph;
use crate::schema::{InputObjectType, Schema};
use crate::source::{Code, MOST_PROBLEMS, Problem};
use crate::syntax::{Coordinate, InputValueDefinition, Value, ValueKind};

pub(super) struct DefaultValueCycles;

/// A field of an input object: the name of the object, and its own.
type Field<'a> = (&'a str, &'a str);

/// The fields of each input object that hold input objects: only their defaults can need others.
type Nested<'a> = HashMap<&'a str, Vec<&'a InputValueDefinition>>;

impl<'a> Rule<'a> for DefaultValueCycles {
    fn end(&mut self, context: &mut Context<'a>) {
        let schema = context.schema;
        let nested: Nested<'a> =
            schema.input_objects().map(|object| (object.name.as_str(), holds_inputs(schema, object))).collect();
        let fields = schema.input_objects().flat_map(|object| {
            let fields = nested.get(object.name.as_str()).into_iter().flatten();
            fields.filter(|field| field.default.is_some()).map(|field| (object.name.as_str(), field.name.as_str()))
        });
        let default = |(object, field): Field<'a>| schema.input_object(object)?.fields.get(field)?.default.as_ref();
        let needed_by = |field: Field<'a>| {
            let mut needed = Vec::new();
            if let (Some(ty), Some(default)) = (inner_type(schema, field), default(field)) {
                needs(&nested, ty, default, &mut needed);
            }
            let mut seen = HashSet::new();
            needed.retain(|((), field)| seen.insert(*field));
            needed
        };
        for cycle in graph::cycles(fields, needed_by, MOST_PROBLEMS) {
            let ((), start) = cycle.last;
            let shown = |(ty, member): Field<'_>| Coordinate::Member { ty, member }.to_string();
            let chain = graph::chain(&cycle.nodes().chain([start]).map(shown).collect::<Vec<_>>());
            let default = default(start).expect("only fields that have a default are needed");
            let message = format!("the default of `{}` needs itself: {chain}", shown(start));
            context.report(
                Problem::error(Code::DefaultCycle, message)
                    .at(default.span, "would have no end")
                    .help("give one of the fields `null`, or no default"),
            );
        }
    }
}

fn inner_type<'a>(schema: &'a Schema, (object, field): Field<'_>) -> Option<&'a str> {
    Some(schema.input_object(object)?.fields.get(field)?.ty.inner_name())
}

fn holds_inputs<'a>(schema: &'a Schema, object: &'a InputObjectType) -> Vec<&'a InputValueDefinition> {
    object.fields.values().filter(|field| schema.input_object(field.ty.inner_name()).is_some()).collect()
}

/// The defaults that a value brings in by what it leaves out.
fn needs<'a>(nested: &Nested<'a>, ty: &'a str, value: &'a Value, needed: &mut Vec<((), Field<'a>)>) {
    match &value.kind {
        ValueKind::List(items) => items.iter().for_each(|item| needs(nested, ty, item, needed)),
        ValueKind::Object(fields) => {
            let given: HashMap<&str, &Value> = fields.iter().map(|field| (field.name.as_str(), &field.value)).collect();
            for field in nested.get(ty).into_iter().flatten() {
                if let Some(value) = given.get(field.name.as_str()) {
                    needs(nested, field.ty.inner_name(), value, needed);
                } else if field.default.is_some() {
                    needed.push(((), (ty, &field.name)));
                }
            }
        }
        _ => {}
    }
}
