//! The smallest parts of pages as filters: `words`, `when`, `fig`, `mark`, `short`, `percent`, `code`, `sentence`.
//!
//! A page prints a hundred of them, and a component call costs several times what they do; that was a tenth
//! of a build. The markup is the one that style sheets rely on; a theme that wants another writes it from the
//! same fields.

use tera::{Error, Kwargs, Map, State, Tera, TeraResult, Value};

use crate::chars::capitalised;
use crate::markup::Html;
use crate::render::parts;

/// Registers them.
pub(super) fn register(tera: &mut Tera) {
    tera.register_filter("words", |v: Value, _: Kwargs, _: &State<'_>| print(&v, words));
    tera.register_filter("when", |v: Value, _: Kwargs, _: &State<'_>| print(&v, when));
    tera.register_filter("fig", |v: Value, _: Kwargs, _: &State<'_>| print(&v, fig));
    tera.register_filter("mark", |v: Value, _: Kwargs, _: &State<'_>| print(&v, mark));
    tera.register_filter("code", |text: &str, _: Kwargs, _: &State<'_>| code(text));
    tera.register_filter("sentence", |v: Value, _: Kwargs, _: &State<'_>| sentence(&v));
    tera.register_filter("short", |n: f64, _: Kwargs, _: &State<'_>| short(n, b""));
    tera.register_filter("percent", |n: f64, _: Kwargs, _: &State<'_>| short(n, b"%"));
}

fn print(value: &Value, write: fn(&Map, &mut Html)) -> TeraResult<Value> {
    let Some(map) = value.as_map() else {
        return Err(Error::message(format!("expected a part of a view, found {}", value.name())));
    };
    let mut html = Html::with_capacity(160);
    write(map, &mut html);
    Ok(Value::safe_string(&html.finish()))
}

fn words(words: &Map, html: &mut Html) {
    parts::words(text(words, "text"), text(words, "lang"), html);
}

fn when(date: &Map, html: &mut Html) {
    parts::date(text(date, "text"), text(date, "datetime"), text(date, "inferred"), html);
}

fn fig(figure: &Map, html: &mut Html) {
    match text(figure, "kind") {
        "exact" => parts::figure(["before", "value", "after"].map(|field| text(figure, field)), html),
        _ => parts::no_figure(text(figure, "text"), html),
    }
}

fn mark(mark: &Map, html: &mut Html) {
    parts::mark(text(mark, "bucket"), text(mark, "label"), html);
}

/// A sentence of the theme with names between back quotes: `counted` is `true`.
fn code(text: &str) -> Value {
    let mut html = Html::with_capacity(text.len() + 60);
    for (index, part) in text.split('`').enumerate() {
        if index % 2 == 0 {
            html.text(part);
        } else {
            html.raw("<code>").text(part).raw("</code>");
        }
    }
    Value::safe_string(&html.finish())
}

/// Words that begin a sentence; what is HTML already stays it.
fn sentence(words: &Value) -> TeraResult<Value> {
    let Some(text) = words.as_str() else {
        return Err(Error::message(format!("expected words, found {}", words.name())));
    };
    let text = capitalised(text);
    Ok(if words.is_safe() { Value::safe_string(&text) } else { Value::normal_string(&text) })
}

/// A coordinate of a drawing, to a hundredth: `12.5`, `12.5%`. (Drawings have hundreds; printing floats is slow.)
fn short(n: f64, unit: &[u8]) -> Value {
    let hundredths = (n * 100.0).round() as i64;
    let mut text = [0; 24];
    let mut at = text.len() - unit.len();
    text[at..].copy_from_slice(unit);
    let (mut whole, fraction) = (hundredths.unsigned_abs() / 100, (hundredths.unsigned_abs() % 100) as u8);
    let mut push = |byte: u8| {
        at -= 1;
        text[at] = byte;
    };
    if fraction % 10 != 0 {
        push(b'0' + fraction % 10);
    }
    if fraction != 0 {
        push(b'0' + fraction / 10);
        push(b'.');
    }
    loop {
        push(b'0' + (whole % 10) as u8);
        whole /= 10;
        if whole == 0 {
            break;
        }
    }
    if hundredths < 0 {
        push(b'-');
    }
    Value::safe_string(std::str::from_utf8(&text[at..]).unwrap_or_default())
}

/// A field as text; empty where it is absent.
fn text<'m>(map: &'m Map, field: &'static str) -> &'m str {
    map.get(&field.into()).and_then(Value::as_str).unwrap_or("")
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use tera::{Context, Tera, Value};

    use crate::render::view::{DateText, Figure, Mark, Words};

    fn print(filter: &str, value: &impl serde::Serialize) -> String {
        let mut tera = Tera::new();
        super::register(&mut tera);
        tera.add_raw_template("x.html", &format!("{{{{ x | {filter} }}}}")).unwrap();
        let mut context = Context::new();
        context.insert_value("x", Value::try_from_serializable(value).unwrap());
        tera.render("x.html", &context).unwrap()
    }

    #[test]
    fn parts_are_printed_and_escaped() {
        let words = |lang: Option<&str>| Words { text: "a < b".to_owned(), lang: lang.map(str::to_owned) };
        assert_eq!(print("words", &words(None)), "a &lt; b");
        assert_eq!(print("code", &"`a_b` < 1"), "<code>a_b</code> &lt; 1");
        assert_eq!(print("sentence", &"à < 1"), "À &lt; 1");
        assert_eq!(print("words", &words(Some("fr"))), "<span lang=\"fr\">a &lt; b</span>");
        let date = DateText {
            text: "3 nov. 2025".to_owned(),
            datetime: Some("2025-11-03".to_owned()),
            inferred: Some("jour déduit".to_owned()),
        };
        let shown = "<span class=\"inferred\"><time datetime=\"2025-11-03\">3 nov. 2025</time>\
                     <span class=\"vh\"> (jour déduit)</span></span>";
        assert_eq!(print("when", &date), shown);
        let mark = Mark { bucket: "talks", label: "\"En discussion\"".to_owned() };
        assert_eq!(print("mark", &mark), "<span class=\"mark talks\">&quot;En discussion&quot;</span>");
    }

    #[test]
    fn coordinates_are_short() {
        let shown = |n: f64| super::short(n, b"%").as_str().unwrap().to_owned();
        let all = [0.0, 12.0, 12.5, 12.25, 12.05, 99.999, -0.5, 0.004].map(shown);
        assert_eq!(all, ["0%", "12%", "12.5%", "12.25%", "12.05%", "100%", "-0.5%", "0%"]);
    }

    #[test]
    fn a_bound_never_falls_off() {
        let figure = |kind, before: &str, after: &str| Figure {
            kind,
            before: before.to_owned(),
            value: "10 milliards".to_owned(),
            after: after.to_owned(),
            text: "montant non communiqué".to_owned(),
        };
        let shown = print("fig", &figure("exact", "au moins", "ou plus"));
        let bound = |words: &str| format!("<i class=\"bound\">{words}</i>");
        assert_eq!(
            shown,
            format!("<span class=\"fig\">{} <b>10 milliards</b> {}</span>", bound("au moins"), bound("ou plus"))
        );
        let none = print("fig", &figure("undisclosed", "", ""));
        assert_eq!(none, format!("<span class=\"fig\">{}</span>", bound("montant non communiqué")));
    }
}
