//! Who is let in: a browser on this machine that was sent here by its user, asking to read.
//!
//! A page from elsewhere must not learn what is being written. Its requests name another `Host` (a rebound name),
//! another `Origin`, or say that they come from another site; none of them is answered, and no header of ours ever
//! allows another origin to read an answer.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::header::{ALLOW, CACHE_CONTROL, CONTENT_SECURITY_POLICY, HOST, ORIGIN, X_CONTENT_TYPE_OPTIONS};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, Version};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

/// The longest address, in bytes.
const LONGEST_TARGET: usize = 8 << 10;

/// Names under which this server is asked for.
#[derive(Debug)]
pub(super) struct Gate {
    hosts: Vec<String>,
}

impl Gate {
    /// For a server on this port.
    pub(super) fn new(port: u16) -> Gate {
        let names = ["localhost", "127.0.0.1", "[::1]"];
        let mut hosts: Vec<String> = names.iter().map(|name| format!("{name}:{port}")).collect();
        if port == 80 {
            hosts.extend(names.map(str::to_owned));
        }
        Gate { hosts }
    }

    fn knows(&self, host: &str) -> bool {
        self.hosts.iter().any(|known| known.eq_ignore_ascii_case(host))
    }

    /// Why a request is turned away.
    fn refuse(&self, request: &Request) -> Option<(StatusCode, &'static str)> {
        let (headers, target) = (request.headers(), request.uri());
        if !self.is_ours(request) {
            return Some((StatusCode::MISDIRECTED_REQUEST, "this server answers to localhost only\n"));
        }
        if !self.is_from_here(headers) {
            return Some((StatusCode::FORBIDDEN, "this server does not answer to other sites\n"));
        }
        if ![Method::GET, Method::HEAD].contains(request.method()) {
            return Some((StatusCode::METHOD_NOT_ALLOWED, "this server can only be read\n"));
        }
        let length = target.path().len() + target.query().map_or(0, str::len);
        (length > LONGEST_TARGET).then_some((StatusCode::URI_TOO_LONG, "the address is too long\n"))
    }

    /// Whether it asks for one of our names, in its target (`GET http://…`) as in its `Host`.
    fn is_ours(&self, request: &Request) -> bool {
        let target = request.uri();
        let named = match (target.scheme_str(), target.authority()) {
            (None, None) => true,
            (Some("http"), Some(authority)) => self.knows(authority.as_str()),
            _ => false,
        };
        let mut hosts = request.headers().get_all(HOST).iter();
        let host = match (hosts.next(), hosts.next()) {
            (Some(host), None) => host.to_str().is_ok_and(|host| self.knows(host)),
            // Before HTTP/1.1 nobody had to say; a browser always does.
            (None, _) => request.version() == Version::HTTP_10 && target.authority().is_some(),
            _ => false,
        };
        named && host
    }

    /// Whether it comes from one of our own pages, or from nowhere: an address that was typed, a link.
    fn is_from_here(&self, headers: &HeaderMap) -> bool {
        let ours = |origin: &HeaderValue| {
            origin.to_str().ok().and_then(|o| o.strip_prefix("http://")).is_some_and(|host| self.knows(host))
        };
        let says = |name: &str, values: &[&str]| {
            headers.get(name).is_none_or(|value| value.to_str().is_ok_and(|value| values.contains(&value)))
        };
        let related = says("sec-fetch-site", &["same-origin", "none"]);
        let follows_link = headers.contains_key("sec-fetch-mode")
            && says("sec-fetch-mode", &["navigate"])
            && says("sec-fetch-dest", &["document"]);
        headers.get_all(ORIGIN).iter().all(ours) && (related || follows_link)
    }
}

/// Lets a request through, or turns it away; and says on every answer that it is for this browser, now, alone.
pub(super) async fn guard(State(gate): State<Arc<Gate>>, request: Request, next: Next) -> Response {
    let mut response = match gate.refuse(&request) {
        Some(refusal) => refusal.into_response(),
        None => next.run(request).await,
    };
    if response.status() == StatusCode::METHOD_NOT_ALLOWED {
        response.headers_mut().insert(ALLOW, HeaderValue::from_static("GET, HEAD"));
    }
    response.headers_mut().entry(CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    let always = [
        (X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (CONTENT_SECURITY_POLICY, "frame-ancestors 'self'"),
        (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
        (HeaderName::from_static("referrer-policy"), "same-origin"),
    ];
    for (name, value) in always {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    response
}
