//! A style sheet as it is sent: without what only its editors read.
//!
//! Comments go, but for those that begin with `/*!`, as licences do; so do blanks beside signs that part words by
//! themselves, and the last `;` of a block. Strings, addresses and escapes are left as they are, and nothing is
//! rewritten: no rule moves, no colour or number is spelt otherwise. A compiler of style sheets (`lightningcss`) makes
//! the default theme's no smaller, and costs more to compile than all the rest of the theme engine.

/// What stands between two tokens.
#[derive(Clone, Copy, PartialEq)]
enum Gap {
    Nothing,
    /// Parts two words without being a blank: `a/**/.b` is not `a .b`.
    Comment,
    Blank,
}

/// A style sheet that means the same in fewer bytes. One that is not well formed stays as wrong as it was: a comment or
/// a string that is never closed is kept to its end.
pub(super) fn minify(css: &str) -> String {
    let mut out = String::with_capacity(css.len());
    let mut rest = css;
    // The last sign that was written, where it parts words; what is quoted or escaped never does.
    let mut last = Some('}');
    let mut gap = Gap::Nothing;
    while let Some(first) = rest.chars().next() {
        let comment = rest.strip_prefix("/*").and_then(|inside| inside.find("*/")).map(|end| end + 4);
        let length = comment.unwrap_or_else(|| token(rest));
        let (text, after) = rest.split_at(length);
        rest = after;
        if first.is_ascii_whitespace() {
            gap = Gap::Blank;
            continue;
        }
        if comment.is_some() && !text.starts_with("/*!") {
            gap = if gap == Gap::Blank { gap } else { Gap::Comment };
            continue;
        }
        let sign = (length == first.len_utf8()).then_some(first);
        if !last.is_some_and(parts_before) && !sign.is_some_and(parts_after) {
            out.push_str(match gap {
                Gap::Nothing => "",
                Gap::Comment => "/**/",
                Gap::Blank => " ",
            });
        }
        if sign == Some('}') && last == Some(';') {
            out.pop();
        }
        out.push_str(text);
        (last, gap) = (sign, Gap::Nothing);
    }
    out
}

/// Whether a blank after this sign says nothing. After `:` it does not either: only before it a blank is one between
/// elements, as in `a :hover`. `+` and `-` keep theirs for sums.
fn parts_before(sign: char) -> bool {
    matches!(sign, '{' | '}' | ';' | ',' | '>' | '(' | '[' | ':')
}

/// Whether a blank before this sign says nothing.
fn parts_after(sign: char) -> bool {
    matches!(sign, '{' | '}' | ';' | ',' | '>' | ')' | ']' | '!')
}

/// How long what stands here is: a string, an address without quotes, an escaped sign, a comment that is never closed;
/// else one sign.
fn token(css: &str) -> usize {
    let first = css.chars().next().map_or(0, char::len_utf8);
    match css.as_bytes() {
        [quote @ (b'"' | b'\''), ..] => {
            let mut escaped = false;
            let end = css.bytes().enumerate().skip(1).find(|(_, byte)| {
                let ends = !escaped && (byte == quote || *byte == b'\n');
                escaped = !escaped && *byte == b'\\';
                ends
            });
            end.map_or(css.len(), |(at, _)| at + 1)
        }
        [b'/', b'*', ..] => css.len(),
        [b'\\', ..] => first + css[first..].chars().next().map_or(0, char::len_utf8),
        [b'u' | b'U', b'r' | b'R', b'l' | b'L', b'(', ..] => {
            let quoted = css[4..].trim_start().starts_with(['"', '\'']);
            if quoted { 4 } else { css.find(')').map_or(css.len(), |end| end + 1) }
        }
        _ => first,
    }
}

#[cfg(test)]
mod tests {
    use super::minify;

    #[test]
    fn nothing_is_lost_but_what_says_nothing() {
        for (css, out) in [
            ("/* said\n   to editors */\n\na { b: c }", "a{b:c}"),
            ("a {\n  b: c;\n  d: e;\n}\n\nf {}\n", "a{b:c;d:e}f{}"),
            ("a { /* why */ b: c } /* end */\n\nd {}", "a{b:c}d{}"),
            ("a , b > c + d ~ e {}", "a,b>c + d ~ e{}"),
            ("a :hover, a:hover { b : c }", "a :hover,a:hover{b :c}"),
            (
                "@media (min-width: 48rem) and (max-width: 80rem) { a { b: c } }",
                "@media (min-width:48rem) and (max-width:80rem){a{b:c}}",
            ),
            ("a { b: calc( 1px + 2px ) !important; --c: ; }", "a{b:calc(1px + 2px)!important;--c:}"),
            (
                "a { b: light-dark(#fff, #000); &:focus { c: d } > e { f: g } .h & { i: j } }",
                "a{b:light-dark(#fff,#000);&:focus{c:d}>e{f:g}.h &{i:j}}",
            ),
            ("a { font: 400 1rem / 1.5 \"X  Y\" , serif }", "a{font:400 1rem / 1.5 \"X  Y\",serif}"),
            ("a [ b = 'c  d' ] {}", "a [b = 'c  d']{}"),
        ] {
            assert_eq!(minify(css), out, "{css}");
        }
    }

    #[test]
    fn words_stay_apart() {
        for (css, out) in [
            ("a/**/b", "a/**/b"),
            (".a/* one */.b", ".a/**/.b"),
            (".a /* one */.b", ".a .b"),
            ("a/* one */{}", "a{}"),
            ("a /*! licence */ b", "a /*! licence */ b"),
            ("a { b: c\u{a0} }", "a{b:c\u{a0}}"),
        ] {
            assert_eq!(minify(css), out, "{css}");
        }
    }

    #[test]
    fn what_is_quoted_or_broken_stays() {
        for (css, out) in [
            ("a { content: \"/* not  one */\" }", "a{content:\"/* not  one */\"}"),
            ("a { content: '\\'/* not one */' }/* one */", "a{content:'\\'/* not one */'}"),
            ("a { b: url(x/*y*/ z) } /* one */", "a{b:url(x/*y*/ z)}"),
            ("a { b: url( \"x\" /* one */ ) }", "a{b:url( \"x\")}"),
            (".a\\; { b: \\; }", ".a\\;{b:\\;}"),
            (".a\\} .b {}", ".a\\} .b{}"),
            ("a /* never closed", "a /* never closed"),
            ("a { b: 'never closed", "a{b:'never closed"),
            ("é\\", "é\\"),
            ("", ""),
        ] {
            assert_eq!(minify(css), out, "{css}");
        }
    }
}
