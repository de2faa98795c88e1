//! Draws the world.
//!
//! Deals are drawn one after the other, so that a later one can follow, replace or enlarge an earlier one.
//! Whatever the checks hold against each other is kept possible here: steps of a status in order, stakes
//! below the whole, plans above their parts.

use std::collections::BTreeSet;

use jiff::ToSpan;
use jiff::civil::Date;

use crate::amount::{Money, Power, Years};
use crate::names;
use crate::random::{Random, Zipf};
use crate::world::{Citation, Company, Deal, Dispute, Kind, Leg, Sequel, Source, Step, World};

/// The first and the last day on which a deal may become known.
const FIRST: Date = jiff::civil::date(2015, 1, 5);
const LAST: Date = jiff::civil::date(2026, 10, 30);

/// Draws everything.
pub(crate) fn world(deals: usize, companies: usize, seed: u64) -> World {
    let mut world =
        World { companies: draw_companies(companies, seed), sources: draw_sources(deals, seed), deals: Vec::new() };
    let zipf = Zipf::new(companies);
    let mut memory = Memory::new(companies);
    for index in 0..deals {
        let mut random = Random::stream(seed, 3, index);
        let deal = draw_deal(&world, &mut memory, &zipf, day_of(index, deals), &mut random);
        memory.remember(index, &deal);
        world.deals.push(deal);
    }
    add_plans(&mut world, seed);
    world
}

/// What was drawn so far, for the deals to come.
struct Memory {
    ids: BTreeSet<String>,
    /// The newest deal of each company.
    newest: Vec<Option<usize>>,
    /// Stakes given away per company, in per cent.
    stakes: Vec<u64>,
    replaced: BTreeSet<usize>,
}

impl Memory {
    fn new(companies: usize) -> Memory {
        Memory {
            ids: BTreeSet::new(),
            newest: vec![None; companies],
            stakes: vec![0; companies],
            replaced: BTreeSet::new(),
        }
    }

    fn remember(&mut self, index: usize, deal: &Deal) {
        self.ids.insert(deal.id.clone());
        self.newest[deal.payer] = Some(index);
        if let Some((Sequel::Supersedes | Sequel::Expands, earlier)) = deal.sequel {
            self.replaced.insert(earlier);
        }
    }

    /// A stake that still fits, small.
    fn stake(&mut self, company: usize, random: &mut Random) -> Option<u64> {
        let stake = random.between(1, 9);
        let fits = self.stakes[company] + stake <= 90;
        if fits {
            self.stakes[company] += stake;
        }
        fits.then_some(stake)
    }
}

/// Deals become more frequent: the square root of an even spread.
fn day_of(index: usize, deals: usize) -> Date {
    let span = FIRST.until(LAST).map_or(0, |s| s.get_days()) as u64;
    let days = (span * span * (index as u64 + 1) / deals as u64).isqrt();
    FIRST.saturating_add((days as i64).days())
}

fn draw_companies(count: usize, seed: u64) -> Vec<Company> {
    let mut companies: Vec<Company> = Vec::with_capacity(count);
    for index in 0..count {
        let mut random = Random::stream(seed, 1, index);
        let (stem, line, kind) = names::company(index);
        let name = format!("{stem} {line}");
        let id = name.to_lowercase().replace(' ', "-");
        // A group is two levels deep: the parent must stand alone.
        let parent = (index >= 10 && random.chance(8))
            .then(|| random.below(index as u64) as usize)
            .filter(|&parent| companies[parent].parent.is_none());
        companies.push(Company { id, name, stem, kind, parent });
    }
    companies
}

fn draw_sources(deals: usize, seed: u64) -> Vec<Source> {
    let count = deals.div_ceil(10).max(2);
    (0..count)
        .map(|index| {
            let mut random = Random::stream(seed, 2, index);
            let drawn = random.below(names::PUBLISHERS.len() as u64) as usize;
            // The last one is a wire, so that there always is a later one that may stand alone.
            let publisher = if index + 1 == count { 0 } else { drawn };
            let slug: String = names::PUBLISHERS[publisher].0.split(' ').take(1).collect::<String>().to_lowercase();
            let published = day_of((index * 10 + 9).min(deals - 1), deals);
            Source { id: format!("{slug}-{}-{index}", published.strftime("%Y-%m")), publisher, published }
        })
        .collect()
}

/// A source that came out on that day or soon after it. What binds is cited from one that may stand alone: the press is
/// passed over for the next filing, release or wire.
fn cite(sources: &[Source], day: Date, binds: bool, random: &mut Random) -> Citation {
    let first = sources.partition_point(|s| s.published < day);
    let drawn = (first + random.below(2) as usize).min(sources.len() - 1);
    let may_stand = |at: &usize| !binds || names::PUBLISHERS[sources[*at].publisher].1 != "press";
    let source = (drawn..sources.len()).find(may_stand).unwrap_or(drawn);
    Citation { source, line: random.between(1, 60) }
}

fn draw_deal(world: &World, memory: &mut Memory, zipf: &Zipf, day: Date, random: &mut Random) -> Deal {
    let payer = zipf.draw(random);
    let mut payee = zipf.draw(random);
    while payee == payer {
        payee = (payee + 1 + zipf.draw(random)) % world.companies.len();
    }
    let (goods, place) =
        (random.below(names::GOODS.len() as u64) as usize, random.below(names::PLACES.len() as u64) as usize);
    let steps = draw_steps(world, day, random);
    let legs = draw_legs(world, memory, (payer, payee), steps[steps.len() - 1].cited, random);
    let (id, phase) = unused_id(world, memory, (payer, payee, goods, place));
    let sequel = draw_sequel(world, memory, payer, &legs, random);
    Deal {
        id,
        payer,
        payee,
        goods,
        place,
        phase,
        steps,
        legs,
        sequel,
        part_of: None,
        lead_months: random.between(1, 18) as i32,
    }
}

fn unused_id(world: &World, memory: &Memory, deal: (usize, usize, usize, usize)) -> (String, usize) {
    let (payer, payee, goods, place) = deal;
    let slug = |text: &str| text.to_lowercase().replace(' ', "-");
    let stem = format!(
        "{}-{}-{}-{}",
        slug(&world.companies[payer].stem),
        slug(&world.companies[payee].stem),
        slug(names::GOODS[goods].0),
        slug(names::PLACES[place])
    );
    let mut phase = 1;
    let mut id = stem.clone();
    while memory.ids.contains(&id) {
        phase += 1;
        id = format!("{stem}-{phase}");
    }
    (id, phase)
}

fn draw_steps(world: &World, day: Date, random: &mut Random) -> Vec<Step> {
    const PATHS: [&[&str]; 12] = [
        &["rumoured"],
        &["in-talks"],
        &["announced"],
        &["letter"],
        &["signed"],
        &["announced", "signed"],
        &["in-talks", "signed"],
        &["signed", "active"],
        &["announced", "signed", "active"],
        &["signed", "active", "completed"],
        &["announced", "cancelled"],
        &["letter", "stalled"],
    ];
    let path = PATHS[random.weighted(&[3, 9, 12, 6, 28, 12, 9, 8, 5, 3, 3, 2])];
    let mut steps: Vec<Step> = Vec::new();
    let mut on = day;
    for status in path {
        // A step that lies beyond the end of the corpus has not happened yet.
        if on > LAST {
            break;
        }
        let hedge = match *status {
            "rumoured" => Some("rumour"),
            "signed" if random.chance(4) => Some("conditional"),
            "announced" if random.chance(15) => Some("attributed"),
            _ => None,
        };
        let binds = matches!(*status, "signed" | "active" | "completed");
        steps.push(Step { status, on, hedge, cited: cite(&world.sources, on, binds, random) });
        on = on.saturating_add((random.between(45, 400) as i64).days());
    }
    steps
}

fn draw_legs(
    world: &World,
    memory: &mut Memory,
    (payer, payee): (usize, usize),
    cited: Citation,
    random: &mut Random,
) -> Vec<Leg> {
    const KINDS: [Kind; 6] = [Kind::Purchase, Kind::Equity, Kind::Lease, Kind::Loan, Kind::Licence, Kind::Partnership];
    let kind = KINDS[random.weighted(&[64, 12, 8, 6, 5, 5])];
    let value = Money::draw(random);
    let dispute = match value {
        Money::Figure(..) => [Dispute::None, Dispute::Vaguer, Dispute::Slip][random.weighted(&[85, 10, 5])],
        _ => Dispute::None,
    };
    let physical = matches!(kind, Kind::Purchase | Kind::Lease | Kind::Partnership);
    let lasting = !matches!(kind, Kind::Equity | Kind::Partnership);
    let maker = random.below(world.companies.len() as u64) as usize;
    let mut legs = vec![Leg {
        kind,
        value,
        dispute,
        capacity: (physical && random.chance(60)).then(|| Power::draw(random)),
        term: (lasting && random.chance(70)).then(|| Years::draw(random)),
        stake: (kind == Kind::Equity).then(|| memory.stake(payee, random)).flatten(),
        maker: (kind == Kind::Purchase && random.chance(15) && maker != payer && maker != payee).then_some(maker),
        cited,
    }];
    legs.extend(second_leg(memory, kind, payee, cited, random));
    legs
}

/// What comes with the first leg: an option on shares, a guarantee, an investment that flows back.
fn second_leg(memory: &mut Memory, first: Kind, payee: usize, cited: Citation, random: &mut Random) -> Option<Leg> {
    let plain = |kind, value, stake| Leg {
        kind,
        value,
        dispute: Dispute::None,
        capacity: None,
        term: None,
        stake,
        maker: None,
        cited,
    };
    match first {
        Kind::Purchase if random.chance(12) => {
            memory.stake(payee, random).map(|stake| plain(Kind::Option, Money::Undisclosed, Some(stake)))
        }
        Kind::Purchase if random.chance(10) => Some(plain(Kind::Equity, Money::draw(random), None)),
        Kind::Loan if random.chance(40) => Some(plain(Kind::Guarantee, Money::draw(random), None)),
        _ => None,
    }
}

fn draw_sequel(
    world: &World,
    memory: &Memory,
    payer: usize,
    legs: &[Leg],
    random: &mut Random,
) -> Option<(Sequel, usize)> {
    let earlier = memory.newest[payer]?;
    let same_kind = world.deals[earlier].main().kind == legs[0].kind;
    match random.below(100) {
        0..30 => Some((Sequel::Follows, earlier)),
        30..33 if same_kind && !memory.replaced.contains(&earlier) => Some((Sequel::Supersedes, earlier)),
        33..36 if same_kind && !memory.replaced.contains(&earlier) => Some((Sequel::Expands, earlier)),
        36..38 => Some((Sequel::Alternative, earlier)),
        _ => None,
    }
}

/// Every 250th deal becomes a plan of one of the most frequent companies, the head of some of its purchases.
fn add_plans(world: &mut World, seed: u64) {
    let count = (world.deals.len() / 250).clamp(1, world.companies.len().min(200));
    for company in 0..count {
        let mut random = Random::stream(seed, 4, company);
        let own = |deal: &Deal| deal.payer == company && deal.main().kind == Kind::Purchase && deal.legs.len() == 1;
        let candidates: Vec<usize> = (0..world.deals.len()).filter(|&i| own(&world.deals[i])).collect();
        let Some((&plan, parts)) = candidates.split_first() else { continue };
        let in_a_sequel = world.deals.iter().any(|d| d.sequel.is_some_and(|(_, earlier)| earlier == plan));
        if in_a_sequel || parts.is_empty() {
            continue;
        }
        let mut sum = 0;
        for &part in parts {
            if random.chance(40) {
                sum += world.deals[part].main().value.millions();
                world.deals[part].part_of = Some(plan);
            }
        }
        become_plan(&mut world.deals[plan], &world.companies[company], Money::round_above(sum + sum / 3));
    }
}

fn become_plan(deal: &mut Deal, company: &Company, value: Money) {
    deal.id = format!("{}-compute-plan", company.id);
    deal.sequel = None;
    deal.steps.truncate(1);
    deal.steps[0].status = "announced";
    deal.steps[0].hedge = None;
    let cited = deal.main().cited;
    let kind = Kind::Plan;
    deal.legs =
        vec![Leg { kind, value, dispute: Dispute::None, capacity: None, term: None, stake: None, maker: None, cited }];
}
