//! The format of a statement: a struct per object, with its keys.

use jiff::civil::Date;
use serde::{Serialize, Serializer};

use crate::ledger::SumText;
use crate::model;
use crate::model::notation::{DayText, NumberText, UnitText};
use crate::quantity::Quantity;
use crate::render::export::value::{Amount, Shown};

#[derive(Clone, Copy)]
pub(super) struct ShownDay(pub(super) Date);

impl Serialize for ShownDay {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Shown(DayText(self.0)).serialize(serializer)
    }
}

#[derive(Serialize)]
pub(super) struct Document<'a> {
    pub(super) day: ShownDay,
    pub(super) company: Option<&'a str>,
    pub(super) totals: Vec<TotalOut<'a>>,
    pub(super) left_out: Vec<LeftOutOut<'a>>,
    pub(super) capacity: Vec<TotalOut<'a>>,
    pub(super) capacity_left_out: Vec<LeftOutOut<'a>>,
    pub(super) equity: Vec<EquityOut<'a>>,
    pub(super) plans: Vec<PlanOut<'a>>,
    pub(super) loops: Vec<LoopOut<'a>>,
}

#[derive(Serialize)]
pub(super) struct TotalOut<'a> {
    pub(super) direction: &'static str,
    pub(super) kind: &'static str,
    pub(super) bucket: &'static str,
    pub(super) measure: Option<String>,
    pub(super) sum: Option<SumOut>,
    pub(super) counted: Vec<EntryOut<'a>>,
    pub(super) without_figure: Vec<LegOut<'a>>,
    pub(super) per_year: Vec<YearOut<'a>>,
}

pub(super) struct SumOut(pub(super) Quantity);

impl Serialize for SumOut {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        use serde::ser::SerializeMap;
        let SumOut(sum) = self;
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("min", &Shown(NumberText(sum.low)))?;
        map.serialize_entry("max", &sum.high.map(NumberText).map(Shown))?;
        map.serialize_entry("max_excluded", &sum.high_open)?;
        map.serialize_entry("about", &sum.about)?;
        map.serialize_entry("unit", &Shown(UnitText(sum.unit, 0)))?;
        map.serialize_entry("text", &Shown(SumText(*sum)))?;
        map.end()
    }
}

#[derive(Serialize)]
pub(super) struct LegOut<'a> {
    pub(super) deal: &'a str,
    pub(super) leg: &'a str,
}

#[derive(Serialize)]
pub(super) struct EntryOut<'a> {
    pub(super) deal: &'a str,
    pub(super) leg: &'a str,
    pub(super) part: &'static str,
    pub(super) joint: bool,
    #[serde(flatten)]
    pub(super) sum: Option<SumOut>,
    pub(super) converted: Option<RateOut>,
}

#[derive(Serialize)]
pub(super) struct RateOut {
    pub(super) from: String,
    pub(super) to: String,
    pub(super) rate: Shown<NumberText>,
    pub(super) on: ShownDay,
}

#[derive(Serialize)]
pub(super) struct YearOut<'a> {
    pub(super) deal: &'a str,
    pub(super) leg: &'a str,
    /// `null`: unscheduled.
    pub(super) value: Option<FigureOut>,
    /// Why there is none.
    pub(super) unscheduled: Option<&'static str>,
}

pub(super) struct FigureOut(pub(super) model::Amount);

impl Serialize for FigureOut {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Amount(&self.0).serialize(serializer)
    }
}

#[derive(Serialize)]
pub(super) struct LeftOutOut<'a> {
    pub(super) deal: &'a str,
    pub(super) leg: &'a str,
    pub(super) kind: &'static str,
    pub(super) bucket: &'static str,
    pub(super) reason: &'static str,
    pub(super) by: Option<&'a str>,
    pub(super) value: Option<FigureOut>,
}

#[derive(Serialize)]
pub(super) struct EquityOut<'a> {
    pub(super) issuer: &'a str,
    pub(super) columns: Vec<ColumnOut<'a>>,
}

#[derive(Serialize)]
pub(super) struct ColumnOut<'a> {
    pub(super) column: &'static str,
    pub(super) sum: Option<SumOut>,
    pub(super) without_share: usize,
    pub(super) stakes: Vec<StakeOut<'a>>,
}

#[derive(Serialize)]
pub(super) struct StakeOut<'a> {
    pub(super) deal: &'a str,
    pub(super) leg: &'a str,
    pub(super) holder: &'a str,
    pub(super) bucket: &'static str,
    pub(super) share: Option<FigureOut>,
    pub(super) value: Option<FigureOut>,
}

#[derive(Serialize)]
pub(super) struct PlanOut<'a> {
    pub(super) deal: &'a str,
    pub(super) value: FigureOut,
    pub(super) itemised: SumOut,
    pub(super) share: Option<ShareOut>,
    pub(super) counted: Vec<EntryOut<'a>>,
    pub(super) left_out: Vec<LeftOutOut<'a>>,
}

#[derive(Serialize)]
pub(super) struct ShareOut {
    pub(super) min: Shown<NumberText>,
    pub(super) max: Option<Shown<NumberText>>,
}

#[derive(Serialize)]
pub(super) struct LoopOut<'a> {
    pub(super) steps: Vec<StepOut<'a>>,
    pub(super) weakest: &'static str,
    pub(super) at_most: Option<SumOut>,
    pub(super) onward: Vec<OnwardOut<'a>>,
}

#[derive(Serialize)]
pub(super) struct StepOut<'a> {
    pub(super) from: &'a str,
    pub(super) to: &'a str,
    pub(super) flows: Vec<FlowOut<'a>>,
}

#[derive(Serialize)]
pub(super) struct FlowOut<'a> {
    pub(super) deal: &'a str,
    pub(super) leg: &'a str,
    pub(super) bucket: &'static str,
    pub(super) value: Option<FigureOut>,
}

#[derive(Serialize)]
pub(super) struct OnwardOut<'a> {
    pub(super) from: &'a str,
    pub(super) to: &'a str,
    pub(super) deal: &'a str,
}

/// A company in `totals.json`: sums with their legs by name; what each leg adds stands in the site's statement.
#[derive(Serialize)]
pub(super) struct Summary<'a> {
    pub(super) company: &'a str,
    pub(super) totals: Vec<SummaryTotal<'a>>,
    pub(super) left_out: Vec<SummaryLeftOut<'a>>,
    pub(super) capacity: Vec<SummaryTotal<'a>>,
    pub(super) plans: Vec<&'a str>,
}

#[derive(Serialize)]
pub(super) struct SummaryTotal<'a> {
    pub(super) direction: &'static str,
    pub(super) kind: &'static str,
    pub(super) bucket: &'static str,
    pub(super) measure: Option<String>,
    pub(super) sum: Option<SumOut>,
    pub(super) counted: Vec<LegName<'a>>,
    pub(super) without_figure: Vec<LegName<'a>>,
}

#[derive(Serialize)]
pub(super) struct SummaryLeftOut<'a> {
    pub(super) leg: LegName<'a>,
    pub(super) reason: &'static str,
}

/// `openai-aws.purchase`, as prose names it.
pub(super) struct LegName<'a>(pub(super) &'a str, pub(super) &'a str);

impl Serialize for LegName<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&format_args!("{}.{}", self.0, self.1))
    }
}
