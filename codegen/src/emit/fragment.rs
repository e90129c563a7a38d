//! Fragments, each one type for all operations that spread it.

use super::rust_type::SeenFrom;
use super::{Emitter, RUNTIME, doc, literal};
use crate::plan::{Fragment, FragmentType, Module};

impl Emitter<'_> {
    /// The text of each fragment, once.
    ///
    /// They are macros, since `concat!` takes no constants, and come first, since a macro is known only below itself.
    pub(super) fn fragment_texts(&mut self, fragments: &[Fragment<'_>]) {
        if !fragments.is_empty() {
            self.out.line("");
            self.out.line("// The text of each fragment. A document is put together from them by the compiler.");
        }
        for Fragment { graphql, text, .. } in fragments {
            let plain = literal::string(text.graphql);
            let arms = match &text.escaped {
                None => format!("($(json)?) => {{ {plain} }};"),
                Some(escaped) => format!("() => {{ {plain} }}; (json) => {{ {} }};", literal::string(escaped)),
            };
            self.out.line(&format!("macro_rules! __fragment_{graphql} {{ {arms} }}"));
        }
    }

    pub(super) fn fragments(&mut self, fragments: &[Fragment<'_>]) {
        self.out.line("");
        self.out.line("/// The fragments, each one type for all operations that spread it.");
        self.out.open("pub mod fragments {");
        self.out.line(RUNTIME);
        for fragment in fragments {
            self.fragment(fragment);
        }
        self.out.close("}");
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
        if let Some((module, types)) = &fragment.below {
            self.out.line("");
            self.out.line(&format!("/// The types below [`{}`].", fragment.name));
            self.out.open(&format!("pub mod {module} {{"));
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
