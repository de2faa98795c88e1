//! Requests that no editor's browser sends: none gets a byte of anything but the site, and none keeps the next page
//! from being served.

use std::io::Write;
use std::net::{Shutdown, TcpStream};

use super::client::{Answer, connect, receive, send};
use super::{DEAL, PAGE, Served};

/// Spellings of the way out of the site, all of them towards a file that exists.
const TRAVERSALS: [&str; 25] = [
    "/../secret.txt",
    "/../../../../../../etc/passwd",
    "/..%2fsecret.txt",
    "/..%2Fsecret.txt",
    "/%2e%2e/secret.txt",
    "/%2E%2E/secret.txt",
    "/%2e./secret.txt",
    "/.%2e/secret.txt",
    "/%2e%2e%2fsecret.txt",
    "/..%5csecret.txt",
    "/..\\secret.txt",
    "/%252e%252e/secret.txt",
    "/..%252fsecret.txt",
    "/..;/secret.txt",
    "/....//secret.txt",
    "/./../secret.txt",
    "/deals/../../secret.txt",
    "/deals/..%2f..%2fsecret.txt",
    "/deals/%2e%2e/%2e%2e/secret.txt",
    "/static/../secret.txt",
    "//secret.txt",
    "///etc/passwd",
    "/%2fetc/passwd",
    "/%c0%ae%c0%ae/secret.txt",
    "/_tearsheet/../secret.txt",
];

/// Other addresses, and what is right to answer.
const ADDRESSES: [(&str, u16); 11] = [
    ("/%00", 400),
    ("/index.html%00.txt", 400),
    ("/%", 400),
    ("/%zz", 400),
    ("/%ff%fe", 400),
    ("/%0d%0aSet-Cookie:%20x=1", 400),
    ("/secret.txt", 404),
    ("/tearsheet.toml", 404),
    ("/content/deals/acme-globex.toml", 404),
    ("/.git/config", 404),
    ("/_tearsheet/events/../../secret.txt", 404),
];

struct Attack {
    name: String,
    request: Vec<u8>,
    allowed: &'static [u16],
}

fn attack(name: impl Into<String>, request: impl Into<Vec<u8>>, allowed: &'static [u16]) -> Attack {
    Attack { name: name.into(), request: request.into(), allowed }
}

fn attacks(port: u16) -> Vec<Attack> {
    let ask = |target: &str, headers: &str| {
        format!("GET {target} HTTP/1.1\r\nHost: localhost:{port}\r\n{headers}Connection: close\r\n\r\n")
    };
    let hosted = |host: &str| format!("GET {PAGE} HTTP/1.1\r\n{host}Connection: close\r\n\r\n");
    let mut all: Vec<Attack> = TRAVERSALS.iter().map(|t| attack(*t, ask(t, ""), &[400, 404])).collect();
    all.extend(
        ADDRESSES
            .iter()
            .map(|(address, status)| attack(*address, ask(address, ""), if *status == 400 { &[400] } else { &[404] })),
    );
    for host in [
        "evil.example",
        "evil.example:80",
        "localhost",
        "localhost:1",
        "localhost.evil.example",
        "127.0.0.1.nip.io",
        "127.0.0.2",
        "0.0.0.0",
        "[::]",
        "169.254.169.254",
        "user@localhost",
        "",
    ] {
        all.push(attack(format!("host {host:?}"), hosted(&format!("Host: {host}\r\n")), &[400, 421]));
    }
    all.push(attack("no host", hosted(""), &[400, 421]));
    let two = format!("Host: localhost:{port}\r\nHost: evil.example\r\n");
    all.push(attack("two hosts", hosted(&two), &[400, 421]));
    for origin in ["http://evil.example", "null", "https://localhost", "http://localhost:1", "file://"] {
        all.push(attack(format!("origin {origin}"), ask(PAGE, &format!("Origin: {origin}\r\n")), &[403]));
    }
    for headers in [
        "Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: no-cors\r\nSec-Fetch-Dest: script\r\n",
        "Sec-Fetch-Site: same-site\r\nSec-Fetch-Mode: cors\r\n",
        "Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: navigate\r\nSec-Fetch-Dest: iframe\r\n",
    ] {
        all.push(attack(headers, ask("/_tearsheet/panel?page=/", headers), &[403]));
    }
    for target in ["http://evil.example/", "https://localhost/", "ftp://localhost/", "http://localhost@evil.example/"] {
        all.push(attack(format!("absolute {target}"), ask(target, ""), &[400, 421]));
    }
    for method in ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND", "LOCK"] {
        let request =
            format!("{method} / HTTP/1.1\r\nHost: localhost:{port}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        all.push(attack(method, request, &[405]));
    }
    let authority = format!("CONNECT evil.example:443 HTTP/1.1\r\nHost: localhost:{port}\r\nConnection: close\r\n\r\n");
    all.push(attack("CONNECT", authority, &[400, 405, 421]));
    let long = "x".repeat(1 << 20);
    all.push(attack("a megabyte of a header", ask("/", &format!("X-Long: {long}\r\n")), &[0, 400, 431]));
    all.push(attack("a megabyte of headers", ask("/", &"X-Short: 1\r\n".repeat(90_000)), &[0, 400, 431]));
    all.push(attack("a megabyte of an address", ask(&format!("/{long}"), ""), &[0, 400, 414, 431]));
    all.push(attack("a long address", ask(&format!("/{}", &long[..20_000]), ""), &[414]));
    all.push(attack("a body that never comes", ask("/", "Content-Length: 99\r\n"), &[200, 400]));
    all.push(attack("two lengths", ask("/", "Content-Length: 1\r\nContent-Length: 2\r\n"), &[0, 400]));
    all.push(attack("length and chunks", ask("/", "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n"), &[200, 400]));
    all.push(attack("no HTTP", "\u{16}\u{3}\u{1}hello\r\n\r\n", &[0, 400]));
    all.push(attack("HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", &[0, 400]));
    all.push(attack("bare line ends", "GET / HTTP/1.1\nHost: evil.example\n\n", &[400, 421]));
    all.push(attack("an empty request", "\r\n\r\n\r\n", &[0, 400]));
    all
}

fn served() -> Served {
    Served::new(&format!("{DEAL}//- secret.txt\nSECRET-BYTES\n//- .git/config\nSECRET-BYTES\n"))
}

/// No answer holds a byte of a file that is no output, or lets another origin read it.
fn is_harmless(name: &str, received: &[u8]) {
    let text = String::from_utf8_lossy(received).to_lowercase();
    for foreign in ["secret-bytes", "root:x:", "base_url", "[[leg]]", "access-control-", "set-cookie"] {
        assert!(!text.contains(foreign), "{name}: {foreign} in the answer");
    }
}

fn serves_a_page(served: &Served, after: &str) {
    let page = served.get(PAGE);
    assert!(page.status == 200 && page.text().contains("Acme buys from Globex"), "after {after}: {}", page.status);
}

#[test]
fn hostile_requests_get_nothing_and_break_nothing() {
    let served = served();
    let attacks = attacks(served.port);
    assert!(attacks.len() >= 75, "{}", attacks.len());
    for Attack { name, request, allowed } in &attacks {
        let received = if name.contains("never comes") || name.contains("empty") || *name == "no HTTP" {
            let mut stream = connect(served.port);
            stream.write_all(request).expect("a request");
            stream.shutdown(Shutdown::Write).expect("an end");
            receive(&mut stream)
        } else {
            send(served.port, request)
        };
        is_harmless(name, &received);
        let answer = Answer::parse(&received);
        assert!(allowed.contains(&answer.status), "{name}: {}\n{}", answer.status, answer.text());
        if answer.status == 405 && name != "CONNECT" {
            assert_eq!(answer.header("allow"), Some("GET, HEAD"), "{name}");
        }
        serves_a_page(&served, name);
    }
}

#[test]
fn what_a_browser_sends_is_answered() {
    let served = served();
    let port = served.port;
    for (target, headers) in [
        (PAGE.to_owned(), format!("Host: LOCALHOST:{port}\r\n")),
        (PAGE.to_owned(), format!("Host: 127.0.0.1:{port}\r\n")),
        (PAGE.to_owned(), format!("Host: [::1]:{port}\r\n")),
        (format!("http://localhost:{port}{PAGE}"), format!("Host: localhost:{port}\r\n")),
        (PAGE.to_owned(), format!("Host: localhost:{port}\r\nOrigin: http://localhost:{port}\r\n")),
        (
            PAGE.to_owned(),
            format!(
                "Host: localhost:{port}\r\nSec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: navigate\r\nSec-Fetch-Dest: document\r\n"
            ),
        ),
    ] {
        let request = format!("GET {target} HTTP/1.1\r\n{headers}Connection: close\r\n\r\n");
        assert_eq!(Answer::parse(&send(port, request.as_bytes())).status, 200, "{headers}");
    }
    let head = format!("HEAD {PAGE} HTTP/1.1\r\nHost: localhost:{port}\r\nConnection: close\r\n\r\n");
    let head = Answer::parse(&send(port, head.as_bytes()));
    let length = served.get(PAGE).body.len().to_string();
    assert_eq!((head.status, head.body.len(), head.header("content-length")), (200, 0, Some(length.as_str())));
}

#[test]
fn slow_clients_half_open_connections_and_pipelines_are_borne() {
    let served = served();
    let port = served.port;
    // Half of a request, and nothing more; and connections that say nothing at all.
    let mut slow: Vec<TcpStream> = (0..100).map(|_| connect(port)).collect();
    for (i, stream) in slow.iter_mut().enumerate().filter(|(i, _)| i % 2 == 0) {
        let part = format!("GET / HTTP/1.1\r\nHost: localhost:{port}\r\nX-Slow-{i}: ");
        stream.write_all(part.as_bytes()).expect("a part");
    }
    serves_a_page(&served, "a hundred slow clients");
    // Half-open: the other side will never send again, and still gets its answer or an end.
    let mut half = connect(port);
    let request = format!("GET {PAGE} HTTP/1.1\r\nHost: localhost:{port}\r\nConnection: close\r\n\r\n");
    half.write_all(request.as_bytes()).expect("a request");
    half.shutdown(Shutdown::Write).expect("an end");
    receive(&mut half);
    serves_a_page(&served, "a half-open connection");
    // Gone before the answer.
    for _ in 0..20 {
        connect(port).write_all(request.as_bytes()).expect("a request");
    }
    serves_a_page(&served, "clients that did not wait");
    // Ten requests at once, the fifth of them for another host: each gets the answer that it would get alone.
    let ask = |host: &str, last: bool| {
        let end = if last { "Connection: close\r\n" } else { "" };
        format!("GET {PAGE} HTTP/1.1\r\nHost: {host}\r\n{end}\r\n")
    };
    let ours = format!("localhost:{port}");
    let pipeline: String = (0..10).map(|i| ask(if i == 4 { "evil.example" } else { &ours }, i == 9)).collect();
    let received = String::from_utf8_lossy(&send(port, pipeline.as_bytes())).into_owned();
    assert_eq!(received.matches("HTTP/1.1 200 OK").count(), 9);
    assert_eq!(received.matches("HTTP/1.1 421").count(), 1);
    serves_a_page(&served, "a pipeline");
    // Whoever is slow is told to go in the end.
    for stream in &mut slow {
        receive(stream);
    }
    serves_a_page(&served, "the end of the slow ones");
}

#[test]
fn only_loopback_listens_and_a_port_that_is_taken_is_told() {
    let served = served();
    let run = served.project.run(["serve", "--port", &served.port.to_string()]).exits(1);
    assert!(run.stderr.contains("is taken"), "{}", run.stderr);
    // Whoever comes over another interface finds nobody: the sockets are bound to loopback alone.
    let table = std::fs::read_to_string("/proc/net/tcp").unwrap_or_default();
    let port = format!(":{:04X} ", served.port);
    let listening = table.lines().filter(|line| line.contains(&port) && line.contains(" 0A "));
    assert!(listening.clone().all(|line| line.contains(&format!("0100007F{port}"))), "{table}");
}
