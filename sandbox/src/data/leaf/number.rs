//! Numbers that look like what the field's name promises.

use crate::data::hash::{self, pick};

/// What a number counts.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Number {
    Price,
    Percent,
    Quantity,
    Position,
    Year,
    Month,
    /// Milliseconds since 1970, in the future.
    Epoch,
}

impl Number {
    pub(crate) fn of(name: &str) -> Self {
        let has = |words: &[&str]| words.iter().any(|word| name.contains(word));
        if has(&["percent"]) {
            Self::Percent
        } else if has(&["validuntil", "timestamp"]) {
            Self::Epoch
        } else if has(&["year"]) {
            Self::Year
        } else if has(&["month"]) && !has(&["months"]) {
            Self::Month
        } else if has(&["order", "priority", "version", "index"]) {
            Self::Position
        } else if has(&["amount", "price", "cost", "total", "spend", "discount", "tax", "due"])
            && !has(&["totalcount", "totalactive"])
        {
            Self::Price
        } else {
            Self::Quantity
        }
    }

    pub(crate) fn whole(self, draw: u64, ordinal: u32) -> i32 {
        let within = |bound: u32| i32::try_from(hash::below(draw, bound)).unwrap_or(0);
        match self {
            Self::Percent => 5 * (1 + within(10)),
            Self::Price => i32::from(*pick(draw, &PRICES)),
            Self::Year => 2030 + within(6),
            Self::Month => 1 + within(12),
            Self::Position => 1 + i32::try_from(ordinal % 100).unwrap_or(0),
            Self::Quantity | Self::Epoch => within(100),
        }
    }

    /// Amounts are whole: they stay right for currencies without a smaller unit.
    pub(crate) fn fractional(self, draw: u64, ordinal: u32) -> f64 {
        match self {
            Self::Epoch => 2_051_222_400_000.0 + f64::from(hash::below(draw, 1_000)) * 1_000.0,
            Self::Price | Self::Percent | Self::Quantity | Self::Position | Self::Year | Self::Month => {
                f64::from(self.whole(draw, ordinal))
            }
        }
    }
}

const PRICES: [i16; 10] = [5, 9, 19, 29, 49, 79, 99, 199, 499, 1200];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::key::Key;

    #[test]
    fn amounts_are_whole() {
        for ordinal in 0..100 {
            let draw = Key::entity(1, 2, ordinal).draw(1);
            let price = Number::of("totalamount").fractional(draw, ordinal);
            assert!((5.0..=1200.0).contains(&price) && price.fract() == 0.0, "{price}");
        }
    }
}
