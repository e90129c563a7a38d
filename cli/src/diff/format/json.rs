//! A report for other programs.

use serde_json::{Map, Value, json};

use crate::diff::change::{Change, Level};
use crate::diff::consequence::{Consequence, TypeChange};
use crate::diff::report::{Operation, Report};
use crate::problem_json;

pub(super) fn of(report: &Report<'_>) -> Value {
    let mut object = Map::new();
    for level in Level::ALL {
        object.insert(level.name().to_owned(), report.count(level).into());
    }
    object.insert("changes".to_owned(), report.changes.iter().map(|change| of_change(report, change)).collect());
    if report.operations.is_some() {
        let operations = report.operations().map(|(number, operation)| of_operation(report, number, operation));
        object.insert("operations".to_owned(), operations.collect());
    }
    object.into()
}

fn of_change(report: &Report<'_>, change: &Change<'_>) -> Value {
    let operations = report.operations.as_deref().unwrap_or_default();
    let touched = change.operations.iter().filter_map(|number| operations.get(*number));
    json!({
        "level": change.kind.level().name(),
        "kind": change.kind.name(),
        "coordinate": change.subject.to_string(),
        "message": change.message,
        "operations": touched
            .map(|operation| json!({ "name": operation.name, "file": operation.place.file }))
            .collect::<Vec<_>>(),
    })
}

fn of_operation(report: &Report<'_>, number: usize, operation: &Operation<'_>) -> Value {
    let (problems, types) = match &operation.consequence {
        Consequence::DoesNotGenerate(problems) => (problems.as_slice(), [].as_slice()),
        Consequence::TypesChange(types) => ([].as_slice(), types.as_slice()),
        Consequence::OtherMeaning | Consequence::Untouched => ([].as_slice(), [].as_slice()),
    };
    let met = report
        .met_by(number)
        .map(|change| json!({"kind": change.kind.name(), "coordinate": change.subject.to_string()}));
    json!({
        "name": operation.name,
        "place": problem_json::place(operation.place),
        "consequence": operation.consequence.word(),
        "problems": problems.iter().map(problem_json::of).collect::<Vec<_>>(),
        "types": types.iter().map(of_type).collect::<Vec<_>>(),
        "meets": met.collect::<Vec<_>>(),
    })
}

fn of_type(change: &TypeChange) -> Value {
    json!({ "path": change.path, "was": change.was, "is": change.is })
}
