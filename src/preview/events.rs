//! Telling an open page what has changed: server-sent events, each a JSON object.
//!
//! A page says which text it shows; it is told of a change only when there is another text for it, and this can be
//! served. So nothing is lost while a connection is down, and nothing is said twice.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use axum::http::header::CACHE_CONTROL;
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use futures_util::stream;
use serde::Serialize;
use tokio::sync::broadcast::{Receiver, error::RecvError};

use super::bulletin::{Bulletin, Problem, Shown};
use super::engine::News;
use super::server::{Answer, Site};
use crate::diagnostics::Severity;
use crate::plan;

/// How often a silent connection is proved to be alive.
const ALIVE: Duration = Duration::from_secs(15);

/// The first of these is sent at once, the others when there is something to say.
#[derive(Serialize)]
struct Message<'a> {
    /// The text of the page, if it is another one.
    digest: Option<&'a str>,
    /// The page is no longer part of the site.
    gone: bool,
    /// Copied files with new bytes, by their addresses.
    assets: Vec<String>,
    /// Where to go.
    follow: Option<String>,
    /// What is wrong.
    bulletin: Notice<'a>,
}

/// The bulletin, as a page needs it.
#[derive(Serialize)]
struct Notice<'a> {
    errors: usize,
    warnings: usize,
    count: String,
    shown: &'static str,
    /// Files of this page of which the last valid text is shown.
    held: Vec<String>,
    problems: Vec<Item<'a>>,
}

#[derive(Serialize)]
struct Item<'a> {
    code: &'a str,
    severity: &'static str,
    title: &'a str,
    text: &'a str,
    place: Option<String>,
    link: Option<String>,
}

/// One open page.
struct Reader {
    site: Arc<Site>,
    news: Receiver<Arc<News>>,
    address: String,
    digest: String,
    /// Whether the page was not there at last.
    gone: bool,
    /// The number of the last bulletin that it was told.
    told: Option<u64>,
}

/// Answers with the events for the page at an address, whose text has this digest.
pub(super) fn stream(site: Arc<Site>, address: String, digest: String) -> Response {
    let news = site.news.subscribe();
    let reader = Reader { site, news, address, digest, gone: false, told: None };
    let events = stream::unfold(reader, |mut reader| async {
        let event = reader.next().await?;
        Some((Ok::<_, Infallible>(event), reader))
    });
    let events = Sse::new(events).keep_alive(KeepAlive::new().interval(ALIVE));
    ([(CACHE_CONTROL, "no-store")], events).into_response()
}

impl Reader {
    async fn next(&mut self) -> Option<Event> {
        loop {
            let news = match self.told {
                None => None,
                Some(_) => match self.news.recv().await {
                    Ok(news) => Some(news),
                    Err(RecvError::Lagged(_)) => None,
                    Err(RecvError::Closed) => return None,
                },
            };
            let site = Arc::clone(&self.site);
            let address = self.address.clone();
            // The engine answers when it can, and a thread waits for it.
            let (answer, held) =
                tokio::task::spawn_blocking(move || (site.answer(&address), site.held(&address))).await.ok()?;
            if let Some(message) = self.message(&answer, held, news.as_deref()) {
                return Some(Event::default().data(message));
            }
        }
    }

    /// What there is to say to this page.
    fn message(&mut self, answer: &Answer, held: Vec<String>, news: Option<&News>) -> Option<String> {
        let bulletin = self.site.engine.bulletin();
        let is_gone = answer.status == 404 && self.told.is_some() && (self.gone || answer.digest != self.digest);
        let has_changed = answer.digest != self.digest && !is_gone;
        let went = is_gone && !self.gone;
        let assets: Vec<String> =
            news.map_or_else(Vec::new, |n| n.assets.iter().map(|path| format!("/{path}")).collect());
        let follow = news.and_then(|news| self.follow(news));
        if self.told == Some(bulletin.number) && !has_changed && !went && assets.is_empty() && follow.is_none() {
            return None;
        }
        if has_changed {
            self.digest.clone_from(&answer.digest);
        }
        self.gone = is_gone;
        self.told = Some(bulletin.number);
        let digest = has_changed.then_some(self.digest.as_str());
        let bulletin = self.notice(&bulletin, held);
        serde_json::to_string(&Message { digest, gone: is_gone, assets, follow, bulletin }).ok()
    }

    fn follow(&self, news: &News) -> Option<String> {
        let landing = news.landing.as_ref().filter(|_| self.site.follow)?;
        let here = plan::pretty(self.address.trim_start_matches('/'));
        Some(plan::pretty(landing)).filter(|there| *there != here).map(|there| format!("/{there}"))
    }

    fn notice<'b>(&self, bulletin: &'b Bulletin, held: Vec<String>) -> Notice<'b> {
        Notice {
            errors: bulletin.errors,
            warnings: bulletin.warnings,
            count: bulletin.count(),
            shown: shown(bulletin.shown),
            held,
            problems: bulletin.problems.iter().map(|problem| self.item(problem)).collect(),
        }
    }

    fn item<'b>(&self, problem: &'b Problem) -> Item<'b> {
        let place = problem.place.as_ref();
        Item {
            code: problem.code,
            severity: match problem.severity {
                Severity::Error => "error",
                Severity::Warning => "warning",
            },
            title: &problem.title,
            text: &problem.text,
            place: place.map(|at| format!("{}:{}:{}", at.file, at.line, at.column)),
            link: place.map(|at| self.site.link(at)),
        }
    }
}

fn shown(shown: Shown) -> &'static str {
    match shown {
        Shown::Current => "current",
        Shown::Mended => "mended",
        Shown::Last => "last",
        Shown::Nothing => "nothing",
    }
}
