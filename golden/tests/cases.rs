//! The generated code of each case, compiled, and what its `test.rs` asserts.

use stigg_graphql::{Operation, OperationInfo};
use stigg_graphql_golden::{Again, again, any_answer_comes_back, schema};

include!(concat!(env!("OUT_DIR"), "/cases.rs"));

struct Case {
    name: &'static str,
    schema: &'static [&'static str],
    infos: &'static [OperationInfo],
    operations: &'static [(&'static str, Again)],
}

#[test]
fn any_answer_to_any_operation_comes_back() {
    let mut count = 0;
    for case in CASES {
        let schema = schema(case.schema);
        for (name, again) in case.operations {
            let Some(info) = case.infos.iter().find(|info| info.name == *name) else {
                panic!("{}: there is no operation {name}", case.name)
            };
            any_answer_comes_back(&schema, info.document, *again, 40);
            count += 1;
        }
    }
    assert!(count > 130, "only {count} operations were tried");
}
