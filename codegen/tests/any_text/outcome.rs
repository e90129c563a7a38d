//! What holds whatever comes in.

use stigg_graphql_codegen::{Builder, terminal};

/// Code, which is the same each time, or nothing where there is a report.
pub(crate) fn outcome(schema: &str, scalars: &[&str], document: &str) -> Option<String> {
    let builder = Builder::new().schema_text("schema.graphql", schema).query_text("document.graphql", document);
    let builder = scalars.iter().fold(builder, |builder, scalar| builder.scalar(*scalar, "::my::Scalar"));
    match builder.generate() {
        Ok(generated) => {
            assert_eq!(builder.generate().map(|again| again.code).ok().as_ref(), Some(&generated.code));
            assert!(generated.code.split('\n').all(|line| terminal::line(line) == line), "{}", generated.code);
            Some(generated.code)
        }
        Err(problems) => {
            assert!(problems.iter().count() > 0);
            assert!(!problems.to_string().is_empty());
            assert!(problems.to_string().split('\n').all(|line| terminal::line(line) == line), "{problems}");
            None
        }
    }
}
