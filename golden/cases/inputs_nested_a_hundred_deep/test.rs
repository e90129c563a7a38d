use stigg_graphql_golden::encode;

use super::stigg::Deep;
use super::stigg::types::{In91, In92, In93, In94, In95, In96, In97, In98, In99, In100};

/// What `client.send` asks of a value, which makes the compiler look into all of it.
fn sent<T: Send + Sync + Clone + PartialEq + 'static>(value: T) -> T {
    value
}

/// Some are held in place and some are sealed: what is written is the same.
#[test]
fn the_innermost_is_written() {
    let in_98 = In98 { next: In99::new(In100 { name: "bottom".into() }).into(), ..In98::default() };
    let in_96 = In96 { next: In97::new(in_98).into(), ..In96::default() };
    let in_94 = In94 { next: In95::new(in_96).into(), ..In94::default() };
    let in_92 = In92 { next: In93::new(in_94).into(), ..In92::default() };
    let encoded = encode(&sent(In91::new(in_92)));
    let innermost = (91..100).fold(&encoded, |object, _| &object["next"]);
    assert_eq!(*innermost, serde_json::json!({"name": "bottom"}));
    assert_eq!(encode(&sent(Deep::default())), serde_json::json!({}));
}
