use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::json;
use stigg_graphql_golden::{decode, encode, fault, round_trip};

use super::stigg::types::WhenInput;
use super::stigg::{Search, box_query, scalars};

/// A number that may be too large for any of Rust's.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct BigInt(pub(crate) u128);

impl Serialize for BigInt {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0.to_string())
    }
}

impl<'de> Deserialize<'de> for BigInt {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let number: serde_json::Value = Deserialize::deserialize(deserializer)?;
        let digits = number.as_str().map_or_else(|| number.to_string(), str::to_owned);
        digits.parse().map(Self).map_err(|_| D::Error::custom(format_args!("`{digits}` is no big integer")))
    }
}

/// A type with serde's own implementation.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct When {
    year: i32,
}

#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(from = "f64", into = "f64")]
pub(crate) struct Cents(i64);

impl From<f64> for Cents {
    #[expect(clippy::cast_possible_truncation, reason = "cents are whole")]
    fn from(amount: f64) -> Self {
        Self((amount * 100.0).round() as i64)
    }
}

impl From<Cents> for f64 {
    #[expect(clippy::cast_precision_loss, reason = "a test has little money")]
    fn from(cents: Cents) -> Self {
        cents.0 as Self / 100.0
    }
}

const PLAN: &str = r#"{"plan":{"big":"36893488147419103232","bigs":[["1"],null,[]],"when":{"year":2026},"whens":[null,{"year":1}],
    "any":{"a":[1,{"b":null}]},"anys":[1,"x",[true]],"mapped":1.25,"mappedList":[0.5],"id":"i","otherId":null,"ids":["1"],
    "grid":[["1",null],null],"int":-2147483648,"ints":[[1],[]],"float":1.5,"flag":false,"name":"n"}}"#;

#[test]
fn every_wrapper_of_every_scalar() {
    let data: scalars::Data = decode(PLAN);
    assert_eq!(encode(&data), serde_json::from_str::<serde_json::Value>(PLAN).unwrap());
    let plan = data.plan.unwrap();
    assert_eq!(plan.big, Some(BigInt(36_893_488_147_419_103_232)));
    assert_eq!(plan.bigs, [Some(vec![BigInt(1)]), None, Some(vec![])]);
    assert_eq!((plan.when, plan.whens), (When { year: 2026 }, Some(vec![None, Some(When { year: 1 })])));
    assert_eq!(plan.any, Some(json!({"a": [1, {"b": null}]})));
    assert_eq!(plan.anys, [Some(json!(1)), Some(json!("x")), Some(json!([true]))]);
    assert_eq!((plan.mapped, plan.mapped_list), (Some(Cents(125)), Some(vec![Cents(50)])));
    assert_eq!((plan.again.big, plan.again.mapped, plan.again.ids), (plan.big, plan.mapped, plan.ids));
    assert_eq!((plan.int, plan.ints), (i32::MIN, Some(vec![vec![1], vec![]])));
}

#[test]
fn an_id_may_be_a_number_everywhere() {
    let json = PLAN
        .replace(r#""id":"i""#, r#""id":4711"#)
        .replace(r#""otherId":null"#, r#""otherId":-1"#)
        .replace(r#""ids":["1"]"#, r#""ids":[9007199254740993]"#)
        .replace(r#"[["1",null],null]"#, "[[1,null],null]");
    let plan = decode::<scalars::Data>(&json).plan.unwrap();
    assert_eq!((plan.id.as_str(), plan.other_id.as_deref(), plan.ids.as_slice()), ("4711", Some("-1"), ["9007199254740993".to_owned()].as_slice()));
    assert_eq!(plan.grid.unwrap()[0], Some(vec![Some("1".to_owned()), None]));
    assert_eq!(
        fault::<scalars::Data>(r#"{"plan":{"id":1.5}}"#),
        "`plan.id`: invalid type: floating point `1.5`, expected an ID: a string or an integer"
    );
    assert!(fault::<scalars::Data>(r#"{"plan":{"ids":["a",true]}}"#).starts_with("`plan.ids[1]`: invalid type: boolean `true`"));
    assert!(fault::<scalars::Data>(r#"{"plan":{"ids":[null]}}"#).starts_with("`plan.ids[0]`: invalid type: null"));
}

#[test]
fn numbers() {
    let number = |json: &str| fault::<scalars::Data>(&format!(r#"{{"plan":{json}}}"#));
    assert_eq!(number(r#"{"int":3000000000}"#), "`plan.int`: invalid value: integer `3000000000`, expected i32");
    assert_eq!(number(r#"{"ints":[[1],[2,-2147483649]]}"#), "`plan.ints[1][1]`: invalid value: integer `-2147483649`, expected i32");
    assert_eq!(number(r#"{"int":1.5}"#), "`plan.int`: invalid value: floating point `1.5`, expected i32");
    assert!(number(r#"{"int":null}"#).starts_with("`plan.int`: invalid type: null"));
    assert!(number(r#"{"flag":1}"#).starts_with("`plan.flag`: invalid type: integer `1`"));
    assert!(number(r#"{"name":1}"#).starts_with("`plan.name`: invalid type: integer `1`"));
    let whole = PLAN.replace(r#""float":1.5"#, r#""float":3"#);
    assert!(decode::<scalars::Data>(&whole).plan.unwrap().float.to_bits() == 3.0_f64.to_bits());
}

#[test]
fn a_type_that_reads_itself_says_what_is_wrong() {
    assert_eq!(fault::<scalars::Data>(r#"{"plan":{"big":"x"}}"#), "`plan.big`: `x` is no big integer");
    assert_eq!(fault::<scalars::Data>(r#"{"plan":{"bigs":[["1","y"]]}}"#), "`plan.bigs[0][1]`: `y` is no big integer");
    assert!(fault::<scalars::Data>(r#"{"plan":{"when":{"year":"x"}}}"#).starts_with("`plan.when"));
}

#[test]
fn what_is_missing_is_named() {
    assert_eq!(decode::<scalars::Data>("{}").plan, None, "a nullable field that is missing is null");
    assert!(fault::<scalars::Data>(r#"{"plan":{"id":"i"}}"#).starts_with("`plan`: missing field `"));
    assert!(fault::<scalars::Data>(r#"{"plan":[]}"#).starts_with("`plan`: invalid type: sequence"));
}

#[test]
fn as_inputs() {
    let search = Search {
        big: BigInt(7).into(),
        anys: vec![json!(null), json!({"x": 1})].into(),
        whens: Some(vec![None, Some(When { year: 2 })]),
        r#in: WhenInput { big: vec![None, Some(BigInt(8))].into(), any: json!([1]).into(), ..WhenInput::new(When { year: 3 }, Cents(5)) }.into(),
        ..Search::new(When { year: 1 })
    };
    assert_eq!(
        encode(&search),
        json!({"when": {"year": 1}, "big": "7", "anys": [null, {"x": 1}], "whens": [null, {"year": 2}],
            "in": {"when": {"year": 3}, "big": [null, "8"], "any": [1], "mapped": 0.05}})
    );
}

#[test]
fn one_field_of_two_rust_types() {
    let data: box_query::Data = round_trip(r#"{"box":{"size":1.5,"__typename":"Box"},"sized":[{"__typename":"Box","size":2.5},{"__typename":"Bag","size":0.5},null]}"#);
    let own = data.r#box.unwrap();
    assert_eq!(own.size, Cents(150));
    assert!(own.sized_part.size.to_bits() == 1.5_f64.to_bits());
    assert!(matches!(data.sized.unwrap()[0].as_ref().unwrap(), box_query::Sized::Box(part) if part.size == Cents(250)));
}
