//! A report as findings: what comes of operations, at their places; without operations, the changes.

use crate::diff::change::Level;
use crate::diff::consequence::Consequence;
use crate::diff::report::Report;
use crate::finding::{Finding, Weight};

pub(super) fn of<'r>(report: &'r Report<'_>) -> Vec<Finding<'r>> {
    if report.operations.is_none() {
        return of_changes(report);
    }
    let mut findings = Vec::new();
    for (number, operation) in report.operations() {
        let weight = match &operation.consequence {
            Consequence::Untouched => continue,
            Consequence::TypesChange(_) => Weight::Warning,
            Consequence::OtherMeaning => Weight::Note,
            Consequence::DoesNotGenerate(problems) => {
                findings.extend(problems.iter().map(|problem| {
                    let mut finding = Finding::from(problem);
                    finding.lines[0] = format!("`{}` does not generate: {}", operation.name, finding.lines[0]);
                    finding.place = finding.place.or(Some(operation.place));
                    finding
                }));
                continue;
            }
        };
        let mut lines = report.lines(number, operation);
        lines.insert(0, format!("`{}`: {}", operation.name, operation.consequence.title()));
        findings.push(Finding {
            rule: operation.consequence.word(),
            meaning: operation.consequence.meaning(),
            weight,
            lines,
            place: Some(operation.place),
            related: &[],
        });
    }
    findings
}

fn of_changes<'r>(report: &'r Report<'_>) -> Vec<Finding<'r>> {
    let of = |level: Level| match level {
        Level::Breaking => (Weight::Error, "Some operation is not valid any more, or is answered with another type."),
        Level::Dangerous => (Weight::Warning, "All operations are valid, but may be answered differently."),
        Level::Safe => (Weight::Note, "No operation can tell, other than by what it may do in addition."),
    };
    let findings = report.changes.iter().map(|change| {
        let (weight, meaning) = of(change.kind.level());
        Finding {
            rule: change.kind.name(),
            meaning,
            weight,
            lines: vec![change.to_string()],
            place: None,
            related: &[],
        }
    });
    findings.collect()
}
