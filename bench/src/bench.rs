//! One run: what both sides can do is built, decoded with, timed and weighed.

use std::collections::BTreeSet;
use std::path::Path;

use anyhow::{Context as _, bail};
use apollo_compiler::executable::ExecutableDocument;

use crate::answer::answer;
use crate::arguments::{Arguments, Scope};
use crate::clock::Took;
use crate::corpus::Corpus;
use crate::form::Form;
use crate::merge::flatten;
use crate::report::Report;
use crate::round::ratio;
use crate::scratch::{Built, Profile, Scratch};
use crate::summary::Summary;
use crate::{report, round, side, size};

/// What is taken of the official operations where not all are: those with the largest answers, the longest documents, and writes.
const TWELVE: [&str; 12] = [
    "GetActiveSubscriptions",
    "GetCheckoutState",
    "GetCoupons",
    "GetCustomerById",
    "GetCustomerPortalByRefId",
    "GetEntitlementsState",
    "GetPaywall",
    "GetProducts",
    "GetSubscriptions",
    "PreviewSubscription",
    "ProvisionSubscription",
    "ReportUsage",
];

/// How often our crate is built; `graphql_client`'s is too slow for more than once.
const BUILDS: usize = 3;

/// Everything a run needs.
pub(crate) struct Bench<'a> {
    arguments: &'a Arguments,
    corpus: Corpus,
    scratch: Scratch,
}

/// The operations of one form that both sides can do, and what building `graphql_client`'s crate took.
struct Common {
    operations: Vec<String>,
    peer: Took,
}

impl<'a> Bench<'a> {
    pub(crate) fn new(root: &Path, target: &Path, arguments: &'a Arguments) -> anyhow::Result<Self> {
        let corpus = Corpus::read(root)?;
        let scratch = Scratch::new(target, root, &corpus)?;
        Ok(Self { arguments, corpus, scratch })
    }

    /// Measures by the clock, and reports the marks.
    pub(crate) fn run(&self, report: &mut Report, summary: &mut Summary) -> anyhow::Result<()> {
        let documents = self.documents()?;
        self.warm(Profile::Release)?;
        let shipped = self.common(Form::Shipped, &documents)?;
        self.common(Form::Flat, &documents)?;

        let decoder = self.scratch.program("decode")?;
        let answers = self.scratch.answers();
        let with_fragments: BTreeSet<_> =
            documents.iter().filter(|document| !document.fragments.is_empty()).map(name_of).collect();
        let (rounds, failed) = round::decode(&decoder, &answers, self.is_quick(), &with_fragments)?;
        report.decode(&rounds);
        report::list("Not decoded by both", &failed);
        if self.is_quick() {
            return Ok(());
        }

        report::heading(&format!("Build of the {} operations as shipped, each decoded", shipped.operations.len()));
        let count = shipped.operations.len();
        let ours = self.rebuild("ours_shipped", Profile::Release, BUILDS)?;
        report.build("rustc, release", ours, shipped.peer, true);
        let seconds = |took: Took| Some(took.judged().as_secs_f64());
        summary.add(
            &format!("rustc of {count} operations, release"),
            "CPU s",
            [seconds(ours), seconds(shipped.peer), None, None],
        );
        let empty = size::machine_code(&self.scratch.program("empty")?)?;
        let weigh = |name| anyhow::Ok(size::machine_code(&self.scratch.program(name)?)?.saturating_sub(empty));
        let (ours, peer) = (weigh("ours_shipped")?, weigh("peer_shipped")?);
        report.size(ours, peer);
        let kilobytes = |bytes| Some(ratio(bytes, 1000));
        summary.add(
            &format!("Machine code of {count} operations"),
            "KB",
            [kilobytes(ours), kilobytes(peer), None, None],
        );
        self.warm(Profile::Debug)?;
        let peer = self.rebuild("peer_shipped", Profile::Debug, 1)?;
        report.build("rustc, debug", self.rebuild("ours_shipped", Profile::Debug, BUILDS)?, peer, false);
        Ok(())
    }

    fn is_quick(&self) -> bool {
        self.arguments.scope == Scope::Quick
    }

    fn documents(&self) -> anyhow::Result<Vec<ExecutableDocument>> {
        let mut documents = self.corpus.official()?;
        let Arguments { only, all, .. } = self.arguments;
        documents.retain(|document| match name_of(document) {
            name if only.is_empty() => *all || TWELVE.contains(&&*name),
            name => only.contains(&name),
        });
        Ok(documents)
    }

    /// Builds what all crates depend on, which is not measured.
    fn warm(&self, profile: Profile) -> anyhow::Result<()> {
        eprintln!("building the dependencies ...");
        match self.scratch.build("empty", profile, false)? {
            Built::Done(_) => Ok(()),
            Built::Failed(errors) => bail!("the dependencies do not build: {errors:?}"),
        }
    }

    /// Builds both crates of a form with what `graphql_client` can do, and lists what it cannot.
    fn common(&self, form: Form, documents: &[ExecutableDocument]) -> anyhow::Result<Common> {
        let documents: Vec<_> = match form {
            Form::Shipped | Form::Counted => documents.to_vec(),
            // Without fragments the form would be the same.
            Form::Flat => documents
                .iter()
                .filter(|document| !document.fragments.is_empty())
                .filter_map(|document| flatten(&self.corpus.schema, document))
                .collect(),
        };
        let (mut modules, mut refused) = (Vec::new(), Vec::new());
        for document in &documents {
            match side::peer(&self.corpus, document) {
                Ok(module) => modules.push(module),
                Err(reason) => refused.push(format!("{}: {reason}", name_of(document))),
            }
        }
        let name = format!("peer_{}", form.name());
        eprintln!("building {name}, which takes minutes ...");
        let peer = loop {
            self.scratch.write_peer(form, &modules)?;
            let errors = match self.scratch.build(&name, Profile::Release, !self.is_quick())? {
                Built::Done(took) => break took,
                Built::Failed(errors) => errors,
            };
            let before = modules.len();
            modules.retain(|module| {
                let error = errors.iter().find(|(file, _)| file.ends_with(&format!("/operations/{}.rs", module.file)));
                refused.extend(error.map(|(_, error)| format!("{}: does not compile: {error}", module.operation)));
                error.is_none()
            });
            if modules.len() == before {
                bail!("{name} does not compile: {errors:?}");
            }
        };
        let operations: Vec<_> = modules.into_iter().map(|module| module.operation).collect();
        println!("\nform {:?}: both do {} of {} operations", form.name(), operations.len(), documents.len());
        for refusal in refused {
            println!("  graphql_client does not {refusal}");
        }
        let documents: Vec<_> = documents.iter().filter(|document| operations.contains(&name_of(document))).collect();
        for document in &documents {
            self.scratch.write_answer(form, &name_of(document), &answer(&self.corpus.schema, document))?;
        }
        self.scratch.write_ours(form, &side::ours(&self.corpus, form, &documents)?, &operations)?;
        Ok(Common { operations, peer })
    }

    /// The shortest of some builds.
    fn rebuild(&self, name: &str, profile: Profile, times: usize) -> anyhow::Result<Took> {
        let mut shortest: Option<Took> = None;
        for _ in 0..times {
            match self.scratch.build(name, profile, true)? {
                Built::Done(took) if shortest.is_none_or(|known| took.judged() < known.judged()) => {
                    shortest = Some(took);
                }
                Built::Done(_) => {}
                Built::Failed(errors) => bail!("{name} does not compile: {errors:?}"),
            }
        }
        shortest.context("built at least once")
    }
}

fn name_of(document: &ExecutableDocument) -> String {
    document.operations.named.keys().next().map(ToString::to_string).unwrap_or_default()
}
