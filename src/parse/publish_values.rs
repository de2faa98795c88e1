//! Values of `[publish]`: names, addresses, commands, allowances. Each is refused where a program could misread it, and
//! where it holds a secret.

use toml::de::DeValue;

use super::publish::config;
use super::reader::{Item, Reader, excerpt};
use crate::diagnostics::{Diagnostic, codes};
use crate::model::{Allowance, is_secret_name};
use crate::span::Spanned;

/// A folder from the root, not the root itself, without steps back.
pub(super) fn is_absolute(path: &str) -> bool {
    path.starts_with('/')
        && !path.trim_matches('/').is_empty()
        && path.split('/').all(|part| !matches!(part, "." | ".."))
}

/// A string that no program could take for an option, and that fits on a line.
pub(super) fn plain<'a>(reader: &mut Reader<'a>, item: Item<'a>) -> Option<Spanned<String>> {
    let text = reader.string(item)?;
    if text.value.is_empty() || text.value.starts_with(['-', '~']) || text.value.contains(char::is_control) {
        let title = format!("expected a name or path, found `{}`", excerpt(&text.value));
        reader.report(config(text.span, title));
        return None;
    }
    Some(text)
}

/// The same, or nothing.
pub(super) fn prefix<'a>(reader: &mut Reader<'a>, item: Item<'a>) -> Option<Spanned<String>> {
    let is_empty = matches!(item.value, DeValue::String(text) if text.is_empty());
    if is_empty { None } else { plain(reader, item) }
}

/// The same for an address, which must not hold a password.
pub(super) fn address<'a>(reader: &mut Reader<'a>, item: Item<'a>) -> Option<Spanned<String>> {
    let text = plain(reader, item)?;
    let authority = text.value.split_once("://").map(|(_, rest)| rest.split('/').next().unwrap_or(rest));
    let user = authority.and_then(|authority| authority.rsplit_once('@')).map(|(user, _)| user);
    let has_login = user.is_some_and(|user| user.contains(':') || text.value.starts_with("http"));
    if has_login || authority.is_some() && text.value.contains('?') {
        let diagnostic = Diagnostic::new(
            codes::SECRET,
            text.span,
            format!("`{}` is an address with a password or token in it", item.key),
        );
        reader.report(
            diagnostic
                .note("whoever sees the repository sees it")
                .help("leave it out: git asks its credential helper, ssh its agent"),
        );
        return None;
    }
    if text.value.contains("::") && !text.value.contains('[') {
        let title = format!("expected an address or a path, found `{}`", excerpt(&text.value));
        reader.report(config(text.span, title).note("`transport::address` would run a program"));
        return None;
    }
    Some(text)
}

pub(super) fn branch<'a>(reader: &mut Reader<'a>, item: Item<'a>) -> Option<Spanned<String>> {
    let name = plain(reader, item)?;
    let wrong = |part: &str| part.is_empty() || part.starts_with('.') || part.ends_with(".lock") || part.ends_with('.');
    let forbidden = |c: char| c.is_whitespace() || "~^:?*[\\".contains(c);
    if name.value.split('/').any(wrong)
        || name.value.contains(forbidden)
        || name.value.contains("..")
        || name.value.contains("@{")
    {
        let title = format!("expected the name of a branch, found `{}`", excerpt(&name.value));
        reader.report(config(name.span, title));
        return None;
    }
    Some(name)
}

/// A program and its arguments.
pub(super) fn words<'a>(reader: &mut Reader<'a>, item: Item<'a>) -> Vec<String> {
    let words = reader.strings(item);
    let is_one = matches!(item.value, DeValue::String(_));
    if let Some(one) = words.first().filter(|word| is_one && word.value.contains(' ')) {
        let title = format!("expected a list with a string for each word, found `{}`", excerpt(&one.value));
        let list: Vec<String> = one.value.split_whitespace().map(|word| format!("{word:?}")).collect();
        let diagnostic = config(item.span, title).note("no shell reads it");
        reader.report(diagnostic.suggest("write a list", item.span, format!("[{}]", list.join(", "))));
    }
    for (index, word) in words.iter().enumerate() {
        let before =
            |by: usize| index.checked_sub(by).and_then(|at| words.get(at)).map_or("", |word| word.value.as_str());
        if is_secret_word(before(2), before(1), &word.value) {
            let title = format!("`{}` has a secret among its words", item.key);
            let diagnostic = Diagnostic::new(codes::SECRET, word.span, title);
            reader.report(
                diagnostic
                    .note("whoever sees the repository sees it, and whoever is on the machine while it runs")
                    .help("let the program find it itself: most read a variable of the environment, or log in once"),
            );
        }
    }
    words.into_iter().map(|word| word.value).collect()
}

/// Whether a word of a command is a secret: by the option before it, by the variable or the address that it is a part of,
/// or by how services begin theirs.
fn is_secret_word(program: &str, flag: &str, word: &str) -> bool {
    const OPTIONS: [&str; 7] = ["token", "auth", "password", "api-key", "apikey", "access-token", "secret"];
    const BEGINNINGS: [&str; 9] = ["ghp_", "github_pat_", "glpat-", "nfp_", "AKIA", "ASIA", "xoxb-", "sk-", "Bearer "];
    let names = |text: &str| {
        let name = text.trim_start_matches('-').to_ascii_lowercase();
        text.starts_with('-') && OPTIONS.contains(&name.as_str())
    };
    let (option, value) = word.split_once('=').unwrap_or(("", word));
    let is_given = |value: &str| !value.is_empty() && !value.starts_with('-');
    let is_variable = !option.is_empty() && option.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_');
    let is_login = |text: &str| text.split_once(':').is_some_and(|(_, password)| !password.is_empty());
    let authority = word.split_once("://").map_or("", |(_, rest)| rest.split(['/', '?']).next().unwrap_or(rest));
    let has_login = authority.rsplit_once('@').is_some_and(|(user, _)| is_login(user));
    let user = match flag {
        "-u" | "--user" | "--proxy-user" => word,
        _ => word.strip_prefix("--user=").or_else(|| word.strip_prefix("-u")).unwrap_or(""),
    };
    let is_passed = program.rsplit('/').next() == Some("sshpass") && flag == "-p"
        || flag.ends_with("sshpass") && word.len() > 2 && word.starts_with("-p");
    has_login
        || is_login(user)
        || is_passed
        || is_variable && is_given(value) && is_secret_name(option)
        || names(flag) && is_given(word)
        || names(option) && is_given(value)
        || BEGINNINGS.iter().any(|begin| word.contains(begin))
        || word.to_ascii_lowercase().contains("authorization:")
}

pub(super) fn keep<'a>(reader: &mut Reader<'a>, item: Item<'a>) -> Option<usize> {
    let keep = reader.count(item)?;
    if !item.takes.admits(keep.value) {
        let title = format!("expected 2 to 100 releases, found `{}`", keep.value);
        reader.report(config(keep.span, title).note("one to show, and one to go back to"));
        return None;
    }
    usize::try_from(keep.value).ok()
}

pub(super) fn allowance<'a>(reader: &mut Reader<'a>, item: Item<'a>) -> Option<Allowance> {
    let found = match item.value {
        DeValue::Integer(number) => number.as_str().parse().ok().map(Allowance::Pages),
        DeValue::String(text) => {
            let percent = text.trim().strip_suffix('%').and_then(|percent| percent.trim_end().parse().ok());
            percent.filter(|percent| *percent <= 100).map(Allowance::Percent)
        }
        _ => None,
    };
    if found.is_none() {
        let title = format!(
            "expected a share of pages such as `\"10%\"`, or a number, found `{}`",
            excerpt(reader.slice(item.span))
        );
        reader.report(config(item.span, title));
    }
    found
}
