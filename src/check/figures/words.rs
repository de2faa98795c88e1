//! The words of a language by which the linter knows what a figure is about, and how firm a sentence is.
//!
//! Data, not grammar: lists that an editor can correct. A word matches as a whole; with `*` at its end it matches
//! the beginning of a word. Sentences are folded before (small letters, straight apostrophes, plain spaces).

use crate::figures::{Bound, Grammar};

/// The words of one language.
pub struct Words {
    /// A number per unit of time, which is no fact's value.
    pub rate: &'static [&'static str],
    /// Money or power that is seldom the deal's own: a market, a revenue, a total.
    pub elsewhere: &'static [&'static str],
    /// A share of a company's capital.
    pub stake: &'static [&'static str],
    /// A share that something rose or fell by.
    pub movement: &'static [&'static str],
    /// What stands right before the term of a contract.
    pub term_before: &'static [&'static str],
    /// What stands right behind it.
    pub term_after: &'static [&'static str],
    /// Something was signed.
    pub signed: &'static [&'static str],
    /// Something was or is being done. Verbs of everyday business (to sell, to pay) are not here: a party of talks does
    /// these things elsewhere.
    pub done: &'static [&'static str],
    /// What may be signed without a company in the sentence: the deal itself.
    pub deal: &'static [&'static str],
    /// A sentence with one of these asserts nothing: negation, conditional, talks, intention.
    pub guard: &'static [&'static str],
    /// "at least", "more than", "up to", "less than", "about".
    bounds: [&'static str; 5],
}

impl Words {
    /// Of a language that can be read.
    pub fn of(grammar: Grammar) -> &'static Words {
        match grammar {
            Grammar::French => &FRENCH,
            Grammar::English => &ENGLISH,
        }
    }

    /// The words for a bound; `None` where it is not a word before the number.
    pub fn bound(&self, bound: Bound) -> Option<&'static str> {
        let index = match bound {
            Bound::AtLeast => 0,
            Bound::MoreThan => 1,
            Bound::UpTo => 2,
            Bound::LessThan => 3,
            Bound::About => 4,
            Bound::Exact | Bound::Range | Bound::Magnitude => return None,
        };
        self.bounds.get(index).copied()
    }
}

static FRENCH: Words = Words {
    rate: &["par an", "par mois", "par jour", "annuel*", "chaque année", "l'an", "mensuel*"],
    elsewhere: &[
        "marché",
        "chiffre d'affaires",
        "chiffres d'affaires",
        "capitalisation",
        "bénéfice*",
        "trésorerie",
        "dette*",
        "budget*",
        "perte*",
        "recettes",
        "valoris*",
        "au total",
        "en tout",
        "cumul*",
        "ensemble",
    ],
    stake: &["capital", "part", "parts", "participation", "participations", "détien*", "détent*", "actionnaire*"],
    movement: &[
        "bond*",
        "hausse*",
        "baisse*",
        "recul*",
        "chut*",
        "progress*",
        "croiss*",
        "gagn*",
        "perd*",
        "grimp*",
        "marge*",
        "taux",
        "marché",
    ],
    term_before: &["sur", "pour", "pendant", "durant", "durée de", "durée d'", "période de", "période d'", "terme de"],
    term_after: &["de contrat", "de bail", "d'engagement"],
    signed: &[
        "a signé",
        "ont signé",
        "a conclu",
        "ont conclu",
        "est signé",
        "est conclu",
        "a été signé",
        "a été conclu",
        "s'est engagé",
        "s'est engagée",
        "se sont engagés",
    ],
    done: &[
        "investit",
        "investissent",
        "investira",
        "a investi",
        "ont investi",
        "achète",
        "achètent",
        "achètera",
        "a acheté",
        "ont acheté",
        "acquiert",
        "acquièrent",
        "acquerra",
        "a acquis",
        "ont acquis",
        "rachète",
        "rachètera",
        "a racheté",
        "entre au capital",
        "est entré au capital",
        "prend une participation",
        "a pris une participation",
    ],
    deal: &["l'accord", "le contrat", "l'opération", "la transaction", "l'investissement"],
    guard: &[
        "ne",
        "n'*",
        "pas",
        "jamais",
        "aucun*",
        "rien",
        "sans",
        "si",
        "s'il",
        "s'ils",
        "pourrai*",
        "aurai*",
        "serai*",
        "devrai*",
        "discut*",
        "discussion*",
        "négoci*",
        "pourparlers",
        "envisag*",
        "rumeur*",
        "projet*",
        "prévoi*",
        "souhait*",
        "veut",
        "veulent",
        "cherch*",
        "espèr*",
        "espér*",
        "éventuel*",
        "possib*",
        "hypothétique*",
        "avant",
        "conditionnel*",
        "possibilité",
        "intention*",
        "prêt*",
    ],
    bounds: ["au moins", "plus de", "jusqu’à", "moins de", "environ"],
};

static ENGLISH: Words = Words {
    rate: &["a year", "per year", "each year", "every year", "annual*", "yearly", "a month", "per month", "monthly"],
    elsewhere: &[
        "market",
        "revenue*",
        "profit*",
        "capitalis*",
        "capitaliz*",
        "cash",
        "debt*",
        "budget*",
        "loss",
        "losses",
        "valued",
        "valuation*",
        "valuing",
        "in total",
        "altogether",
        "combined",
        "overall",
        "sales",
    ],
    stake: &["stake*", "capital", "equity", "holding*", "owns", "own", "shareholder*", "shareholding*"],
    movement: &[
        "rose", "rise*", "fell", "fall*", "jump*", "gain*", "drop*", "lost", "grew", "grow*", "climb*", "margin*",
        "rate", "rates", "market",
    ],
    term_before: &["over", "for", "lasts", "lasting", "term of", "period of", "a", "an", "term is", "of"],
    term_after: &["contract", "deal", "agreement", "term", "lease", "commitment"],
    signed: &[
        "signed",
        "has signed",
        "have signed",
        "is signed",
        "was signed",
        "has been signed",
        "concluded",
        "has concluded",
        "have concluded",
        "agreed to",
        "has agreed to",
        "have agreed to",
        "committed to",
        "has committed",
        "have committed",
        "sealed",
    ],
    done: &[
        "invests",
        "invest",
        "will invest",
        "invested",
        "has invested",
        "buys",
        "will buy",
        "bought",
        "has bought",
        "acquires",
        "will acquire",
        "acquired",
        "has acquired",
        "takes a stake",
        "took a stake",
        "has taken a stake",
        "lends",
        "will lend",
    ],
    deal: &["the deal", "the agreement", "the contract", "the investment", "the transaction"],
    guard: &[
        "not",
        "n't",
        "no",
        "none",
        "never",
        "nothing",
        "would",
        "could",
        "may",
        "might",
        "if",
        "whether",
        "unless",
        "talk*",
        "discuss*",
        "negotiat*",
        "consider*",
        "report*",
        "said to",
        "rumour*",
        "rumor*",
        "plan*",
        "hope*",
        "seek*",
        "want*",
        "possib*",
        "potential*",
        "mull*",
        "weigh*",
        "before",
        "until",
        "without",
        "intend*",
        "propos*",
        "to invest",
        "to buy",
        "to acquire",
        "option*",
    ],
    bounds: ["at least", "more than", "up to", "less than", "about"],
};

/// A sentence in the form that lists are matched with.
pub fn fold(text: &str) -> String {
    let one = |c: char| match c {
        '’' | '‘' => '\'',
        '\u{a0}' | '\u{202f}' | '\u{2009}' => ' ',
        c => c,
    };
    text.chars().flat_map(char::to_lowercase).map(one).collect()
}

/// Whether a folded text has one of the words.
pub fn has(folded: &str, words: &[&str]) -> bool {
    words.iter().any(|word| has_one(folded, word))
}

fn has_one(folded: &str, word: &str) -> bool {
    let (stem, open) = match word.strip_suffix('*') {
        Some(stem) => (stem, true),
        None => (word, false),
    };
    folded.match_indices(stem).any(|(at, _)| {
        let before = folded[..at].chars().next_back();
        let after = folded[at + stem.len()..].chars().next();
        let inside = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        // "n't" hangs on a verb.
        (stem.starts_with("n'") || !inside(before)) && (open || !inside(after))
    })
}

#[cfg(test)]
mod tests {
    use super::{fold, has};

    #[test]
    fn words_match_whole_and_stems_at_the_start() {
        let folded = fold("L’accord N’est pas signé ; le marché croîtrait, didn’t it?");
        for (word, expected) in [
            ("l'accord", true),
            ("n'*", true),
            ("pas", true),
            ("signé", true),
            ("sign", false),
            ("sign*", true),
            ("arché", false),
            ("n't", true),
            ("croi*", false),
            ("croî*", true),
        ] {
            assert_eq!(has(&folded, &[word]), expected, "{word}");
        }
    }
}
