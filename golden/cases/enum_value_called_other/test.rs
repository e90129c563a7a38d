use serde_json::json;
use stigg_graphql::Operation;
use stigg_graphql_golden::{encode, fault, round_trip};

use super::stigg::types::{ChargeKind, Filter, Lonely, Op, PlanSort, ValueKind};
use super::stigg::{Kinds, Literal, kinds};

fn plan(kind: &str) -> kinds::Plan {
    let json = format!(
        r#"{{"plan":{{"kind":"{kind}","kinds":null,"sort":"By_Name","value":"Self","values":null,"op":"type","lonely":"ONLY"}}}}"#
    );
    round_trip::<kinds::Data>(&json).plan.unwrap()
}

#[test]
fn every_value_of_the_schema_is_a_variant() {
    for (text, kind) in [
        ("FLAT", ChargeKind::Flat),
        ("OTHER", ChargeKind::OTHER),
        ("Other", ChargeKind::Other),
        ("Unknown", ChargeKind::Unknown),
        ("UNRECOGNIZED", ChargeKind::UNRECOGNIZED),
        ("Unrecognized", ChargeKind::Unrecognized),
    ] {
        assert_eq!(plan(text).kind, Some(kind));
    }
    let plan = plan("FLAT");
    assert_eq!((plan.sort, plan.value, plan.op), (PlanSort::By_Name, ValueKind::Self_, Some(Op::Type)));
}

#[test]
fn a_value_the_schema_did_not_have_is_kept() {
    let kind = plan("USAGE_HYBRID").kind.unwrap();
    assert_eq!(kind, ChargeKind::Unrecognized_("USAGE_HYBRID".to_owned()));
    assert_eq!(kind.as_str(), "USAGE_HYBRID");
    assert_eq!(ChargeKind::from("flat"), ChargeKind::Unrecognized_("flat".to_owned()));
    assert_eq!(ChargeKind::from("FLAT").to_string(), "FLAT");
}

#[test]
fn in_lists_with_nulls() {
    let data: kinds::Data = round_trip(
        r#"{"plan":{"kind":null,"kinds":[["FLAT","NEW"],null,[]],"sort":"BY_ID","value":"_","values":["Some",null,"None"],"op":null,"lonely":null}}"#,
    );
    let plan = data.plan.unwrap();
    assert_eq!(plan.kinds.unwrap(), [Some(vec![ChargeKind::Flat, ChargeKind::from("NEW")]), None, Some(vec![])]);
    assert_eq!(plan.values.unwrap(), [Some(ValueKind::Some), None, Some(ValueKind::None)]);
}

#[test]
fn names_of_the_prelude_and_of_rust() {
    let texts = [
        "String", "Option", "Vec", "Box", "Some", "None", "Ok", "Err", "Result", "Default", "Serialize", "Boolean",
        "Float", "Self", "self", "self_", "crate", "super", "_", "_1", "a__b", "a_b", "as_str",
    ];
    for text in texts {
        let value: ValueKind = serde_json::from_value(json!(text)).unwrap();
        assert!(!matches!(value, ValueKind::Unrecognized(_)), "{text} is not known");
        assert_eq!(encode(&value), json!(text));
    }
}

#[test]
fn as_inputs() {
    let mut variables = Kinds { by: PlanSort::by_name.into(), ..Kinds::default() };
    assert_eq!(encode(&variables), json!({"by": "by_name"}));
    variables.values = vec![ValueKind::Self_, ValueKind::Ok].into();
    variables.filter = Filter::new("n").into();
    assert_eq!(encode(&variables), json!({"by": "by_name", "values": ["Self", "Ok"], "filter": {"name": "n"}}));
    variables.filter = Filter { join: Some(Op::Type), ..Filter::new("n") }.into();
    assert_eq!(encode(&variables)["filter"], json!({"join": "type", "name": "n"}));
    assert!(Literal::INFO.document.contains("sort(by:by_name)"));
    assert!(Literal::INFO.document.contains("{join:or name:\"n\"}"));
}

#[test]
#[expect(deprecated, reason = "this is where a user touches it")]
fn a_deprecated_value_decodes() {
    assert_eq!(plan("FLAT").lonely, Some(Lonely::Only));
}

#[test]
fn what_is_no_text_is_refused_with_its_path() {
    let json = r#"{"plan":{"kind":5}}"#;
    assert!(fault::<kinds::Data>(json).starts_with("`plan.kind`: invalid type: integer `5`"), "{}", fault::<kinds::Data>(json));
}
