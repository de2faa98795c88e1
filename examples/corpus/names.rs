//! Names of what does not exist: companies, publishers, places, products.

/// Company names are a stem and a line of business; each stem is used once.
const ONSETS: [&str; 40] = [
    "Al", "Ar", "Bel", "Bor", "Cal", "Cor", "Dar", "Del", "El", "Fal", "Fen", "Gal", "Hal", "Hel", "Is", "Jor", "Kal",
    "Kel", "Lor", "Lun", "Mar", "Mer", "Nar", "Nor", "Or", "Pal", "Per", "Quil", "Ral", "Ros", "Sal", "Sol", "Tal",
    "Tor", "Ul", "Val", "Ver", "Wel", "Yar", "Zel",
];
const MIDDLES: [&str; 25] = [
    "a", "be", "ca", "de", "di", "do", "fa", "go", "i", "ka", "la", "li", "ma", "mo", "na", "ni", "o", "pa", "ra",
    "ri", "sa", "ta", "ti", "va", "vi",
];
const CODAS: [&str; 40] = [
    "bryn", "cor", "dane", "dell", "don", "dra", "fell", "fin", "gard", "gen", "grove", "ham", "holt", "kin", "lake",
    "lan", "leth", "lin", "lund", "mere", "mond", "nex", "nor", "phis", "quist", "ris", "ron", "sett", "shaw", "son",
    "stad", "ster", "thal", "ton", "tris", "vale", "vek", "vik", "wick", "xis",
];

/// How many companies can be told apart.
pub(crate) const STEMS: usize = ONSETS.len() * MIDDLES.len() * CODAS.len();

/// Lines of business, with the kind that a sheet gives for it.
const LINES: [(&str, &str); 12] = [
    ("Compute", "cloud"),
    ("Labs", "lab"),
    ("Semiconductor", "chipmaker"),
    ("Power", "energy"),
    ("Cloud", "cloud"),
    ("Capital", "investor"),
    ("Networks", "telecom"),
    ("Systems", "hardware"),
    ("Data Centres", "data-centre"),
    ("Software", "software"),
    ("Holdings", "holding"),
    ("Bank", "bank"),
];

/// The stem, the line of business and the kind of company `index`. The order of stems looks unordered:
/// 7919 has no divisor in common with their number.
pub(crate) fn company(index: usize) -> (String, &'static str, &'static str) {
    let at = (index * 7919) % STEMS;
    let (onset, rest) = (at % ONSETS.len(), at / ONSETS.len());
    let (middle, coda) = (rest % MIDDLES.len(), rest / MIDDLES.len());
    let (line, kind) = LINES[(index * 5 + at) % LINES.len()];
    (format!("{}{}{}", ONSETS[onset], MIDDLES[middle], CODAS[coda]), line, kind)
}

/// Publishers with the kind and the language of what they publish.
pub(crate) const PUBLISHERS: [(&str, &str, &str); 10] = [
    ("Harbour Wire", "wire", "en"),
    ("Meridian Post", "press", "en"),
    ("Agence Transmarine", "wire", "fr"),
    ("Ledger & Mail", "press", "en"),
    ("Courrier des Réseaux", "press", "fr"),
    ("Rackside", "press", "en"),
    ("Exchange Filings", "filing", "en"),
    ("Newsroom", "release", "en"),
    ("Second Reading", "press", "en"),
    ("Grid Weekly", "press", "en"),
];

/// Places.
pub(crate) const PLACES: [&str; 24] = [
    "Abilene", "Aarhus", "Bergen", "Bilbao", "Cork", "Dresden", "Espoo", "Frankfurt", "Gdansk", "Grenoble", "Hamina",
    "Iowa", "Lyon", "Marseille", "Memphis", "Milan", "Ohio", "Osaka", "Phoenix", "Porto", "Reno", "Seoul", "Toledo",
    "Zaragoza",
];

/// What is bought: English, French, and the hardware inside.
pub(crate) const GOODS: [(&str, &str, &str); 8] = [
    ("cloud capacity", "de la capacité de calcul", "Orion C2, Orion C4"),
    ("training clusters", "des grappes d’entraînement", "Kestrel T100"),
    ("inference servers", "des serveurs d’inférence", "Kestrel I20"),
    ("accelerators", "des accélérateurs", "Sable A7"),
    ("wind power", "de l’électricité éolienne", "V174 turbines"),
    ("solar power", "de l’électricité solaire", "bifacial modules"),
    ("fibre links", "des liaisons en fibre", "400G coherent optics"),
    ("storage", "du stockage", "Basalt S9"),
];

/// People who say something.
pub(crate) const PEOPLE: [&str; 8] = [
    "Ada Brandt", "Noor Castel", "Tomas Eide", "Imani Ferro", "Lucie Garnier", "Kenji Hale", "Marta Ibsen",
    "Oren Jansky",
];

/// Topics: id, English, French.
pub(crate) const TOPICS: [(&str, &str, &str); 6] = [
    ("cloud", "Cloud", "Cloud"),
    ("chips", "Chips", "Puces"),
    ("power", "Power", "Énergie"),
    ("equity", "Equity", "Capital"),
    ("sites", "Sites", "Sites"),
    ("software", "Software", "Logiciels"),
];
