//! How a body is compressed (RFC 9110, section 8.4), and what gzip holds.

use std::io::{self, Write};

use bytes::Bytes;
use flate2::write::MultiGzDecoder;
use http::{HeaderMap, header};

use crate::error::quoted::quoted;

/// The compression of a body, told by its headers or else by its first bytes; `None` where it seems to have none.
pub(crate) fn of(headers: &HeaderMap, body: &[u8]) -> Option<String> {
    let codings = codings(headers);
    if !codings.is_empty() {
        return Some(format!("`{}`", quoted(&codings.join(", "))));
    }
    // Brotli has no mark; zlib's two bytes are told from a text by what follows.
    let name = match body {
        [0x1f, 0x8b, ..] => "gzip",
        [0x28, 0xb5, 0x2f, 0xfd, ..] => "zstd",
        [0x78, 0x01 | 0x5e | 0x9c | 0xda, ..] if std::str::from_utf8(body).is_err() => "deflate",
        _ => return None,
    };
    Some(format!("`{name}`, which no header says"))
}

/// Whether the body is gzip and nothing else; `x-gzip` is the same, and case does not count (section 8.4.1).
pub(crate) fn is_gzip(headers: &HeaderMap) -> bool {
    matches!(codings(headers).as_slice(), [one] if one == "gzip" || one == "x-gzip")
}

fn codings(headers: &HeaderMap) -> Vec<String> {
    let values = headers.get_all(header::CONTENT_ENCODING).iter();
    let values: Vec<_> = values.map(|value| String::from_utf8_lossy(value.as_bytes()).to_ascii_lowercase()).collect();
    let codings = values.iter().flat_map(|value| value.split(',')).map(str::trim);
    codings.filter(|coding| !coding.is_empty() && *coding != "identity").map(str::to_owned).collect()
}

/// Collects a body as it comes, decompressed, up to a bound.
pub(crate) enum Body {
    Plain(Bounded),
    Gzip(Box<MultiGzDecoder<Bounded>>),
}

/// What is wrong with a body.
#[derive(Debug)]
pub(crate) enum BodyError {
    /// There is more than the bound.
    TooLarge,
    /// It is not the gzip that its header says.
    NotGzip(io::Error),
}

impl Body {
    pub(crate) fn new(gzip: bool, expected: usize, bound: usize) -> Self {
        let bounded = Bounded { bytes: Vec::with_capacity(expected.min(bound)), bound, is_full: false };
        if gzip { Self::Gzip(Box::new(MultiGzDecoder::new(bounded))) } else { Self::Plain(bounded) }
    }

    /// Takes the next part of it.
    ///
    /// # Errors
    ///
    /// When there is more than the bound, or it cannot be decompressed.
    pub(crate) fn take(&mut self, part: &[u8]) -> Result<(), BodyError> {
        let taken = match self {
            Self::Plain(bounded) => bounded.write_all(part),
            Self::Gzip(decoder) => decoder.write_all(part),
        };
        taken.map_err(|error| self.to_error(error))
    }

    /// The whole of it.
    ///
    /// # Errors
    ///
    /// When it breaks off within what is compressed.
    pub(crate) fn finish(mut self) -> io::Result<Bytes> {
        if let Self::Gzip(decoder) = &mut self {
            decoder.try_finish()?;
        }
        Ok(self.so_far())
    }

    /// What there is of it.
    pub(crate) fn so_far(self) -> Bytes {
        match self {
            Self::Plain(bounded) => bounded.bytes.into(),
            Self::Gzip(mut decoder) => std::mem::take(&mut decoder.get_mut().bytes).into(),
        }
    }

    fn to_error(&self, error: io::Error) -> BodyError {
        let is_full = match self {
            Self::Plain(bounded) => bounded.is_full,
            Self::Gzip(decoder) => decoder.get_ref().is_full,
        };
        if is_full { BodyError::TooLarge } else { BodyError::NotGzip(error) }
    }
}

/// Takes so many bytes and no more.
pub(crate) struct Bounded {
    bytes: Vec<u8>,
    bound: usize,
    is_full: bool,
}

impl Write for Bounded {
    fn write(&mut self, part: &[u8]) -> io::Result<usize> {
        let room = self.bound - self.bytes.len();
        self.bytes.extend_from_slice(&part[..part.len().min(room)]);
        if part.len() > room {
            self.is_full = true;
            return Err(io::Error::other("the body is larger than its bound"));
        }
        Ok(part.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use flate2::Compression;
    use flate2::write::GzEncoder;

    use super::*;

    fn headers(encodings: &[&str]) -> HeaderMap {
        encodings.iter().map(|encoding| (header::CONTENT_ENCODING, encoding.parse().unwrap())).collect()
    }

    fn gzip(text: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
        encoder.write_all(text).unwrap();
        encoder.finish().unwrap()
    }

    fn unpacked(packed: &[u8], part: usize, bound: usize) -> Result<Bytes, BodyError> {
        let mut body = Body::new(true, 0, bound);
        for part in packed.chunks(part) {
            body.take(part)?;
        }
        body.finish().map_err(BodyError::NotGzip)
    }

    #[test]
    fn names_are_told_as_rfc_9110_has_them() {
        for same in [&["gzip"][..], &["GZIP"], &["x-gzip"], &["X-GZip "], &["identity, gzip"], &["identity", "gzip"]] {
            assert!(is_gzip(&headers(same)), "{same:?}");
        }
        for other in [&["br"][..], &["gzip, gzip"], &["gzip", "br"], &["deflate"], &[], &["identity"]] {
            assert!(!is_gzip(&headers(other)), "{other:?}");
        }
        assert_eq!(of(&headers(&["gzip, BR"]), b"x").as_deref(), Some("`gzip, br`"));
        assert_eq!(of(&headers(&[]), &gzip(b"{}")).as_deref(), Some("`gzip`, which no header says"));
        assert_eq!(
            of(&headers(&["identity"]), b"\x28\xb5\x2f\xfd\x00").as_deref(),
            Some("`zstd`, which no header says")
        );
        assert_eq!(of(&headers(&[]), b"\x78\x9c\xff").as_deref(), Some("`deflate`, which no header says"));
        for plain in [&b"<html>"[..], b"x\x01", b"", b"\x1f"] {
            assert_eq!(of(&headers(&[]), plain), None);
        }
    }

    #[test]
    fn gzip_is_unpacked_in_any_parts_and_any_number_of_members() {
        let text = b"{\"data\":null} and some more of it".repeat(50);
        let two = [gzip(&text[..100]), gzip(&text[100..])].concat();
        for part in [1, 7, 100_000] {
            assert_eq!(unpacked(&gzip(&text), part, 10_000).unwrap(), text);
            assert_eq!(unpacked(&two, part, 10_000).unwrap(), text);
        }
        assert_eq!(unpacked(&gzip(&text), 9, text.len()).unwrap().len(), text.len());
        assert!(matches!(unpacked(&gzip(&text), 9, text.len() - 1), Err(BodyError::TooLarge)));
        let bomb = gzip(&vec![b' '; 50 << 20]);
        assert!(matches!(unpacked(&bomb, bomb.len(), 1000), Err(BodyError::TooLarge)));
    }

    #[test]
    fn what_is_no_gzip_is_told() {
        let packed = gzip(b"{}");
        for broken in [&b"{\"data\":null}"[..], &packed[..packed.len() - 3], &packed[..4]] {
            assert!(matches!(unpacked(broken, 5, 100), Err(BodyError::NotGzip(_))), "{broken:?}");
        }
    }
}
