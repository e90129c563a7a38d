//! JSON that is written as oddly as one likes.

use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

use super::Change;

#[derive(Debug, Clone)]
pub(crate) enum Node {
    /// As it is written.
    Leaf(String),
    List(Vec<Node>),
    Object(Vec<(String, Node)>),
}

impl Node {
    /// The data of an answer.
    pub(crate) fn data(answer: &str) -> Self {
        let Ok(Node::Object(members)) = serde_json::from_str(answer) else { panic!("{answer}") };
        members.into_iter().find(|(key, _)| key == "data").expect("it has data").1
    }

    /// How many values there are, this one included.
    pub(crate) fn count(&self) -> usize {
        1 + match self {
            Node::Leaf(_) => 0,
            Node::List(items) => items.iter().map(Node::count).sum(),
            Node::Object(members) => members.iter().map(|(_, value)| value.count()).sum(),
        }
    }

    /// Changes the value before which there are so many others.
    pub(crate) fn change(&mut self, before: &mut usize, change: &Change) -> bool {
        if *before == 0 {
            self.change_this(change);
            return true;
        }
        *before -= 1;
        match self {
            Node::Leaf(_) => false,
            Node::List(items) => items.iter_mut().any(|item| item.change(before, change)),
            Node::Object(members) => members.iter_mut().any(|(_, value)| value.change(before, change)),
        }
    }

    fn change_this(&mut self, change: &Change) {
        match (change, &mut *self) {
            (Change::Value(value), _) => *self = Node::Leaf((*value).to_owned()),
            (Change::Deep(depth, true), _) => {
                *self = Node::Leaf(format!("{}{}", "[".repeat(*depth), "]".repeat(*depth)));
            }
            (Change::Deep(depth, false), _) => {
                *self = Node::Leaf(format!("{}0{}", "{\"a\":".repeat(*depth), "}".repeat(*depth)));
            }
            (Change::Unknown(value), Node::Object(members)) => {
                members.insert(0, ("unknown".to_owned(), Node::Leaf((*value).to_owned())));
            }
            (Change::Twice(which, value), Node::Object(members)) if !members.is_empty() => {
                let key = members[which.index(members.len())].0.clone();
                members.push((key, Node::Leaf((*value).to_owned())));
            }
            (Change::Twice(which, _), Node::List(items)) if !items.is_empty() => {
                items.push(items[which.index(items.len())].clone());
            }
            (Change::Moved(which, to), Node::Object(members)) if !members.is_empty() => {
                let count = members.len();
                members.swap(which.index(count), to.index(count));
            }
            (Change::Moved(which, to), Node::List(items)) if !items.is_empty() => {
                let count = items.len();
                items.swap(which.index(count), to.index(count));
            }
            (Change::Gone(which), Node::Object(members)) if !members.is_empty() => {
                members.remove(which.index(members.len()));
            }
            (Change::Gone(which), Node::List(items)) if !items.is_empty() => {
                items.remove(which.index(items.len()));
            }
            _ => {}
        }
    }

    /// The text, with this on both sides of each sign.
    pub(crate) fn print(&self, space: &str, escaped: bool) -> String {
        let mut text = String::new();
        self.print_into(&mut text, space, escaped);
        text
    }

    fn print_into(&self, text: &mut String, space: &str, escaped: bool) {
        let sign = |text: &mut String, sign: char| {
            text.push_str(space);
            text.push(sign);
            text.push_str(space);
        };
        match self {
            Node::Leaf(leaf) => match serde_json::from_str::<String>(leaf) {
                Ok(string) if escaped => text.push_str(&escape(&string)),
                _ => text.push_str(leaf),
            },
            Node::List(items) => {
                sign(text, '[');
                for (index, item) in items.iter().enumerate() {
                    if index > 0 {
                        sign(text, ',');
                    }
                    item.print_into(text, space, escaped);
                }
                sign(text, ']');
            }
            Node::Object(members) => {
                sign(text, '{');
                for (index, (key, value)) in members.iter().enumerate() {
                    if index > 0 {
                        sign(text, ',');
                    }
                    text.push_str(&if escaped { escape(key) } else { format!("\"{key}\"") });
                    sign(text, ':');
                    value.print_into(text, space, escaped);
                }
                sign(text, '}');
            }
        }
    }
}

/// A string of JSON with each third letter escaped.
fn escape(text: &str) -> String {
    let mut escaped = String::from("\"");
    for (index, letter) in text.chars().enumerate() {
        if index % 3 == 0 || letter < ' ' || "\"\\".contains(letter) {
            let mut units = [0; 2];
            letter.encode_utf16(&mut units).iter().for_each(|unit| escaped.push_str(&format!("\\u{unit:04x}")));
        } else {
            escaped.push(letter);
        }
    }
    escaped.push('"');
    escaped
}

impl<'de> Deserialize<'de> for Node {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let raw = <&RawValue>::deserialize(deserializer)?;
        Ok(Node::of(raw))
    }
}

impl Node {
    fn of(raw: &RawValue) -> Self {
        struct Parts;

        impl<'de> Visitor<'de> for Parts {
            type Value = Node;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a list or an object")
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Node, A::Error> {
                let mut items = Vec::new();
                while let Some(item) = list.next_element()? {
                    items.push(item);
                }
                Ok(Node::List(items))
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Node, A::Error> {
                let mut members = Vec::new();
                while let Some(member) = map.next_entry()? {
                    members.push(member);
                }
                Ok(Node::Object(members))
            }
        }

        let mut json = serde_json::Deserializer::from_str(raw.get());
        json.deserialize_any(Parts).unwrap_or_else(|_| Node::Leaf(raw.get().to_owned()))
    }
}
