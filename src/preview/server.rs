//! The server: loopback only, on both of its addresses.
//!
//! hyper serves the connections, because it lets us bound how long and how large a request may be; axum leads them
//! through the [`gate`] to what they ask for. Asking the engine may take as long as a compilation, so
//! it is done on threads that may wait.

mod listen;

use std::io;
use std::path::PathBuf;
use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, LOCATION};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use tokio::runtime::{self, Runtime};
use tokio::sync::broadcast;

use super::bulletin::{Place, Shown};
use super::editor::Editor;
use super::engine::{Engine, EngineOptions, News};
use super::route::{self, Found};
use super::watch::Watch;
use super::{client, events, gate, panel};
use crate::headers::{is_fingerprinted, media_type};
use listen::Sockets;

/// How many news are kept for a page that is slow to hear them.
const NEWS: usize = 64;
/// Addresses of our own, which no site has.
const OWN: &str = "/_tearsheet/";

/// What a preview is asked for.
#[derive(Clone, Debug)]
pub struct Options {
    /// The project.
    pub root: PathBuf,
    /// The port; 0 is any free one, and without one it is 4321, or the next that is free.
    pub port: Option<u16>,
    /// What the pages depend on.
    pub engine: EngineOptions,
    /// Open pages go to the page whose file was changed.
    pub follow: bool,
    /// Look through the folders instead of being told of changes.
    pub poll: bool,
    /// What opens files.
    pub editor: Editor,
}

/// A running preview. It stops when this is dropped.
pub struct Preview {
    /// Where it is: `http://localhost:4321/`.
    pub url: String,
    site: Arc<Site>,
    _runtime: Runtime,
}

impl Preview {
    /// Starts to watch, to compile and to serve. `news` is told of every change, on another thread; `say` of what the
    /// user should know, in words.
    ///
    /// # Errors
    /// The port is taken, the project cannot be watched, or the system gives no thread.
    pub fn start(
        options: Options,
        news: impl Fn(&News) + Send + 'static,
        say: impl Fn(&str) + Clone + Send + Sync + 'static,
    ) -> io::Result<Preview> {
        let runtime = runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
        let sockets = runtime.block_on(Sockets::open(options.port))?;
        let port = sockets.port;
        // Listening begins before reading does, so that no change falls between the two.
        let clippings = options.engine.clippings.as_deref();
        let watch = Watch::open(&options.root, clippings, options.poll, &say).map_err(io::Error::other)?;
        let (sender, _) = broadcast::channel(NEWS);
        let to_pages = sender.clone();
        let tell = move |what: &News| {
            news(what);
            // Nobody need be listening.
            let _ = to_pages.send(Arc::new(what.clone()));
        };
        let root = options.root.canonicalize()?;
        let engine = Engine::start(root.clone(), options.engine, tell)?;
        let Options { follow, editor, .. } = options;
        let site = Arc::new(Site { engine, news: sender, root, follow, editor });
        let watched = Arc::downgrade(&site);
        watch.forward(say, move |paths| {
            let site = watched.upgrade();
            site.map(|site| site.engine.touch(paths)).is_some()
        })?;
        let gate = axum::middleware::from_fn_with_state(Arc::new(gate::Gate::new(port)), gate::guard);
        let router = Router::new().fallback(respond).with_state(Arc::clone(&site)).layer(gate);
        sockets.serve(&runtime, &router);
        Ok(Preview { url: format!("http://localhost:{port}/"), site, _runtime: runtime })
    }

    /// The engine, to be asked without a browser.
    pub fn engine(&self) -> &Engine {
        &self.site.engine
    }

    /// Goes on until the process is ended.
    pub fn wait(&self) {
        loop {
            std::thread::park();
        }
    }
}

/// What requests share.
pub(super) struct Site {
    pub(super) engine: Engine,
    pub(super) news: broadcast::Sender<Arc<News>>,
    pub(super) root: PathBuf,
    pub(super) follow: bool,
    editor: Editor,
}

/// What is answered to an address.
pub(super) struct Answer {
    pub(super) status: u16,
    media_type: &'static str,
    body: Vec<u8>,
    location: Option<String>,
    /// Its name carries the hash of its bytes: a browser may keep it, which fonts need in order to be there in time.
    hashed: bool,
    /// Of a page: what tells its text from others.
    pub(super) digest: String,
}

impl Site {
    /// The answer to an address. Waits for the engine.
    pub(super) fn answer(&self, address: &str) -> Answer {
        let found = route::find(&self.engine, address);
        // After the engine has answered: what it says now goes with its answer.
        let bulletin = self.engine.bulletin();
        match found {
            Found::Output(_, output) if output.failed && output.bytes.is_empty() => {
                self.problems("This page cannot be printed", 500)
            }
            Found::Output(path, output) => Answer::file(200, &path, output.bytes),
            Found::Missing(_) if bulletin.shown == Shown::Nothing => self.problems("There is nothing to show yet", 503),
            Found::Missing(Some((path, output))) => Answer::file(404, &path, output.bytes),
            Found::Missing(None) => Answer::plain(404, "there is nothing at this address\n"),
            Found::Moved(location) => Answer { location: Some(location), ..Answer::plain(308, "") },
            Found::Malformed => Answer::plain(400, "this is no address\n"),
        }
    }

    /// A page with what is wrong, in place of one of the site.
    fn problems(&self, title: &str, status: u16) -> Answer {
        let bulletin = self.engine.bulletin();
        let texts: Vec<&str> = bulletin.problems.iter().map(|problem| problem.text.as_str()).collect();
        let page = client::problem_page(title, &texts.join("\n\n"));
        Answer::file(status, "index.html", page.into())
    }

    /// The files of the page at an address of which the last valid text is shown.
    pub(super) fn held(&self, address: &str) -> Vec<String> {
        if self.engine.bulletin().held.is_empty() {
            return Vec::new();
        }
        self.panel(address).map_or_else(Vec::new, |panel| panel.held)
    }

    /// What there is to know of the page at an address.
    pub(super) fn panel(&self, address: &str) -> Option<panel::Panel> {
        let Found::Output(path, _) = route::find(&self.engine, address) else { return None };
        self.engine.panel(&path)
    }

    /// What opens the editor at a place.
    pub(super) fn link(&self, place: &Place) -> String {
        self.editor.link(&self.root.join(&place.file), place.line, place.column)
    }
}

impl Answer {
    /// An output; pages get the script.
    fn file(status: u16, path: &str, bytes: Arc<[u8]>) -> Answer {
        let media_type = media_type(path);
        let is_page = media_type.starts_with("text/html");
        let digest = if is_page { route::digest(&bytes) } else { String::new() };
        let body = if is_page { client::with_script(&bytes, &digest) } else { bytes.to_vec() };
        let hashed = status == 200 && !is_page && is_fingerprinted(path, &blake3::hash(&bytes));
        Answer { status, media_type, body, location: None, hashed, digest }
    }

    fn plain(status: u16, text: &str) -> Answer {
        let body = text.as_bytes().to_vec();
        let media_type = "text/plain; charset=utf-8";
        Answer { status, media_type, body, location: None, hashed: false, digest: String::new() }
    }
}

impl IntoResponse for Answer {
    fn into_response(self) -> Response {
        let mut response = Response::new(Body::from(self.body));
        *response.status_mut() = StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(self.media_type));
        if self.hashed {
            response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("private, max-age=3600"));
        }
        if let Some(location) = self.location.and_then(|location| HeaderValue::try_from(location).ok()) {
            response.headers_mut().insert(LOCATION, location);
        }
        response
    }
}

/// Answers a request that was let in.
async fn respond(State(site): State<Arc<Site>>, request: Request) -> Response {
    let address = request.uri().path().to_owned();
    let query = request.uri().query().map(str::to_owned);
    if let Some(own) = address.strip_prefix(OWN) {
        return own_file(site, own, query.as_deref().unwrap_or_default(), request.method() == "HEAD").await;
    }
    let answer = tokio::task::spawn_blocking(move || site.answer(&address)).await;
    match answer {
        Ok(mut answer) => {
            if let (Some(location), Some(query)) = (&mut answer.location, query) {
                location.push('?');
                location.push_str(&query);
            }
            answer.into_response()
        }
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

/// Answers for what the preview itself consists of.
async fn own_file(site: Arc<Site>, name: &str, query: &str, only_head: bool) -> Response {
    let page = parameter(query, "page");
    let text = |media_type, text: &str| {
        Answer { media_type, body: text.as_bytes().to_vec(), ..Answer::plain(200, "") }.into_response()
    };
    match name {
        "preview.js" => text("text/javascript; charset=utf-8", client::SCRIPT),
        "preview.css" => text("text/css; charset=utf-8", client::STYLE),
        "events" if only_head => text("text/event-stream", ""),
        "events" => events::stream(site, page, parameter(query, "digest")),
        "panel" => {
            let panel = tokio::task::spawn_blocking(move || panel::json(&site, &page)).await.ok().flatten();
            panel.map_or_else(|| StatusCode::NOT_FOUND.into_response(), |panel| text("application/json", &panel))
        }
        _ => Answer::plain(404, "there is nothing at this address\n").into_response(),
    }
}

/// The value of a parameter of a query, as it was sent: a page's address comes as the browser writes it.
fn parameter(query: &str, name: &str) -> String {
    let pairs = query.split('&').filter_map(|pair| pair.split_once('='));
    pairs.into_iter().find(|(key, _)| *key == name).map(|(_, value)| value.to_owned()).unwrap_or_default()
}
