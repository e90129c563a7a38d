//! What the commands that compile have in common: the options of a compilation.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use stigg_graphql_codegen::{Builder, DeprecatedPolicy, Generated, TypeKind};

use crate::output::complain;

/// The same options that a build script gives to the `Builder`.
#[derive(Args)]
pub(crate) struct Compilation {
    /// Operations and fragments: a file, or a folder read with its sub-folders; may be repeated
    #[arg(long, value_name = "PATH", default_value = "queries")]
    queries: Vec<PathBuf>,
    /// Schema: SDL or introspection JSON; may be repeated, the files make one schema [default: Stigg's]
    #[arg(long, value_name = "FILE")]
    schema: Vec<PathBuf>,
    #[command(flatten)]
    values: ValueTypes,
    /// A derive for all generated types, for example `Hash`; `Eq` and `Hash` where the fields allow it
    #[arg(long, value_name = "TRAIT")]
    derive: Vec<String>,
    /// A derive for enums, inputs or response types alone, for example `enum=::strum::EnumIter`
    #[arg(long, value_name = "KIND=TRAIT", value_parser = derive_for)]
    derive_for: Vec<(TypeKind, String)>,
    /// An enum or input object to generate although no operation reaches it
    #[arg(long, value_name = "NAME")]
    include_type: Vec<String>,
    /// Generates all fragments, also those that no operation uses
    #[arg(long)]
    include_fragments: bool,
    /// Another name in Rust for an operation, for example `team_memberships=TeamMembershipsOfTeam`
    #[arg(long, value_name = "NAME=RUST", value_parser = pair)]
    rename_operation: Vec<(String, String)>,
    /// Makes all enums, input objects and fragments, also those that stigg-graphql has
    #[arg(long)]
    own_types: bool,
    /// A fragment that is meant to be another than the one of its name that stigg-graphql has
    #[arg(long, value_name = "NAME")]
    own_fragment: Vec<String>,
    /// A crate whose generated types are used, by module, and what it generates from: `::billing_api::stigg=../billing-api/queries`
    #[arg(long, value_name = "MODULE=PATH", value_parser = pair)]
    types_from: Vec<(String, String)>,
    /// Lets the fragments that stigg-graphql ships be spread with a schema of your own
    #[arg(long)]
    stigg_fragments: bool,
    /// What the use of something deprecated is [default: warn for `check`, allow for `generate`]
    #[arg(long, value_enum)]
    deprecated: Option<Deprecated>,
}

/// Which Rust types scalars and the values of single fields have.
#[derive(Args)]
pub(crate) struct ValueTypes {
    /// The Rust type of a custom scalar, for example `DateTime=::jiff::Timestamp`
    #[arg(long, value_name = "NAME=TYPE", value_parser = pair)]
    scalar: Vec<(String, String)>,
    /// The Rust type of one field's values, for example `Money.amount=::rust_decimal::Decimal`
    #[arg(long, value_name = "TYPE.FIELD=TYPE", value_parser = pair)]
    field_type: Vec<(String, String)>,
    /// Gives the money and times of a schema of your own the types they have in Stigg's
    #[arg(long)]
    stigg_field_types: bool,
}

#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum Deprecated {
    /// Fine
    Allow,
    /// A warning
    Warn,
    /// An error
    Deny,
}

impl Compilation {
    /// The files and folders that are read, but for Stigg's schema.
    pub(crate) fn paths(&self) -> Vec<PathBuf> {
        let others = self.types_from.iter().map(|(_, path)| PathBuf::from(path));
        self.queries.iter().chain(&self.schema).cloned().chain(others).collect()
    }

    /// What comes out, with its warnings told; nothing when problems were told.
    pub(crate) fn generate(&self) -> Option<Generated> {
        match self.builder(Deprecated::Allow).generate() {
            Ok(generated) => {
                for warning in &generated.warnings {
                    complain(format_args!("{warning}\n"));
                }
                Some(generated)
            }
            Err(problems) => {
                complain(problems);
                None
            }
        }
    }

    pub(crate) fn builder(&self, deprecated: Deprecated) -> Builder {
        let mut builder = Builder::new().deprecated(match self.deprecated.unwrap_or(deprecated) {
            Deprecated::Allow => DeprecatedPolicy::Allow,
            Deprecated::Warn => DeprecatedPolicy::Warn,
            Deprecated::Deny => DeprecatedPolicy::Deny,
        });
        builder = self.queries.iter().fold(builder, Builder::queries);
        builder = self.schema.iter().fold(builder, Builder::schema);
        builder = self.derive.iter().fold(builder, Builder::derive);
        for (kind, path) in &self.derive_for {
            builder = builder.derive_for(*kind, path);
        }
        builder = self.include_type.iter().fold(builder, Builder::include_type);
        builder = self.own_fragment.iter().fold(builder, Builder::own_fragment);
        for (name, rust) in &self.rename_operation {
            builder = builder.rename_operation(name, rust);
        }
        for (module, path) in &self.types_from {
            builder = builder.types_from(module, path);
        }
        if self.include_fragments {
            builder = builder.include_fragments();
        }
        if self.own_types {
            builder = builder.own_types();
        }
        if self.stigg_fragments {
            builder = builder.stigg_fragments();
        }
        self.values.tell(builder)
    }
}

impl ValueTypes {
    /// Tells a builder of them.
    pub(crate) fn tell(&self, mut builder: Builder) -> Builder {
        for (name, path) in &self.scalar {
            builder = builder.scalar(name, path);
        }
        for (field, path) in &self.field_type {
            builder = builder.field_type(field, path);
        }
        if self.stigg_field_types { builder.stigg_field_types() } else { builder }
    }
}

fn derive_for(text: &str) -> Result<(TypeKind, String), String> {
    let (kind, path) = pair(text)?;
    match &*kind {
        "enum" => Ok((TypeKind::Enum, path)),
        "input" => Ok((TypeKind::Input, path)),
        "response" => Ok((TypeKind::Response, path)),
        _ => Err("the kinds are `enum`, `input` and `response`".to_owned()),
    }
}

fn pair(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((name, value)) if !name.is_empty() && !value.is_empty() => Ok((name.to_owned(), value.to_owned())),
        _ => Err("write it as NAME=TYPE".to_owned()),
    }
}
