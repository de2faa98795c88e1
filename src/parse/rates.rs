//! `[[rate]]`: dated rates between two currencies.

use jiff::civil::Date;
use rust_decimal::Decimal;

use super::reader::{Item, Reader, excerpt};
use super::schema::{Key, Schema, Takes};
use super::site::{CURRENCY, config, one_currency};
use crate::model::{Currency, Rate};

/// `[[rate]]` while it is read.
#[derive(Default)]
pub(super) struct Exchange {
    from: Option<Currency>,
    to: Option<Currency>,
    factor: Option<Decimal>,
    on: Option<Date>,
}

pub(super) static RATE: Schema<Exchange> = Schema::closed(
    "a rate",
    &[
        Key::required("from", CURRENCY, "the currency that is converted", |r, v, x| {
            x.from = one_currency(r, v).map(|c| c.value);
        }),
        Key::required("to", CURRENCY, "the currency of the total", |r, v, x| {
            x.to = one_currency(r, v).map(|c| c.value)
        }),
        Key::required("rate", Takes::Number, "the price of one `from` in `to`", |r, v, x| x.factor = price(r, v)),
        Key::required("on", Takes::Day, "the day of the rate", |r, v, x| x.on = r.day(v).map(|d| d.value)),
    ],
);

pub(super) fn rates<'a>(reader: &mut Reader<'a>, item: Item<'a>) -> Vec<Rate> {
    let complete = |x: Exchange| Some(Rate { from: x.from?, to: x.to?, factor: x.factor?, on: x.on? });
    reader.tables(item, &RATE, |_| Exchange::default()).into_iter().filter_map(complete).collect()
}

/// A positive number.
fn price<'a>(reader: &mut Reader<'a>, item: Item<'a>) -> Option<Decimal> {
    let price = reader.decimal(item)?;
    if price.value > Decimal::ZERO {
        return Some(price.value);
    }
    let title = format!("expected a positive number such as `1.08`, found `{}`", excerpt(reader.slice(price.span)));
    reader.report(config(price.span, title));
    None
}
