use stigg_graphql_golden::round_trip;

use super::stigg::{deep, deep_lists};

#[test]
fn the_innermost_is_read() {
    let levels: Vec<&str> = (0..118).map(|level| if level % 2 == 0 { "optional" } else { "base" }).collect();
    let open: String = levels.iter().map(|key| format!("{{\"{key}\":")).collect();
    let json = format!("{{\"plan\":{open}{{\"id\":\"bottom\"}}{}}}", "}".repeat(118));
    let data: deep::Data = round_trip(&json);
    assert!(format!("{data:?}").contains("\"bottom\""));
}

/// A list is a level, too.
#[test]
fn the_innermost_of_lists_is_read() {
    let json = format!("{{\"plan\":{}{{\"id\":\"bottom\"}}{}}}", "{\"list\":[null,".repeat(59), "]}".repeat(59));
    let data: deep_lists::Data = round_trip(&json);
    assert!(format!("{data:?}").contains("\"bottom\""));
}
