use serde_json::json;
use stigg_graphql::operation::{Execute, Subscribe};
use stigg_graphql::{Maybe, Operation, OperationKind};
use stigg_graphql_golden::{encode, implements, round_trip};

use super::stigg::types::{Crate, Extern, Static, Unsafe};
use super::stigg::{Crate as CrateQuery, Move, Self_, Super, Type, r#move, r#type, self_, super_};

#[test]
fn variables_keep_their_names() {
    let variables = Type {
        r#as: "a".into(),
        r#mut: Unsafe {
            r#impl: vec!["x".to_owned()].into(),
            r#pub: Static::Ref.into(),
            r#where: Box::new(Unsafe { Self_: 1.into(), ..Unsafe::default() }).into(),
            self_: 2.into(),
            crate_: Maybe::Null,
            super_: 4.into(),
            __: 5.into(),
            ..Unsafe::default()
        }
        .into(),
        self_: 6.into(),
        Self_: true.into(),
        super_: vec![7].into(),
        crate_: Crate::Else.into(),
        r#fn: Extern::Match(Crate::If).into(),
        ..Type::new("p1")
    };
    assert_eq!(
        encode(&variables),
        json!({"as": "a", "mut": {"impl": ["x"], "pub": "ref", "where": {"Self": 1}, "self": 2, "crate": null, "super": 4, "_": 5},
            "type": "p1", "self": 6, "Self": true, "super": [7], "crate": "else", "fn": {"match": "if"}})
    );
    for variable in ["$as:String", "$type:ID!", "$self:Int", "lookup(as:$as mut:$mut)", "return(id:$type)"] {
        assert!(Type::INFO.document.contains(variable), "{variable} is not in {}", Type::INFO.document);
    }
}

#[test]
fn answers_keep_their_names() {
    let data: r#type::Data = round_trip(
        r#"{"lookup":{"fn":1,"await":true,"type":"t","self":{"__typename":"crate_","in":1,"for":"f"},"struct":[{"fn":2}],"loop":3},
        "return":{"gen":1,"try":true,"yield":null,"union":"u","abstract":1,"become":2,"box":3,"do":4,"final":5,"macro":6,"override":7,"priv":8,"typeof":9,"unsized":10,"virtual":11,"async":12,"dyn":13,"static":"mod"},
        "crate":9,"data":{"__typename":"Self","fn":4}}"#,
    );
    let lookup = data.lookup.unwrap();
    assert_eq!((lookup.r#fn, lookup.r#await, lookup.r#struct.unwrap()[0].r#fn, lookup.r#impl.r#loop), (1, Some(true), 2, 3));
    let returned = data.r#return.unwrap();
    assert_eq!((returned.r#gen, returned.r#dyn, returned.r#static), (1, Some(13), Some(Static::Mod)));
    assert_eq!(data.crate_, Some(9));
    assert!(matches!(data.data.unwrap(), r#type::Data2::Self_(value) if value.r#fn == 4));
}

#[test]
fn operations_called_like_keywords() {
    let data: self_::Data = round_trip(r#"{"self":{"__typename":"crate_","in":null}}"#);
    assert_eq!(data.self_.unwrap().typename, "crate_");
    assert_eq!((Self_::INFO.name, CrateQuery::INFO.name, Move::INFO.name, Super::INFO.name), ("self", "crate_", "move", "super"));
    assert_eq!((Move::INFO.kind, Super::INFO.kind), (OperationKind::Mutation, OperationKind::Subscription));
    round_trip::<r#move::Data>(r#"{"enum":1}"#);
    round_trip::<super_::Data>(r#"{"true_":1}"#);
    assert!(implements!(Super: Subscribe) && !implements!(Super: Execute));
    assert!(implements!(Move: Execute) && !implements!(Move: Subscribe));
}
