//! Sentences about a leg: `{buyer} {signs|sign} {player} from {seller}`.
//!
//! A slot is a role, or a word and a role where the language joins them (`{de seller}`). Forms agree with those who
//! pay, or with the role in front of them: `{seller: cède|cèdent}`. Two forms are for one and for several, four for
//! masculine, feminine and the plurals of both. What a name looks like behind a word is the language's own matter.

use std::ops::Range;

/// A sentence, taken apart once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// In the order of the text.
    pub pieces: Vec<Piece>,
}

/// A part of a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// As it stands.
    Text(String),
    /// The companies in a role.
    Name {
        /// The word that is joined to each name.
        word: Option<String>,
        /// The role's key.
        role: String,
    },
    /// What agrees with a role.
    Forms {
        /// The role's key; `None`: who pays, or the parties.
        role: Option<String>,
        /// Two or four.
        forms: Vec<String>,
    },
}

/// Why a text is no sentence, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadSentence {
    /// In the text.
    pub at: Range<usize>,
    /// In words.
    pub why: String,
}

impl Sentence {
    /// Takes a text apart; `is_role` says which keys are roles of its kind.
    ///
    /// # Errors
    /// Where a brace has no partner, and where what stands between two is no slot.
    pub fn parse(text: &str, is_role: impl Fn(&str) -> bool) -> Result<Sentence, BadSentence> {
        let bad = |at: Range<usize>, why: String| Err(BadSentence { at, why });
        let mut pieces = Vec::new();
        let mut from = 0;
        while let Some(brace) = text[from..].find(['{', '}']).map(|at| from + at) {
            let end = text[brace + 1..].find(['{', '}']).map(|at| brace + 1 + at);
            let Some(end) = end.filter(|end| text[brace..].starts_with('{') && text[*end..].starts_with('}')) else {
                return bad(brace..brace + 1, format!("`{}` has no partner", &text[brace..=brace]));
            };
            pieces.extend((brace > from).then(|| Piece::Text(text[from..brace].to_owned())));
            match slot(&text[brace + 1..end], &is_role) {
                Ok(piece) => pieces.push(piece),
                Err(why) => return bad(brace..end + 1, why),
            }
            from = end + 1;
        }
        pieces.extend((from < text.len()).then(|| Piece::Text(text[from..].to_owned())));
        Ok(Sentence { pieces })
    }
}

fn slot(inside: &str, is_role: impl Fn(&str) -> bool) -> Result<Piece, String> {
    let role = |key: &str| match is_role(key) {
        true => Ok(key.to_owned()),
        false => Err(format!("`{key}` is no role of this kind")),
    };
    if inside.contains('|') {
        let (whose, forms) = match inside.split_once(':') {
            Some((whose, forms)) => (Some(role(whose.trim())?), forms),
            None => (None, inside),
        };
        let forms: Vec<String> = forms.split('|').map(|form| form.trim().to_owned()).collect();
        return match forms.len() {
            2 | 4 => Ok(Piece::Forms { role: whose, forms }),
            n => Err(format!("expected two forms or four, found {n}")),
        };
    }
    match inside.rsplit_once(' ') {
        Some((word, key)) => Ok(Piece::Name { word: Some(word.trim().to_owned()), role: role(key)? }),
        None => Ok(Piece::Name { word: None, role: role(inside)? }),
    }
}

#[cfg(test)]
mod tests {
    use super::Sentence;

    #[test]
    fn what_is_no_sentence_is_told_with_its_place() {
        let roles = |key: &str| key == "buyer" || key == "seller";
        assert!(Sentence::parse("{buyer} {a|b} à {de seller}, {seller: c|d|e|f}", roles).is_ok());
        for (text, at, why) in [
            ("{buyer} {signs", "{", "`{` has no partner"),
            ("buyer} signs", "}", "`}` has no partner"),
            ("{buyer {seller}", "{", "`{` has no partner"),
            ("é {player}", "{player}", "`player` is no role of this kind"),
            ("{buyer} {a|b|c}", "{a|b|c}", "expected two forms or four, found 3"),
            ("{player: a|b}", "{player: a|b}", "`player` is no role of this kind"),
            ("{}", "{}", "`` is no role of this kind"),
        ] {
            let found = Sentence::parse(text, roles).map_err(|bad| (text.get(bad.at).unwrap_or(""), bad.why));
            assert_eq!(found, Err((at, why.to_owned())), "{text}");
        }
    }
}
