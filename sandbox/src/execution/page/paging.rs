//! Which part of a list was asked for.

use serde_json::Value;

use super::cursor::{self, Position};
use crate::execution::arguments::Arguments;
use crate::execution::execution_error::ExecutionError;

const DEFAULT_PAGE: usize = 10;
const DEFAULT_LIMIT: usize = 100;

/// A request for a part of a list.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) enum Paging {
    Cursors {
        first: Option<usize>,
        last: Option<usize>,
        after: Option<String>,
        before: Option<String>,
    },
    /// By page number, counted from one.
    Numbered {
        page: usize,
        limit: usize,
    },
    #[default]
    Whole,
}

/// The part of a list that a page shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Cut {
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) total: usize,
}

impl Paging {
    /// Reads `first`, `after`, `last` and `before`, from the field, from `paging` or from `input.paging`.
    pub(crate) fn cursors(arguments: &Arguments) -> Result<Self, ExecutionError> {
        let paging = arguments.object("paging");
        let value = |name: &str| match paging {
            Some(paging) => paging.get(name),
            None => arguments.find(name),
        };
        let number = |name: &str| match value(name) {
            None | Some(Value::Null) => Ok(None),
            Some(value) => count(name, value).map(Some),
        };
        let text = |name: &str| {
            // An empty cursor is what an official script sends for the first page.
            value(name).and_then(Value::as_str).filter(|cursor| !cursor.is_empty()).map(ToOwned::to_owned)
        };
        let (first, last) = (number("first")?, number("last")?);
        let first = if first.is_none() && last.is_none() { Some(DEFAULT_PAGE) } else { first };
        Ok(Self::Cursors { first, last, after: text("after"), before: text("before") })
    }

    /// Reads `page` and `limit`.
    pub(crate) fn numbered(arguments: &Arguments) -> Result<Self, ExecutionError> {
        let number = |name: &str, default| arguments.find(name).map_or(Ok(default), |value| count(name, value));
        let page = number("page", 1)?;
        if page == 0 {
            return Err(ExecutionError::bad_input("page is counted from 1"));
        }
        Ok(Self::Numbered { page, limit: number("limit", DEFAULT_LIMIT)? })
    }

    /// Finds the part in a list.
    pub(crate) fn cut(&self, ordinals: &[u32]) -> Result<Cut, ExecutionError> {
        let total = ordinals.len();
        match self {
            Self::Whole => Ok(Cut { start: 0, end: total, total }),
            Self::Numbered { page, limit } => {
                let start = page.saturating_sub(1).saturating_mul(*limit).min(total);
                Ok(Cut { start, end: start.saturating_add(*limit).min(total), total })
            }
            Self::Cursors { first, last, after, before } => {
                let position = |cursor: &Option<String>| match cursor {
                    None => Ok(None),
                    Some(cursor) => cursor::position(cursor, ordinals)
                        .map(Some)
                        .ok_or_else(|| ExecutionError::bad_input(format!("invalid cursor: {cursor}"))),
                };
                let mut start = match position(after)? {
                    None => 0,
                    Some(Position::At(at)) => at + 1,
                    Some(Position::Gone(at)) => at.min(total),
                };
                let mut end = match position(before)? {
                    None => total,
                    Some(Position::At(at) | Position::Gone(at)) => at.min(total),
                };
                end = end.max(start);
                if let Some(first) = first {
                    end = end.min(start.saturating_add(*first));
                }
                if let Some(last) = last {
                    start = start.max(end.saturating_sub(*last));
                }
                Ok(Cut { start, end, total })
            }
        }
    }
}

fn count(name: &str, value: &Value) -> Result<usize, ExecutionError> {
    value
        .as_u64()
        .or_else(|| {
            value
                .as_f64()
                .filter(|float| *float >= 0.0 && float.fract() == 0.0)
                .and_then(|float| format!("{float:.0}").parse().ok())
        })
        .and_then(|count| usize::try_from(count).ok())
        .ok_or_else(|| ExecutionError::bad_input(format!("{name} must be a whole number of at least 0, not {value}")))
}
