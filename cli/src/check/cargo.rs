//! Problems with the keys of Cargo's own messages (`cargo check --message-format json`).

use std::path::Path;

use serde_json::{Value, json};
use stigg_graphql_codegen::{Diagnostic, Place};

/// One problem. A file has its whole path, so that it does not matter where the command runs.
pub(super) fn message(problem: &Diagnostic) -> Value {
    json!({
        "reason": "compiler-message",
        "package_id": format!("path+{}#0.0.0", url(".")),
        "manifest_path": whole("Cargo.toml"),
        "target": {
            "kind": ["custom-build"],
            "crate_types": ["bin"],
            "name": "stigg-graphql",
            "src_path": whole("build.rs"),
            "edition": "2024",
            "doc": false,
            "doctest": false,
            "test": false,
        },
        "message": diagnostic(problem),
    })
}

/// The end, which says whether there were errors.
pub(super) fn finished(is_success: bool) -> Value {
    json!({ "reason": "build-finished", "success": is_success })
}

fn diagnostic(problem: &Diagnostic) -> Value {
    let main = problem.place.iter().map(|place| span(place, true));
    let help = problem.help.iter().map(
        |text| json!({ "message": text, "code": null, "level": "help", "spans": [], "children": [], "rendered": null }),
    );
    json!({
        "$message_type": "diagnostic",
        "message": problem.message,
        "code": { "code": problem.code().as_str(), "explanation": problem.code().meaning() },
        "level": problem.severity.as_str(),
        "spans": main.chain(problem.related.iter().map(|place| span(place, false))).collect::<Vec<_>>(),
        "children": help.collect::<Vec<_>>(),
        "rendered": format!("{problem}\n\n"),
    })
}

fn span(place: &Place, is_primary: bool) -> Value {
    let marked = place.text.chars().skip(place.column.saturating_sub(place.text_column)).take(place.length);
    let end = place.column + place.length;
    json!({
        "file_name": whole(&place.file),
        "byte_start": place.offset,
        "byte_end": place.offset + marked.map(char::len_utf8).sum::<usize>(),
        "line_start": place.line,
        "line_end": place.line,
        "column_start": place.column,
        "column_end": end,
        "is_primary": is_primary,
        "text": [{
            "text": place.text,
            "highlight_start": place.column + 1 - place.text_column,
            "highlight_end": end + 1 - place.text_column,
        }],
        "label": if place.label.is_empty() { Value::Null } else { place.label.clone().into() },
        "suggested_replacement": null,
        "suggestion_applicability": null,
        "expansion": null,
    })
}

fn whole(path: &str) -> String {
    std::path::absolute(Path::new(path)).map_or_else(|_| path.to_owned(), |path| path.to_string_lossy().into_owned())
}

fn url(path: &str) -> String {
    let folder = url::Url::from_directory_path(whole(path)).map(String::from);
    folder.unwrap_or_default().trim_end_matches('/').to_owned()
}
