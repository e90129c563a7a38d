//! A reader of JSON text that only accepts.
//!
//! Whatever is unusual or does not fit, it gives up and says nothing: the text is then read again by way of serde, which
//! takes it after all, or says what is wrong and where. So it has to be right about what it takes, and about nothing else.

#![expect(clippy::inline_always, reason = "what reads a field is one piece, which a tenth of the time hangs on")]

mod json;
mod number;
mod string;

use std::borrow::Cow;

use serde::de::IgnoredAny;

use self::number::Number;
use super::hint::Expect;
use super::key::{Key, same};
use super::{Fields, Hint, Items, Mismatch, Record, Slot, Target, Token};

/// How deep objects and lists may lie in each other: less than `serde_json` allows.
const DEPTH: usize = 120;

/// Reads a text that is one value into a slot.
pub(super) fn read(text: &str, hint: Hint, slot: &mut dyn Slot) -> Option<()> {
    let length = read_first(text, hint, slot)?;
    text.get(length..)?.bytes().all(|byte| b" \n\r\t".contains(&byte)).then_some(())
}

/// Reads the value that a text begins with into a slot, and says how long it is.
pub(super) fn read_first(text: &str, hint: Hint, slot: &mut dyn Slot) -> Option<usize> {
    let mut reader = Reader { text, at: 0, depth: 0 };
    if !reader.is_null(hint)? {
        reader.value(hint, slot)?;
    }
    Some(reader.at)
}

/// A text, and how far it was read. To give up is `None`.
struct Reader<'a> {
    text: &'a str,
    at: usize,
    depth: usize,
}

impl Reader<'_> {
    #[inline]
    fn byte(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    /// The next byte that is no white space.
    #[inline(always)]
    fn solid(&mut self) -> Option<u8> {
        let byte = self.byte()?;
        if byte > b' ' {
            return Some(byte);
        }
        self.skip_space();
        self.byte()
    }

    #[cold]
    fn skip_space(&mut self) {
        while let Some(b' ' | b'\n' | b'\r' | b'\t') = self.byte() {
            self.at += 1;
        }
    }

    fn word(&mut self, word: &str) -> Option<()> {
        let rest = self.text.as_bytes().get(self.at..)?;
        rest.starts_with(word.as_bytes()).then(|| self.at += word.len())
    }

    /// Whether the value is null, which is then read; white space before it is, too.
    #[inline(always)]
    fn is_null(&mut self, hint: Hint) -> Option<bool> {
        if self.solid()? != b'n' {
            return Some(false);
        }
        if !hint.nullable {
            return None;
        }
        self.word("null")?;
        Some(true)
    }

    /// Reads what is not null into a slot.
    fn value(&mut self, hint: Hint, slot: &mut dyn Slot) -> Option<()> {
        let taken = match self.byte()? {
            b'"' => match self.plain_string() {
                Some(text) => slot.take(Token::Text(text)),
                None => slot.take(Token::Text(&self.escaped_string()?)),
            },
            b'{' | b'[' if hint.kind == Expect::Any => slot.take(Token::Json(&mut self.json()?)),
            b'{' => {
                self.enter()?;
                slot.take(Token::Object(self))
            }
            b'[' => {
                self.enter()?;
                slot.take(Token::List(self))
            }
            b't' | b'f' => slot.take(Token::Boolean(self.boolean()?)),
            _ => slot.take(self.number()?.into()),
        };
        taken.ok()
    }

    /// Reads what is not null into the cell of a field.
    #[inline(always)]
    fn field(&mut self, hint: Hint, target: Target<'_>) -> Option<()> {
        match target {
            Target::Text(cell) => self.keep_string(&mut cell.0),
            Target::Id(cell) if self.byte()? == b'"' => self.keep_string(&mut cell.0),
            Target::Id(cell) => cell.take(self.number()?.into()).ok(),
            Target::Int(cell) => cell.take(self.number()?.into()).ok(),
            Target::Float(cell) => cell.take(self.number()?.into()).ok(),
            Target::Boolean(cell) => {
                cell.0 = Some(self.boolean()?);
                Some(())
            }
            Target::Other(slot) => self.value(hint, slot),
        }
    }

    fn boolean(&mut self) -> Option<bool> {
        let value = self.byte()? == b't';
        self.word(if value { "true" } else { "false" })?;
        Some(value)
    }

    /// Steps into an object or a list, up to its first key or item, or its end.
    fn enter(&mut self) -> Option<()> {
        self.at += 1;
        self.depth += 1;
        self.solid()?;
        (self.depth <= DEPTH).then_some(())
    }

    fn leave(&mut self) {
        self.at += 1;
        self.depth -= 1;
    }

    /// Behind a key's value or an item: whether another comes, which this steps to, or the end, which it does not pass.
    #[inline(always)]
    fn another(&mut self, end: u8) -> Option<bool> {
        match self.solid()? {
            b',' => {
                self.at += 1;
                // The end may not follow a comma.
                (self.solid()? != end).then_some(true)
            }
            byte => (byte == end).then_some(false),
        }
    }

    /// Whether this comes, which is then read.
    #[inline(always)]
    fn comes(&mut self, text: &[u8]) -> bool {
        let rest = self.text.as_bytes().get(self.at..).unwrap_or_default();
        let comes = rest.get(..text.len()).is_some_and(|rest| same(rest, text));
        if comes {
            self.at += text.len();
        }
        comes
    }

    /// Reads a key and its colon, however they are written: its index, or past the end.
    #[cold]
    fn key(&mut self, keys: &[Key]) -> Option<usize> {
        if let Some(index) = keys.iter().position(|key| self.comes(&key.written()[1..])) {
            return Some(index);
        }
        let name = self.string()?;
        if self.solid()? != b':' {
            return None;
        }
        self.at += 1;
        Some(keys.iter().position(|key| key.is(&name)).unwrap_or(keys.len()))
    }

    /// Passes over the value of a key that is not known.
    #[cold]
    fn skip_value(&mut self) -> Option<()> {
        let rest = serde_json::Deserializer::from_str(self.text.get(self.at..)?);
        let mut values = rest.into_iter::<IgnoredAny>();
        values.next()?.ok()?;
        self.at += values.byte_offset();
        Some(())
    }

    fn read_fields(&mut self, record: &mut dyn Record) -> Option<()> {
        let keys = record.keys();
        if self.byte()? == b'}' {
            self.leave();
            return Some(());
        }
        let mut index = self.key(keys)?;
        loop {
            match keys.get(index) {
                Some(key) => {
                    let target = record.slot(index);
                    if !self.is_null(key.hint())? {
                        self.field(key.hint(), target)?;
                    }
                }
                None => self.skip_value()?,
            }
            // Servers answer in document order.
            index = match keys.get(index.wrapping_add(1)) {
                Some(next) if self.comes(next.written()) => index + 1,
                _ if self.another(b'}')? => self.key(keys)?,
                _ => {
                    self.leave();
                    return Some(());
                }
            };
        }
    }

    fn read_typename(&mut self, types: &'static [&'static str]) -> Option<(usize, Cow<'static, str>)> {
        if !self.comes(b"\"__typename\":") || self.solid()? != b'"' {
            return None;
        }
        let name = self.string()?;
        // What follows is a key or the end, from which the fields are read.
        self.another(b'}')?;
        Some(match types.iter().position(|known| same(known.as_bytes(), name.as_bytes())) {
            Some(case) => (case, Cow::Borrowed(types[case])),
            None => (types.len(), Cow::Owned(name.into_owned())),
        })
    }

    fn read_item(&mut self, hint: Hint, slot: &mut dyn Slot) -> Option<bool> {
        if self.byte()? == b']' {
            self.leave();
            return Some(false);
        }
        if !self.is_null(hint)? {
            self.value(hint, slot)?;
        }
        self.another(b']')?;
        Some(true)
    }
}

impl Fields for Reader<'_> {
    fn typename(&mut self, types: &'static [&'static str]) -> Result<(usize, Cow<'static, str>), Mismatch> {
        self.read_typename(types).ok_or_else(Mismatch::raised)
    }

    fn fill(&mut self, record: &mut dyn Record) -> Result<(), Mismatch> {
        self.read_fields(record).ok_or_else(Mismatch::raised)
    }
}

impl Items for Reader<'_> {
    fn next(&mut self, hint: Hint, slot: &mut dyn Slot) -> Result<bool, Mismatch> {
        self.read_item(hint, slot).ok_or_else(Mismatch::raised)
    }
}

impl<'a> From<Number<'a>> for Token<'a> {
    fn from(number: Number<'a>) -> Self {
        match number {
            Number::Unsigned(value) => Token::Unsigned(value),
            Number::Negative(value) => Token::Integer(value),
            Number::Other(text) => Token::Number(text),
        }
    }
}
