//! Fragments, each one type for all operations that spread it.

use super::rust_type::SeenFrom;
use super::{Emitter, RUNTIME, doc};
use crate::plan::{Fragment, FragmentType, Module};

impl Emitter<'_> {
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
