//! Foreign text in documentation.
//!
//! rustdoc reads documentation as Markdown, and runs the code blocks in it as tests; a schema may come over the network. So
//! its words are made inert, in two steps whose order matters: first the text is brought into lines of visible characters,
//! then every sign that Markdown could take for one of its own is escaped. Nothing is removed or joined after that, so
//! nothing can come together again. `docs/decisions/0006-foreign-text-is-inert.md` says what is kept of Markdown, and why.

use crate::character::{ends_line, is_hidden};
use crate::terminal;

/// Any text as lines of documentation: paragraphs, with an empty line between two, and nothing else.
pub(super) fn lines(text: &str) -> Vec<String> {
    normalized(text).iter().map(|line| inert(line)).collect()
}

/// Any text as one line of documentation.
pub(super) fn line(text: &str) -> String {
    let mut lines = normalized(text);
    lines.retain(|line| !line.is_empty());
    inert(&lines.join(" "))
}

/// The text of a definition as lines of a code block, which no reader of documentation runs.
///
/// A block ends at the first line of as many backticks as it began with: it begins with one more than any run in the text.
pub(super) fn graphql(text: &str) -> Vec<String> {
    let longest = text.split(|character| character != '`').map(str::len).max().unwrap_or_default();
    let fence = "`".repeat(longest.max(2) + 1);
    let lines = text.lines().map(|line| terminal::line(line).into_owned());
    [format!("{fence}graphql")].into_iter().chain(lines).chain([fence.clone()]).collect()
}

/// Any text as a code span inside of a line of ours.
///
/// Nothing is an escape in there, so it ends at the first run of as many backticks as it began with: it begins with one more
/// than any run in the text.
pub(super) fn code(text: &str) -> String {
    let text = terminal::line(text);
    let longest = text.split(|character| character != '`').map(str::len).max().unwrap_or_default();
    let ticks = "`".repeat(longest + 1);
    let text = if text.is_empty() { " " } else { &*text };
    // One space on both sides is dropped, unless there is nothing else: it keeps backticks and spaces from the signs.
    let is_delicate = text.contains('`') || text.starts_with(' ') || text.ends_with(' ');
    let pad = if is_delicate && text.contains(|character| character != ' ') { " " } else { "" };
    format!("{ticks}{pad}{text}{pad}{ticks}")
}

/// The text in lines of visible characters with single spaces between words, at most one empty line in a row, and none at
/// the ends.
fn normalized(text: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for line in text.replace("\r\n", "\n").split(ends_line) {
        let visible = line.chars().filter_map(|character| match character {
            character if character.is_whitespace() => Some(' '),
            character if is_hidden(character) => None,
            character => Some(character),
        });
        let visible: String = visible.collect();
        let line = visible.split_whitespace().collect::<Vec<_>>().join(" ");
        if !line.is_empty() || lines.last().is_some_and(|last| !last.is_empty()) {
            lines.push(line);
        }
    }
    if lines.last().is_some_and(String::is_empty) {
        lines.pop();
    }
    lines
}

/// A line in which Markdown finds words and code spans and nothing else.
///
/// All signs of Markdown are ASCII. A backslash before one makes it an ordinary character, everywhere but in a code span; so
/// that no code span begins or ends but those that are kept, a backtick outside of them is written as an entity.
fn inert(line: &str) -> String {
    let mut inert = String::with_capacity(line.len() + 8);
    let number = line.len() - line.trim_start_matches(|first: char| first.is_ascii_digit()).len();
    let mut before = None;
    let mut rest = line;
    while let Some(character) = rest.chars().next() {
        let at = line.len() - rest.len();
        if let Some(span) = code_span(before, rest) {
            inert.push_str(span);
            before = Some('`');
            rest = &rest[span.len()..];
            continue;
        }
        rest = &rest[character.len_utf8()..];
        let after = rest.chars().next();
        let is_alphanumeric =
            |character: Option<char>| character.is_some_and(|character| character.is_ascii_alphanumeric());
        let is_sign = match character {
            // Emphasis, links, footnotes, HTML, fences, strikethrough, tables, mathematics, superscript.
            '\\' | '*' | '[' | ']' | '<' | '~' | '|' | '$' | '^' => true,
            // Emphasis, but not within a word, as in `snake_case`.
            '_' => !(is_alphanumeric(before) && is_alphanumeric(after)),
            // Entities.
            '&' => is_alphanumeric(after) || after == Some('#'),
            // Two would become a dash.
            '-' if before == Some('-') => true,
            // At the beginning of a line: headings, quotes, lists, rules, definitions, and what underlines a heading.
            '#' | '>' | '-' | '+' | '=' | ':' => at == 0,
            '.' | ')' => at > 0 && at == number && after.is_none_or(|after| after == ' '),
            _ => false,
        };
        if character == '`' {
            inert.push_str("&#96;");
        } else {
            inert.push_str(if is_sign { "\\" } else { "" });
            inert.push(character);
        }
        before = Some(character);
    }
    inert
}

/// The code span that the text begins with, as it is: between two lone backticks.
///
/// Nothing that it holds can be mistaken, for it has no backtick inside and no other beside it, and all others of the line
/// are in pairs like it or entities.
fn code_span(before: Option<char>, text: &str) -> Option<&str> {
    let inside = text.strip_prefix('`').filter(|_| before != Some('`'))?;
    let end = inside.find('`')?;
    let (inside, after) = (&inside[..end], &inside[end + 1..]);
    let is_lone = !inside.is_empty() && !after.starts_with('`');
    // A space at both ends would be dropped.
    let is_whole = !inside.starts_with(' ') && !inside.ends_with(' ');
    (is_lone && is_whole).then(|| &text[..end + 2])
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};

    use super::*;

    /// What rustdoc switches on, and everything there is.
    fn dialects() -> [Options; 2] {
        let rustdoc = Options::ENABLE_TABLES
            | Options::ENABLE_FOOTNOTES
            | Options::ENABLE_STRIKETHROUGH
            | Options::ENABLE_TASKLISTS
            | Options::ENABLE_SMART_PUNCTUATION;
        [rustdoc, Options::all()]
    }

    /// The paragraphs that Markdown finds; anything else is an error.
    fn paragraphs(markdown: &str, options: Options) -> Result<Vec<String>, String> {
        let mut paragraphs = Vec::new();
        let mut link = |_: pulldown_cmark::BrokenLink<'_>| Some(("link".into(), "link".into()));
        for event in Parser::new_with_broken_link_callback(markdown, options, Some(&mut link)) {
            let last = paragraphs.last_mut();
            match (event, last) {
                (Event::Start(Tag::Paragraph), _) => paragraphs.push(String::new()),
                (Event::End(TagEnd::Paragraph), _) => {}
                (Event::Text(text), Some(last)) => last.push_str(&text),
                (Event::Code(code), Some(last)) => last.push_str(&format!("`{code}`")),
                (Event::SoftBreak, Some(last)) => last.push('\n'),
                (event, _) => return Err(format!("{event:?} in {markdown:?}")),
            }
        }
        Ok(paragraphs)
    }

    /// The text of one block of GraphQL; anything else is an error.
    fn block(markdown: &str, options: Options) -> Result<String, String> {
        let mut events = Parser::new_ext(markdown, options);
        let kind = CodeBlockKind::Fenced("graphql".into());
        if events.next() != Some(Event::Start(Tag::CodeBlock(kind))) {
            return Err(format!("no block in {markdown:?}"));
        }
        let mut text = String::new();
        for event in events.by_ref() {
            match event {
                Event::Text(more) => text.push_str(&more),
                Event::End(TagEnd::CodeBlock) => break,
                event => return Err(format!("{event:?} in {markdown:?}")),
            }
        }
        events.next().map_or(Ok(text), |event| Err(format!("{event:?} behind {markdown:?}")))
    }

    /// Quotation marks and dots as they are typed: setting them is what "smart punctuation" is for.
    fn typed(text: &str) -> String {
        text.replace(['‘', '’'], "'").replace(['“', '”'], "\"").replace('…', "...")
    }

    fn check(text: &str) -> Result<(), TestCaseError> {
        let expected = normalized(text).join("\n");
        let expected: Vec<String> =
            expected.split("\n\n").filter(|paragraph| !paragraph.is_empty()).map(typed).collect();
        let markdown = lines(text).join("\n");
        let one_line = line(text);
        for options in dialects() {
            let found = paragraphs(&markdown, options).map_err(TestCaseError::fail)?;
            let found: Vec<String> = found.iter().map(|paragraph| typed(paragraph)).collect();
            prop_assert_eq!(&found, &expected, "{:?}", &markdown);
            let found = paragraphs(&one_line, options).map_err(TestCaseError::fail)?;
            prop_assert_eq!(typed(&found.join("")), expected.join(" ").replace('\n', " "), "{:?}", &one_line);
            let shown: String = text.lines().map(|line| format!("{}\n", terminal::line(line))).collect();
            prop_assert_eq!(block(&graphql(text).join("\n"), options).map_err(TestCaseError::fail)?, shown);
        }
        prop_assert!(!markdown.chars().any(|character| is_hidden(character) && character != '\n'));
        prop_assert!(!one_line.chars().any(is_hidden));
        Ok(())
    }

    /// Signs of Markdown and of HTML, and characters that a sign could hide behind.
    #[rustfmt::skip]
    const SIGNS: &[&str] = &[
        "`", "``", "```", "~~~", "~", "*", "**", "_", "__", "#", "## ", ">", "> ", "- ", "-", "--", "---", "+ ",
        "+++", "= ", "===", "1. ", "1) ", "1", "999", ".", "..", "...", ")", "(", "[", "]", "](", "[^", "]: ", "![",
        "[ ] ", "[[", "]]", "<", ">", "</", "<!--", "-->", "<script>", "<pre>", "<![CDATA[", "<?", "<a@b.c>",
        "<http://a>", "&", "&amp;", "&#96;", "&lt;", ";", "|", "| a |", "|-|", ":-:", ":", ": ", ":::", "$", "$$",
        "^", "\\", "\\\\", "\"", "'", "{", "}", "{#id}", "!", "%", "@", "/", "a", "b", "word", " ", "  ", "    ",
        "\t", "\n", "\n\n", "\r", "\r\n", "\u{b}", "\u{c}", "\u{85}", "\u{2028}", "\u{2029}", "\u{a0}", "\u{200b}",
        "\u{202a}", "\u{202e}", "\u{2066}", "\u{feff}", "\0", "\u{1b}", "\u{7f}", "é", "価", "🎟", "\u{301}",
        "http://a.b", "www.a.b", "\u{2014}", "’",
    ];

    fn soup() -> impl Strategy<Value = String> {
        prop::collection::vec(prop::sample::select(SIGNS), 0..24).prop_map(|signs| signs.concat())
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn any_text_is_paragraphs(text in any::<String>()) {
            check(&text)?;
        }

        #[test]
        fn any_signs_are_paragraphs(text in soup()) {
            check(&text)?;
        }

        #[test]
        fn any_text_is_a_code_span(text in prop_oneof![any::<String>(), soup()]) {
            for options in dialects() {
                let markdown = format!("The `a`, from {}, and `b`.", code(&text));
                let found = paragraphs(&markdown, options).map_err(TestCaseError::fail)?;
                let text = terminal::line(&text);
                let shown = if text.is_empty() { " " } else { &*text };
                prop_assert_eq!(found, [format!("The `a`, from `{shown}`, and `b`.")]);
            }
        }
    }

    #[test]
    fn prose_stays_as_it_is() {
        for text in [
            "The customer's plan (\"Pro\"), e.g. pay-per-use; 3.5 seats & 10% off: a > b, x = y/2!",
            "`customer_id` or snake_case: see `[Plan!]!` and `a | b`.",
            "価格 🎟, v1.2.3",
        ] {
            assert_eq!(line(text), text);
        }
    }

    #[test]
    fn signs_are_letters() {
        for (text, shown) in [
            ("```\u{202a}rust", "&#96;&#96;&#96;rust"),
            ("`\u{202a}``rust\nfn\n```", "&#96;&#96;&#96;rust fn &#96;&#96;&#96;"),
            ("    indented\n\tlet x;", "indented let x;"),
            ("<script>alert(1)</script>", "\\<script>alert(1)\\</script>"),
            ("[a](javascript:b) [`C`]", "\\[a\\](javascript:b) \\[`C`\\]"),
            ("a&lt;b R&D", "a\\&lt;b R\\&D"),
            ("run --all", "run -\\-all"),
            ("a `lone one, `` two ``", "a &#96;lone one, &#96;&#96; two &#96;&#96;"),
            ("``a`b` `c``d`", "&#96;&#96;a`b` &#96;c&#96;&#96;d&#96;"),
            ("costs $5, *now*", "costs \\$5, \\*now\\*"),
            ("_ C:\\plans", "\\_ C:\\\\plans"),
        ] {
            assert_eq!(line(text), shown, "{text:?}");
        }
        assert_eq!(
            lines("# a\r\n- b\n10. c\n\n\n\u{2028}> d\n---\n\u{200b}\n"),
            ["\\# a", "\\- b", "10\\. c", "", "\\> d", "\\-\\-\\-"]
        );
    }
}
