//! The words by which a figure is the measure of a deal, and those by which it is somebody's guess.

use super::{Language, List};

/// The words of one language around the measure of a deal.
pub struct Measuring {
    /// The deal.
    pub nouns: List,
    /// Behind a figure the noun may follow: English.
    pub noun_follows: bool,
    /// What its parties do with the figure.
    pub verbs: List,
    /// Of these those that have a price: "buys chips for".
    pub buying: List,
    /// Of these those whose subject any party may be: "signs".
    pub mutual: List,
    /// What stands in front of a price: "for".
    pub prices: List,
    /// What may stand between the deal and its figure.
    pub links: List,
    /// In front of the noun: it belongs to another noun.
    pub complements: List,
    /// Nouns whose complement the deal may be.
    pub values: List,
    /// In front of a thing that a contract is about.
    pub things: List,
    /// Somebody else says so, or it is guessed or hoped.
    pub holders: List,
    /// First words that are no names.
    pub openers: List,
    /// Words in capitals that are no names.
    pub capitals: List,
}

impl Measuring {
    /// Of a language.
    pub fn of(language: Language) -> &'static Measuring {
        match language {
            Language::French => &FRENCH,
            Language::English => &ENGLISH,
        }
    }
}

const CAPITALS: List =
    &["gpu", "gpus", "cpu", "cpus", "ai", "ia", "us", "usd", "eur", "gw", "mw", "gbp", "dollar*", "instinct"];

static ENGLISH: Measuring = Measuring {
    nouns: &[
        "deal", "agreement", "contract", "investment", "transaction", "partnership", "pact", "commitment",
        "commitments", "lease", "plan", "accord", "term", "duration",
    ],
    noun_follows: true,
    verbs: &[
        "commit*", "pay", "pays", "paid", "buy", "buys", "bought", "buying", "invest", "invests", "invested",
        "investing", "sign", "signs", "signed", "signing", "acquires", "acquired", "orders", "ordered", "rents",
        "leases", "supplies", "supply", "delivers", "deploy*", "pours", "injects",
    ],
    buying: &[
        "buy", "buys", "bought", "buying", "acquires", "acquired", "sign", "signs", "signed", "orders", "rents",
        "leases",
    ],
    mutual: &["sign*"],
    prices: &["for"],
    links: &[
        "of", "for", "to", "at", "is", "was", "a", "an", "the", "worth", "valued", "costs", "totals", "totalling",
        "amounts", "with", "between", "and", "by", "signed", "its", "this", "together", "will", "be",
    ],
    complements: &[
        "under the ", "of the ", "of this ", "in the ", "from the ", "to the ", "on the ", "through the ",
        "honour the ", "honor the ",
    ],
    values: &["value", "amount", "price", "size", "worth", "total", "cost", "term", "duration", "length"],
    things: &["of the ", "of a ", "on the ", "for the ", "for a ", "on a "],
    holders: &[
        "analyst*", "press", "media", "newspaper*", "expect*", "rumour*", "rumor*", "estimat*", "think*", "thought",
        "believe*", "guess*", "speculat*", "forecast*", "predict*", "according to", "observers", "bankers", "hoped",
        "talked of", "spoke of", "had been", "closer to", "reportedly", "reports", "so far", "to date", "will have",
    ],
    openers: &["the", "it", "he", "she", "they", "this", "that", "both", "these", "who", "which", "we", "a", "an"],
    capitals: CAPITALS,
};

static FRENCH: Measuring = Measuring {
    nouns: &[
        "accord", "contrat", "opération", "transaction", "investissement", "partenariat", "engagement", "engagements",
        "bail", "pacte", "plan", "durée", "convention",
    ],
    noun_follows: false,
    verbs: &[
        "engage", "engagent", "engagera", "engagé", "paie", "paye", "paient", "payent", "paiera", "payera", "paieront",
        "verse", "versera", "achète*", "investit", "investira", "signe", "signent", "signé", "loue", "louera",
        "acquiert", "fournit", "fournira", "livre", "livrera", "déploie*",
    ],
    buying: &["achète*", "signe", "signent", "signé", "loue", "louera", "acquiert", "engage", "engagent"],
    mutual: &["sign*"],
    prices: &["pour"],
    links: &[
        "de", "d'", "à", "pour", "est", "sera", "un", "une", "le", "la", "l'", "valeur", "montant", "vaut", "coûte",
        "porte", "sur", "s'", "élève", "chiffre", "se", "avec", "entre", "et", "hauteur", "auprès", "signé",
        "ensemble", "total", "du", "des", "ce", "cet", "cette", "atteint",
    ],
    complements: &[
        "au titre du ", "au titre de l'", "du ", "de l'", "de la ", "de ce ", "de cet ", "dans l'", "dans le ",
        "honorer le ", "honorer l'",
    ],
    values: &["valeur", "montant", "prix", "taille", "total", "coût", "durée"],
    things: &["du ", "de la ", "des ", "de l'", "d'un ", "d'une "],
    holders: &[
        "analyste*", "presse", "médias", "média", "journal", "journaux", "attend*", "parlait", "parlaient", "parle d'",
        "évoqu*", "rumeur*", "estim*", "pense*", "croit", "croient", "croyait", "imagin*", "prévoy*", "prévoi*",
        "pronosti*", "selon", "d'après", "observateur*", "espér*", "aurait", "serait", "pourrait", "plutôt",
        "jusqu'ici", "à ce jour", "aura", "auront", "plus près de",
    ],
    openers: &[
        "le", "la", "les", "l'", "aujourd*", "il", "elle", "ils", "elles", "ce", "cet", "cette", "un", "une", "qui",
        "on", "d'", "s'", "c'",
    ],
    capitals: CAPITALS,
};
