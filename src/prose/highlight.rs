//! Colours for code: syntect's scopes folded into a few classes that a theme can afford to colour.
//!
//! The syntaxes are loaded when the first fence with a language comes by, once per process. The budget is counted
//! in bytes (of a fence, a line, a text), not in time: the same text must give the same bytes on a slow machine. What
//! is past it, or what the grammar cannot read, is plain text. TOML, which syntect does not bring, is `toml.sublime-syntax`.

/// Every class that code can have.
pub const CLASSES: &[&str] = &[
    "hl-comment", "hl-string", "hl-escape", "hl-number", "hl-constant", "hl-keyword", "hl-operator", "hl-function",
    "hl-type", "hl-variable", "hl-tag", "hl-attribute", "hl-heading", "hl-inserted", "hl-deleted",
];

/// How many bytes of code one text may have highlighted.
pub(super) const LONGEST_TEXT: usize = 256 << 10;

/// The language of a fence: the first word behind the backticks.
pub(super) fn language(info: &str) -> &str {
    info.trim_start().split(|c: char| c.is_whitespace() || ",{;".contains(c)).next().unwrap_or("")
}

#[cfg(feature = "highlight")]
pub(super) use self::colours::write;

/// Appends `code` as plain text.
#[cfg(not(feature = "highlight"))]
pub(super) fn write(out: &mut String, _language: &str, code: &str, _budget: &mut usize) {
    crate::markup::text(out, code);
}

#[cfg(feature = "highlight")]
mod colours {
    use std::collections::BTreeMap;
    use std::sync::{Arc, Mutex, OnceLock};

    use syntect::parsing::{
        BasicScopeStackOp, ParseState, Scope, ScopeStack, SyntaxDefinition, SyntaxReference, SyntaxSet,
        SyntaxSetBuilder,
    };

    use crate::lock::held;
    use crate::markup;

    /// The longest fence that is highlighted, in bytes.
    const LONGEST_FENCE: usize = 64 << 10;
    /// The longest line: grammars are expressions, and some take square time.
    const LONGEST_LINE: usize = 1 << 10;

    /// Scopes and their classes; the longest that fits counts.
    const SCOPES: &[(&str, &str)] = &[
        ("comment", "hl-comment"),
        ("string", "hl-string"),
        ("constant.character.escape", "hl-escape"),
        ("constant.numeric", "hl-number"),
        ("constant", "hl-constant"),
        ("support.constant", "hl-constant"),
        ("keyword", "hl-keyword"),
        ("storage", "hl-keyword"),
        ("storage.type.numeric", "hl-type"),
        ("keyword.operator", "hl-operator"),
        ("entity.name.function", "hl-function"),
        ("support.function", "hl-function"),
        ("variable.function", "hl-function"),
        ("entity.name", "hl-type"),
        ("support.type", "hl-type"),
        ("support.class", "hl-type"),
        ("entity.other.inherited-class", "hl-type"),
        ("variable.parameter", "hl-variable"),
        ("variable.other.member", "hl-variable"),
        ("variable.language", "hl-variable"),
        ("entity.name.tag", "hl-tag"),
        ("entity.other.attribute-name", "hl-attribute"),
        ("support.type.property-name", "hl-attribute"),
        ("markup.heading", "hl-heading"),
        ("entity.name.section", "hl-heading"),
        ("markup.inserted", "hl-inserted"),
        ("markup.deleted", "hl-deleted"),
    ];

    struct Grammars {
        common: SyntaxSet,
        toml: SyntaxSet,
        classes: Vec<(Scope, &'static str)>,
    }

    fn grammars() -> &'static Grammars {
        static GRAMMARS: OnceLock<Grammars> = OnceLock::new();
        GRAMMARS.get_or_init(|| {
            let mut toml = SyntaxSetBuilder::new();
            if let Ok(syntax) = SyntaxDefinition::load_from_str(include_str!("toml.sublime-syntax"), true, None) {
                toml.add(syntax);
            }
            let scope = |&(name, class): &(&str, &'static str)| Scope::new(name).ok().map(|scope| (scope, class));
            let mut classes: Vec<_> = SCOPES.iter().filter_map(scope).collect();
            classes.sort_by_key(|(scope, _)| std::cmp::Reverse(scope.len()));
            Grammars { common: SyntaxSet::load_defaults_newlines(), toml: toml.build(), classes }
        })
    }

    impl Grammars {
        fn find(&self, language: &str) -> Option<(&SyntaxSet, &SyntaxReference)> {
            [&self.toml, &self.common]
                .into_iter()
                .find_map(|set| set.find_syntax_by_token(language).map(|syntax| (set, syntax)))
        }

        fn class(&self, scope: Scope) -> Option<&'static str> {
            self.classes.iter().find(|(prefix, _)| prefix.is_prefix_of(scope)).map(|&(_, class)| class)
        }
    }

    /// Appends `code`, highlighted where `language` is known and `budget`, in bytes, allows.
    pub(crate) fn write(out: &mut String, language: &str, code: &str, budget: &mut usize) {
        let fits = code.len() <= LONGEST_FENCE.min(*budget) && code.lines().all(|line| line.len() <= LONGEST_LINE);
        if !language.is_empty() && fits && !is_plain(language) {
            *budget -= code.len();
            if let Some(html) = remembered(language, code) {
                return out.push_str(&html);
            }
        }
        markup::text(out, code);
    }

    /// [`highlight`], remembered: a grammar takes about a millisecond for ten lines, longer than the rest of a page,
    /// and a site shows the same code on many pages, a preview the same page many times.
    fn remembered(language: &str, code: &str) -> Option<Arc<str>> {
        /// How many fences are remembered, and the longest of them in bytes.
        const MOST: usize = 4096;
        const LONGEST: usize = 2048;
        static KNOWN: Mutex<BTreeMap<(String, String), Arc<str>>> = Mutex::new(BTreeMap::new());
        let key = (language.to_owned(), code.to_owned());
        // Another thread's panic leaves the map whole.
        let known = || held(KNOWN.lock());
        if let Some(html) = known().get(&key) {
            return Some(Arc::clone(html));
        }
        let mut html = String::new();
        highlight(&mut html, language, code)?;
        let html: Arc<str> = html.into();
        let mut known = known();
        if code.len() <= LONGEST && known.len() < MOST {
            known.insert(key, Arc::clone(&html));
        }
        Some(html)
    }

    /// Languages for which nothing needs to be loaded.
    fn is_plain(language: &str) -> bool {
        ["text", "txt", "plain", "console"].contains(&language)
    }

    fn highlight(out: &mut String, language: &str, code: &str) -> Option<()> {
        let grammars = grammars();
        let (set, syntax) = grammars.find(language)?;
        let mut state = ParseState::new(syntax);
        let mut stack = ScopeStack::new();
        // For each scope on the stack the class that holds there, its own or an outer one's.
        let mut classes: Vec<Option<&'static str>> = Vec::new();
        let mut spans = Spans { out, open: None };
        for line in code.split_inclusive('\n') {
            let mut done = 0;
            for (at, operation) in state.parse_line(line, set).ok()? {
                spans.write(classes.last().copied().flatten(), line.get(done..at)?);
                done = at;
                let apply = |operation: BasicScopeStackOp, _: &[Scope]| match operation {
                    BasicScopeStackOp::Push(scope) => {
                        let outer = classes.last().copied().flatten();
                        classes.push(grammars.class(scope).or(outer));
                    }
                    BasicScopeStackOp::Pop => {
                        classes.pop();
                    }
                };
                stack.apply_with_hook(&operation, apply).ok()?;
            }
            spans.write(classes.last().copied().flatten(), line.get(done..)?);
        }
        spans.close();
        Some(())
    }

    /// Text in spans; neighbours of one class share one, and white space joins the span before it.
    struct Spans<'a> {
        out: &'a mut String,
        open: Option<&'static str>,
    }

    impl Spans<'_> {
        fn write(&mut self, class: Option<&'static str>, text: &str) {
            if class != self.open && !text.trim().is_empty() {
                self.close();
                if let Some(class) = class {
                    self.out.push_str("<span class=\"");
                    self.out.push_str(class);
                    self.out.push_str("\">");
                }
                self.open = class;
            }
            markup::text(self.out, text);
        }

        fn close(&mut self) {
            if self.open.take().is_some() {
                self.out.push_str("</span>");
            }
        }
    }

    #[cfg(test)]
    mod tests {
        use super::{LONGEST_FENCE, LONGEST_LINE, SCOPES, write};
        use crate::prose::HIGHLIGHT_CLASSES;

        fn highlighted(language: &str, code: &str) -> String {
            let mut out = String::new();
            write(&mut out, language, code, &mut 1_000_000);
            out
        }

        #[test]
        fn languages() {
            for (language, code, expected) in [
                ("", "a < b", "a &lt; b"),
                ("nosuch", "a < b", "a &lt; b"),
                (
                    "rust",
                    "fn f() { 1 }",
                    "<span class=\"hl-keyword\">fn </span><span class=\"hl-function\">f</span>() { \
                     <span class=\"hl-number\">1 </span>}",
                ),
                (
                    "toml",
                    "[[leg]]\nterm = \"7 years\" # so\n",
                    "[[<span class=\"hl-heading\">leg</span>]]\n<span class=\"hl-attribute\">term </span>\
                     <span class=\"hl-operator\">= </span><span class=\"hl-string\">\"7 years\" </span>\
                     <span class=\"hl-comment\"># so\n</span>",
                ),
            ] {
                assert_eq!(highlighted(language, code), expected, "{language}");
            }
        }

        #[test]
        fn budget() {
            assert!(!highlighted("rust", &"1\n".repeat(LONGEST_FENCE / 2 + 1)).contains("<span"));
            assert!(!highlighted("rust", &"1 ".repeat(LONGEST_LINE)).contains("<span"));
            let (mut out, mut budget) = (String::new(), 3);
            write(&mut out, "rust", "1", &mut budget);
            write(&mut out, "rust", "1+1", &mut budget);
            assert_eq!((out.as_str(), budget), ("<span class=\"hl-number\">1</span>1+1", 2));
        }

        #[test]
        fn classes_are_listed() {
            assert!(SCOPES.iter().all(|(_, class)| HIGHLIGHT_CLASSES.contains(class)));
            assert!(HIGHLIGHT_CLASSES.iter().all(|class| SCOPES.iter().any(|(_, c)| c == class)));
        }
    }
}
