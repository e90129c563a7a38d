//! JSON that stays JSON.

use serde_json::{Map, Value};

use super::Reader;
use crate::codec::decode::allowance;
use crate::codec::decode::json::{NUMBER, take_entry};

impl Reader<'_> {
    /// Reads any value.
    pub(super) fn json(&mut self) -> Option<Value> {
        Some(match self.byte()? {
            b'"' => Value::String(self.string()?.into_owned()),
            b'{' => Value::Object(self.json_object()?),
            b'[' => Value::Array(self.json_list()?),
            b't' | b'f' => Value::Bool(self.boolean()?),
            b'n' => {
                self.word("null")?;
                Value::Null
            }
            _ => {
                let start = self.at;
                self.number()?;
                // As serde_json keeps it, which is not the same under its `arbitrary_precision`.
                Value::Number(self.text.get(start..self.at)?.parse().ok()?)
            }
        })
    }

    fn json_object(&mut self) -> Option<Map<String, Value>> {
        self.enter()?;
        let mut object = Map::new();
        let mut more = self.byte()? != b'}';
        while more {
            let key = self.string()?.into_owned();
            if self.solid()? != b':' || key == NUMBER {
                return None;
            }
            self.at += 1;
            self.solid()?;
            take_entry(&object, &key).ok()?;
            let value = self.json()?;
            object.insert(key, value);
            more = self.another(b'}')?;
        }
        self.leave();
        Some(object)
    }

    fn json_list(&mut self) -> Option<Vec<Value>> {
        self.enter()?;
        let mut list = Vec::new();
        let mut more = self.byte()? != b']';
        while more {
            let item = self.json()?;
            allowance::push(&mut list, item).ok()?;
            more = self.another(b']')?;
        }
        self.leave();
        Some(list)
    }
}
