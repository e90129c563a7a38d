//! The public names of the generated code: what a change of a query or of the generator renames shows up here.
//!
//! To bless a change: `INSTA_UPDATE=always cargo test --test surface`, then read `git diff`.

/// The generated file, as the build script wrote it.
const GENERATED: &str = include_str!(concat!(env!("OUT_DIR"), "/stigg_graphql.rs"));

/// Each public item with its path, and its public fields or variants behind it.
fn surface(code: &str) -> Vec<String> {
    let mut modules: Vec<&str> = Vec::new();
    let mut depths: Vec<usize> = Vec::new();
    let mut items: Vec<String> = Vec::new();
    let mut open_item: Option<usize> = None;
    for line in code.lines() {
        let depth = line.len() - line.trim_start().len();
        let line = line.trim();
        if depths.last().is_some_and(|top| depth <= *top) && line == "}" {
            depths.pop();
            modules.pop();
            continue;
        }
        if let Some(name) = line.strip_prefix("pub mod ") {
            modules.push(name.trim_end_matches(" {"));
            depths.push(depth);
            continue;
        }
        if open_item.is_some_and(|at| depth <= at) {
            open_item = None;
        }
        let is_item = ["pub struct ", "pub enum ", "pub type ", "pub const "].iter().any(|kind| line.starts_with(kind));
        if is_item && !line.contains(" __") {
            let head = line.trim_start_matches("pub ").split([':', ';', '=', '{']).next().unwrap_or_default().trim();
            let (kind, name) = head.split_once(' ').unwrap_or((head, ""));
            items.push(format!("{kind} {}", modules.iter().chain([&name]).copied().collect::<Vec<_>>().join("::")));
            open_item = line.ends_with('{').then_some(depth);
        } else if let (Some(at), Some(item)) = (open_item, items.last_mut())
            && depth == at + 4
        {
            let member = line.trim_start_matches("pub ").split([':', '(', ',']).next().unwrap_or_default();
            if !member.starts_with(['#', '/', '}']) && !member.is_empty() {
                item.push(' ');
                item.push_str(member);
            }
        }
    }
    items
}

#[test]
fn public_names_are_those_that_were_reviewed() {
    insta::assert_snapshot!(surface(GENERATED).join("\n"));
}

#[test]
fn the_reading_of_names_sees_modules_fields_and_variants() {
    let code = "
mod __operations {
    pub struct Q {
        /// `id`
        pub id: String,
    }
    pub struct __QRecord {
        pub f0: u8,
    }
    pub mod q {
        pub enum E {
            #[deprecated]
            A(X),
            Other(Y),
        }
        pub type Data = E;
    }
    pub const OPERATIONS: &[X] = &[
    ];
}";
    assert_eq!(surface(code), ["struct Q id", "enum q::E A Other", "type q::Data", "const OPERATIONS"]);
}
