//! Fragments, each one type for all operations that spread it.

use super::file_name::FileNames;
use super::rust_type::SeenFrom;
use super::{Emitter, RUNTIME, doc, literal};
use crate::plan::{Fragment, FragmentType, Module};

impl Emitter<'_> {
    pub(super) fn fragments(&mut self, fragments: &[Fragment<'_>]) {
        self.out.line("");
        self.out.line("/// The fragments, each one type for all operations that spread it.");
        if !fragments.is_empty() {
            // The texts are macros, which are known below this module, and not elsewhere.
            self.out.line("#[macro_use]");
        }
        self.out.open("pub mod fragments {");
        self.out.line(RUNTIME);
        let mut names = FileNames::default();
        for fragment in fragments {
            let path = format!("fragments/{}", names.take(&fragment.module));
            let file = self.out.file(path, fragment.file);
            match fragment.shared {
                Some(module) => self.shared_fragment(fragment, module),
                None => self.fragment(fragment),
            }
            self.fragment_text(fragment);
            self.out.end_file(file);
        }
        self.out.close("}");
    }

    /// A macro, since `concat!` takes no constants.
    fn fragment_text(&mut self, Fragment { graphql, text, .. }: &Fragment<'_>) {
        let plain = literal::string(text.graphql);
        let arms = match &text.escaped {
            None => format!("($(json)?) => {{ {plain} }};"),
            Some(escaped) => format!("() => {{ {plain} }}; (json) => {{ {} }};", literal::string(escaped)),
        };
        self.out.line("");
        self.out.line(&format!("macro_rules! __fragment_{graphql} {{ {arms} }}"));
    }

    /// Of another crate: its type, what decodes it, and the types below.
    fn shared_fragment(&mut self, fragment: &Fragment<'_>, module: &str) {
        self.out.line("");
        let below = fragment.below.is_some().then_some(&fragment.module);
        for name in [&fragment.name].into_iter().chain(below) {
            self.out.line(&format!("pub use {module}::{name};"));
        }
        if let FragmentType::Own(ty) = &fragment.ty {
            for record in &ty.records {
                self.out.line("#[doc(hidden)]");
                self.out.line(&format!("pub use {module}::{};", record.path.name));
            }
        }
    }

    fn fragment(&mut self, fragment: &Fragment<'_>) {
        self.out.line("");
        self.fragment_doc(fragment);
        match &fragment.ty {
            FragmentType::Own(ty) => self.response_type(ty),
            FragmentType::Alias(ty) => {
                let ty = ty.seen_from(&Module::Fragments);
                self.out.line(&format!("pub type {} = {ty};", fragment.name));
            }
        }
        if let Some(types) = &fragment.below {
            self.out.line("");
            self.out.line(&format!("/// The types below [`{}`].", fragment.name));
            self.out.open(&format!("pub mod {} {{", fragment.module));
            self.response_module(types);
            self.out.close("}");
        }
    }

    fn fragment_doc(&mut self, fragment: &Fragment<'_>) {
        let Fragment { graphql, type_condition, file, description, .. } = fragment;
        self.out.doc(&format!("The fragment `{graphql}` on `{type_condition}`, from {}.", doc::code(file)));
        self.out.description(*description);
    }
}
