//! 5.5.1.4 Fragments Must Be Used: each fragment is spread. Here it is odd and not wrong, as the fragment is not sent.

use crate::check::context::Context;
use crate::check::rule::Rule;
use crate::source::{Code, Problem};

pub(super) struct FragmentsMustBeUsed;

impl<'a> Rule<'a> for FragmentsMustBeUsed {
    fn end(&mut self, context: &mut Context<'a>) {
        for fragment in context.fragments(false) {
            let message = format!("no operation uses the fragment `{}`", fragment.name);
            context.report(
                Problem::warning(Code::UnusedFragment, message)
                    .at(fragment.name.span(), "defined here")
                    .help("no code is generated for it"),
            );
        }
    }
}
