//! The compiler agrees with `diff`: code that names all of an operation compiles with the Rust of the new schema exactly if the
//! operation does not end in *Rust types change*.

mod support;

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

use stigg_graphql_codegen::Builder;
use support::Desk;

const SCHEMA: &str = "
    type Query { plan(id: ID!, filter: Filter, size: Int = 10): Plan }
    type Plan { name: String! tags: [String!] status: Status thing: Thing }
    type Addon { max: Float }
    union Thing = Plan | Addon
    enum Status { DRAFT LIVE }
    input Filter { name: String min: Int! }
";

const QUERY: &str = "query GetPlan($id: ID!, $filter: Filter) {
    plan(id: $id, filter: $filter) { name ...Parts thing { ... on Addon { max } } }
}
fragment Parts on Plan { tags status }";

/// Takes apart and makes whatever there is.
const USER: &str = "
mod stigg { include!(\"stigg.rs\"); }
use stigg::{GetPlan, fragments, get_plan, types};
use stigg_graphql::{Maybe, Operation, operation::Execute};

pub fn read(data: get_plan::Data) {
    let get_plan::Data { plan } = data;
    let Some(get_plan::Plan { name, parts, thing }) = plan else { return };
    let _: String = name;
    let fragments::Parts { tags, status } = parts;
    let _: Option<Vec<String>> = tags;
    match status {
        None | Some(types::Status::Draft | types::Status::Live) => {}
        Some(types::Status::Unrecognized(word)) => drop::<String>(word),
    }
    match thing {
        Some(get_plan::PlanThing::Addon(get_plan::PlanThingAddon { max })) => drop::<Option<f64>>(max),
        None | Some(get_plan::PlanThing::Other(get_plan::PlanThingOther { .. })) => {}
    }
}

pub fn write() -> impl Execute + Operation<Data = get_plan::Data> {
    let types::Filter { name, min } = types::Filter::new(1);
    let (_, _): (&Maybe<String>, &i32) = (&name, &min);
    let mut operation = GetPlan::new(\"plan-1\");
    operation.filter = types::Filter { name, min }.into();
    let GetPlan { id, filter } = operation;
    GetPlan { id, filter }
}
";

#[test]
fn what_is_said_to_change_does_not_compile() {
    for (was, is, word) in [
        ("", "", "untouched"),
        ("name: String! tags", "name: String tags", "types-change"),
        ("tags: [String!]", "tags: [String]", "types-change"),
        ("DRAFT LIVE", "DRAFT LIVE GONE", "types-change"),
        ("max: Float", "max: Int", "types-change"),
        ("input Filter {", "input Filter { more: Int", "types-change"),
        ("min: Int!", "min: Int", "types-change"),
        ("size: Int = 10", "size: Int = 20", "other-meaning"),
        ("name: String! tags", "name: ID! tags", "other-meaning"),
        ("union Thing = Plan | Addon", "union Thing = Plan | Addon | Query", "other-meaning"),
        ("max: Float", "max: Float @deprecated", "other-meaning"),
        ("id: ID!, filter", "more: Int, id: ID!, filter", "untouched"),
        ("type Addon {", "\"sold beside a plan\" type Addon { more: Int", "untouched"),
    ] {
        let after = SCHEMA.replacen(was, is, 1);
        assert!(was.is_empty() || after != SCHEMA, "{was}");
        let desk = Desk::new()
            .file("before.graphql", SCHEMA)
            .file("after.graphql", &after)
            .file("query.graphql", QUERY)
            .file("user.rs", USER);
        let arguments = ["diff", "before.graphql", "after.graphql", "--queries", "query.graphql", "--format", "json"];
        assert_eq!(desk.run(&arguments).json()["operations"][0]["consequence"], word, "{was} -> {is}");
        let builder = Builder::new().schema_text("after.graphql", &after).query_text("query.graphql", QUERY);
        desk.write("stigg.rs", &builder.generate().unwrap().code);
        let (compiles, said) = compiles(desk.path());
        assert_eq!(compiles, word != "types-change", "{was} -> {is}\n{said}");
    }
}

/// Whether `user.rs` compiles with the runtime that was built for these tests.
fn compiles(folder: &Path) -> (bool, String) {
    let built = Path::new(env!("CARGO_BIN_EXE_stigg-graphql")).parent().unwrap().join("deps");
    let is_runtime = |path: &PathBuf| {
        let name = path.file_stem().unwrap().to_string_lossy();
        name.starts_with("libstigg_graphql-") && path.extension().is_some_and(|extension| extension == "rlib")
    };
    let all = fs::read_dir(&built).unwrap().map(|entry| entry.unwrap().path()).filter(is_runtime);
    let newest = all.max_by_key(|path| fs::metadata(path).unwrap().modified().unwrap()).unwrap();
    let ran = Command::new(env::var_os("RUSTC").unwrap_or_else(|| "rustc".into()))
        .args(["--edition", "2024", "--crate-type", "lib", "--emit", "metadata", "user.rs", "--extern"])
        .arg(format!("stigg_graphql={}", newest.display()))
        .arg("-L")
        .arg(format!("dependency={}", built.display()))
        .current_dir(folder)
        .output()
        .unwrap();
    (ran.status.success(), String::from_utf8_lossy(&ran.stderr).into_owned())
}
