//! Opaque cursors that survive writes between two pages: they name the node, and the position in case it is gone.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

/// The cursor of a node at this position of its list. Its ordinal is the node's own number, whatever the list.
pub(crate) fn of(ordinal: u32, position: usize) -> String {
    URL_SAFE_NO_PAD.encode(format!("{position}:{ordinal}"))
}

/// Where a cursor points in a list of ordinals, if it is a cursor.
pub(crate) fn position(cursor: &str, ordinals: &[u32]) -> Option<Position> {
    let bytes = URL_SAFE_NO_PAD.decode(cursor).ok()?;
    let text = String::from_utf8(bytes).ok()?;
    let (position, ordinal) = text.split_once(':')?;
    let (position, ordinal): (usize, u32) = (position.parse().ok()?, ordinal.parse().ok()?);
    if ordinals.get(position) == Some(&ordinal) {
        return Some(Position::At(position));
    }
    Some(ordinals.iter().position(|other| *other == ordinal).map_or(Position::Gone(position), Position::At))
}

/// Where a cursor points.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Position {
    At(usize),
    /// Its node left the list; the next one moved here.
    Gone(usize),
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_follows_its_node() {
        let cursor = of(7, 1);
        assert_eq!(position(&cursor, &[5, 7, 9]), Some(Position::At(1)));
        assert_eq!(position(&cursor, &[4, 5, 7, 9]), Some(Position::At(2)));
        assert_eq!(position(&cursor, &[5, 9]), Some(Position::Gone(1)));
        for wrong in ["", "nonsense", "é", "MDow=", "YTpi"] {
            assert_eq!(position(wrong, &[5]), None, "{wrong}");
        }
    }
}
