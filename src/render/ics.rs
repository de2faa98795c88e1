//! Calendars (RFC 5545): all-day events, in lines of 75 octets that end with CR LF.

use jiff::ToSpan;
use jiff::civil::Date;

/// Octets of a line, without its end.
const LINE: usize = 75;

/// An event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Event {
    /// What it is known by for ever.
    pub(crate) uid: String,
    /// When what is said of it last changed.
    pub(crate) stamp: Date,
    /// The first of its days.
    pub(crate) first: Date,
    /// The last, included.
    pub(crate) last: Date,
    pub(crate) summary: String,
    pub(crate) description: String,
    pub(crate) url: String,
    /// Whether it is not agreed.
    pub(crate) tentative: bool,
}

/// A calendar with this name, in a language.
pub(crate) fn calendar(name: &str, lang: &str, events: &[Event]) -> String {
    let mut out = String::with_capacity(400 * events.len() + 200);
    let mut line = |name: &str, value: &str| fold(&mut out, &format!("{name}:{value}"));
    line("BEGIN", "VCALENDAR");
    line("VERSION", "2.0");
    line("PRODID", &format!("-//Tearsheet//Schedule//{}", lang.to_ascii_uppercase()));
    line("CALSCALE", "GREGORIAN");
    line("METHOD", "PUBLISH");
    line("X-WR-CALNAME", &text(name));
    for event in events {
        line("BEGIN", "VEVENT");
        line("UID", &text(&event.uid));
        line("DTSTAMP", &format!("{}T000000Z", digits(event.stamp)));
        line("DTSTART;VALUE=DATE", &digits(event.first));
        // The day after the last.
        line("DTEND;VALUE=DATE", &digits(event.last.saturating_add(1.days())));
        line(&format!("SUMMARY;LANGUAGE={lang}"), &text(&event.summary));
        line(&format!("DESCRIPTION;LANGUAGE={lang}"), &text(&event.description));
        line("URL", &event.url);
        line("STATUS", if event.tentative { "TENTATIVE" } else { "CONFIRMED" });
        line("TRANSP", "TRANSPARENT");
        line("END", "VEVENT");
    }
    line("END", "VCALENDAR");
    out
}

fn digits(day: Date) -> String {
    format!("{:04}{:02}{:02}", day.year(), day.month(), day.day())
}

/// A text: without control characters, and with what means something to calendars escaped.
fn text(value: &str) -> String {
    let mut out = String::with_capacity(value.len() + 8);
    for sign in value.chars() {
        match sign {
            '\\' | ';' | ',' => out.extend(['\\', sign]),
            '\n' => out.push_str("\\n"),
            sign if sign.is_control() => {}
            sign => out.push(sign),
        }
    }
    out
}

/// A line in pieces, each but the first behind a blank; no character is cut.
fn fold(out: &mut String, line: &str) {
    let mut room = LINE;
    for sign in line.chars() {
        if sign.len_utf8() > room {
            out.push_str("\r\n ");
            room = LINE - 1;
        }
        out.push(sign);
        room -= sign.len_utf8();
    }
    out.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::{Event, calendar};

    #[test]
    fn lines_are_folded_and_texts_escaped() {
        let event = Event {
            uid: "en.a.b.ends@x.example".to_owned(),
            stamp: date(2025, 11, 3),
            first: date(2026, 12, 1),
            last: date(2026, 12, 31),
            summary: "Full, \u{e9}t\u{e9}; a\\b\nEND:VEVENT ".to_owned() + &"\u{2014}".repeat(60),
            description: "Signed".to_owned(),
            url: "https://x.example/".to_owned(),
            tentative: true,
        };
        let text = calendar("A, B", "en", &[event]);
        assert!(text.ends_with("END:VCALENDAR\r\n") && text.lines().all(|line| line.len() <= 75), "{text}");
        assert_eq!(text.matches("\r\n").count(), text.matches('\n').count());
        let unfolded = text.replace("\r\n ", "");
        assert!(unfolded.contains("SUMMARY;LANGUAGE=en:Full\\, \u{e9}t\u{e9}\\; a\\\\b\\nEND:VEVENT"), "{unfolded}");
        assert!(unfolded.contains("X-WR-CALNAME:A\\, B\r\n"));
        assert!(unfolded.contains("DTSTART;VALUE=DATE:20261201\r\nDTEND;VALUE=DATE:20270101\r\n"), "{unfolded}");
        assert_eq!(unfolded.matches("END:VEVENT\r\n").count(), 1);
    }
}
