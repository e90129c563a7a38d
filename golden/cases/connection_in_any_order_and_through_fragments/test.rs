use stigg_graphql::{Connection, Maybe, Paginate};
use stigg_graphql_golden::{implements, round_trip};

use super::stigg::fragments::{Node, Whole};
use super::stigg::{
    Plain, Sole, ThroughFragments, TwoWholes, Unpaged, aliased, in_union, nodes, plain, sole, through_fragments,
    two_wholes, unpaged, with_typename,
};

#[test]
fn the_runtime_has_the_type() {
    let data: plain::Data = round_trip(
        r#"{"plans":{"totalCount":3,"pageInfo":{"endCursor":"b","hasNextPage":true},"edges":[{"node":{"id":"a"},"cursor":"a"},{"node":{"id":"b"},"cursor":"b"}]}}"#,
    );
    assert_eq!(data.plans.total_count(), Some(3));
    assert_eq!(data.plans.page_info().unwrap().end_cursor, Maybe::Value("b".to_owned()));
    assert_eq!(data.plans.nodes().map(|plan| plan.id.as_str()).collect::<Vec<_>>(), ["a", "b"]);
    assert_eq!((&data.plans).into_iter().count(), 2);
    assert_eq!(data.plans.into_iter().map(|plan| plan.id).collect::<Vec<_>>(), ["a", "b"]);
    assert!(implements!(Plain: Paginate));
}

#[test]
fn nulls_are_kept_and_passed_over() {
    let data: plain::Data = round_trip(
        r#"{"plans":{"totalCount":3,"pageInfo":null,"edges":[{"node":{"id":"a"},"cursor":"a"},{"node":null,"cursor":"b"},null,{"node":{"id":"d"},"cursor":"d"}]}}"#,
    );
    assert_eq!(data.plans.nodes().map(|plan| plan.id.as_str()).collect::<Vec<_>>(), ["a", "d"]);
    assert_eq!(Plain::into_nodes(data).iter().map(Option::is_some).collect::<Vec<_>>(), [true, false, false, true]);
    let data: plain::Data = round_trip(r#"{"plans":{"totalCount":0,"pageInfo":{"endCursor":null,"hasNextPage":null},"edges":null}}"#);
    assert_eq!(data.plans.nodes().count(), 0);
    assert!(!data.plans.page_info().unwrap().has_next());
}

#[test]
fn pieces_make_one_connection() {
    let data: through_fragments::Data = round_trip(
        r#"{"plans":{"pageInfo":{"hasNextPage":false,"endCursor":null,"hasPreviousPage":true,"startCursor":"a"},"edges":[{"node":{"id":"a","name":"A"},"cursor":"a"}]}}"#,
    );
    let plan = data.plans.nodes().next().unwrap();
    assert_eq!((plan.id.as_str(), plan.name.as_str(), plan.node.name.as_str()), ("a", "A", "A"));
    assert!(implements!(ThroughFragments: Paginate));
}

fn names(page: &Whole) -> Vec<&str> {
    page.nodes().map(|plan: &Node| plan.name.as_str()).collect()
}

#[test]
fn a_fragment_that_is_a_connection() {
    let json = r#"{"plans":{"edges":[{"node":{"id":"a","name":"A"}}],"pageInfo":{"hasNextPage":true,"endCursor":"a"}}}"#;
    let data: sole::Data = round_trip(json);
    assert_eq!(names(&data.plans), ["A"]);
    let page: &Connection<Node> = &data.plans;
    assert_eq!(page.nodes().count(), 1);
    assert!(implements!(Sole: Paginate<Node = Node>));
    let data: in_union::Data = round_trip(&format!(r#"{{"plan":null,"page":{}}}"#, &json[9..json.len() - 1]));
    assert_eq!(names(&data.page), ["A"]);
}

#[test]
fn two_fragments_that_are_connections_make_one() {
    let data: two_wholes::Data = round_trip(
        r#"{"plans":{"edges":[{"node":{"id":"a","name":"A"}}],"pageInfo":{"hasNextPage":true,"endCursor":"a"},"totalCount":1}}"#,
    );
    assert_eq!(data.plans.total_count(), Some(1));
    assert_eq!(data.plans.nodes().next().unwrap().name, "A");
    assert!(implements!(TwoWholes: Paginate<Node = Node>));
}

#[test]
fn nodes_instead_of_edges() {
    let data: nodes::Data = round_trip(r#"{"plans":{"nodes":[{"id":"a","name":"A"},null]}}"#);
    assert_eq!(data.plans.into_nodes().map(|plan: Node| plan.name).collect::<Vec<_>>(), ["A"]);
    round_trip::<nodes::Data>(r#"{"plans":{"nodes":null}}"#);
}

#[test]
fn one_page_is_read_without_paging() {
    let data: unpaged::Data = round_trip(r#"{"plans":{"edges":[{"node":{"id":"a"}}]}}"#);
    assert_eq!((data.plans.nodes().count(), data.plans.page_info()), (1, None));
    assert!(!implements!(Unpaged: Paginate));
}

#[test]
fn an_alias_or_typename_makes_it_a_struct_of_its_own() {
    let data: aliased::Data = round_trip(r#"{"plans":{"edges":[{"plan":{"id":"a"}},null],"total":7}}"#);
    assert_eq!(data.plans.total, 7);
    assert_eq!(data.plans.edges.unwrap()[0].as_ref().unwrap().plan.as_ref().unwrap().id, "a");
    let data: with_typename::Data = round_trip(r#"{"plans":{"__typename":"PlanConnection","edges":[{"node":{"id":"a"}}]}}"#);
    assert_eq!(data.plans.into_iter().next().unwrap().id, "a");
}
