//! A drawing as a file of its own, to be pasted elsewhere: title, what is measured, key, drawing, source and licence.
//!
//! On a page classes say how a part looks; no style sheet goes with a file, and the policy that protects readers allows none
//! inside of it, so that each class becomes the attributes that it stands for. Colours are those of the theme on paper. A
//! font that is not there is stood in for by another, which may be a fifth wider: words have that much more room than they need.

use super::label::{Face, cut, width};
use crate::markup::Html;

/// Across: the file, and what is left and right of the drawing.
const WIDTH: u32 = 960;
const MARGIN: u32 = 24;
/// From line to line of title and notes.
const TITLE: u32 = 30;
const NOTE: u32 = 20;
/// What a line may fill of what there is, in the theme's own font.
const LINE: f32 = 760.0;
const SANS: &str = "Inter, Helvetica, Arial, sans-serif";
const SERIF: &str = "Newsreader, Georgia, serif";

/// Colours, each `#rrggbb`.
#[derive(Clone, Debug)]
pub(crate) struct Palette {
    pub(crate) paper: String,
    pub(crate) ink: String,
    pub(crate) soft: String,
    pub(crate) accent: String,
    pub(crate) wash: String,
    pub(crate) hair: String,
}

/// What a file shows.
#[derive(Clone, Debug)]
pub(crate) struct Sheet<'s> {
    /// The language of its words.
    pub(crate) lang: &'s str,
    pub(crate) title: &'s str,
    pub(crate) caption: &'s str,
    /// Fills and what they mean.
    pub(crate) keys: Vec<(&'static str, &'s str)>,
    /// Drawings as they stand on pages, one above the other, each with what is said over it.
    pub(crate) drawings: Vec<(&'s str, &'s str)>,
    /// Who made it, where it is from, what may be done with it.
    pub(crate) foot: Vec<String>,
}

/// The file.
pub(crate) fn file(sheet: &Sheet<'_>, colours: &Palette) -> String {
    let mut body = Html::with_capacity(16384);
    let mut y = MARGIN;
    for line in lines(sheet.title, Face::Bold, 22.0) {
        y += TITLE;
        text(&mut body, (MARGIN, y), &format!("font-size=\"22\" font-weight=\"600\" fill=\"{}\"", colours.ink), &line);
    }
    let note = format!("fill=\"{}\"", colours.soft);
    for line in lines(sheet.caption, Face::Plain, 13.8125) {
        y += NOTE;
        text(&mut body, (MARGIN, y + 4), &note, &line);
    }
    y += NOTE;
    keys(&mut body, &sheet.keys, y, colours);
    y += if sheet.keys.is_empty() { 0 } else { 2 * NOTE };
    for (drawing, over) in sheet.drawings.iter().filter(|(drawing, _)| !drawing.is_empty()) {
        if !over.is_empty() {
            y += NOTE;
            text(&mut body, (MARGIN, y), &format!("font-weight=\"600\" fill=\"{}\"", colours.ink), over);
            y += NOTE;
        }
        let (inside, height) = dressed(drawing, colours);
        body.raw("<svg x=\"24\" y=\"").raw(&y.to_string()).raw("\" width=\"912\" height=\"").raw(&height.to_string());
        body.raw("\" overflow=\"visible\">\n").raw(&inside).raw("</svg>\n");
        y += height + NOTE;
    }
    for line in sheet.foot.iter().flat_map(|words| lines(words, Face::Plain, 13.8125)) {
        y += NOTE;
        text(&mut body, (MARGIN, y), &note, &line);
    }
    whole(sheet, colours, &body.finish(), y + MARGIN)
}

fn whole(sheet: &Sheet<'_>, colours: &Palette, body: &str, height: u32) -> String {
    let (width, high) = (WIDTH.to_string(), height.to_string());
    let mut html = Html::with_capacity(body.len() + 2048);
    html.raw("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"").raw(&width).raw("\" height=\"").raw(&high);
    html.raw("\" viewBox=\"0 0 ").raw(&width).raw(" ").raw(&high).raw("\" lang=\"").text(sheet.lang);
    html.raw("\" font-family=\"")
        .raw(SANS)
        .raw("\" font-size=\"13.8125\" role=\"group\" fill=\"")
        .text(&colours.ink)
        .raw("\">\n<title>");
    html.text(sheet.title).raw("</title>\n<desc>").text(sheet.caption);
    sheet.foot.iter().for_each(|line| {
        html.raw(" ").text(line);
    });
    html.raw("</desc>\n<defs>\n<pattern id=\"hatch\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\" ");
    html.raw("patternTransform=\"rotate(45)\"><rect width=\"2.6\" height=\"6\" fill=\"").text(&colours.accent);
    html.raw("\"/></pattern>\n");
    for (id, direction, first, last) in [
        ("fade", "", ".75", "0"),
        ("rise", "", "0", ".75"),
        ("lift", " x1=\"0\" y1=\"1\" x2=\"0\" y2=\"0\"", ".75", "0"),
    ] {
        html.raw("<linearGradient id=\"").raw(id).raw("\"").raw(direction).raw(">");
        for (offset, opacity) in [("0", first), ("1", last)] {
            html.raw("<stop offset=\"").raw(offset).raw("\" stop-color=\"").text(&colours.accent);
            html.raw("\" stop-opacity=\"").raw(opacity).raw("\"/>");
        }
        html.raw("</linearGradient>\n");
    }
    html.raw("</defs>\n<rect width=\"100%\" height=\"100%\" fill=\"").text(&colours.paper).raw("\"/>\n").raw(body);
    html.raw("</svg>\n");
    html.finish()
}

fn text(html: &mut Html, (x, y): (u32, u32), look: &str, words: &str) {
    html.raw("<text x=\"").raw(&x.to_string()).raw("\" y=\"").raw(&y.to_string()).raw("\" ").raw(look).raw(">");
    html.text(words).raw("</text>\n");
}

fn keys(html: &mut Html, keys: &[(&'static str, &str)], y: u32, colours: &Palette) {
    let mut x = MARGIN;
    for (fill, label) in keys {
        let paint = if matches!(*fill, "hatch" | "fade") { format!(" fill=\"url(#{fill})\"") } else { String::new() };
        html.raw("<rect x=\"").raw(&x.to_string()).raw("\" y=\"").raw(&y.to_string());
        html.raw("\" width=\"26\" height=\"11\"").raw(&paint).raw(&look(fill, colours)).raw("/>\n");
        text(html, (x + 34, y + 10), &format!("fill=\"{}\"", colours.ink), label);
        // For a wider font, and on a whole pixel.
        x += 34 + MARGIN + (width(label, Face::Plain, 13.8125) * 1.2).ceil() as u32;
    }
}

/// Words in lines that have room; one that is wider than a line is cut.
fn lines(words: &str, face: Face, size: f32) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in words.split(' ').filter(|word| !word.is_empty()) {
        let longer = lines.last().map(|line| format!("{line} {word}"));
        match (longer.filter(|longer| width(longer, face, size) <= LINE), lines.last_mut()) {
            (Some(longer), Some(line)) => *line = longer,
            (Some(_) | None, _) => lines.push(cut(word, face, size, LINE)),
        }
    }
    lines
}

/// A drawing without its frame, its classes turned into attributes, its narrow labels left out; and how high it is.
fn dressed(drawing: &str, colours: &Palette) -> (String, u32) {
    let inside = drawing.split_once('>').map_or("", |(_, rest)| rest).trim_end().trim_end_matches("</svg>");
    let height = drawing.split_once("height=\"").and_then(|(_, rest)| rest.split_once('"')).map_or("", |(n, _)| n);
    let mut out = String::with_capacity(inside.len() * 2);
    let mut rest = inside.trim_start();
    while let Some(start) = rest.find('<') {
        out.push_str(&rest[..start]);
        rest = &rest[start..];
        let (tag, after) = rest.split_at(rest.find('>').map_or(rest.len(), |end| end + 1));
        rest = after;
        let name = tag.trim_start_matches('<').split([' ', '>', '/']).next().unwrap_or("");
        let class = attribute(tag, "class");
        let is_hidden = class.split(' ').any(|class| matches!(class, "narrow" | "hit"));
        if is_hidden || matches!(name, "title" | "desc") {
            let end = format!("</{name}>");
            if !tag.ends_with("/>") {
                rest = rest.find(&end).map_or("", |at| &rest[at + end.len()..]);
            }
            rest = rest.trim_start_matches('\n');
            continue;
        }
        let plain = tag.replacen(&format!(" class=\"{class}\""), "", 1);
        let halo = format!(" paint-order=\"stroke\" stroke=\"{}\" stroke-width=\"4\"", colours.paper);
        let look = format!("{}{}", if name == "text" { halo.as_str() } else { "" }, look(class, colours));
        out.push_str(&plain.replacen(&format!("<{name}"), &format!("<{name}{look}"), 1));
    }
    out.push_str(rest);
    (out, height.parse().unwrap_or(0))
}

fn attribute<'t>(tag: &'t str, name: &str) -> &'t str {
    tag.split_once(&format!(" {name}=\"")).and_then(|(_, rest)| rest.split_once('"')).map_or("", |(value, _)| value)
}

/// What classes stand for, as `charts.css` says it; fills that refer to something say so themselves.
fn look(classes: &str, colours: &Palette) -> String {
    let Palette { ink, soft, accent, wash, hair, .. } = colours;
    let large = "font-size=\"17\" font-weight=\"600\"";
    let is_whole = classes.contains("whole");
    let one = |class: &str| match class {
        "solid" => format!(" fill=\"{accent}\""),
        "hatch" | "thin" => format!(" stroke=\"{accent}\""),
        "open" => format!(" fill=\"none\" stroke=\"{accent}\" stroke-width=\"1.5\" stroke-dasharray=\"4 3\""),
        "grid" => format!(" stroke=\"{hair}\""),
        "frame" => format!(" fill=\"none\" stroke=\"{ink}\" stroke-width=\"2\""),
        "rung" => format!(" stroke=\"{soft}\" stroke-dasharray=\"1 3\""),
        "dim" => format!(" stroke=\"{ink}\" stroke-width=\"1.25\""),
        "dots" => " stroke-dasharray=\"2 3\"".to_owned(),
        "pale" => format!(" fill=\"{wash}\" stroke=\"{soft}\""),
        "pass" => " opacity=\".4\"".to_owned(),
        "scale" => " overflow=\"visible\"".to_owned(),
        "soft" => format!(" fill=\"{soft}\""),
        "name" => format!(" {large} fill=\"{ink}\""),
        "amount" => format!(" {large} fill=\"{}\"", if is_whole { ink } else { accent }),
        "says" => format!(" font-family=\"{SERIF}\" font-style=\"italic\" font-size=\"17\" fill=\"{soft}\""),
        // Those that only say when something is shown, or that have their own paint.
        _ => String::new(),
    };
    classes.split(' ').map(one).collect()
}

#[cfg(test)]
mod tests {
    use super::{Face, Palette, Sheet, dressed, file, lines, width};

    fn palette() -> Palette {
        let colour = |n: u8| format!("#00000{n}");
        Palette {
            paper: colour(0),
            ink: colour(1),
            soft: colour(2),
            accent: colour(3),
            wash: colour(4),
            hair: colour(5),
        }
    }

    #[test]
    fn classes_become_attributes_and_what_is_not_seen_is_left_out() {
        let drawing = "<svg class=\"scale\" height=\"40\">\n<title id=\"t\">T</title>\n<a href=\"x\">\n\
            <rect class=\"hit\" x=\"0\"/>\n<rect class=\"solid\" x=\"1%\"/>\n<text class=\"narrow\" x=\"0\">\
            <tspan class=\"name\">N</tspan></text>\n<text class=\"soft wide\" x=\"2%\">W</text>\n</a>\n</svg>";
        let (inside, height) = dressed(drawing, &palette());
        assert_eq!(height, 40);
        assert_eq!(
            inside,
            "<a href=\"x\">\n<rect fill=\"#000003\" x=\"1%\"/>\n<text paint-order=\"stroke\" stroke=\"#000000\" \
             stroke-width=\"4\" fill=\"#000002\" x=\"2%\">W</text>\n</a>\n"
        );
    }

    #[test]
    fn a_file_says_what_it_is_and_where_it_is_from() {
        let (drawings, keys) =
            (vec![("<svg height=\"40\"><line class=\"dim\"/></svg>", "")], vec![("hatch", "reported")]);
        let foot = vec!["Site & Co, https://t.example/".to_owned(), "CC BY 4.0".to_owned()];
        let sheet = Sheet { lang: "en", title: "<A>", caption: "as of today", keys, drawings, foot };
        let svg = file(&sheet, &palette());
        for part in ["<title>&lt;A&gt;</title>", "Site &amp; Co, https://t.example", ">CC BY 4.0<", ">reported<"] {
            assert!(svg.contains(part), "{part}: {svg}");
        }
        assert!(!svg.contains("class=") && !svg.contains("style") && !svg.contains("script"), "{svg}");
    }

    #[test]
    fn no_line_leaves_the_file() {
        for words in ["one two three ".repeat(60), "x".repeat(900), String::new()] {
            let all = lines(&words, Face::Bold, 22.0);
            assert!(all.iter().all(|line| width(line, Face::Bold, 22.0) <= super::LINE), "{all:?}");
            assert_eq!(all.is_empty(), words.is_empty());
        }
    }
}
