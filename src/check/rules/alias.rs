//! A name that two companies share names neither in prose; an alias that is the name already is no help.

use std::collections::HashMap;

use crate::check::Context;
use crate::diagnostics::{Diagnostic, codes};
use crate::span::Span;

pub(in crate::check) fn check(context: &Context<'_>, out: &mut Vec<Diagnostic>) {
    let mut owners: HashMap<String, (usize, Span)> = HashMap::new();
    let companies = &context.briefing.companies;
    for (index, company) in companies.iter().enumerate() {
        for name in company.name.distinct().chain(company.short.distinct()) {
            owners.entry(key(name)).or_insert((index, company.sheet.head()));
        }
    }
    for (index, company) in companies.iter().enumerate() {
        for alias in &company.aliases {
            let known = owners.get(&key(&alias.value)).copied();
            let Some((owner, span)) = known else {
                owners.insert(key(&alias.value), (index, alias.span));
                continue;
            };
            let other = &companies[owner].id;
            let problem = |title: String| Diagnostic::new(codes::ALIAS, alias.span, title);
            out.push(if owner == index {
                problem(format!("the alias `{}` is a name that `{other}` has already", alias.value)).help("remove it")
            } else {
                problem(format!("the alias `{}` also names `{other}`", alias.value))
                    .context(span, "a name of this one too")
                    .note("a name of two companies links to neither")
                    .help("keep it for one of them; texts can name the other with `[[id|words]]`")
            });
        }
    }
}

/// Names are recognised with either apostrophe, in their own case.
fn key(name: &str) -> String {
    name.trim().replace('’', "'")
}
