//! What a review of operations looks at: texts for snapshots, in which a change is a line.

use std::collections::BTreeSet;

use serde::Serialize;

use crate::compiled::CompiledOperation;
use crate::ir::{self, InputValue, Item, Program, Replay, Shape};
use crate::plan::{Model, Module};
use crate::surface::Surface;
use crate::syntax::{Coordinate, FileId, OperationType, parse};
use crate::terminal;

/// A text to keep as a snapshot, so that a change of it is seen in review.
///
/// Of each operation there are three, named after its module:
///
/// - `get_plan.wire`: what is sent, for people, and whether it may be sent twice;
/// - `get_plan.variables`: its variables with their types and defaults, as GraphQL has them;
/// - `get_plan.rust`: what Rust code can name of it and of its answer;
///
/// and three of all together: `fragments.rust`, `types.rust`, and `schema`, what the operations use of the schema. So a change
/// of a selection, of a variable, of the schema and of a Rust type is each seen in a text of its own.
///
/// ```
/// let generated = stigg_graphql_codegen::Builder::new()
///     .schema_text("schema.graphql", "type Query { plan(id: ID!): Plan } type Plan { name: String! }")
///     .query_text("plan.graphql", "query GetPlan($id: ID!) { plan(id: $id) { name } }")
///     .generate()?;
/// let texts: Vec<_> = generated.reviewed.iter().map(|reviewed| (&*reviewed.name, &*reviewed.text)).collect();
/// assert_eq!(texts, [
///     ("get_plan.wire", "# query GetPlan, from plan.graphql\n# safe to send twice\nquery GetPlan($id: ID!) {\n  plan(id: $id) {\n    name\n  }\n}\n"),
///     ("get_plan.variables", "$id: ID!\n"),
///     ("get_plan.rust", "GetPlan: query\nGetPlan.id: String\nGetPlan::new: fn(id: impl Into<String>)\nget_plan::Data: struct\nget_plan::Data.plan: Option<get_plan::Plan>\nget_plan::Data.plan.name: String\n"),
///     ("schema", "Plan.name: String!\nQuery.plan: Plan\n"),
/// ]);
/// # Ok::<(), stigg_graphql_codegen::Diagnostics>(())
/// ```
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Reviewed {
    /// What the snapshot is called.
    pub name: String,
    /// What is in it, with an end to each line.
    pub text: String,
}

/// The texts of a program; those that would be empty are left out.
pub(crate) fn reviewed(
    program: &Program,
    model: &Model<'_>,
    operations: &[CompiledOperation],
    surface: &Surface,
) -> Vec<Reviewed> {
    let mut all = Vec::new();
    let mut add = |name: String, text: String| {
        if !text.is_empty() {
            all.push(Reviewed { name, text });
        }
    };
    let known = program.operations.iter().zip(&model.operations).zip(operations);
    for ((operation, planned), compiled) in known {
        let module = &planned.module;
        let file = terminal::line(&operation.file);
        let head = format!("# {} {}, from {file}\n# {}\n", operation.kind.name(), operation.name, replay(operation));
        let document = parse(&compiled.document, FileId::BUILT_IN).document.executable_text();
        add(format!("{module}.wire"), head + &document);
        let variables = operation.variables.iter().map(|variable| format!("${}\n", typed(variable)));
        add(format!("{module}.variables"), variables.collect());
        add(format!("{module}.rust"), lines(surface.of_operation(&operation.name)));
    }
    add("fragments.rust".to_owned(), lines(surface.shared(&Module::Fragments)));
    add("types.rust".to_owned(), lines(surface.shared(&Module::Types)));
    add("schema".to_owned(), lines(used(program)));
    all
}

fn replay(operation: &ir::Operation) -> String {
    match &operation.replay {
        _ if operation.kind == OperationType::Subscription => "what was missed is not sent again".to_owned(),
        Replay::Safe => "safe to send twice".to_owned(),
        Replay::Keyed(paths) => {
            let paths: Vec<_> = paths.iter().map(|path| path.join(".")).collect();
            format!("safe to send twice with {}", paths.join(" and "))
        }
        Replay::Never => "not safe to send twice".to_owned(),
    }
}

/// What operations use of the schema: selected fields, and the input objects and enums that they reach.
fn used(program: &Program) -> BTreeSet<String> {
    let mut used = BTreeSet::new();
    for (_, ty) in program.types() {
        let Shape::Struct(structure) = &ty.shape else { continue };
        for item in &structure.items {
            if let Item::Field(field) = item
                && field.name != "__typename"
            {
                let coordinate = Coordinate::Member { ty: &field.parent, member: &field.name };
                used.insert(said(format!("{coordinate}: {}", field.graphql), field.deprecated.as_deref()));
            }
        }
    }
    for (name, object) in &program.inputs {
        let is_one_of = if object.one_of { " @oneOf" } else { "" };
        used.insert(format!("{name}: input{is_one_of}"));
        let fields = object.fields.iter();
        used.extend(fields.map(|field| said(format!("{name}.{}", typed(field)), field.deprecated.as_deref())));
    }
    for (name, definition) in &program.enums {
        let values = definition.values.iter();
        used.extend(values.map(|value| said(format!("{name}.{}", value.name), value.deprecated.as_deref())));
    }
    used
}

fn typed(input: &InputValue) -> String {
    let default = input.default.as_ref().map_or_else(String::new, |default| format!(" = {default}"));
    format!("{}: {}{default}", input.name, input.graphql)
}

fn said(what: String, deprecated: Option<&str>) -> String {
    match deprecated {
        Some(reason) => format!("{what} (deprecated: {reason:?})"),
        None => what,
    }
}

fn lines(items: impl IntoIterator<Item = impl std::fmt::Display>) -> String {
    items.into_iter().map(|item| format!("{item}\n")).collect()
}
