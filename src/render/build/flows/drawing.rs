//! The drawing of flows: a hub with arrows to the companies around it.
//!
//! Companies stand on an ellipse in the order of their size, each with its name and what flows written
//! outwards from where its arrows end, so that no text meets a line. Of several flows between the hub and a
//! company in one direction the largest is drawn; the table beside it has them all. The same input gives the
//! same drawing, to the byte.

use std::cmp::Reverse;
use std::f32::consts::TAU;

use super::{Flow, figure, tenths};
use crate::model::CompanyId;
use crate::render::build::Builder;
use crate::render::view::{FlowDrawing, FlowEdge, FlowLine, FlowNode};

/// Companies around the hub.
const AROUND: usize = 8;
/// Drawn for the width of a phone, so that its text is as large there as the page's small type.
const WIDTH: f32 = 380.0;
const HEIGHT: f32 = 370.0;
const ELLIPSE: (f32, f32) = (84.0, 132.0);
/// The hub's disc holds its name.
const HUB_RADIUS: f32 = 30.0;
const LETTER: f32 = 4.6;
/// From one line of text to the next.
const LEADING: f32 = 17.0;
/// Between an arrow and what it points to; an arrowhead is drawn beyond the end of its line.
const GAP: f32 = 4.0;
const HEAD: f32 = 10.0;

/// `None` where there are too few companies to draw.
pub(super) fn make(b: &Builder<'_>, flows: &[Flow], hub: CompanyId, ranked: &[CompanyId]) -> Option<FlowDrawing> {
    let touches = |c: &CompanyId| flows.iter().any(|f| f.joins(hub, *c));
    let around: Vec<CompanyId> = ranked.iter().copied().filter(|c| *c != hub && touches(c)).take(AROUND).collect();
    if around.len() < 2 {
        return None;
    }
    let radius = HUB_RADIUS.max(b.company_ref(hub).short.chars().count() as f32 * LETTER);
    let mut edges = Vec::new();
    let mut nodes = vec![hub_node(b, hub, radius)];
    for (index, company) in around.iter().enumerate() {
        let spoke = Spoke::new(index, around.len(), radius);
        let drawn: Vec<&Flow> =
            [true, false].into_iter().filter_map(|out| largest(flows, hub, *company, out)).collect();
        for (nth, flow) in drawn.iter().enumerate() {
            edges.push(edge(flow, &spoke, flow.from == hub, bend(nth, drawn.len())));
        }
        nodes.push(node(b, *company, &spoke, &drawn));
    }
    let sentences: Vec<String> = flows.iter().map(|f| sentence(b, f)).collect();
    Some(FlowDrawing {
        width: WIDTH,
        height: HEIGHT,
        title: b.say("flows-title", &[("company", &b.company_ref(hub).short)]),
        description: sentences.join(" "),
        edges,
        nodes,
    })
}

/// The largest flow between the hub and a company, out from the hub or in; the firmest of equals.
fn largest(flows: &[Flow], hub: CompanyId, company: CompanyId, out: bool) -> Option<&Flow> {
    let either = flows.iter().filter(|f| f.joins(hub, company) && (f.from == hub) == out);
    either.max_by_key(|f| (f.low(), Reverse(f.bucket)))
}

/// Where a company stands, and the way there from the hub.
struct Spoke {
    /// The end of the arrows.
    outer: (f32, f32),
    /// Unit vector outwards.
    along: (f32, f32),
    /// Radius of the hub.
    radius: f32,
}

impl Spoke {
    fn new(index: usize, count: usize, radius: f32) -> Spoke {
        let angle = TAU * (index as f32 + 0.5) / count as f32 - TAU / 4.0;
        let (dx, dy) = (angle.cos() * ELLIPSE.0, angle.sin() * ELLIPSE.1);
        let length = dx.hypot(dy);
        Spoke { outer: (WIDTH / 2.0 + dx, HEIGHT / 2.0 + dy), along: (dx / length, dy / length), radius }
    }

    /// A point `inset` short of the outer end.
    fn before_end(&self, inset: f32) -> (f32, f32) {
        (self.outer.0 - self.along.0 * inset, self.outer.1 - self.along.1 * inset)
    }

    /// A point `outset` off the rim of the hub, turned by an angle.
    fn off_hub(&self, outset: f32, turn: f32) -> (f32, f32) {
        let (sin, cos) = turn.sin_cos();
        let (ux, uy) = (self.along.0 * cos - self.along.1 * sin, self.along.0 * sin + self.along.1 * cos);
        (WIDTH / 2.0 + ux * (self.radius + outset), HEIGHT / 2.0 + uy * (self.radius + outset))
    }
}

/// The hub is a disc with its name in it.
fn hub_node(b: &Builder<'_>, hub: CompanyId, radius: f32) -> FlowNode {
    let (x, y) = (WIDTH / 2.0, HEIGHT / 2.0);
    FlowNode {
        label: b.company_ref(hub).short.clone(),
        url: b.company_ref(hub).url.clone(),
        x,
        y,
        radius: tenths(radius),
        label_x: x,
        label_y: y + 5.0,
        anchor: "middle",
        lines: Vec::new(),
    }
}

/// The others are a name and what flows, set outwards from where the arrows end.
fn node(b: &Builder<'_>, company: CompanyId, spoke: &Spoke, flows: &[&Flow]) -> FlowNode {
    let both = flows.iter().filter(|f| f.sum.is_some()).count() > 1;
    let lines: Vec<String> = flows.iter().flat_map(|f| words(b, f, company, both)).collect();
    let (x, y) = spoke.outer;
    let (anchor, label_x) = match spoke.along.0 {
        straight if straight.abs() < 0.1 => ("middle", x),
        right if right > 0.0 => ("start", x + GAP),
        _ => ("end", x - GAP),
    };
    // The block stands level with the arrow's end, and moves away from the hub where that is below or above.
    let half = lines.len() as f32 * LEADING / 2.0;
    let first = y + 5.0 - half + spoke.along.1 * (half + 8.0);
    let line = |(i, text): (usize, String)| FlowLine { text, y: tenths(first + (i + 1) as f32 * LEADING) };
    FlowNode {
        label: b.company_ref(company).short.clone(),
        url: b.company_ref(company).url.clone(),
        x: tenths(x),
        y: tenths(y),
        radius: 0.0,
        label_x: tenths(label_x),
        label_y: tenths(first),
        anchor,
        lines: lines.into_iter().enumerate().map(line).collect(),
    }
}

/// "250 Md$"; with the direction where money flows both ways: "verse au moins", "10 Md$".
fn words(b: &Builder<'_>, flow: &Flow, company: CompanyId, both: bool) -> Vec<String> {
    if flow.sum.is_none() {
        return Vec::new();
    }
    let figure = figure(b, flow);
    let verb = if flow.from == company { "flow-pays" } else { "flow-receives" };
    match (both, figure.before.is_empty() && figure.after.is_empty()) {
        (false, _) => vec![figure.text],
        (true, true) => vec![b.say(verb, &[("figure", &figure.text)])],
        (true, false) => {
            vec![b.say(verb, &[("figure", &figure.before)]), format!("{} {}", figure.value, figure.after)]
        }
    }
}

/// How far a flow bends: a little where it is alone, to both sides where there are two.
fn bend(nth: usize, count: usize) -> f32 {
    match (count, nth) {
        (1, _) => 8.0,
        (_, 0) => 16.0,
        _ => -16.0,
    }
}

/// A curve between the hub and a company. The bend is counted outwards from the hub whichever way the money
/// goes, so that flows there and back lie side by side.
fn edge(flow: &Flow, spoke: &Spoke, out: bool, bend: f32) -> FlowEdge {
    // The line ends where its arrowhead begins.
    let head = |points_here: bool| if flow.directed && points_here { HEAD } else { 0.0 };
    let start = spoke.off_hub(GAP + head(!out), bend / 60.0);
    let end = spoke.before_end(GAP + head(out));
    let (ux, uy) = spoke.along;
    // Flows there and back end beside each other.
    let end = (end.0 - uy * bend / 3.0, end.1 + ux * bend / 3.0);
    let control = ((start.0 + end.0) / 2.0 - uy * bend, (start.1 + end.1) / 2.0 + ux * bend);
    let (first, last) = if out { (start, end) } else { (end, start) };
    let [x1, y1, cx, cy, x2, y2] = [first.0, first.1, control.0, control.1, last.0, last.1].map(tenths);
    FlowEdge {
        path: format!("M{x1} {y1}Q{cx} {cy} {x2} {y2}"),
        style: flow.bucket.name(),
        width: width(flow),
        directed: flow.directed,
    }
}

/// From 1.5 to 5, by order of magnitude: a hundred times the sum is just under two points wider.
fn width(flow: &Flow) -> f32 {
    let digits = flow.low().trunc().to_string().len() as f32;
    if flow.sum.is_none() { 1.5 } else { tenths((digits - 8.0).clamp(0.0, 4.0) * 0.9 + 1.5) }
}

fn sentence(b: &Builder<'_>, flow: &Flow) -> String {
    let name = |c: CompanyId| b.company_ref(c).short.clone();
    let id = if flow.directed { "flow-sentence" } else { "flow-sentence-undirected" };
    let status = b.t(&format!("bucket-{}", flow.bucket.name()));
    let words = [
        ("from", name(flow.from)),
        ("to", name(flow.to)),
        ("value", figure(b, flow).text),
        ("status", status.to_lowercase()),
    ];
    b.say(id, &words.each_ref().map(|(key, value)| (*key, value.as_str())))
}
