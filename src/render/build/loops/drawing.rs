//! The drawing of a loop: two names with an arrow there and one back, and dashed the way onward; three or
//! four names on a circle. Its table has the same data, so that only a few words stand in it.

use std::f32::consts::TAU;

use crate::ledger::{Loop, Step};
use crate::model::{Bucket, CompanyId};
use crate::render::build::Builder;
use crate::render::view::{FlowEdge, LoopDrawing, LoopLabel};

/// As wide as a phone, so that text keeps its size.
const WIDTH: f32 = 340.0;
/// Half the width of a letter.
const LETTER: f32 = 4.2;
const CIRCLE: (f32, f32) = (110.0, 62.0);

/// Draws a loop.
pub(super) fn make(b: &Builder<'_>, found: &Loop<'_>) -> LoopDrawing {
    match &found.steps[..] {
        [out, back] => pair(b, found, out, back),
        steps => circle(b, steps),
    }
}

fn pair(b: &Builder<'_>, found: &Loop<'_>, out: &Step<'_>, back: &Step<'_>) -> LoopDrawing {
    let onward = found.onward.iter().find(|o| o.from == out.to);
    let (y, left) = (48.0, half(b, out.from) + 4.0);
    let right = if onward.is_some() { WIDTH * 0.56 } else { WIDTH - half(b, out.to) - 4.0 };
    let middle = (left + right) / 2.0;
    let mut labels = vec![
        label(b, out.from, (left, y + 5.0)),
        label(b, out.to, (right, y + 5.0)),
        amount(b, out, (middle, 14.0)),
        amount(b, back, (middle, 94.0)),
    ];
    let mut edges = vec![
        edge(out, format!("M{} 36Q{} 12 {} 34", n(left), n(middle), n(right - 10.0))),
        edge(back, format!("M{} 60Q{} 86 {} 62", n(right), n(middle), n(left + 10.0))),
    ];
    if let Some(onward) = onward {
        let at = WIDTH - half(b, onward.to) - 4.0;
        let (start, end) = (right + half(b, out.to) + 6.0, at - half(b, onward.to) - 6.0);
        labels.push(label(b, onward.to, (at, y + 5.0)));
        let path = format!("M{} 48H{}", n(start), n(end.max(start + 8.0)));
        edges.push(FlowEdge { path, style: "onward", width: 1.5, directed: false });
    }
    LoopDrawing { width: WIDTH, height: 100.0, edges, labels }
}

fn circle(b: &Builder<'_>, steps: &[Step<'_>]) -> LoopDrawing {
    let centre = (WIDTH / 2.0, 88.0);
    let place = |i: usize| {
        let angle = TAU * (i % steps.len()) as f32 / steps.len() as f32 - TAU / 4.0;
        (centre.0 + angle.cos() * CIRCLE.0, centre.1 + angle.sin() * CIRCLE.1)
    };
    let labels = steps.iter().enumerate().map(|(i, s)| label(b, s.from, (place(i).0, place(i).1 + 5.0))).collect();
    let arrow = |(i, step): (usize, &Step<'_>)| {
        let ((x1, y1), (x2, y2)) = (place(i), place(i + 1));
        let (dx, dy) = (x2 - x1, y2 - y1);
        let length = dx.hypot(dy).max(1.0);
        // Short of the names at both ends, the arrowhead included.
        let inset =
            |c: CompanyId| (half(b, c) + 4.0).min(length * 0.3) * (dx / length).abs() + 14.0 * (dy / length).abs();
        let (from, to) = (inset(step.from), inset(step.to) + 10.0);
        let (ux, uy) = (dx / length, dy / length);
        let path = format!("M{} {}L{} {}", n(x1 + ux * from), n(y1 + uy * from), n(x2 - ux * to), n(y2 - uy * to));
        edge(step, path)
    };
    LoopDrawing { width: WIDTH, height: 176.0, edges: steps.iter().enumerate().map(arrow).collect(), labels }
}

fn half(b: &Builder<'_>, company: CompanyId) -> f32 {
    b.company_ref(company).short.chars().count() as f32 * LETTER
}

fn label(b: &Builder<'_>, company: CompanyId, (x, y): (f32, f32)) -> LoopLabel {
    LoopLabel { text: b.company_ref(company).short.clone(), x: tenths(x), y: tenths(y), style: "name" }
}

fn amount(b: &Builder<'_>, step: &Step<'_>, (x, y): (f32, f32)) -> LoopLabel {
    let text = match step.flows.first() {
        Some(flow) if flow.figure.is_some() => super::figure(b, flow).text,
        _ => b.t("undisclosed-short"),
    };
    LoopLabel { text, x: tenths(x), y, style: "amount" }
}

fn edge(step: &Step<'_>, path: String) -> FlowEdge {
    let bucket = step.flows.first().map_or(Bucket::Off, |f| f.bucket);
    FlowEdge { path, style: bucket.name(), width: 2.0, directed: true }
}

/// One decimal, without a zero that says nothing.
fn n(x: f32) -> String {
    tenths(x).to_string()
}

/// One decimal: enough for a drawing, and the same bytes everywhere.
fn tenths(x: f32) -> f32 {
    (x * 10.0).round() / 10.0
}
