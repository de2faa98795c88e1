//! The little of HTTP/1.1 that a browser needs to look at a page: GET, kept-alive or not.
//!
//! Bodies end by `Content-Length`, by chunks or with the connection. No redirects, no compression, no validators:
//! every answer is the whole page as it is now.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, TcpStream};
use std::time::Duration;

/// How long a server may be silent before a request counts as failed: longer than a busy machine keeps it from running.
const PATIENCE: Duration = Duration::from_secs(300);
/// More than any page of a corpus has.
const LONGEST: u64 = 1 << 30;

/// What was answered.
pub(crate) struct Response {
    pub(crate) status: u16,
    pub(crate) body: Vec<u8>,
}

/// A client of one server on loopback, with one connection that is opened when needed.
pub(crate) struct Client {
    port: u16,
    connection: Option<BufReader<TcpStream>>,
}

impl Client {
    pub(crate) fn new(port: u16) -> Client {
        Client { port, connection: None }
    }

    /// Gets a page. A kept connection may have been closed meanwhile: then once more, over a new one.
    pub(crate) fn get(&mut self, path: &str) -> io::Result<Response> {
        if let Some(mut kept) = self.connection.take()
            && let Ok(response) = self.exchange(&mut kept, path)
        {
            return Ok(response.keeping(kept, &mut self.connection));
        }
        let stream = TcpStream::connect((Ipv4Addr::LOCALHOST, self.port))?;
        stream.set_nodelay(true)?;
        stream.set_read_timeout(Some(PATIENCE))?;
        stream.set_write_timeout(Some(PATIENCE))?;
        let mut fresh = BufReader::with_capacity(1 << 16, stream);
        let response = self.exchange(&mut fresh, path)?;
        Ok(response.keeping(fresh, &mut self.connection))
    }

    fn exchange(&self, connection: &mut BufReader<TcpStream>, path: &str) -> io::Result<Answer> {
        let request = format!("GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nAccept: */*\r\n\r\n", self.port);
        connection.get_mut().write_all(request.as_bytes())?;
        read(connection)
    }
}

/// A response, and whether another may come over the same connection.
struct Answer {
    response: Response,
    reusable: bool,
}

impl Answer {
    fn keeping(self, connection: BufReader<TcpStream>, slot: &mut Option<BufReader<TcpStream>>) -> Response {
        *slot = self.reusable.then_some(connection);
        self.response
    }
}

/// What the header says that matters here.
#[derive(Default)]
struct Header {
    status: u16,
    length: Option<u64>,
    chunked: bool,
    closes: bool,
}

fn read(input: &mut impl BufRead) -> io::Result<Answer> {
    let header = read_header(input)?;
    let mut body = Vec::new();
    let mut reusable = !header.closes;
    if header.chunked {
        read_chunks(input, &mut body)?;
    } else if let Some(length) = header.length {
        input.take(length).read_to_end(&mut body)?;
        if body.len() as u64 != length {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
    } else {
        reusable = false;
        input.take(LONGEST).read_to_end(&mut body)?;
    }
    Ok(Answer { response: Response { status: header.status, body }, reusable })
}

fn read_header(input: &mut impl BufRead) -> io::Result<Header> {
    let first = read_line(input)?;
    let mut words = first.split(' ');
    let version = words.next().unwrap_or_default();
    let status = words.next().and_then(|word| word.parse().ok()).ok_or_else(|| broken("a status", &first))?;
    let mut header = Header { status, closes: version != "HTTP/1.1", ..Header::default() };
    loop {
        let line = read_line(input)?;
        let Some((name, value)) = line.split_once(':') else {
            return if line.is_empty() { Ok(header) } else { Err(broken("a header field", &line)) };
        };
        let value = value.trim().to_ascii_lowercase();
        match name.to_ascii_lowercase().as_str() {
            "content-length" => header.length = Some(value.parse().map_err(|_| broken("a length", &line))?),
            "transfer-encoding" => header.chunked = value.ends_with("chunked"),
            "connection" => header.closes = value == "close",
            _ => {}
        }
    }
}

fn read_chunks(input: &mut impl BufRead, body: &mut Vec<u8>) -> io::Result<()> {
    loop {
        let line = read_line(input)?;
        let digits = line.split(';').next().unwrap_or_default().trim();
        let size = u64::from_str_radix(digits, 16).map_err(|_| broken("the size of a chunk", &line))?;
        if size > LONGEST {
            return Err(broken("a chunk of a page", &line));
        }
        let before = body.len() as u64;
        input.take(size).read_to_end(body)?;
        if body.len() as u64 - before != size {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        // After a chunk comes an empty line; after the last one, trailers may come before it.
        while !read_line(input)?.is_empty() {}
        if size == 0 {
            return Ok(());
        }
    }
}

/// A line without its end. An input that ends within one is an error.
fn read_line(input: &mut impl BufRead) -> io::Result<String> {
    let mut line = Vec::new();
    input.take(1 << 16).read_until(b'\n', &mut line)?;
    if line.pop() != Some(b'\n') {
        return Err(io::ErrorKind::UnexpectedEof.into());
    }
    if line.last() == Some(&b'\r') {
        line.pop();
    }
    String::from_utf8(line).map_err(io::Error::other)
}

fn broken(expected: &str, found: &str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, format!("expected {expected}, found `{}`", found.escape_debug()))
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::read;

    #[test]
    fn bodies_end_as_their_headers_say() {
        let cases = [
            ("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabcREST", 200, "abc", true),
            (
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n1;x=y\r\nc\r\n0\r\n\r\nREST",
                200,
                "abc",
                true,
            ),
            ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n0\r\nTrailer: x\r\n\r\n", 200, "a", true),
            ("HTTP/1.1 404 Not Found\r\nconnection: Close\r\ncontent-length: 0\r\n\r\n", 404, "", false),
            ("HTTP/1.0 200 OK\r\n\r\nto the end", 200, "to the end", false),
        ];
        for (sent, status, body, reusable) in cases {
            let answer = read(&mut sent.as_bytes()).unwrap();
            let found = (answer.response.status, answer.response.body.as_slice(), answer.reusable);
            assert_eq!(found, (status, body.as_bytes(), reusable), "{sent:?}");
        }
    }

    #[test]
    fn a_cut_answer_is_no_page() {
        let cut = [
            "",
            "HTTP/1.1 200",
            "HTTP/1.1 two hundred\r\n\r\n",
            "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nabc",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nabc",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n",
        ];
        for sent in cut {
            assert!(read(&mut sent.as_bytes()).is_err(), "{sent:?}");
        }
    }
}
