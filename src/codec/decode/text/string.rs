//! Strings of JSON.

use std::borrow::Cow;

use super::Reader;

impl<'a> Reader<'a> {
    /// Reads a string.
    #[inline]
    pub(super) fn string(&mut self) -> Option<Cow<'a, str>> {
        match self.plain_string() {
            Some(text) => Some(Cow::Borrowed(text)),
            None => self.escaped_string().map(Cow::Owned),
        }
    }

    /// Reads a string and keeps it.
    pub(super) fn keep_string(&mut self, string: &mut Option<String>) -> Option<()> {
        *string = Some(match self.plain_string() {
            Some(text) => text.to_owned(),
            None => self.escaped_string()?,
        });
        Some(())
    }

    /// Reads a string that stands in the text as it is.
    #[inline]
    pub(super) fn plain_string(&mut self) -> Option<&'a str> {
        let (first, rest) = self.text.as_bytes().get(self.at..)?.split_first()?;
        let start = self.at + 1;
        let end = start + plain_length(rest);
        if *first != b'"' || self.text.as_bytes().get(end) != Some(&b'"') {
            return None;
        }
        self.at = end + 1;
        self.text.get(start..end)
    }

    /// Reads a string with escapes.
    #[cold]
    pub(super) fn escaped_string(&mut self) -> Option<String> {
        let mut rest = self.text.get(self.at..)?.strip_prefix('"')?;
        let mut string = String::with_capacity(literal_length(rest.as_bytes())?);
        loop {
            let (plain, after) = rest.split_at_checked(plain_length(rest.as_bytes()))?;
            string.push_str(plain);
            if let Some(behind) = after.strip_prefix('"') {
                self.at = self.text.len() - behind.len();
                return Some(string);
            }
            let (letter, behind) = unescape(after.strip_prefix('\\')?)?;
            string.push(letter);
            rest = behind;
        }
    }
}

/// How many bytes come before the quote that ends a string.
fn literal_length(text: &[u8]) -> Option<usize> {
    let mut length = 0;
    loop {
        length += plain_length(text.get(length..)?);
        match text.get(length)? {
            b'"' => return Some(length),
            // What is escaped may be a quote.
            _ => length += 2,
        }
    }
}

/// The letter whose escape begins behind a backslash, and what follows; half of a surrogate pair is none.
fn unescape(text: &str) -> Option<(char, &str)> {
    let (letter, rest) = text.split_at_checked(1)?;
    let letter = match letter {
        "\"" | "\\" | "/" => letter.chars().next()?,
        "b" => '\u{8}',
        "f" => '\u{c}',
        "n" => '\n',
        "r" => '\r',
        "t" => '\t',
        "u" => {
            let (first, rest) = code_unit(rest)?;
            if let Some(letter) = char::from_u32(first.into()) {
                return Some((letter, rest));
            }
            let (second, rest) = code_unit(rest.strip_prefix("\\u")?)?;
            let letter = char::decode_utf16([first, second]).next()?.ok()?;
            return Some((letter, rest));
        }
        _ => return None,
    };
    Some((letter, rest))
}

/// Four hexadecimal digits, and what follows.
fn code_unit(text: &str) -> Option<(u16, &str)> {
    let (digits, rest) = text.split_at_checked(4)?;
    // A sign would be read, too.
    let is_hexadecimal = digits.bytes().all(|digit| digit.is_ascii_hexdigit());
    let unit = u16::from_str_radix(digits, 16).ok().filter(|_| is_hexadecimal)?;
    Some((unit, rest))
}

/// How many bytes come before a quote, a backslash or a control character.
#[inline]
fn plain_length(text: &[u8]) -> usize {
    let mut rest = text;
    while let Some((word, after)) = rest.split_first_chunk() {
        let special = special(u64::from_le_bytes(*word));
        if special != 0 {
            return text.len() - rest.len() + special.trailing_zeros() as usize / 8;
        }
        rest = after;
    }
    let last = rest.iter().take_while(|byte| **byte >= b' ' && !b"\"\\".contains(byte)).count();
    text.len() - rest.len() + last
}

/// The highest bit of the first byte that is a quote, a backslash or a control character; those behind it may lie.
///
/// Subtracting from a byte below 128 sets its highest bit where it was less, as in
/// <https://graphics.stanford.edu/~seander/bithacks.html#HasLessInWord>.
#[inline]
fn special(word: u64) -> u64 {
    const ONES: u64 = u64::MAX / 255;
    const QUOTES: u64 = u64::from_ne_bytes([b'"'; 8]);
    const BACKSLASHES: u64 = u64::from_ne_bytes([b'\\'; 8]);
    const SPACES: u64 = u64::from_ne_bytes([b' '; 8]);
    let is_quote = (word ^ QUOTES).wrapping_sub(ONES);
    let is_backslash = (word ^ BACKSLASHES).wrapping_sub(ONES);
    let is_control = word.wrapping_sub(SPACES);
    (is_quote | is_backslash | is_control) & !word & (ONES * 128)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_special_byte_is_found_wherever_it_stands() {
        for special in [b'"', b'\\', 0, b'\n', 0x1f] {
            for length in 0..40 {
                for at in 0..length {
                    for filler in [b' ', b'a', b'!', b'#', b']', b'[', 0x7f, 0x80, 0xa2, 0xff] {
                        let mut text = vec![filler; length];
                        assert_eq!(plain_length(&text), length, "{filler}");
                        text[at] = special;
                        assert_eq!(plain_length(&text), at, "{special} {filler}");
                    }
                }
            }
        }
    }
}
