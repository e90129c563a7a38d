use serde_json::json;
use stigg_graphql::Operation;
use stigg_graphql_golden::{encode, round_trip};

use super::stigg::types::{Bool, F, I32, bool_, i32_};
use super::stigg::{Q, X, __, __1, _1, _4, module___1, module__1, module__4, primitives, q, x};

#[test]
fn twins_are_two_fields() {
    let data: q::Data = round_trip(
        r#"{"feature":{"id":"a","_id":"b","ID":"c"},"plan":{"id":"1","_id":"2","_":3,"_1":4,"id_":"5","ID":"6","createdAt":7,"_createdAt":8,"created_at":9,"CreatedAt":10,"self":11,"self_":12,"type":13,"type_":14}}"#,
    );
    let feature = data.feature.unwrap();
    assert_eq!((feature.id.as_deref(), feature._id.as_deref(), feature.ID.as_deref()), (Some("a"), Some("b"), Some("c")));
    let plan = data.plan.unwrap();
    assert_eq!((plan.id.as_str(), plan._id.as_str(), plan.id_.as_deref()), ("1", "2", Some("5")));
    assert_eq!((plan.__, plan._1, plan.self__, plan.self_), (Some(3), Some(4), Some(11), Some(12)));
    assert_eq!((plan.createdAt, plan._created_at, plan.created_at, plan.CreatedAt), (Some(7), Some(8), Some(9), Some(10)));
    assert_eq!((plan.r#type, plan.type_), (Some(13), Some(14)));
}

#[test]
fn twins_are_two_inputs() {
    let f = F { createdAt: 1.into(), _created_at: 2.into(), created_at: 3.into(), self__: 4.into(), self_: 5.into() };
    assert_eq!(
        encode(&Q { f: f.into() }),
        json!({"f": {"createdAt": 1, "_createdAt": 2, "created_at": 3, "self": 4, "self_": 5}})
    );
}

#[test]
fn types_called_like_those_of_rust() {
    let data: primitives::Data = round_trip(r#"{"str":{"i32":"A","I32":"B","bool":["C",null],"Bool":"D"}}"#);
    let types = data.str.unwrap();
    assert_eq!((types.i32, types.I32), (Some(i32_::A), Some(I32::B)));
    assert_eq!((types.bool, types.Bool), (Some(vec![Some(bool_::C), None]), Some(Bool::D)));
}

#[test]
fn digits_behind_underscores_keep_them() {
    let data: module___1::Data = round_trip(r#"{"env":"e"}"#);
    assert_eq!((data.env.as_str(), __1::NAME, _1::NAME), ("e", "__1", "_1"));
}

#[test]
fn operations_without_letters() {
    assert_eq!([__::INFO.name, _1::INFO.name, X::INFO.name, _4::INFO.name], ["_", "_1", "__x", "_4"]);
    let data: module__1::Data = round_trip(r#"{"env":"e","plan":{"_1":4}}"#);
    assert_eq!(data.plan.unwrap()._1, Some(4));
    let data: x::Data = round_trip(r#"{"env":"e","plan":{"__y":"i","__z":{"_":"a","__":"b"}}}"#);
    let plan = data.plan.unwrap();
    assert_eq!(plan.__y, "i");
    let inner = plan.__z.unwrap();
    assert_eq!(format!("{inner:?}").matches("\"a\"").count(), 1);
    let data: module__4::Data = round_trip(r#"{"plan":{"id":"i","base":{"_1":1},"_":"n","_2":"i"}}"#);
    assert_eq!(data.plan.unwrap()._2, "i");
}
