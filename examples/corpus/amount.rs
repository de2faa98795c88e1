//! Amounts that are written three times: in a sheet's notation, in English and in French prose.
//!
//! One value makes all three, so that figures typed by hand agree with the facts by construction.

use crate::Lang;
use crate::random::Random;

/// How the number is limited.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Bound {
    Exact,
    AtLeast,
    MoreThan,
    UpTo,
    LessThan,
    About,
}

impl Bound {
    /// Mostly exact, the others now and then.
    pub(crate) fn draw(random: &mut Random) -> Bound {
        const BOUNDS: [Bound; 6] =
            [Bound::Exact, Bound::AtLeast, Bound::MoreThan, Bound::UpTo, Bound::LessThan, Bound::About];
        BOUNDS[random.weighted(&[60, 8, 6, 12, 4, 10])]
    }

    fn sheet(self, random_spelling: bool) -> &'static str {
        match (self, random_spelling) {
            (Bound::Exact, _) => "",
            (Bound::AtLeast, false) => "≥ ",
            (Bound::AtLeast, true) => "at least ",
            (Bound::MoreThan, false) => "> ",
            (Bound::MoreThan, true) => "more than ",
            (Bound::UpTo, false) => "up to ",
            (Bound::UpTo, true) => "≤ ",
            (Bound::LessThan, false) => "< ",
            (Bound::LessThan, true) => "less than ",
            (Bound::About, false) => "about ",
            (Bound::About, true) => "~ ",
        }
    }

    fn words(self, lang: Lang) -> &'static str {
        match (self, lang) {
            (Bound::Exact, _) => "",
            (Bound::AtLeast, Lang::En) => "at least ",
            (Bound::AtLeast, Lang::Fr) => "au moins ",
            (Bound::MoreThan, Lang::En) => "more than ",
            (Bound::MoreThan, Lang::Fr) => "plus de ",
            (Bound::UpTo, Lang::En) => "up to ",
            (Bound::UpTo, Lang::Fr) => "jusqu’à ",
            (Bound::LessThan, Lang::En) => "less than ",
            (Bound::LessThan, Lang::Fr) => "moins de ",
            (Bound::About, Lang::En) => "about ",
            (Bound::About, Lang::Fr) => "environ ",
        }
    }
}

/// A number with at most one decimal.
#[derive(Clone, Copy)]
pub(crate) struct Tenths(pub(crate) u64);

impl Tenths {
    fn text(self, lang: Lang) -> String {
        let separator = if lang == Lang::Fr { ',' } else { '.' };
        match (self.0 / 10, self.0 % 10) {
            (whole, 0) => whole.to_string(),
            (whole, tenth) => format!("{whole}{separator}{tenth}"),
        }
    }
}

/// What money is counted in.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Scale {
    Million,
    Billion,
}

impl Scale {
    fn sheet(self) -> &'static str {
        match self {
            Scale::Million => "million",
            Scale::Billion => "billion",
        }
    }

    fn french(self) -> &'static str {
        match self {
            Scale::Million => "million",
            Scale::Billion => "milliard",
        }
    }

    /// In millions.
    fn factor(self) -> u64 {
        match self {
            Scale::Million => 1,
            Scale::Billion => 1000,
        }
    }
}

/// A sum of dollars.
#[derive(Clone, Copy)]
pub(crate) enum Money {
    /// "up to 38 billion USD"
    Figure(Bound, Tenths, Scale),
    /// "20–25 billion USD"
    Range(Tenths, Tenths, Scale),
    /// "tens of billions USD"
    Tens(Scale),
    /// "undisclosed"
    Undisclosed,
}

impl Money {
    /// A sum as deals have it: many of some hundred millions, few of many billions.
    pub(crate) fn draw(random: &mut Random) -> Money {
        let (tenths, scale) = match random.weighted(&[45, 35, 20]) {
            0 => (Tenths(random.between(4, 96) * 100), Scale::Million),
            1 => (Tenths(random.between(10, 99)), Scale::Billion),
            _ => (Tenths(random.between(10, 90) * 10), Scale::Billion),
        };
        match random.weighted(&[70, 8, 4, 18]) {
            0 => Money::Figure(Bound::draw(random), tenths, scale),
            1 => Money::Range(tenths, Tenths(tenths.0 + tenths.0 / 50 * 10 + 10), scale),
            2 => Money::Tens(scale),
            _ => Money::Undisclosed,
        }
    }

    /// An exact sum, at least `millions`, rounded up to a figure that somebody would announce.
    pub(crate) fn round_above(millions: u64) -> Money {
        let billions = millions / 1000 + 1;
        let step = if billions < 100 { 10 } else { 100 };
        Money::Figure(Bound::Exact, Tenths(billions.div_ceil(step) * step * 10), Scale::Billion)
    }

    /// Whether there is a figure.
    pub(crate) fn is_figure(self) -> bool {
        !matches!(self, Money::Undisclosed)
    }

    /// The highest sum in millions that is stated, whatever lies beyond.
    pub(crate) fn millions(self) -> u64 {
        match self {
            Money::Figure(_, n, scale) | Money::Range(_, n, scale) => (n.0 * scale.factor()).div_ceil(10),
            Money::Tens(scale) => 100 * scale.factor(),
            Money::Undisclosed => 0,
        }
    }

    /// A quarter of it, exactly; `None` where there is no number.
    pub(crate) fn quarter(self) -> Option<Money> {
        match self {
            Money::Figure(_, n, scale) if n.0 >= 4 => Some(Money::Figure(Bound::Exact, Tenths(n.0 / 4), scale)),
            _ => None,
        }
    }

    /// The same sum, said less exactly: a second source that does not contradict the first.
    pub(crate) fn vaguer(self) -> Money {
        match self {
            Money::Figure(Bound::Exact, n, scale) => Money::Figure(Bound::About, n, scale),
            other => other,
        }
    }

    /// Ten times as much: a slip that a sheet keeps as deprecated. `None` where there is no number.
    pub(crate) fn tenfold(self) -> Option<Money> {
        match self {
            Money::Figure(bound, n, scale) => Some(Money::Figure(bound, Tenths(n.0 * 10), scale)),
            _ => None,
        }
    }

    /// In the notation of sheets.
    pub(crate) fn sheet(self) -> String {
        match self {
            Money::Figure(bound, n, scale) => {
                format!("{}{} {} USD", bound.sheet(n.0.is_multiple_of(3)), n.text(Lang::En), scale.sheet())
            }
            Money::Range(a, b, scale) => format!("{}–{} {} USD", a.text(Lang::En), b.text(Lang::En), scale.sheet()),
            Money::Tens(scale) => format!("tens of {}s USD", scale.sheet()),
            Money::Undisclosed => "undisclosed".to_owned(),
        }
    }

    /// In prose.
    pub(crate) fn prose(self, lang: Lang) -> String {
        match (self, lang) {
            (Money::Figure(bound, n, scale), Lang::En) => {
                format!("{}${} {}", bound.words(lang), n.text(lang), scale.sheet())
            }
            (Money::Figure(bound, n, scale), Lang::Fr) => {
                let plural = if n.0 < 20 { "" } else { "s" };
                format!("{}{} {}{plural} de dollars", bound.words(lang), n.text(lang), scale.french())
            }
            (Money::Range(a, b, scale), Lang::En) => {
                format!("between ${} {scale} and ${} {scale}", a.text(lang), b.text(lang), scale = scale.sheet())
            }
            (Money::Range(a, b, scale), Lang::Fr) => {
                format!("entre {} et {} {}s de dollars", a.text(lang), b.text(lang), scale.french())
            }
            (Money::Tens(scale), Lang::En) => format!("tens of {}s of dollars", scale.sheet()),
            (Money::Tens(scale), Lang::Fr) => format!("plusieurs dizaines de {}s de dollars", scale.french()),
            (Money::Undisclosed, Lang::En) => "an undisclosed sum".to_owned(),
            (Money::Undisclosed, Lang::Fr) => "un montant non divulgué".to_owned(),
        }
    }
}

/// Electric power.
#[derive(Clone, Copy)]
pub(crate) struct Power {
    bound: Bound,
    tenths: Tenths,
    giga: bool,
}

impl Power {
    /// From tens of megawatts to a few gigawatts.
    pub(crate) fn draw(random: &mut Random) -> Power {
        let giga = random.chance(25);
        let tenths = if giga { random.between(10, 60) } else { random.between(2, 90) * 100 };
        Power { bound: Bound::draw(random), tenths: Tenths(tenths), giga }
    }

    /// An exact part of it, in megawatts: the first tranche.
    pub(crate) fn tranche(self) -> Power {
        let megawatts = if self.giga { self.tenths.0 * 100 } else { self.tenths.0 / 10 };
        Power { bound: Bound::Exact, tenths: Tenths((megawatts / 4).max(1) * 10), giga: false }
    }

    /// In the notation of sheets.
    pub(crate) fn sheet(self) -> String {
        let unit = if self.giga { "GW" } else { "MW" };
        format!("{}{} {unit}", self.bound.sheet(self.tenths.0.is_multiple_of(3)), self.tenths.text(Lang::En))
    }

    /// In prose.
    pub(crate) fn prose(self, lang: Lang) -> String {
        let plural = match lang {
            Lang::En if self.tenths.0 == 10 => "",
            Lang::Fr if self.tenths.0 < 20 => "",
            Lang::En | Lang::Fr => "s",
        };
        let unit = match (lang, self.giga) {
            (Lang::En, true) => "gigawatt",
            (Lang::En, false) => "megawatt",
            (Lang::Fr, true) => "gigawatt",
            (Lang::Fr, false) => "mégawatt",
        };
        format!("{}{} {unit}{plural}", self.bound.words(lang), self.tenths.text(lang))
    }
}

/// A number of years.
#[derive(Clone, Copy)]
pub(crate) struct Years {
    bound: Bound,
    /// How many, from 2.
    pub(crate) count: u64,
}

impl Years {
    /// From 2 to 20.
    pub(crate) fn draw(random: &mut Random) -> Years {
        let bound = random.pick(&[Bound::Exact, Bound::Exact, Bound::Exact, Bound::About, Bound::AtLeast]);
        Years { bound, count: random.between(2, 20) }
    }

    /// In the notation of sheets.
    pub(crate) fn sheet(self) -> String {
        format!("{}{} years", self.bound.sheet(false), self.count)
    }

    /// In prose.
    pub(crate) fn prose(self, lang: Lang) -> String {
        let unit = if lang == Lang::Fr { "ans" } else { "years" };
        format!("{}{} {unit}", self.bound.words(lang), self.count)
    }
}
