//! Single requests to a bucket: signed, tried again where that is harmless, and never quoted with their address, which
//! carries the signature.

use std::time::Duration;

use md5::{Digest, Md5};
use rusty_s3::actions::{DeleteObject, GetObject, PutObject, S3Action};
use rusty_s3::{Bucket, Credentials, UrlStyle};
use ureq::Agent;
use ureq::http::StatusCode;

use super::super::error::Error;
use crate::model::ObjectStore;

/// How often a request is tried that met a fault of the service.
const TRIES: u32 = 5;
/// How long before the second try; each further one waits twice as long.
const PAUSE: Duration = Duration::from_millis(150);
/// For how long a signature holds, which stands in the address of a request: who reads the log of a proxy has it.
const VALID: Duration = Duration::from_secs(120);
/// How long a service may be silent.
const SILENCE: Duration = Duration::from_secs(60);

const CLOCK: &str = "; the clock of this machine is wrong";

/// A condition of a request.
#[derive(Clone, Copy, Debug)]
pub(super) enum If<'a> {
    /// Always.
    Any,
    /// There is nothing yet.
    Absent,
    /// It is still what it was.
    Same(&'a str),
}

/// An object's bytes and what tells them apart.
pub(super) struct Object {
    pub(super) bytes: Vec<u8>,
    pub(super) tag: String,
}

/// What became of a request with a condition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Done {
    /// It was done; the new tag, where one was given.
    Yes(String),
    /// The condition did not hold.
    Refused,
}

/// How an object is served.
pub(super) struct Served<'a> {
    pub(super) kind: &'a str,
    pub(super) cache: &'a str,
}

/// A bucket that can be talked to.
pub(super) struct Client {
    bucket: Bucket,
    credentials: Credentials,
    agent: Agent,
    prefix: String,
    /// For messages.
    pub(super) shown: String,
}

/// An answer.
struct Answer {
    status: StatusCode,
    tag: String,
    body: Vec<u8>,
}

impl Client {
    pub(super) fn open(store: &ObjectStore, credentials: Credentials) -> Result<Client, Error> {
        let amazon = || format!("https://s3.{}.amazonaws.com", store.region);
        let endpoint = store.endpoint.clone().unwrap_or_else(amazon);
        let style = if store.endpoint.is_some() { UrlStyle::Path } else { UrlStyle::VirtualHost };
        let wrong = |why: String| Error::Settings(format!("the bucket `{}` cannot be addressed: {why}", store.name));
        let url = endpoint.parse().map_err(|error| wrong(format!("`endpoint` is no address ({error})")))?;
        let bucket = Bucket::new(url, style, store.name.clone(), store.region.clone());
        let bucket = bucket.map_err(|error| wrong(error.to_string()))?;
        let config = Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .timeout_connect(Some(SILENCE))
            .timeout_per_read(Some(SILENCE))
            .timeout_per_write(Some(SILENCE))
            .user_agent(concat!("tearsheet/", env!("CARGO_PKG_VERSION")));
        let shown = format!("s3://{}/{}", store.name, store.prefix);
        Ok(Client { bucket, credentials, agent: config.build().into(), prefix: store.prefix.clone(), shown })
    }

    fn key(&self, path: &str) -> String {
        format!("{}{path}", self.prefix)
    }

    /// The object at a path; `None` if there is none.
    pub(super) fn get(&self, path: &str) -> Result<Option<Object>, Error> {
        let key = self.key(path);
        let answer = self.tried(path, || {
            let url = GetObject::new(&self.bucket, Some(&self.credentials), &key).sign(VALID);
            finish(self.agent.get(url.as_str()).call())
        })?;
        match answer.status {
            StatusCode::NOT_FOUND => Ok(None),
            StatusCode::OK => {
                // A body that was cut short is told by the client, but not everywhere by its length.
                let whole =
                    answer.tag.len() != 32 || hex(&Md5::digest(&answer.body)) == answer.tag || answer.tag.contains('-');
                if whole { Ok(Some(Object { bytes: answer.body, tag: answer.tag })) } else { Err(self.cut(path)) }
            }
            _ => Err(self.refused(path, &answer)),
        }
    }

    /// Puts an object.
    pub(super) fn put(&self, path: &str, bytes: &[u8], served: &Served<'_>, condition: If<'_>) -> Result<Done, Error> {
        let key = self.key(path);
        let digest = Md5::digest(bytes);
        let sum = base64(&digest);
        let mut lost = false;
        let answer = self.tried(path, || {
            let url = PutObject::new(&self.bucket, Some(&self.credentials), &key).sign(VALID);
            let request = self.agent.put(url.as_str());
            let request = request
                .header("Content-Type", served.kind)
                .header("Cache-Control", served.cache)
                .header("Content-MD5", &sum);
            let request = match condition {
                If::Any => request,
                If::Absent => request.header("If-None-Match", "*"),
                If::Same(tag) => request.header("If-Match", format!("\"{tag}\"")),
            };
            let sent = finish(request.send(bytes));
            // It may have been done all the same, and then the condition does not hold the next time.
            lost |= sent.as_ref().map_or(true, |answer| answer.status.is_server_error());
            sent
        })?;
        match answer.status {
            status if status.is_success() => Ok(Done::Yes(answer.tag)),
            StatusCode::PRECONDITION_FAILED | StatusCode::CONFLICT => {
                let ours = if lost { self.get(path)?.filter(|there| there.bytes == bytes) } else { None };
                Ok(ours.map_or(Done::Refused, |there| Done::Yes(there.tag)))
            }
            _ => Err(self.refused(path, &answer)),
        }
    }

    /// Removes an object. That it is gone already is no failure.
    pub(super) fn delete(&self, path: &str, condition: If<'_>) -> Result<Done, Error> {
        let key = self.key(path);
        let answer = self.tried(path, || {
            let url = DeleteObject::new(&self.bucket, Some(&self.credentials), &key).sign(VALID);
            let request = self.agent.delete(url.as_str());
            finish(match condition {
                If::Any | If::Absent => request.call(),
                If::Same(tag) => request.header("If-Match", format!("\"{tag}\"")).call(),
            })
        })?;
        match answer.status {
            status if status.is_success() || status == StatusCode::NOT_FOUND => Ok(Done::Yes(String::new())),
            StatusCode::PRECONDITION_FAILED | StatusCode::CONFLICT => Ok(Done::Refused),
            _ => Err(self.refused(path, &answer)),
        }
    }

    /// Tries again after what may pass: no answer, too many requests, a fault of the service.
    fn tried(&self, path: &str, mut request: impl FnMut() -> Result<Answer, ureq::Error>) -> Result<Answer, Error> {
        let mut pause = PAUSE;
        for _ in 1..TRIES {
            match request() {
                Ok(answer) if !passes(answer.status) => return Ok(answer),
                _ => std::thread::sleep(pause),
            }
            pause *= 2;
        }
        match request() {
            Ok(answer) if passes(answer.status) => Err(self.refused(path, &answer)),
            Ok(answer) => Ok(answer),
            Err(error) => Err(Error::Service(format!("{}: no answer for `{path}`: {}", self.shown, told(&error)))),
        }
    }

    fn cut(&self, path: &str) -> Error {
        Error::Service(format!("{}: `{path}` arrived damaged", self.shown))
    }

    fn refused(&self, path: &str, answer: &Answer) -> Error {
        let code = element(&answer.body, "Code").unwrap_or_default();
        let status = answer.status.as_u16();
        let advice = match code.as_str() {
            "AccessDenied" if String::from_utf8_lossy(&answer.body).contains("expired") => CLOCK,
            "AccessDenied" => "; the credentials may not do this there",
            "NoSuchBucket" => "; there is no bucket of this name",
            "InvalidAccessKeyId" | "SignatureDoesNotMatch" => "; the credentials are not right",
            "PermanentRedirect" | "AuthorizationHeaderMalformed" => "; `region` is not that of the bucket",
            "RequestTimeTooSkewed" => CLOCK,
            _ => "",
        };
        let code = if code.is_empty() { String::new() } else { format!(" ({code})") };
        Error::Service(format!("{} answered {status}{code} for `{path}`{advice}", self.shown))
    }
}

fn passes(status: StatusCode) -> bool {
    status.is_server_error() || matches!(status, StatusCode::TOO_MANY_REQUESTS | StatusCode::REQUEST_TIMEOUT)
}

fn finish(sent: Result<ureq::http::Response<ureq::Body>, ureq::Error>) -> Result<Answer, ureq::Error> {
    let mut response = sent?;
    let tag = response.headers().get("etag").and_then(|tag| tag.to_str().ok()).unwrap_or("");
    let tag = tag.trim_start_matches("W/").trim_matches('"').to_owned();
    // The manifest of a very large site has some megabytes.
    let body = response.body_mut().with_config().limit(1 << 30).read_to_vec()?;
    Ok(Answer { status: response.status(), tag, body })
}

/// What went wrong with a connection, without its address.
fn told(error: &ureq::Error) -> String {
    match error {
        ureq::Error::Io(error) => error.to_string(),
        ureq::Error::HostNotFound => "the host is not known".to_owned(),
        ureq::Error::ConnectionFailed => "it could not be reached".to_owned(),
        ureq::Error::Timeout(_) => "it was silent for too long".to_owned(),
        _ => "the connection failed".to_owned(),
    }
}

/// The text of an element of an error's XML.
fn element(body: &[u8], name: &str) -> Option<String> {
    let text = String::from_utf8_lossy(body);
    let (_, after) = text.split_once(&format!("<{name}>"))?;
    let (inside, _) = after.split_once("</")?;
    let is_word = !inside.is_empty() && inside.len() < 60 && inside.bytes().all(|b| b.is_ascii_alphanumeric());
    is_word.then(|| inside.to_owned())
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn base64(bytes: &[u8]) -> String {
    use base64::Engine;
    base64::engine::general_purpose::STANDARD.encode(bytes)
}
