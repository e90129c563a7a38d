use serde_json::json;
use stigg_graphql::Paginate;
use stigg_graphql::paging::PagedBackward;
use stigg_graphql_golden::{encode, implements, round_trip};

use super::stigg::fragments::{HitPart, NodePart};
use super::stigg::types::{By, Color, Filter, Kind, Range, Sort, ThingInput, Upsert};
use super::stigg::{self, PlainThings, Things, UpsertAll, changed, empty, everything, plain_things, things, types, upsert_all};

#[test]
fn everything_at_once() {
    let data: everything::Data = round_trip(
        r#"{"node":{"__typename":"Thing","id":"t","name":"n","color":"red","price":{"amount":1.5,"currency":"EUR"},"owner":{"__typename":"User","id":"u","name":null,"friends":[{"name":"f"},null]}},
        "nodes":[{"__typename":"Thing","id":"t","name":null,"made":"now","parts":[{"__typename":"Thing","id":"p","name":null,"color":"NEW","price":{"amount":2.0,"currency":"DEM"},"tags":["x",null],"owner":null}]},
            {"__typename":"Thing","id":"t2","name":null},{"__typename":"Ghost","id":"g","boo":1},{"__typename":"User","id":"u","name":"n"},null,{"__typename":"Alien","id":"a"}],
        "search":[{"__typename":"Problem","message":"m","code":null},{"__typename":"User","label":"l","id":"u","things":{"nodes":[{"id":"x"},null]}},{"__typename":"Nothing"}],
        "matrix":[[[1.0,null],[]],[]]}"#,
    );
    let Some(everything::Node::Thing(thing)) = &data.node else { panic!("{data:?}") };
    assert!(matches!(&thing.node_part, NodePart::Thing(part) if part.color == Some(Color::red)));
    assert!(matches!(thing.owner.as_ref().unwrap(), NodePart::User(user) if user.friends.as_ref().unwrap().len() == 2));
    let Some(everything::Nodes::Thing(thing)) = &data.nodes[0] else { panic!("{data:?}") };
    assert_eq!(thing.parts.as_ref().unwrap()[0].tags, Some(vec![Some("x".to_owned()), None]));
    let Some(everything::Nodes::Thing(thing)) = &data.nodes[1] else { panic!("{data:?}") };
    assert_eq!((&thing.made, &thing.parts), (&None, &None));
    assert!(matches!(&data.nodes[5], Some(everything::Nodes::Other(other)) if other.typename == "Alien" && other.id == "a"));
    let everything::Search::User(user) = &data.search[1] else { panic!("{data:?}") };
    assert_eq!(user.label.as_deref(), Some("l"));
    assert!(matches!(&user.hit_part, HitPart::User(user) if user.things.nodes().count() == 1));
    assert_eq!(data.matrix, [vec![vec![Some(1.0), None], vec![]], vec![]]);
}

#[test]
fn connections_of_its_own() {
    let data: things::Data = round_trip(
        r#"{"things":{"edges":[{"score":null,"node":{"__typename":"Thing","id":"p","name":null,"color":null,"price":{"amount":2.0,"currency":"USD"},"tags":null,"owner":null}}],
        "facets":[{"key":"k","hits":[null,{"__typename":"Problem","message":"m","code":1}]}],
        "pageInfo":{"hasNextPage":true,"hasPreviousPage":false,"startCursor":null,"endCursor":"e"}}}"#,
    );
    assert_eq!(Things::into_nodes(data).len(), 1);
    assert!(implements!(Things: PagedBackward) && implements!(PlainThings: Paginate) && !implements!(PlainThings: PagedBackward));
    let data: plain_things::Data =
        round_trip(r#"{"things":{"edges":null,"pageInfo":{"hasNextPage":false,"endCursor":null},"totalCount":null}}"#);
    assert_eq!(data.things.unwrap().total_count(), None);
}

#[test]
fn changes() {
    let input = Upsert {
        thing: ThingInput { parts: vec![ThingInput::new("p")].into(), ..ThingInput::new("t") }.into(),
        by: By::Many(vec![By::Range(Range { within: Box::new(Filter { kind: Kind::Self_.into(), ..Filter::default() }).into(), ..Range::default() })]).into(),
        ..Upsert::default()
    };
    assert_eq!(
        encode(&UpsertAll::new(vec![input])),
        json!({"input": [{"thing": {"name": "t", "parts": [{"name": "p"}]}, "by": {"many": [{"range": {"within": {"kind": "Self"}}}]}}]})
    );
    let data: upsert_all::Data = round_trip(
        r#"{"upsert":[{"__typename":"Shop","id":"s","name":"n","price":{"amount":1.0,"currency":"USD"}},{"__typename":"User","id":"u","name":null},{"__typename":"Problem","message":"m","path":["a"]},{"__typename":"Ghost2"}]}"#,
    );
    assert!(matches!(&data.upsert[0], upsert_all::Upsert::Shop(shop) if shop.price.currency == types::Currency::Usd));
    assert!(matches!(&data.upsert[3], upsert_all::Upsert::Other(other) if other.typename == "Ghost2"));
    let sorted = stigg::Sorted { sort: vec![Sort { descending: Some(true), ..Sort::new(types::Key::Name) }].into(), ..stigg::Sorted::default() };
    assert_eq!(encode(&sorted), json!({"sort": [{"key": "NAME", "descending": true}]}));
}

#[test]
fn the_rest() {
    let data: changed::Data = round_trip(r#"{"changed":{"__typename":"Ghost","id":"g"}}"#);
    assert!(matches!(data.changed.unwrap(), NodePart::Other(ghost) if ghost.id == "g"));
    assert_eq!(round_trip::<empty::Data>(r#"{"__typename":"Root"}"#).typename, "Root");
}
