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
pub(crate) const LAST: Date = jiff::civil::date(2026, 10, 30);
/// The day up to which all is kept.
pub(crate) const KEPT: Date = jiff::civil::date(2026, 11, 30);

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
    /// Per deal: what its chain comes to, in millions.
    chain: Vec<u64>,
}

impl Memory {
    fn new(companies: usize) -> Memory {
        Memory {
            ids: BTreeSet::new(),
            newest: vec![None; companies],
            stakes: vec![0; companies],
            replaced: BTreeSet::new(),
            chain: Vec::new(),
        }
    }

    fn remember(&mut self, index: usize, deal: &Deal) {
        self.ids.insert(deal.id.clone());
        self.newest[deal.payer] = Some(index);
        let own = deal.main().value.millions();
        let before = match deal.sequel {
            Some((Sequel::Increment, earlier)) => self.chain[earlier],
            Some(_) | None => 0,
        };
        self.chain.push(before + own);
        if let Some((Sequel::Supersedes | Sequel::Increment | Sequel::Total, earlier)) = deal.sequel {
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
pub(crate) fn cite(sources: &[Source], day: Date, binds: bool, random: &mut Random) -> Citation {
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
    let sequel = draw_sequel(world, memory, payer, &legs, random);
    let lead_months = random.between(1, 18) as i32;
    let id = String::new();
    let mut deal = Deal { id, payer, payee, goods, place, phase: 1, steps, legs, sequel, part_of: None, lead_months };
    if let Some((step @ (Sequel::Increment | Sequel::Total), earlier)) = sequel {
        enlarge(&mut deal, step, &world.deals[earlier], memory.chain[earlier]);
    }
    let ends = deal.starts().zip(deal.main().term).map(|(at, term)| at.saturating_add((term.count as i64).years()));
    if ends.is_some_and(|ends| ends.last_of_month() < KEPT) && !deal.is_over() {
        deal.legs[0].term = None;
    }
    (deal.id, deal.phase) = unused_id(world, memory, (deal.payer, deal.payee, deal.goods, deal.place));
    deal
}

/// Makes a deal one that enlarges an earlier one: between the same companies, of the same things, by a sum or to one.
fn enlarge(deal: &mut Deal, step: Sequel, earlier: &Deal, millions: u64) {
    (deal.payee, deal.goods, deal.place) = (earlier.payee, earlier.goods, earlier.place);
    deal.legs.truncate(1);
    let leg = &mut deal.legs[0];
    (leg.capacity, leg.stake, leg.maker, leg.quarter) = (None, None, None, None);
    (leg.joint, leg.dispute) = (earlier.main().joint, Dispute::None);
    if step == Sequel::Total {
        leg.value = Money::round_above(millions);
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
    steps.extend(last_step(world, &steps[steps.len() - 1], random));
    steps
}

/// How a deal of which nothing was heard for long has ended.
fn last_step(world: &World, last: &Step, random: &mut Random) -> Option<Step> {
    let (months, status, binds) = match last.status {
        "completed" | "cancelled" | "stalled" => return None,
        "signed" | "active" => (12_i32, "completed", true),
        "announced" | "letter" => (12, "stalled", false),
        _ => (6, "stalled", false),
    };
    if last.on.saturating_add(months.months()) >= KEPT {
        return None;
    }
    let on = last.on.saturating_add((random.between(60, 700) as i64).days()).min(LAST);
    Some(Step { status, on, hedge: None, cited: cite(&world.sources, on, binds, random) })
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
    let directed = kind != Kind::Partnership;
    let lasting = !matches!(kind, Kind::Equity | Kind::Partnership);
    let maker = random.below(world.companies.len() as u64) as usize;
    let mut legs = vec![Leg {
        kind,
        value,
        dispute,
        capacity: (physical && random.chance(60)).then(|| Power::draw(random)),
        term: (lasting && random.chance(70)).then(|| Years::draw(random)),
        stake: (kind == Kind::Equity).then(|| memory.stake(payee, random)).flatten(),
        joint: random.chance(10).then(|| partner(world, payer, payee, random)).flatten().filter(|_| directed),
        part: false,
        condition: directed && random.chance(5),
        quarter: value.quarter().filter(|_| directed && random.chance(10)),
        maker: (kind == Kind::Purchase && random.chance(15) && maker != payer && maker != payee).then_some(maker),
        cited,
    }];
    let part = value.quarter().filter(|_| directed && random.chance(10));
    legs.extend(match part {
        Some(part) => Some(Leg { part: true, ..plain(kind, part, None, cited) }),
        None => second_leg(memory, kind, payee, cited, random),
    });
    legs
}

/// Somebody of another group who pays with the payer, sometimes with a share that is known.
fn partner(world: &World, payer: usize, payee: usize, random: &mut Random) -> Option<(usize, Option<u64>)> {
    let root = |company: usize| world.companies[company].parent.unwrap_or(company);
    let partner = random.below(world.companies.len() as u64) as usize;
    let share = random.chance(50).then(|| random.between(10, 60));
    (root(partner) != root(payer) && root(partner) != root(payee)).then_some((partner, share))
}

/// A leg with no more than this.
fn plain(kind: Kind, value: Money, stake: Option<u64>, cited: Citation) -> Leg {
    let (dispute, capacity, term, maker, joint) = (Dispute::None, None, None, None, None);
    let (part, condition, quarter) = (false, false, None);
    Leg { kind, value, dispute, capacity, term, stake, joint, part, condition, quarter, maker, cited }
}

/// What comes with the first leg: an option on shares, a guarantee, an investment that flows back.
fn second_leg(memory: &mut Memory, first: Kind, payee: usize, cited: Citation, random: &mut Random) -> Option<Leg> {
    match first {
        Kind::Purchase if random.chance(12) => {
            memory.stake(payee, random).map(|stake| plain(Kind::Option, Money::Undisclosed, Some(stake), cited))
        }
        Kind::Purchase if random.chance(10) => Some(plain(Kind::Equity, Money::draw(random), None, cited)),
        Kind::Loan if random.chance(40) => Some(plain(Kind::Guarantee, Money::draw(random), None, cited)),
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
    let before = &world.deals[earlier];
    let free = before.main().kind == legs[0].kind && !memory.replaced.contains(&earlier);
    let chains = before.legs.len() == 1 && legs[0].kind != Kind::Partnership && before.main().value.is_figure();
    match random.below(100) {
        0..30 => Some((Sequel::Follows, earlier)),
        30..33 if free && before.is_over() => Some((Sequel::Supersedes, earlier)),
        33..43 if free && chains => Some((Sequel::Increment, earlier)),
        43..46 if free && chains && before.sequel.is_none() => Some((Sequel::Total, earlier)),
        46..48 => Some((Sequel::Alternative, earlier)),
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
    deal.legs = vec![plain(Kind::Plan, value, None, deal.main().cited)];
}
