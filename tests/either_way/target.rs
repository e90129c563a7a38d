//! Any text as the data of an answer, read from the text and by way of serde: the same comes out.

use std::collections::BTreeMap;
use std::fmt::Debug;

use serde::Serialize;
use serde::de::{DeserializeOwned, Deserializer, Visitor};
use serde::forward_to_deserialize_any;
use serde_json::value::RawValue;
use stigg_graphql::operations::{
    get_active_subscriptions, get_coupons, get_entitlements_state, get_paywall, list_customers, report_usage,
    update_package_entitlement,
};

pub(crate) fn target(bytes: &[u8]) {
    // Of a whole answer, the data.
    let answer: Result<BTreeMap<String, &RawValue>, _> = serde_json::from_slice(bytes);
    let bytes = match answer.ok().and_then(|members| members.get("data").copied()) {
        Some(data) => data.get().as_bytes(),
        None => bytes,
    };
    same::<list_customers::Data>(bytes);
    same::<get_active_subscriptions::Data>(bytes);
    same::<get_coupons::Data>(bytes);
    same::<get_entitlements_state::Data>(bytes);
    same::<get_paywall::Data>(bytes);
    same::<report_usage::Data>(bytes);
    same::<update_package_entitlement::Data>(bytes);
}

fn same<T: DeserializeOwned + Serialize + PartialEq + Debug>(bytes: &[u8]) {
    let by_text: Result<T, _> = serde_json::from_slice(bytes);
    let by_serde: Result<T, _> = by_serde(bytes);
    match (by_text, by_serde) {
        (Ok(by_text), Ok(by_serde)) => {
            assert_eq!(by_text, by_serde);
            // Zeros of either sign are equal.
            let [by_text, by_serde] = [by_text, by_serde].map(|data| serde_json::to_string(&data).expect("it encodes"));
            assert_eq!(by_text, by_serde);
        }
        (Err(by_text), Err(by_serde)) if by_text.is_data() && by_serde.is_data() => {
            assert_eq!(by_text.to_string().split(" at line ").next(), by_serde.to_string().split(" at line ").next());
        }
        (Err(_), Err(_)) => {}
        (by_text, by_serde) => panic!("from the text: {by_text:?}\nby way of serde: {by_serde:?}"),
    }
}

/// Reads by way of serde.
pub(crate) fn by_serde<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, serde_json::Error> {
    let mut json = serde_json::Deserializer::from_slice(bytes);
    let value = T::deserialize(WithoutText(&mut json))?;
    json.end()?;
    Ok(value)
}

/// A deserializer that hands no text over.
struct WithoutText<D>(D);

impl<'de, D: Deserializer<'de>> Deserializer<'de> for WithoutText<D> {
    type Error = D::Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
        self.0.deserialize_any(visitor)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, D::Error> {
        visitor.visit_newtype_struct(self)
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit unit_struct seq
        tuple tuple_struct map struct enum identifier ignored_any
    }
}
