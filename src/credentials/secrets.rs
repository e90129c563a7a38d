//! What a server may repeat and an error must not show: keys, customer tokens, secret headers.

use std::borrow::Cow;
use std::sync::Arc;

use http::{HeaderMap, HeaderValue};
use secrecy::{ExposeSecret, SecretString};

use crate::credentials::customer_token::CustomerToken;
use crate::credentials::key_ring::KeyInUse;

/// Shorter values are no secrets, and taking them out would make texts unreadable.
const SHORTEST: usize = 4;
/// A part of a header's value counts as a secret of its own from this length on.
const SHORTEST_PART: usize = 8;
/// A secret that breaks off after so many characters is one all the same.
const RECOGNISED: usize = 16;
/// So many encodings around each other are seen through.
const DEPTH: u8 = 3;
/// What an encoded character begins with.
const ESCAPES: &[u8] = br"\%&";

/// A secret of a client, besides its keys.
#[derive(Clone)]
pub(crate) struct Secret {
    text: SecretString,
    label: &'static str,
}

impl Secret {
    fn new(text: &str, label: &'static str) -> Self {
        Self { text: text.into(), label }
    }

    /// The secrets that requests carry: the token, and headers marked as sensitive.
    pub(crate) fn all(headers: &HeaderMap, token: Option<&CustomerToken>) -> Arc<[Self]> {
        let mut all = Vec::new();
        if let Some(token) = token {
            all.push(Self::new(token.expose(), "[customer token]"));
            // The signature alone is as good; the customer's id is none of the secrets.
            if let Some((_, signature)) = token.expose().rsplit_once(':') {
                all.push(Self::new(signature, "[customer token]"));
            }
        }
        for value in headers.values().filter(|value| value.is_sensitive()) {
            let Ok(text) = value.to_str() else { continue };
            all.push(Self::new(text, "[secret header]"));
            // What follows a scheme, as in `Bearer ..`, and the values of cookies.
            let parts = text.split([' ', ';', ',']).map(|part| part.split_once('=').map_or(part, |(_, value)| value));
            all.extend(parts.filter(|part| part.len() >= SHORTEST_PART).map(|part| Self::new(part, "[secret header]")));
        }
        all.into()
    }
}

/// Takes secrets out of texts, in every spelling that servers write.
///
/// Case does not count, and each character may be itself, percent-encoded, an escape of JSON or JavaScript (`\u002d`,
/// `\x2d`, `\/`; any number of backslashes, as JSON within JSON has), or a reference of HTML (`&#45;`, `&#x2d;`,
/// `&amp;`), also within each other. So a text can be scrubbed before it is parsed, and what is parsed from it is clean.
pub(crate) struct Secrets<'a> {
    keys: Option<&'a KeyInUse>,
    others: &'a [Secret],
    /// Whether a secret can begin with this byte.
    begins: [bool; 256],
}

impl<'a> Secrets<'a> {
    pub(crate) fn new(keys: &'a KeyInUse, others: &'a [Secret]) -> Self {
        Self::of(Some(keys), others)
    }

    /// Those of a request's headers, its key among them.
    #[cfg(feature = "answers")]
    pub(crate) fn of_headers(secrets: &'a [Secret]) -> Self {
        Self::of(None, secrets)
    }

    fn of(keys: Option<&'a KeyInUse>, others: &'a [Secret]) -> Self {
        let mut this = Self { keys, others, begins: [false; 256] };
        let mut begins = [false; 256];
        for first in this.words().filter_map(|(word, _)| word.as_bytes().first()).chain(ESCAPES) {
            begins[usize::from(first.to_ascii_lowercase())] = true;
            begins[usize::from(first.to_ascii_uppercase())] = true;
        }
        this.begins = begins;
        this
    }

    fn words(&self) -> impl Iterator<Item = (&str, &'static str)> {
        let keys = self.keys.into_iter().flat_map(|keys| std::iter::once(&keys.key).chain(&keys.predecessors));
        let keys = keys.map(|key| (key.expose(), "[API key]"));
        let others = self.others.iter().map(|secret| (secret.text.expose_secret(), secret.label));
        keys.chain(others).filter(|(word, _)| word.len() >= SHORTEST)
    }

    /// The text without secrets.
    pub(crate) fn scrub<'t>(&self, text: &'t str) -> Cow<'t, str> {
        let bytes = text.as_bytes();
        let (mut clean, mut from, mut at) = (String::new(), 0, 0);
        while let Some(next) = bytes[at..].iter().position(|byte| self.begins[usize::from(*byte)]) {
            at += next;
            let found = self.words().filter_map(|(word, label)| Some((found(word, &bytes[at..])?, label)));
            match found.max_by_key(|(length, _)| *length) {
                Some((length, label)) => {
                    clean.push_str(&text[from..at]);
                    clean.push_str(label);
                    at += length;
                    from = at;
                }
                // A run of backslashes is one escape; entering it in the middle would cut it in two.
                None => at += bytes[at..].iter().take_while(|byte| **byte == b'\\').count().max(1),
            }
        }
        if from == 0 {
            return text.into();
        }
        clean.push_str(&text[from..]);
        clean.into()
    }

    /// The same headers without secrets in their values.
    pub(crate) fn scrub_headers(&self, headers: &HeaderMap) -> HeaderMap {
        let mut headers = headers.clone();
        for value in headers.values_mut() {
            if let Ok(text) = value.to_str()
                && let Cow::Owned(clean) = self.scrub(text)
                && let Ok(clean) = HeaderValue::from_str(&clean)
            {
                *value = clean;
            }
        }
        headers
    }
}

/// How many bytes a secret takes up at the beginning of the text, if it is there.
fn found(secret: &str, text: &[u8]) -> Option<usize> {
    let (first, begin) = (secret.as_bytes().first()?, text.first()?);
    if !first.eq_ignore_ascii_case(begin) && !ESCAPES.contains(begin) {
        return None;
    }
    // A secret may hold what looks like an escape, so every depth is tried.
    (0..=DEPTH).filter_map(|depth| found_at(depth, secret, text)).max()
}

fn found_at(depth: u8, secret: &str, text: &[u8]) -> Option<usize> {
    let mut at = 0;
    for (nth, letter) in secret.bytes().enumerate() {
        match character(&text[at..], depth) {
            Some((it, length)) if it.eq_ignore_ascii_case(&letter) || (it == b'+' && letter == b' ') => at += length,
            _ => return (nth >= RECOGNISED).then_some(at),
        }
    }
    Some(at)
}

/// The character at the beginning of the text that is left when so many layers of encoding are taken off, and how many
/// bytes spell it.
fn character(text: &[u8], depth: u8) -> Option<(u8, usize)> {
    let Some(outer) = depth.checked_sub(1) else { return text.first().map(|first| (*first, 1)) };
    let mut layer = Layer { text, at: 0, depth: outer };
    let first = layer.next()?;
    let plain = (first, layer.at);
    let code = match first {
        b'%' => layer.number(2),
        b'\\' => layer.backslashed(),
        b'&' => layer.referenced(),
        _ => None,
    };
    Some(code.and_then(|code| u8::try_from(code).ok()).map_or(plain, |code| (code, layer.at)))
}

/// A text with so many layers of encoding taken off, as an iterator.
struct Layer<'a> {
    text: &'a [u8],
    at: usize,
    depth: u8,
}

impl Layer<'_> {
    fn next(&mut self) -> Option<u8> {
        let (it, length) = character(&self.text[self.at..], self.depth)?;
        self.at += length;
        Some(it)
    }

    /// A number of so many hexadecimal digits.
    fn number(&mut self, count: usize) -> Option<u32> {
        let mut digits = [0; 4];
        for digit in &mut digits[..count] {
            *digit = self.next()?;
        }
        number(&digits[..count], 16)
    }

    /// What a backslash begins; JSON within JSON doubles it.
    fn backslashed(&mut self) -> Option<u32> {
        loop {
            match self.next()? {
                b'\\' => {}
                b'u' => return self.number(4),
                b'x' => return self.number(2),
                quoted @ (b'"' | b'\'' | b'/') => return Some(quoted.into()),
                _ => return None,
            }
        }
    }

    /// A reference of HTML.
    fn referenced(&mut self) -> Option<u32> {
        let mut name = [0; 8];
        for length in 0..name.len() {
            match self.next()? {
                b';' => return named(&name[..length]),
                letter => name[length] = letter,
            }
        }
        None
    }
}

/// The character of a reference of HTML.
fn named(name: &[u8]) -> Option<u32> {
    match name {
        [b'#', b'x' | b'X', digits @ ..] => number(digits, 16),
        [b'#', digits @ ..] => number(digits, 10),
        b"amp" => Some(u32::from(b'&')),
        b"lt" => Some(u32::from(b'<')),
        b"gt" => Some(u32::from(b'>')),
        b"quot" => Some(u32::from(b'"')),
        b"apos" => Some(u32::from(b'\'')),
        _ => None,
    }
}

fn number(digits: &[u8], radix: u32) -> Option<u32> {
    std::str::from_utf8(digits).ok().and_then(|digits| u32::from_str_radix(digits, radix).ok())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::credentials::api_key::ApiKey;
    use crate::credentials::key_ring::KeyRing;

    fn scrubbed(text: &str) -> String {
        let ring = KeyRing::new(ApiKey::new("server-0ld/one").unwrap());
        ring.replace(ApiKey::new("server-n3w&\"key\"").unwrap());
        let mut headers = HeaderMap::new();
        for (name, value) in [("authorization", "Bearer abc.DEF-123"), ("cookie", "id=12; session=0123456789abcdef")] {
            let mut value = HeaderValue::from_static(value);
            value.set_sensitive(true);
            headers.insert(name, value);
        }
        headers.insert("x-team", HeaderValue::from_static("billing-team"));
        let token = CustomerToken::from_header("HMAC-SHA256 customer-1:00ff00ff00ff").unwrap();
        let others = Secret::all(&headers, Some(&token));
        Secrets::new(&ring.latest(), &others).scrub(text).into_owned()
    }

    #[test]
    fn every_spelling_of_every_secret_is_taken_out() {
        for (text, clean) in [
            ("key server-0ld/one!", "key [API key]!"),
            ("SERVER-0LD/ONE", "[API key]"),
            (r"server\u002d0ld\/one", "[API key]"),
            (r"\u0073erver\u002D0ld\u002fone", "[API key]"),
            (r"\\\\u0073erver\\u002d0ld\\/one", "[API key]"),
            (r"server\x2d0ld/one", "[API key]"),
            ("?k=server%2D0ld%2fone&x=1", "?k=[API key]&x=1"),
            ("server%252D0ld%25252fone", "[API key]"),
            (r"\u0025\u0037\u0033erver%2D0ld/one", "[API key]"),
            (r"server%5Cu002d0ld%5c%2Fone", "[API key]"),
            ("server&amp;#45;0ld&amp;#x2f;one", "[API key]"),
            ("%73%65rver-0ld/one", "[API key]"),
            ("server&#45;0ld&#x2F;one", "[API key]"),
            (r#"{"k":"server-n3w&\"key\""}"#, r#"{"k":"[API key]"}"#),
            ("server-n3w&amp;&quot;key&quot;", "[API key]"),
            ("server-n3w%26%22key%22", "[API key]"),
            ("Authorization: Bearer abc.DEF-123.", "Authorization: [secret header]."),
            ("token ABC.def-123", "token [secret header]"),
            ("Bearer+abc.DEF-123", "[secret header]"),
            ("session 0123456789ABCDEF", "session [secret header]"),
            ("HMAC-SHA256 customer-1:00ff00ff00ff", "[customer token]"),
            ("HMAC-SHA256%20customer-1%3A00FF00ff00ff", "[customer token]"),
            ("00ff00ff00ff", "[customer token]"),
            ("cut off: HMAC-SHA256 customer-1:0...", "cut off: [customer token]..."),
            ("server-0ld/one and server-0ld/one", "[API key] and [API key]"),
        ] {
            assert_eq!(scrubbed(text), clean, "{text}");
        }
    }

    #[test]
    fn other_texts_stay_as_they_are() {
        for text in [
            "",
            "server-other billing-team customer-1 Bearer id=12",
            r#"{"a":"\\u0073 \" \u0073erver \\\\ 100% &amp; &nbsp; %zz"}"#,
            "s\u{e9}rver-0ld/one \u{1f980}",
        ] {
            assert_eq!(scrubbed(text), text);
        }
    }

    #[test]
    fn json_stays_json() {
        let text = r#"{"a":"\\server\u002d0ld/one\\","b":["\"server-0ld/one\""],"c":"x\\\\server-0ld\/one"}"#;
        let value: serde_json::Value = serde_json::from_str(&scrubbed(text)).unwrap();
        assert_eq!(value, serde_json::json!({"a": r"\[API key]\", "b": [r#""[API key]""#], "c": r"x\\[API key]"}));
    }
}
