//! Numbers of JSON.

use super::Reader;

pub(super) enum Number<'a> {
    Unsigned(u64),
    Negative(i64),
    /// With a fraction or an exponent, or beyond 64 bits.
    Other(&'a str),
}

impl<'a> Reader<'a> {
    /// Reads a number.
    pub(super) fn number(&mut self) -> Option<Number<'a>> {
        let rest = self.text.get(self.at..)?;
        let bytes = rest.as_bytes();
        let start = usize::from(*bytes.first()? == b'-');
        let mut end = start;
        let mut value = 0u64;
        while let Some(digit @ b'0'..=b'9') = bytes.get(end) {
            value = value.wrapping_mul(10).wrapping_add(u64::from(digit - b'0'));
            end += 1;
        }
        let digits = end - start;
        // No digits, or others behind a zero.
        if digits == 0 || (digits > 1 && bytes[start] == b'0') {
            return None;
        }
        if let Some(b'.' | b'e' | b'E') = bytes.get(end) {
            let number = rest.get(..fraction(bytes, end)?)?;
            self.at += number.len();
            return Some(Number::Other(number));
        }
        self.at += end;
        if digits < 19 {
            return match (start, i64::try_from(value).ok()?) {
                (0, _) => Some(Number::Unsigned(value)),
                // Negative zero is a float.
                (_, 0) => None,
                (_, value) => Some(Number::Negative(-value)),
            };
        }
        let number = rest.get(..end)?;
        Some(match start {
            0 => number.parse().map_or(Number::Other(number), Number::Unsigned),
            _ => number.parse().map_or(Number::Other(number), Number::Negative),
        })
    }
}

/// How many digits there are.
#[inline]
fn digits(bytes: &[u8]) -> usize {
    bytes.iter().take_while(|byte| byte.is_ascii_digit()).count()
}

/// Where a number ends whose fraction or exponent begins here.
fn fraction(bytes: &[u8], start: usize) -> Option<usize> {
    let mut end = start;
    if bytes.get(end) == Some(&b'.') {
        let length = digits(bytes.get(end + 1..)?);
        end += 1 + length;
        if length == 0 {
            return None;
        }
    }
    if let Some(b'e' | b'E') = bytes.get(end) {
        end += 1 + usize::from(matches!(bytes.get(end + 1), Some(b'+' | b'-')));
        let length = digits(bytes.get(end..)?);
        end += length;
        if length == 0 {
            return None;
        }
    }
    Some(end)
}
