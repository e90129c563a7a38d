use stigg_graphql_golden::round_trip;

use super::stigg::fragments::other::Cube as OtherCube;
use super::stigg::fragments::third::Cube as ThirdCube;
use super::stigg::lists::{Data, PlanCube};

#[test]
fn every_item_at_every_depth_is_in_every_view() {
    let data: Data = round_trip(
        r#"{"plan":{"ids":[["1",null],[]],"numbers":[[1,2],null,[]],
        "grid":[[{"id":"a","price":1.5,"maxQuantity":null},null],[]],
        "maybe":[null,{"id":"m","price":2.5,"maxQuantity":3}],
        "cube":[[null,[{"__typename":"Addon","id":"x","price":0.5},{"__typename":"Credit","id":"y"}]],[[{"__typename":"Charge","price":7.5,"limit":9},{"__typename":"Seat"}]]]}}"#,
    );
    let plan = data.plan.unwrap();
    assert_eq!(plan.ids, Some(vec![vec![Some("1".to_owned()), None], vec![]]));
    assert_eq!(plan.third.ids, plan.ids);
    assert_eq!(plan.other.numbers, Some(vec![Some(vec![1, 2]), None, Some(vec![])]));
    let grid = plan.grid.unwrap();
    assert_eq!(grid[0][0].as_ref().unwrap().id, "a");
    assert_eq!((grid[0][1].is_none(), grid[1].len()), (true, 0));
    let other = plan.other.grid.unwrap();
    assert!((other[0][0].as_ref().unwrap().price - 1.5).abs() < f64::EPSILON);
    assert_eq!(plan.third.grid.unwrap()[0][0].as_ref().unwrap().max_quantity, None);
    assert_eq!(plan.maybe.unwrap()[1].as_ref().unwrap().id, "m");
    assert_eq!(plan.other.maybe.unwrap()[1].as_ref().unwrap().max_quantity, Some(3));
    let inner = |cube: &[Option<Vec<PlanCube>>]| cube[1].as_ref().unwrap().len();
    assert_eq!(inner(&plan.cube[0]), 2);
    assert!(plan.cube[0][0].is_none());
    assert!(matches!(&plan.other.cube[0][1].as_ref().unwrap()[1], OtherCube::Credit(credit) if credit.id == "y"));
    assert!(matches!(&plan.third.cube[1][0].as_ref().unwrap()[0], ThirdCube::Charge(charge) if charge.limit == 9));
    assert!(matches!(&plan.third.cube[1][0].as_ref().unwrap()[1], ThirdCube::Other(other) if other.typename == "Seat"));
}

#[test]
fn null_lists() {
    round_trip::<Data>(r#"{"plan":{"ids":null,"numbers":null,"grid":null,"maybe":null,"cube":[]}}"#);
}
