//! Generates the code of every case, and a module for each.
//!
//! A case is a folder under `cases`: its `.graphql` files other than `schema*.graphql` are the operations, `test.rs` is
//! what is asserted. Its schema is `schema*.graphql`; where there is none it is `base.graphql`, and where there is only
//! `schema.extend.graphql` it is both. A `build.txt` holds calls to the builder, one a line: `scalar DateTime ::Path`.
//!
//! The examples in the documentation of all operations, of the cases and of those that are shipped, become functions.
//!
//! `shared` has operations of Stigg's schema, which use what the library has, and `workspace` those of two crates, of which one
//! names the types of the other.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

use anyhow::{Context as _, bail};
use stigg_graphql_codegen::{Builder, TypeKind};

/// Cases whose code is compiled once more, where everything is denied that can be.
const HYGIENE: &[&str] = &[
    "connection_with_fields_of_its_own",
    "deprecated_fields_that_nobody_reads",
    "enum_value_called_other",
    "ids_with_leading_underscore",
    "keywords_in_every_position",
    "kitchen_sink",
    "odd_texts",
    "schema_types_called_like_those_of_rust",
];

fn main() -> anyhow::Result<()> {
    println!("cargo:rerun-if-changed=cases");
    println!("cargo:rerun-if-changed=base.graphql");
    let root = PathBuf::from(env::var("CARGO_MANIFEST_DIR")?);
    let out = PathBuf::from(env::var("OUT_DIR")?);
    let (mut modules, mut hygiene, mut counts) = (String::new(), String::new(), String::new());
    let mut dispatches = String::new();
    for case in folders(&root.join("cases"))? {
        let name = case.file_name().and_then(|name| name.to_str()).context("a case has no name")?.to_owned();
        let generated = builder(&root, &case)?.generate().map_err(|report| anyhow::anyhow!("{name}\n{report}"))?;
        let file = out.join(format!("{name}.rs"));
        fs::write(&file, &generated.code)?;
        let file = literal(&file)?;
        writeln!(
            modules,
            "mod {name} {{\n    pub(crate) mod stigg {{ include!({file}); }}\n    \
             #[allow(dead_code)]\n    pub(crate) const CODE: &str = include_str!({file});\n    \
             #[path = {test}]\n    mod test;\n    #[allow(warnings, clippy::pedantic)]\n    mod examples {{\n        use super::stigg::*;\n{examples}    }}\n}}",
            test = literal(&case.join("test.rs"))?,
            examples = functions(&examples(&generated.code)),
        )?;
        dispatch(&mut dispatches, &name, &root, &case)?;
        if HYGIENE.contains(&name.as_str()) {
            writeln!(hygiene, "/// The case.\npub mod {name} {{ ::std::include!({file}); }}")?;
            write!(counts, "({name:?}, {name}::OPERATIONS.len()), ")?;
        }
    }
    writeln!(modules, "const CASES: &[Case] = &[\n{dispatches}];")?;
    fs::write(out.join("cases.rs"), modules)?;
    fs::write(out.join("shipped.rs"), shipped(&root)?)?;
    fs::write(out.join("shipped_examples.rs"), shipped_examples()?)?;
    writeln!(hygiene, "const COUNTS: &[(&str, usize)] = &[{counts}];")?;
    fs::write(out.join("hygiene.rs"), hygiene)?;
    println!("cargo:rerun-if-changed=shared");
    println!("cargo:rerun-if-changed=workspace");
    let write = |name: &str, builder: Builder| -> anyhow::Result<()> {
        let generated = builder.generate().map_err(|report| anyhow::anyhow!("{name}\n{report}"))?;
        Ok(fs::write(out.join(name), generated.code)?)
    };
    write("shared.rs", Builder::new().queries("shared"))?;
    let strings = Builder::new().queries("shared").scalar("DateTime", "::std::string::String");
    let strings = strings.scalar("Currency", "crate::Code").scalar("CustomerFilter", "crate::Filter");
    write("strings.rs", strings)?;
    write("own.rs", Builder::new().queries("shared").own_types())?;
    let workspace = |queries: &str| {
        let builder = Builder::new().schema("workspace/schema.graphql").queries(queries);
        builder.scalar("Day", "::std::string::String").field_type("Price.amount", "crate::Cents")
    };
    write("billing.rs", workspace("workspace/billing"))?;
    write("invoices.rs", workspace("workspace/invoices").types_from("crate::billing", "workspace/billing"))?;
    let all = |queries: &str| workspace(queries).include_fragments();
    write("all_billing.rs", all("workspace/billing"))?;
    write("all_invoices.rs", all("workspace/invoices").types_from("crate::all_billing", "workspace/billing"))?;
    Ok(())
}

fn builder(root: &Path, case: &Path) -> anyhow::Result<Builder> {
    let mut builder = Builder::new();
    let files = files(case)?;
    let is_schema = |file: &&PathBuf| name(file).starts_with("schema");
    let schemas: Vec<&PathBuf> = files.iter().filter(is_schema).collect();
    if schemas.iter().all(|file| name(file).starts_with("schema.extend")) {
        builder = builder.schema(root.join("base.graphql"));
    }
    for schema in schemas {
        builder = builder.schema(schema);
    }
    for query in files.iter().filter(|file| name(file).ends_with(".graphql") && !is_schema(file)) {
        builder = builder.query_text(name(query), fs::read_to_string(query)?);
    }
    let options = case.join("build.txt");
    let options = if options.is_file() { fs::read_to_string(options)? } else { String::new() };
    for line in options.lines() {
        let words: Vec<&str> = line.split_whitespace().collect();
        builder = match words[..] {
            ["scalar", scalar, path] => builder.scalar(scalar, path),
            ["field_type", field, path] => builder.field_type(field, path),
            ["derive", path] => builder.derive(path),
            ["derive_for", "Enum", path] => builder.derive_for(TypeKind::Enum, path),
            ["derive_for", "Input", path] => builder.derive_for(TypeKind::Input, path),
            ["include_type", ty] => builder.include_type(ty),
            _ => bail!("{}: `{line}` is no call to the builder", case.display()),
        };
    }
    Ok(builder)
}

/// A case with its schema and with a function for each operation whose Rust name is the name in GraphQL.
fn dispatch(into: &mut String, name: &str, root: &Path, case: &Path) -> anyhow::Result<()> {
    write!(into, "    Case {{ name: {name:?}, schema: &[")?;
    let files = files(case)?;
    if files.iter().all(|file| !self::name(file).starts_with("schema") || self::name(file).starts_with("schema.extend"))
    {
        write!(into, "include_str!({}), ", literal(&root.join("base.graphql"))?)?;
    }
    for schema in files.iter().filter(|file| self::name(file).starts_with("schema")) {
        write!(into, "include_str!({}), ", literal(schema)?)?;
    }
    write!(into, "], infos: {name}::stigg::OPERATIONS, operations: &[")?;
    for query in
        files.iter().filter(|file| self::name(file).ends_with(".graphql") && !self::name(file).starts_with("schema"))
    {
        for operation in operations(&fs::read_to_string(query)?) {
            write!(into, "({operation:?}, again::<<{name}::stigg::{operation} as Operation>::Data>), ")?;
        }
    }
    writeln!(into, "] }},")?;
    Ok(())
}

/// The examples in documentation.
fn examples(code: &str) -> Vec<String> {
    let (mut examples, mut example) = (Vec::new(), None);
    for line in code.lines().filter_map(|line| line.trim_start().strip_prefix("///")) {
        match (line.trim(), &mut example) {
            ("```rs", None) => example = Some(String::new()),
            ("```", Some(_)) => examples.extend(example.take()),
            (_, Some(example)) => *example += &format!("{line}\n"),
            _ => {}
        }
    }
    examples
}

/// Functions of examples, where the names of their operations are known.
fn functions(examples: &[String]) -> String {
    let functions = examples.iter().enumerate().map(|(number, example)| {
        format!(
            "async fn example_{number}(client: &::stigg_graphql::Client) -> ::anyhow::Result<()> {{\n{example}\
             ::core::result::Result::Ok(())\n}}\n"
        )
    });
    functions.collect()
}

/// The examples of what is shipped, and how many there are.
fn shipped_examples() -> anyhow::Result<String> {
    let shipped = Builder::new().queries("../queries").own_types().generate();
    let examples = examples(&shipped.map_err(|report| anyhow::anyhow!("{report}"))?.code);
    Ok(format!("pub(super) const COUNT: usize = {};\n{}", examples.len(), functions(&examples)))
}

/// A function for each operation that is shipped.
fn shipped(root: &Path) -> anyhow::Result<String> {
    println!("cargo:rerun-if-changed=../queries");
    let mut table = String::from("const SHIPPED: &[(&str, Again)] = &[\n");
    let mut open = vec![root.join("../queries")];
    while let Some(folder) = open.pop() {
        open.extend(folders(&folder)?);
        for file in files(&folder)?.iter().filter(|file| name(file).ends_with(".graphql")) {
            for operation in operations(&fs::read_to_string(file)?) {
                writeln!(table, "    ({operation:?}, again::<<shipped::{operation} as Operation>::Data>),")?;
            }
        }
    }
    table.push_str("];\n");
    Ok(table)
}

/// The names of operations that are the same in Rust.
fn operations(text: &str) -> Vec<&str> {
    let names = text.lines().filter_map(|line| {
        let (keyword, rest) = line.split_once(' ')?;
        let end = rest.find(|letter: char| !letter.is_ascii_alphanumeric()).unwrap_or(rest.len());
        let is_same = rest.starts_with(|first: char| first.is_ascii_uppercase())
            && rest[..end].contains(|letter: char| letter.is_ascii_lowercase())
            && !rest[end..].starts_with('_');
        (["query", "mutation", "subscription"].contains(&keyword) && is_same).then_some(&rest[..end])
    });
    names.collect()
}

/// A path as Rust writes text.
fn literal(path: &Path) -> anyhow::Result<String> {
    Ok(format!("{:?}", path.to_str().context("a path is no text")?))
}

fn folders(of: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let mut folders = Vec::new();
    for entry in fs::read_dir(of)? {
        let path = entry?.path();
        if path.is_dir() {
            folders.push(path);
        }
    }
    folders.sort();
    Ok(folders)
}

fn files(of: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(of)? {
        files.push(entry?.path());
    }
    files.sort();
    Ok(files)
}

fn name(path: &Path) -> &str {
    path.file_name().and_then(|name| name.to_str()).unwrap_or_default()
}
