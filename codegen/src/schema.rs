//! From schema texts to one valid schema.

mod input;

use std::sync::Arc;

use apollo_compiler::Name;
use apollo_compiler::Schema;
use apollo_compiler::ast::{self, Definition};
use apollo_compiler::diagnostic::ToCliReport as _;
use apollo_compiler::parser::{Parser, SourceSpan};
use apollo_compiler::validation::{DiagnosticList, Valid};

use crate::check::MOST_PROBLEMS;
use crate::diagnostic::{Diagnostic, Place};
use crate::introspection;
use crate::source::{Source, Sources};
use crate::suggest::did_you_mean;

/// The directive that the parser does not bring along yet.
const ONE_OF: &str = "directive @oneOf on INPUT_OBJECT";

/// Parses, merges and validates the schema texts.
pub(crate) fn parse(texts: &[Arc<Source>], sources: &mut Sources) -> Result<Valid<Schema>, Vec<Diagnostic>> {
    let mut problems = Vec::new();
    let mut documents = Vec::new();
    for source in texts.iter().filter(|source| !source.is_blank()) {
        let converted = introspection::looks_like_json(&source.text).then(|| introspection::to_sdl(source));
        let source = match converted {
            None => Arc::clone(source),
            Some(Ok(sdl)) => Arc::new(sdl),
            Some(Err(problem)) => {
                problems.push(*problem);
                continue;
            }
        };
        match Parser::new().parse_ast(source.text.as_str(), &source.name) {
            Ok(document) => {
                sources.add(&document.sources, &source);
                problems.extend(operations_in_schema(&document, sources));
                documents.push(document);
            }
            Err(error) => {
                problems.extend(syntax_error(&error.errors, &source));
            }
        }
    }
    if !problems.is_empty() {
        return Err(problems);
    }
    let mut builder = Schema::builder().ignore_builtin_redefinitions();
    if !documents.iter().any(defines_one_of) {
        builder = builder.parse(ONE_OF, "built in");
    }
    for document in &documents {
        builder = builder.add_ast(document);
    }
    let schema = builder.build().map_err(|error| {
        let mut problems = report(&error.errors, sources);
        for problem in &mut problems {
            problem.related.extend(first_definition(problem, &documents, sources));
        }
        problems
    })?;
    let endless = input::endless(&schema, sources);
    if !endless.is_empty() {
        return Err(endless);
    }
    let (schema, originals) = input::without_requirements(schema);
    let valid = schema.validate().or_else(|error| {
        let mut problems = report(&error.errors, sources);
        problems.retain(|problem| !is_about_a_directive(problem));
        if problems.is_empty() {
            return Ok(Valid::assume_valid(error.partial));
        }
        let types: Vec<&str> = error.partial.types.keys().map(Name::as_str).collect();
        for problem in &mut problems {
            let wrong = unknown_type(&problem.message);
            problem.help.extend(wrong.and_then(|wrong| did_you_mean(wrong, types.iter().copied())));
            if problem.place.is_none() {
                let help = "a schema has a `type Query`, or names another type in `schema { query: .. }`";
                problem.help.push(help.to_owned());
            }
        }
        Err(problems)
    })?;
    Ok(input::restored(valid, originals))
}

fn defines_one_of(document: &ast::Document) -> bool {
    document
        .definitions
        .iter()
        .any(|definition| matches!(definition, Definition::DirectiveDefinition(directive) if directive.name == "oneOf"))
}

fn operations_in_schema(document: &ast::Document, sources: &Sources) -> Vec<Diagnostic> {
    let misplaced = document.definitions.iter().filter(|definition| definition.is_executable_definition());
    misplaced
        .take(MOST_PROBLEMS)
        .map(|definition| {
            let what = match definition {
                Definition::FragmentDefinition(_) => "a fragment",
                _ => "an operation",
            };
            Diagnostic::error(format!("{what} does not belong in a schema"))
                .at(sources.place(head(definition), "not a part of the schema"))
                .help("add the file, or its folder, with `.queries(..)` instead")
        })
        .collect()
}

/// What to mark when a whole definition is meant: its name, or its first word.
pub(crate) fn head(definition: &Definition) -> Option<SourceSpan> {
    match definition {
        Definition::OperationDefinition(_) | Definition::FragmentDefinition(_) => {
            SourceSpan::recompose(definition.location(), definition.name().and_then(Name::location))
        }
        _ => definition.name().map_or(definition.location(), Name::location),
    }
}

/// The first syntax error of a file: what the parser says after it has lost the thread is no help.
pub(crate) fn syntax_error(list: &DiagnosticList, source: &Source) -> Option<Diagnostic> {
    let found = list.iter().next()?;
    let span = found.error.location()?;
    let mut message = found.error.to_string();
    if !message.starts_with("syntax error") {
        // The limit on nesting is the only other thing a parser has to say.
        return Some(
            Diagnostic::error("this nests too deep to be read")
                .at(Some(source.place(span.offset(), span.offset() + 1, "the limit is reached here")))
                .help("no server would answer it either"),
        );
    }
    for (token, shown) in TOKENS {
        message = message.replace(token, shown);
    }
    if let Some(said) = message.strip_prefix("syntax error: U") {
        message = format!("syntax error: u{}", said.trim_end_matches('.'));
    }
    // A file that ends too early is marked after its last word, not in the empty line below.
    let (start, end) = if span.offset() >= source.text.trim_end().len() {
        let end = source.text.trim_end().len();
        (end, end + 1)
    } else {
        (span.offset(), span.end_offset())
    };
    Some(Diagnostic::error(message).at(Some(source.place(start, end, ""))))
}

/// The parser's names for what people type.
const TOKENS: &[(&str, &str)] = &[
    ("L_CURLY", "`{`"),
    ("R_CURLY", "`}`"),
    ("L_PAREN", "`(`"),
    ("R_PAREN", "`)`"),
    ("L_BRACK", "`[`"),
    ("R_BRACK", "`]`"),
    ("COLON", "`:`"),
    ("DOLLAR", "`$`"),
    ("<EOF>", "end of the file"),
    ("EOF", "the end of the file"),
];

/// The validator's own findings, in our form.
pub(crate) fn report(list: &DiagnosticList, sources: &Sources) -> Vec<Diagnostic> {
    list.iter()
        .take(MOST_PROBLEMS)
        .map(|found| Diagnostic::error(found.error.to_string()).at(sources.place(found.error.location(), "")))
        .collect()
}

/// Servers mark their schemas for themselves, and not all print what the marks mean. No operation can tell.
fn is_about_a_directive(problem: &Diagnostic) -> bool {
    problem.message.starts_with("cannot find directive `@")
}

/// Where the type was defined that a problem says is defined again.
fn first_definition(problem: &Diagnostic, documents: &[ast::Document], sources: &Sources) -> Option<Place> {
    let (before, after) = problem.message.split_once(" is defined multiple times")?;
    let name = before.strip_prefix("the type `")?.strip_suffix('`').filter(|_| after.starts_with(" in the schema"))?;
    let mut definitions = documents.iter().flat_map(|document| &document.definitions);
    let first = definitions.find(|it| !it.is_extension_definition() && it.name().is_some_and(|it| it == name))?;
    sources.place(head(first), "the first definition")
}

/// The name in a message about a type that is not there.
fn unknown_type(message: &str) -> Option<&str> {
    message.strip_prefix("cannot find type `")?.split('`').next()
}
