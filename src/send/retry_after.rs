//! The header `Retry-After`: seconds or a date.

use std::time::{Duration, SystemTime};

use http::{HeaderMap, header};

/// Stands for a number of seconds too large to count.
const FOREVER: Duration = Duration::from_secs(u32::MAX as u64);

/// How long the server asks to wait; `None` where it does not say, or says nothing that can be read.
///
/// A date is compared with the answer's own `Date` where it has one, so that a wrong clock here does not matter.
pub(crate) fn read(headers: &HeaderMap) -> Option<Duration> {
    let text = headers.get(header::RETRY_AFTER)?.to_str().ok()?.trim();
    if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Some(text.parse().map_or(FOREVER, Duration::from_secs).min(FOREVER));
    }
    if text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.') {
        let seconds: f64 = text.parse().ok()?;
        return Some(Duration::try_from_secs_f64(seconds).unwrap_or(FOREVER).min(FOREVER));
    }
    let at = httpdate::parse_http_date(text).ok()?;
    let now = headers
        .get(header::DATE)
        .and_then(|date| date.to_str().ok())
        .and_then(|date| httpdate::parse_http_date(date).ok())
        .unwrap_or_else(SystemTime::now);
    Some(at.duration_since(now).unwrap_or_default().min(FOREVER))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(retry_after: &str, date: Option<&str>) -> Option<Duration> {
        let mut headers = HeaderMap::new();
        headers.insert(header::RETRY_AFTER, retry_after.parse().unwrap());
        if let Some(date) = date {
            headers.insert(header::DATE, date.parse().unwrap());
        }
        read(&headers)
    }

    #[test]
    fn seconds() {
        assert_eq!(told("0", None), Some(Duration::ZERO));
        assert_eq!(told(" 12 ", None), Some(Duration::from_secs(12)));
        assert_eq!(told("1.5", None), Some(Duration::from_millis(1500)));
        assert_eq!(told("99999999999999999999999", None), Some(FOREVER));
        assert_eq!(read(&HeaderMap::new()), None);
    }

    #[test]
    fn dates_count_from_the_servers_clock() {
        let date = Some("Wed, 21 Oct 2015 07:28:00 GMT");
        assert_eq!(told("Wed, 21 Oct 2015 07:28:30 GMT", date), Some(Duration::from_secs(30)));
        assert_eq!(told("Wed, 21 Oct 2015 07:27:30 GMT", date), Some(Duration::ZERO));
        assert_eq!(told("Wed, 21 Oct 2015 07:28:30 GMT", None), Some(Duration::ZERO));
    }

    #[test]
    fn what_cannot_be_read_says_nothing() {
        for text in ["", "soon", "-1", "1,5", ".", "1.2.3", "NaN", "inf", "0x10", "1e3"] {
            assert_eq!(told(text, None), None, "{text}");
        }
    }
}
