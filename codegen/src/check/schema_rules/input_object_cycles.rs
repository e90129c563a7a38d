//! 3.10 Input Objects, rule 3: none needs itself, for no value of it would ever be complete.

use crate::check::context::Context;
use crate::check::rule::Rule;
use crate::graph;
use crate::schema::Schema;
use crate::source::{Code, MOST_PROBLEMS, Problem};
use crate::syntax::{Name, Type};

pub(super) struct InputObjectCycles;

impl<'a> Rule<'a> for InputObjectCycles {
    fn end(&mut self, context: &mut Context<'a>) {
        let schema = context.schema;
        for cycle in
            graph::cycles(schema.input_objects().map(|it| it.name.as_str()), |it| needs(schema, it), MOST_PROBLEMS)
        {
            let (field, start) = cycle.last;
            let chain = graph::chain(&cycle.nodes().map(str::to_owned).collect::<Vec<_>>());
            let message = format!("the input `{start}` needs itself: {chain} -> {start}");
            context.report(
                Problem::error(Code::InputCycle, message)
                    .at(field.span(), "leads back to the start")
                    .help("no value could ever be complete: make one of the fields nullable"),
            );
        }
    }
}

/// The input objects that a value of this one has to contain, by field.
fn needs<'a>(schema: &'a Schema, object: &str) -> Vec<(&'a Name, &'a str)> {
    let fields = schema.input_object(object).into_iter().flat_map(|object| object.fields.values());
    let needed = fields.filter_map(|field| match &field.ty {
        Type::NonNullNamed(name) if schema.input_object(name).is_some() => Some((&field.name, name.as_str())),
        _ => None,
    });
    needed.collect()
}
