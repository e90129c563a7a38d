//! SQL's `LIKE`.

/// Whether a text is like a pattern: `%` stands for any run, `_` for one character, `\` before one that is meant as written.
pub(crate) fn matches(text: &str, pattern: &str) -> bool {
    let text: Vec<char> = text.chars().collect();
    let pattern = tokens(pattern);
    let (mut at, mut next) = (0, 0);
    let mut retry = None;
    while at < text.len() {
        match pattern.get(next) {
            Some(Token::Any) => {
                next += 1;
                retry = Some((next, at));
            }
            Some(token) if token.takes(text[at]) => {
                at += 1;
                next += 1;
            }
            _ => match retry {
                Some((after, from)) => {
                    next = after;
                    at = from + 1;
                    retry = Some((after, at));
                }
                None => return false,
            },
        }
    }
    pattern[next..].iter().all(|token| matches!(token, Token::Any))
}

enum Token {
    Any,
    One,
    Exactly(char),
}

impl Token {
    fn takes(&self, c: char) -> bool {
        match self {
            Self::Any => false,
            Self::One => true,
            Self::Exactly(wanted) => *wanted == c,
        }
    }
}

fn tokens(pattern: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut chars = pattern.chars();
    while let Some(c) = chars.next() {
        tokens.push(match c {
            '%' => Token::Any,
            '_' => Token::One,
            '\\' => Token::Exactly(chars.next().unwrap_or('\\')),
            c => Token::Exactly(c),
        });
    }
    tokens
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn like_patterns() {
        for (text, pattern, expected) in [
            ("", "", true),
            ("", "%", true),
            ("", "_", false),
            ("abc", "%", true),
            ("abc", "%c", true),
            ("abc", "%b", false),
            ("abcbc", "a%bc", true),
            ("50%", r"50\%", true),
            ("500", r"50\%", false),
            ("ü", "_", true),
            (r"a\", r"a\", true),
        ] {
            assert_eq!(matches(text, pattern), expected, "{text} like {pattern}");
        }
        let long = "a".repeat(5_000);
        assert!(!matches(&long, &format!("{}b", "a%".repeat(50))), "no exponential search");
    }
}
