use serde_json::json;
use stigg_graphql::Operation;
use stigg_graphql_golden::{encode, round_trip};

use super::stigg::{self, fragments, types};

#[test]
fn variables_of_every_name() {
    let variables = stigg::Query {
        variables: types::Variables {
            x: 1.into(),
            string: "s".into(),
            vec: vec![types::Vec { vec: Box::new(types::Vec::new(types::Box::default())).into(), ..types::Vec::new(types::Box::default()) }].into(),
            from: types::Serialize::Default(Box::new(types::Serialize::Err("e".to_owned()))).into(),
        }
        .into(),
        r#box: types::Box { into: types::Deserialize::None.into(), ..types::Box::default() }.into(),
        client: types::Client::A.into(),
        data: types::Client::A.into(),
        query: types::Client::A.into(),
        request: types::Client::A.into(),
        self_: types::Client::A.into(),
        map: types::Client::A.into(),
        ..stigg::Query::default()
    };
    assert_eq!(
        encode(&variables),
        json!({"variables": {"x": 1, "string": "s", "vec": [{"vec": {"default": {}}, "default": {}}], "from": {"Default": {"Err": "e"}}},
            "box": {"into": "None"}, "client": "A", "data": "A", "query": "A", "request": "A", "self": "A", "map": "A"})
    );
}

#[test]
fn answers_of_every_name() {
    let data: stigg::query::Data = round_trip(
        r#"{"option":{"v":"Self","some":{"none":{"x":1},"ok":{"err":{"value":"e"}}},"none":null},
        "error":{"code":"c","debug":{"clone":{"f64":1.5,"i32":2,"str":"s","bool":true}}},
        "result":{"__typename":"Other","id":"o","other":{"id":"p"}},"text":"t","client":"A","clone":"r",
        "data":{"data":{"data":{"record":{"data":1}}},"record":null,"other":{"__typename":"Rest","other":{"id":null},"rest":3}},
        "operation":{"info":"i","data":null},"connection":{"edges":[{"node":{"default":"d"}}]},"a":"A","b":null,"c":"B","d":null,"e":null}"#,
    );
    assert_eq!(data.option.unwrap().v, Some(types::ValueKind::Self_));
    assert!(matches!(data.result.unwrap(), stigg::query::Result::Other(other) if other.id.as_deref() == Some("o")));
    assert!(matches!(data.data.unwrap().other.unwrap(), stigg::query::DataOther::Rest(rest) if rest.rest == Some(3)));
    assert_eq!(data.connection.unwrap().nodes().count(), 1);
}

#[test]
fn fragments_of_every_name() {
    let data: stigg::string::Data = round_trip(r#"{"text":null,"result":{"__typename":"Ok","err":{"value":"v"}}}"#);
    assert!(matches!(data.result.unwrap(), fragments::Result::Ok(fragments::Ok { err: Some(err) }) if err.value == "v"));
    let data: stigg::default::Data = round_trip(r#"{"option":{"some":{"none":{"x":null}},"v":"NEW"}}"#);
    let option: fragments::Option = data.option.unwrap();
    assert_eq!(option.some.unwrap().none.unwrap().x, None);
    let data: stigg::result::Data = round_trip(r#"{"error":{"debug":{"clone":{"f64":1.5,"i32":1}},"code":"c"}}"#);
    assert_eq!(data.error.unwrap().err.debug.unwrap().clone.unwrap().i32, Some(1));
    let data: stigg::data::Data = round_trip(r#"{"data":{"data":{"record":{"data":4}}}}"#);
    let inner: fragments::Data = data.data.unwrap();
    assert_eq!(inner.data.unwrap().record.unwrap().data, Some(4));
    round_trip::<stigg::r#box::Data>(r#"{"connection":{"nodes":[{"default":"d"},null]}}"#);
}

#[test]
fn operations_called_like_the_modules_beside_them() {
    let names: Vec<_> = stigg::OPERATIONS.iter().map(|operation| operation.name).collect();
    assert_eq!(names, ["Query", "Data", "Types", "Fragments", "Answers", "Operations", "OPERATIONS2", "Default", "String", "Result", "Box"]);
    round_trip::<<stigg::Types as Operation>::Data>(r#"{"text":"t"}"#);
    round_trip::<stigg::types_::Data>(r#"{"text":"t"}"#);
    round_trip::<stigg::fragments_::Data>(r#"{"text":null}"#);
    round_trip::<stigg::answers_::Data>(r#"{"text":"t"}"#);
    round_trip::<stigg::answers::answers_::Data>(r#"{"text":"t"}"#);
}
