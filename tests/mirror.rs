//! The blocking client has every method of the async one, with the same arguments and the same result.
#![allow(missing_docs, clippy::pedantic)]

use std::collections::BTreeMap;
use std::path::Path;

use quote::ToTokens;
use syn::{
    File, GenericArgument, ImplItem, Item, PathArguments, ReturnType, Signature, Type, TypeParamBound, Visibility,
};

/// The async types, and what stands for each in the blocking module.
const MIRRORED: [(&str, &str); 4] = [
    ("Client", "Client"),
    ("NodeStream<O>", "Iter<NodeStream<O>>"),
    ("PageStream<O>", "Iter<PageStream<O>>"),
    ("Subscription<D>", "Iter<Subscription<D>>"),
];

/// A public method: its arguments and its result, without spaces. The macro that writes options counts as a method without
/// either.
type Methods = BTreeMap<String, (String, String)>;

/// The public methods of a type.
fn methods(code: &File, of: &str) -> Methods {
    let mut found = Methods::new();
    let impls = code.items.iter().filter_map(|item| match item {
        Item::Impl(item) if item.trait_.is_none() && text(&item.self_ty) == of => Some(item),
        _ => None,
    });
    for item in impls.flat_map(|item| &item.items) {
        match item {
            ImplItem::Fn(method) if matches!(method.vis, Visibility::Public(_)) => {
                let Signature { ident, inputs, output, .. } = &method.sig;
                let arguments: Vec<String> =
                    inputs.iter().map(|input| text(input).replace("mutself", "self")).collect();
                found.insert(ident.to_string(), (arguments.join(","), result(output)));
            }
            ImplItem::Macro(item) => _ = found.insert(format!("{}!", text(&item.mac.path)), Default::default()),
            _ => {}
        }
    }
    found
}

fn text(tokens: &impl ToTokens) -> String {
    tokens.to_token_stream().to_string().replace(' ', "")
}

/// What a method returns; of a future, what that becomes.
fn result(output: &ReturnType) -> String {
    let ReturnType::Type(_, ty) = output else { return String::new() };
    let Type::ImplTrait(future) = &**ty else { return text(ty) };
    let outputs = future.bounds.iter().filter_map(|bound| match bound {
        TypeParamBound::Trait(bound) => match &bound.path.segments.last()?.arguments {
            PathArguments::AngleBracketed(arguments) => arguments.args.iter().find_map(|argument| match argument {
                GenericArgument::AssocType(output) if output.ident == "Output" => Some(text(&output.ty)),
                _ => None,
            }),
            _ => None,
        },
        _ => None,
    });
    outputs.last().unwrap_or_else(|| text(ty))
}

/// What a blocking method returns where the async one returns this.
fn blocking_result(result: &str) -> String {
    match result {
        "ClientBuilder" => "ClientBuilder<Self>".to_owned(),
        stream if stream.contains("Stream<") || stream.starts_with("Subscription<") => format!("Iter<{stream}>"),
        other => other.to_owned(),
    }
}

/// What the blocking code lacks, or has otherwise.
fn lacking(asynchronous: &[File], blocking: &File) -> Vec<String> {
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
fn sources() -> (Vec<File>, File) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let read = |path: &Path| syn::parse_file(&std::fs::read_to_string(path).unwrap()).unwrap();
    let (mut folders, mut asynchronous) = (vec![folder.clone()], Vec::new());
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") && !path.ends_with("blocking.rs") {
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
        lacking(&[syn::parse_file(ours).unwrap()], &syn::parse_file(theirs).unwrap()),
        [
            r#"Client: pages("&self,operation:O", "Iter<PageStream<O>>"), not Some(("&self,operation:&O", "Iter<PageStream<O>>"))"#,
            r#"Iter<PageStream<O>>: held("self", "usize"), not None"#,
        ]
    );
}
