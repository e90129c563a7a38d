use stigg_graphql::Paginate;
use stigg_graphql::paging::{Nodes, Paged};
use stigg_graphql_golden::{encode, implements, round_trip};

use super::stigg::fragments::Seat;
use super::stigg::{
    AllInFragments, Bare, Both, ConnectionInFragment, Deep, EdgeInFragment, InFragment, NodesOnly, Own, Split,
    SplitFields, Strict, TwoConnectionsInFragments,
};

/// The ids of a page, whether a page follows, and the cursor for it.
fn page<Q: Paginate + Default>(json: &str, id: impl Fn(Q::Node) -> String) -> (Vec<String>, Option<(bool, Option<String>)>)
where
    Q::Data: PartialEq + std::fmt::Debug,
{
    let info = Q::default().page_info(&round_trip::<Q::Data>(json));
    let info = info.map(|info| (info.has_next(), info.end_cursor.into_value()));
    (Q::into_nodes(round_trip::<Q::Data>(json)).into_iter().map(|node| node.map_or("-".to_owned(), &id)).collect(), info)
}

#[expect(clippy::unnecessary_wraps, reason = "what it is compared with may be missing")]
fn next(cursor: &str) -> Option<(bool, Option<String>)> {
    Some((true, Some(cursor.to_owned())))
}

#[test]
fn edges_with_more() {
    let (ids, info) = page::<Own>(
        r#"{"seats":{"summary":"s","edges":[{"since":1,"node":{"id":"a"}},{"since":null,"node":null},null],"pageInfo":{"hasNextPage":true,"endCursor":"c"}}}"#,
        |seat| seat.id,
    );
    assert_eq!((ids, info), (vec!["a".to_owned(), "-".to_owned(), "-".to_owned()], next("c")));
}

#[test]
fn nodes_with_more() {
    let (ids, info) = page::<NodesOnly>(
        r#"{"seats":{"total":2,"nodes":[{"id":"a"},null],"pageInfo":{"hasNextPage":true,"endCursor":"c"}}}"#,
        |seat| seat.id,
    );
    assert_eq!((ids, info), (vec!["a".to_owned(), "-".to_owned()], next("c")));
    let (ids, info) = page::<Bare>(
        r#"{"bare":{"count":1,"nodes":[{"id":"a"}],"pageInfo":{"hasNextPage":false,"endCursor":"c"}}}"#,
        |seat| seat.id,
    );
    assert_eq!((ids, info), (vec!["a".to_owned()], Some((false, Some("c".to_owned())))));
    assert_eq!(page::<Bare>(r#"{"bare":null}"#, |seat| seat.id), (vec![], None));
}

#[test]
fn edges_go_before_nodes() {
    let (ids, _) = page::<Both>(
        r#"{"seats":{"nodes":[{"row":1}],"edges":[{"cursor":"1","node":{"id":"a"}}],"pageInfo":{"hasNextPage":true,"endCursor":"c"}}}"#,
        |seat| seat.id,
    );
    assert_eq!(ids, ["a"]);
}

#[test]
fn the_edges_of_a_fragment() {
    let info = r#""pageInfo":{"hasNextPage":true,"endCursor":"c"}"#;
    let (ids, found) = page::<InFragment>(
        &format!(r#"{{"seats":{{"summary":null,"edges":[{{"since":1,"node":{{"id":"a"}}}}],{info}}}}}"#),
        |seat| seat.id,
    );
    assert_eq!((ids, found), (vec!["a".to_owned()], next("c")));
    let (ids, found) = page::<AllInFragments>(
        &format!(r#"{{"maybe":{{"edges":[{{"since":1,"node":{{"id":"a"}}}}],{info},"summary":null,"total":null}}}}"#),
        |seat| seat.id,
    );
    assert_eq!((ids, found), (vec!["a".to_owned()], next("c")));
    let (ids, found) = page::<EdgeInFragment>(
        &format!(r#"{{"seats":{{"summary":null,"edges":[{{"since":1,"node":{{"id":"a"}},"cursor":"x"}}],{info}}}}}"#),
        |seat| seat.id,
    );
    assert_eq!((ids, found), (vec!["a".to_owned()], next("c")));
}

#[test]
fn a_connection_as_a_fragment_beside_more() {
    let (ids, found) = page::<ConnectionInFragment>(
        r#"{"seats":{"summary":"s","edges":[{"node":{"id":"a"}}],"pageInfo":{"hasNextPage":true,"endCursor":"c"}}}"#,
        |seat: Seat| seat.id,
    );
    assert_eq!((ids, found), (vec!["a".to_owned()], next("c")));
    let (ids, found) = page::<TwoConnectionsInFragments>(
        r#"{"seats":{"summary":"s","edges":[{"node":{"id":"a"},"cursor":"x"}],"pageInfo":{"hasNextPage":true,"endCursor":"c"}}}"#,
        |seat| seat.id,
    );
    assert_eq!((ids, found), (vec!["a".to_owned()], next("c")));
    let (ids, _) = page::<Deep>(
        r#"{"shop":{"seats":{"edges":[{"node":{"id":"a"}}],"pageInfo":{"hasNextPage":true,"endCursor":"c"}}}}"#,
        |seat| seat.id,
    );
    assert_eq!(ids, ["a"]);
    assert_eq!(page::<Deep>(r#"{"shop":null}"#, |seat| seat.id), (vec![], None));
}

#[test]
fn page_info_and_nodes_asked_for_in_different_places() {
    let (ids, found) = page::<Split>(
        r#"{"seats":{"edges":[{"node":{"id":"a"}}],"pageInfo":{"hasNextPage":true,"endCursor":"c"},"summary":null}}"#,
        |seat| seat.id,
    );
    assert_eq!((ids, found), (vec!["a".to_owned()], next("c")));
    let (ids, found) = page::<SplitFields>(
        r#"{"shop":{"seats":{"edges":[{"node":{"row":4}}],"pageInfo":{"hasNextPage":true,"endCursor":"c"}}}}"#,
        |seat| seat.row.unwrap().to_string(),
    );
    assert_eq!((ids, found), (vec!["4".to_owned()], next("c")));
}

#[test]
fn a_strict_schema_sends_null_all_the_same() {
    let json = r#"{"strict":{"edges":[null,{"node":null},{"node":{"id":"a"}}],"pageInfo":{"hasNextPage":false,"endCursor":null},"totalCount":3}}"#;
    let (ids, info) = page::<Strict>(json, |seat| seat.id);
    assert_eq!((ids, info), (vec!["-".to_owned(), "-".to_owned(), "a".to_owned()], Some((false, None))));
    let mut query = Strict::default();
    assert_eq!(encode(&query), serde_json::json!({}));
    query.page_forward(Some(2), Some("x".to_owned()));
    assert_eq!(encode(&query), serde_json::json!({"after": "x", "first": 2}));
}

#[test]
fn iterators_by_value_and_by_reference() {
    let data: <Own as stigg_graphql::Operation>::Data = round_trip(
        r#"{"seats":{"summary":"s","edges":[{"since":1,"node":{"id":"a"}},null],"pageInfo":{"hasNextPage":true,"endCursor":"c"}}}"#,
    );
    assert_eq!((&data.seats).into_iter().map(|seat| seat.id.as_str()).collect::<Vec<_>>(), ["a"]);
    assert_eq!(data.seats.nodes().count(), 1);
    assert_eq!(data.seats.into_iter().map(|seat| seat.id).collect::<Vec<_>>(), ["a"]);
    assert!(implements!(Own: Paged));
}
