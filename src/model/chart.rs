//! A chart that a text asks for: what it is to draw, never a number.

use crate::span::{Span, Spanned};

/// What a chart draws.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChartKind {
    /// What a company pays or receives, each bar from where the one before ends.
    Ladder,
    /// The same, each bar from 0.
    Bars,
    /// What is known of a plan.
    Shares,
    /// The values that a fact had.
    History,
    /// What falls due.
    Terms,
}

impl ChartKind {
    /// All.
    pub const ALL: [ChartKind; 5] =
        [ChartKind::Ladder, ChartKind::Bars, ChartKind::Shares, ChartKind::History, ChartKind::Terms];

    /// As an editor writes it.
    pub fn name(self) -> &'static str {
        match self {
            ChartKind::Ladder => "ladder",
            ChartKind::Bars => "bars",
            ChartKind::Shares => "shares",
            ChartKind::History => "history",
            ChartKind::Terms => "terms",
        }
    }
}

/// A fenced block `chart`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chart {
    /// What it draws.
    pub kind: ChartKind,
    /// Of what: a company, a deal or a fact, as it is written. Without it, of what the text belongs to.
    pub of: Option<Spanned<String>>,
    /// Whether it is what is received, or what is paid; without it, whichever the company does first.
    pub receives: Option<bool>,
    /// The word `chart` behind the fence.
    pub span: Span,
}
