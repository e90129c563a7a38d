//! What a schema or a document says stays text in the code that is generated: documentation in which rustdoc finds words
//! and nothing to run, and literals that Rust reads back.

use std::collections::BTreeSet;

use proc_macro2::{Literal, TokenStream, TokenTree};
use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag};
use stigg_graphql_codegen::Builder;

/// What rustdoc switches on.
const RUSTDOC: Options = Options::ENABLE_TABLES
    .union(Options::ENABLE_FOOTNOTES)
    .union(Options::ENABLE_STRIKETHROUGH)
    .union(Options::ENABLE_TASKLISTS)
    .union(Options::ENABLE_SMART_PUNCTUATION);

/// Every one becomes something else than words where Markdown or Rust gets to read it.
const HOSTILE: &[&str] = &[
    "```\nfn main() { panic!() }\n```",
    "`\u{202a}``\u{202a}\npanic!()\n`\u{2066}``",
    "`\u{200b}``rust\npanic!()\n``\u{0}`",
    "~~~\npanic!()\n~~~",
    "\u{202e}    panic!()",
    "a\n\n    panic!()\n\n\tpanic!()\n\n\u{a0}\u{a0}\u{a0}\u{a0}panic!()",
    "- a\n\n      panic!()\n1. b\n\n   ```\n   panic!()\n   ```\n> ```\n> panic!()",
    "a\u{85}```\u{2028}panic!()\u{2029}```\u{b}```\u{c}panic!()",
    "<pre><code>panic!()</code></pre>\n<script>alert(1)</script>\n<img src=x onerror=alert(1)>\n<!-- x --><![CDATA[ x ]]>",
    "[x](javascript:alert(1)) <javascript:alert(1)> <a@b.c> ![x](y) [Foo] [`Foo`] [a][b] [^1]\n\n[b]: /c\n[^1]: d",
    "# a\n\nb\n===\nc\n---\n\n***\n\n| a | b |\n|---|---|\n| c | d |\n\n- [ ] e ~~f~~ *g* __h__ &lt;i&gt; &#60;j>",
    "*/ */ /** //! /// #![allow(x)] \r\n} mod evil { \" \\\" \"# \r",
    "`a``b` `` c `` \\`d\\` `e\\` `f",
    "\u{1b}[2J\u{7}\u{9b}31m\u{7f}",
];

/// GraphQL's quoted string for any text.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// A schema that says `text` in every place where a schema says anything.
fn schema(text: &str) -> String {
    let said = quoted(text);
    format!(
        "{said} schema {{ query: Query mutation: Change }}
        {said} type Query {{
          {said} node({said} id: ID = {said} @deprecated(reason: {said})): Node @deprecated(reason: {said})
          {said} find({said} in: In, one: One): [Kind!] }}
        {said} type Change {{ {said} set({said} to: String = {said}): Int @deprecated(reason: {said}) }}
        {said} interface Node {{ {said} id: ID @deprecated(reason: {said}) }}
        {said} type A implements Node {{ {said} id: ID {said} u: U }}
        {said} type B implements Node {{ id: ID @deprecated(reason: {said}) }}
        {said} union U = A | B
        {said} enum Kind {{ {said} X @deprecated(reason: {said}) {said} Y }}
        {said} input In {{ {said} text: String = {said} @deprecated(reason: {said}) {said} more: In }}
        {said} input One @oneOf {{ {said} a: Int {said} b: String @deprecated(reason: {said}) }}
        {said} scalar Time @specifiedBy(url: {said})
        {said} directive @d({said} a: String = {said} @deprecated(reason: {said})) on FIELD"
    )
}

/// Operations that reach all of it, and say it themselves.
fn document(text: &str) -> String {
    let said = quoted(text);
    let comment = text.replace(['\n', '\r'], " # ");
    format!(
        "# {comment}
        query Look($in: In = {{ text: {said} }}, $one: One, $t: String = {said}) {{
          node(id: {said}) @d(a: $t) {{ __typename ...F ... on A {{ u {{ ... on B {{ id }} }} }} }}
          find(in: $in, one: $one)
        }}
        fragment F on Node {{ id }}
        mutation Set($to: String = {said}) {{ set(to: $to) }}"
    )
}

/// The documentation of each item, the deprecation notes, and all other literals.
#[derive(Default)]
struct Said {
    docs: Vec<String>,
    notes: Vec<String>,
    literals: Vec<String>,
}

impl Said {
    fn in_code(code: &str) -> Self {
        let mut said = Self::default();
        said.read(code.parse().unwrap());
        said
    }

    fn read(&mut self, tokens: TokenStream) {
        let mut tokens = tokens.into_iter();
        let mut doc: Vec<String> = Vec::new();
        while let Some(token) = tokens.next() {
            match token {
                TokenTree::Punct(sign) if sign.as_char() == '#' => {
                    let Some(TokenTree::Group(attribute)) = tokens.next() else { panic!("`#` alone") };
                    let parts: Vec<TokenTree> = attribute.stream().into_iter().collect();
                    match &parts[..] {
                        [TokenTree::Ident(name), _, TokenTree::Literal(line)] if name == "doc" => doc.push(text(line)),
                        [TokenTree::Ident(name), TokenTree::Group(inside)] if name == "deprecated" => {
                            let Some(TokenTree::Literal(note)) = inside.stream().into_iter().last() else { panic!() };
                            self.notes.push(text(&note));
                        }
                        _ => {}
                    }
                    continue;
                }
                TokenTree::Group(group) => self.read(group.stream()),
                TokenTree::Literal(literal) if literal.to_string().contains('"') => self.literals.push(text(&literal)),
                _ => {}
            }
            if !doc.is_empty() {
                self.docs.push(std::mem::take(&mut doc).join("\n"));
            }
        }
    }
}

fn text(literal: &Literal) -> String {
    syn::parse_str::<syn::LitStr>(&literal.to_string()).unwrap().value()
}

/// Asserts that there is nothing but paragraphs of words and code spans, and blocks of code that is not run, and returns what
/// is linked to. An index has headings and lists besides.
fn links(markdown: &str, is_index: bool) -> BTreeSet<String> {
    let mut links = BTreeSet::new();
    // rustdoc asks for what stands in brackets without an address.
    let mut by_name = |link: pulldown_cmark::BrokenLink<'_>| Some((link.reference.into_string().into(), "".into()));
    // rustdoc takes the space after `///` away from all lines.
    let markdown = markdown.lines().map(|line| line.strip_prefix(' ').unwrap_or(line)).collect::<Vec<_>>().join("\n");
    for event in Parser::new_with_broken_link_callback(&markdown, RUSTDOC, Some(&mut by_name)) {
        match event {
            Event::Start(Tag::Link { dest_url, .. }) => {
                links.insert(dest_url.to_string());
            }
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(kind))) if ["graphql", "rs"].contains(&&*kind) => {}
            Event::Start(Tag::Heading { .. } | Tag::List(None) | Tag::Item) if is_index => {}
            Event::Start(Tag::Paragraph) | Event::End(_) | Event::Text(_) | Event::Code(_) | Event::SoftBreak => {}
            other => panic!("{other:?} in {markdown}"),
        }
    }
    links
}

#[test]
fn what_is_said_stays_text_wherever_it_is_said() {
    for hostile in HOSTILE {
        let said = format!("{hostile}\n\nthe end of it");
        let schema = schema(&said);
        let generated = Builder::new()
            .schema_text(format!("schema {said}"), &schema)
            .query_text(format!("queries/{said}.graphql"), document(&said))
            .scalar("Time", "::std::string::String")
            .include_type("Kind")
            .generate()
            .unwrap_or_else(|problems| panic!("{hostile}: {problems}"));
        let code = generated.code;
        let shown = code.replace('\n', "");
        assert_eq!(shown.find(|letter: char| letter.is_control() || "\u{200b}\u{202e}\u{2066}".contains(letter)), None);

        let Said { docs, notes, literals } = Said::in_code(&code);
        let linked: BTreeSet<String> = docs.iter().chain(&notes).flat_map(|text| links(text, false)).collect();
        let expected = [
            "::stigg_graphql::Replay",
            "::stigg_graphql::Replay::Never",
            "::stigg_graphql::Replay::Safe",
            "`look::Data`",
            "`set::Data`",
            "fragments::F",
            "super::Look",
            "super::Set",
        ];
        assert_eq!(linked, expected.map(str::to_owned).into());
        let count = |texts: &[String]| texts.iter().filter(|text| text.contains("the end of it")).count();
        assert_eq!((count(&docs), count(&notes)), (20, 7), "{hostile}");
        let sent: Vec<&String> = literals.iter().filter(|literal| literal.contains("query Look")).collect();
        // Once as it is, and once as a string of JSON has it.
        let [plain, escaped] = sent[..] else { panic!("{sent:?}") };
        assert_eq!(format!("\"{escaped}\""), serde_json::to_string(plain).unwrap());
        assert_eq!(literals.iter().filter(|literal| literal.starts_with(&format!("queries/{hostile}"))).count(), 2);
    }
}

/// A list of operations has headings of folders, and says what is said of each.
#[test]
fn what_is_said_stays_text_in_the_index() {
    for hostile in HOSTILE {
        let builder = Builder::new()
            .schema_text("schema.graphql", "type Query { a: Int }")
            .query_text(format!("{hostile}/a.graphql"), format!("{} query A {{ a }}", quoted(hostile)))
            .query_text("b/b.graphql", "query B { a }");
        let index = builder.generate().unwrap().index;
        assert_eq!(links(&index, true), ["`A`", "`B`"].map(str::to_owned).into(), "{index}");
    }
}

/// The words of a description are where they were, whatever stands around them.
#[test]
fn prose_reads_as_it_was_written() {
    let schema = "type Query {
      \"\"\"
      The customer's `refId`, e.g. \"acme\" (see snake_case & co.).

        Second paragraph: 3.5 > 2.
      \"\"\"
      a: Int @deprecated(reason: \"use `b`, it's new\")
    }";
    let code = Builder::new().schema_text("s.graphql", schema).query_text("q.graphql", "query Q { a }").generate();
    let code = code.unwrap().code;
    let expected = "\
            /// `Query.a: Int`
            ///
            /// The customer's `refId`, e.g. \"acme\" (see snake_case & co.).
            ///
            /// Second paragraph: 3.5 > 2.
            #[deprecated(note = \"use `b`, it's new\")]
";
    assert!(code.contains(expected), "{code}");
}
