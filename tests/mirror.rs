//! The blocking client has every method of the async one, with the same arguments and the same result.
#![allow(missing_docs, clippy::pedantic)]

use std::collections::BTreeMap;
use std::path::Path;

/// The async types, and what stands for each in the blocking module.
const MIRRORED: [(&str, &str); 4] = [
    ("Client", "Client"),
    ("NodeStream<O>", "Iter<NodeStream<O>>"),
    ("PageStream<O>", "Iter<PageStream<O>>"),
    ("Subscription<D>", "Iter<Subscription<D>>"),
];

/// A public method: its arguments and its result. The macro that writes options counts as a method without either.
type Methods = BTreeMap<String, (String, String)>;

/// Reads the public methods of a type out of code as `rustfmt` lays it out.
fn methods(code: &str, of: &str) -> Methods {
    let mut found = Methods::new();
    let mut lines = code.lines();
    while let Some(line) = lines.next() {
        let is_ours = line.starts_with("impl") && !line.contains(" for ") && {
            let header = line.trim_end_matches(" {").trim_end_matches(" where");
            header
                .strip_suffix(of)
                .is_some_and(|before| before.ends_with(['>', ' ']) && before.matches('<').count() <= 1)
        };
        if !is_ours {
            continue;
        }
        while let Some(line) = lines.next()
            && line != "}"
        {
            let Some(line) = line.strip_prefix("    ") else { continue };
            if let Some((name, _)) = line.split_once("!(")
                && name.chars().all(|letter| letter.is_ascii_lowercase() || letter == '_')
            {
                found.insert(format!("{name}!"), Default::default());
            }
            let Some(head) = line.strip_prefix("pub fn ") else { continue };
            let mut head = head.to_owned();
            while !head.contains(" {") && !head.ends_with("where") {
                head.push(' ');
                head.push_str(lines.next().expect("a method has a body").trim());
            }
            let (name, method) = signature(&head);
            found.insert(name, method);
        }
    }
    found
}

/// Name, arguments and result of `name<..>(arguments) -> result {`.
fn signature(head: &str) -> (String, (String, String)) {
    let name = head.split(['<', '(']).next().unwrap_or_default();
    // The arguments begin behind the generics, which have parentheses of their own only with closures.
    let start =
        head.find("(&self").or_else(|| head.find("(self")).or_else(|| head.find("(mut self")).or(head.find('('));
    let (_, behind) = head.split_at(start.expect("a method has arguments") + 1);
    let (arguments, rest) = behind.split_at(closing(behind, '(', ')'));
    let result = rest.trim_start_matches(')').trim_start_matches(" -> ");
    let result = result.split(" where").next().unwrap_or_default().split(" {").next().unwrap_or_default();
    let arguments = arguments.trim().trim_end_matches(',').replace("mut self", "self");
    (name.to_owned(), (arguments, result.trim().to_owned()))
}

/// Where the bracket closes that was opened before the text.
fn closing(text: &str, open: char, close: char) -> usize {
    let mut depth = 1;
    for (at, letter) in text.char_indices() {
        depth += i32::from(letter == open) - i32::from(letter == close);
        if depth == 0 {
            return at;
        }
    }
    text.len()
}

/// What a blocking method returns where the async one returns this.
fn blocking_result(result: &str) -> String {
    if let Some(output) = result.strip_prefix("impl Future<Output = ") {
        return output[..closing(output, '<', '>')].to_owned();
    }
    match result {
        "ClientBuilder" => "ClientBuilder<Self>".to_owned(),
        stream if stream.contains("Stream<") || stream.starts_with("Subscription<") => format!("Iter<{stream}>"),
        other => other.to_owned(),
    }
}

/// What the blocking code lacks, or has otherwise.
fn lacking(asynchronous: &[String], blocking: &str) -> Vec<String> {
    let mut lacking = Vec::new();
    for (ours, theirs) in MIRRORED {
        let there = methods(blocking, theirs);
        for code in asynchronous {
            for (name, (arguments, result)) in methods(code, ours) {
                let expected = (arguments, blocking_result(&result));
                if there.get(&name) != Some(&expected) {
                    lacking.push(format!("{theirs}: {name}{expected:?}, not {:?}", there.get(&name)));
                }
            }
        }
    }
    lacking
}

/// The code of every file but that of the blocking client, and the latter.
fn sources() -> (Vec<String>, String) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let read = |path: &Path| std::fs::read_to_string(path).unwrap();
    let (mut folders, mut asynchronous) = (vec![folder.clone()], Vec::new());
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if !path.ends_with("blocking.rs") {
                asynchronous.push(read(&path));
            }
        }
    }
    (asynchronous, read(&folder.join("blocking.rs")))
}

#[test]
fn the_blocking_client_lacks_nothing() {
    let (asynchronous, blocking) = sources();
    assert_eq!(lacking(&asynchronous, &blocking), Vec::<String>::new());
    // Proof that something was compared.
    let compared = |of| asynchronous.iter().flat_map(|code| methods(code, of).into_keys()).collect::<Vec<_>>();
    for name in ["send", "execute", "execute_raw", "execute_cynic", "paginate", "pages", "subscribe", "builder"] {
        assert!(compared("Client").contains(&name.to_owned()), "{name}");
    }
    for stream in ["NodeStream<O>", "PageStream<O>"] {
        assert!(compared(stream).contains(&"page_options!".to_owned()), "{stream}");
    }
}

#[test]
fn what_is_missing_or_other_is_told() {
    let ours = "
impl Client {
    pub fn send<O: Execute>(
        &self,
        operation: O,
    ) -> impl Future<Output = Result<Response<O::Data>, Error>> + Send + use<O> {
        async {}
    }
    pub fn pages<O: Paged>(&self, operation: O) -> PageStream<O> {
        body()
    }
    fn private(&self) {}
}
impl<O: Paged> PageStream<O> {
    page_options!(
    );
    pub fn held(mut self) -> usize {
        0
    }
}
impl<O: Paged> Other for PageStream<O> {
    pub fn not_ours(self) {}
}";
    let theirs = "
impl Client {
    pub fn send<O: Execute + 'static>(&self, operation: O) -> Result<Response<O::Data>, Error>
    where
        O: Send,
    {
        run()
    }
    pub fn pages<O: Paged>(&self, operation: &O) -> Iter<PageStream<O>> {
        body()
    }
}
impl<O: Paged> Iter<PageStream<O>> {
    page_options!(
    );
}";
    assert_eq!(
        lacking(&[ours.to_owned()], theirs),
        [
            r#"Client: pages("&self, operation: O", "Iter<PageStream<O>>"), not Some(("&self, operation: &O", "Iter<PageStream<O>>"))"#,
            r#"Iter<PageStream<O>>: held("self", "usize"), not None"#,
        ]
    );
}
