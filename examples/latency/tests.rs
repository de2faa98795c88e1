//! Edits against a stand-in: a server of files in which some pages are never brought up to date.

use std::fs;
use std::io::{self, BufRead, BufReader, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

use crate::audit::served_equals;
use crate::edit::{HOLE, Kind, Save, Subject};
use crate::limit::Limit;
use crate::series::{Counter, Tally, edit};
use crate::watch::{Watched, watch};

/// A folder that is removed with its value.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> io::Result<Folder> {
        let path = std::env::temp_dir().join(format!("tearsheet-latency-{name}-{}", std::process::id()));
        fs::create_dir_all(&path)?;
        Ok(Folder(path))
    }

    fn write(&self, path: &str, text: &str) -> io::Result<PathBuf> {
        let file = self.0.join(path);
        fs::create_dir_all(file.parent().unwrap_or(&self.0))?;
        fs::write(&file, text)?;
        Ok(file)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// Serves a folder as it is at each request, in a thread that ends with the tests.
fn serve(root: &Path) -> io::Result<u16> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
    let port = listener.local_addr()?.port();
    let root = root.to_owned();
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            // A client that goes away in the middle is none of the tests' business.
            let _ = answer(&root, stream);
        }
    });
    Ok(port)
}

fn answer(root: &Path, mut stream: TcpStream) -> io::Result<()> {
    let mut lines = BufReader::new(stream.try_clone()?).lines();
    let request = lines.next().transpose()?.unwrap_or_default();
    lines.by_ref().map_while(Result::ok).take_while(|line| !line.is_empty()).for_each(drop);
    let path = request.split(' ').nth(1).unwrap_or_default().trim_start_matches('/');
    let file = if path.is_empty() || path.ends_with('/') { format!("{path}index.html") } else { path.to_owned() };
    let (status, body) = fs::read(root.join(file)).map_or(("404 Not Found", Vec::new()), |body| ("200 OK", body));
    write!(stream, "HTTP/1.1 {status}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n", body.len())?;
    stream.write_all(&body)
}

/// A site whose deal is its own source, so that saving it publishes it; the page `old/` is a copy that stays as it is.
fn site(folder: &Folder) -> io::Result<Watched> {
    let file = folder.write("deals/a/index.html", "")?;
    let text = format!("<p>{HOLE} billion</p>");
    let subject = Subject { kind: Kind::Fact, nth: 3, file, text, page: "/deals/a/".to_owned() };
    subject.save(subject.initial(), Save::InPlace)?;
    folder.write("old/index.html", &format!("${}", subject.spellings(subject.initial())[1]))?;
    folder.write("other/index.html", "not concerned")?;
    watch(&folder.0, vec![subject])?.pop().ok_or_else(|| io::Error::other("nothing is watched"))
}

#[test]
fn a_page_that_is_out_of_date_is_a_failure() -> io::Result<()> {
    let folder = Folder::new("stale")?;
    let mut watched = site(&folder)?;
    let pages: Vec<&str> = watched.pages.iter().map(|shown| shown.path.as_str()).collect();
    assert_eq!(pages, ["/deals/a/", "/old/"]);
    let port = serve(&folder.0)?;
    let (mut counter, mut tally) = (Counter::after(10), Tally::default());
    // Ends the test if an edit never shows. It is there when it is first asked for, however slow the machine.
    let limit = Limit::after(Duration::from_secs(300));
    for _ in 0..2 {
        edit(port, &mut watched, &mut counter, &mut tally, limit, true)?;
    }
    fs::remove_dir_all(folder.0.join("old"))?;
    edit(port, &mut watched, &mut counter, &mut tally, limit, true)?;
    assert_eq!((tally.times.len(), tally.asked, tally.wrong, tally.lost, tally.interrupted), (3, 3, 3, 0, 0));
    assert_eq!(
        tally.told,
        [
            "/old/ was not right after 1.012000111",
            "/old/ was not right after 1.012000121",
            "/old/ was answered with 404 after 1.012000131",
        ]
    );
    Ok(())
}

#[test]
fn an_edit_that_never_shows_ends_with_the_time() -> io::Result<()> {
    let folder = Folder::new("lost")?;
    let mut watched = site(&folder)?;
    // What is saved is not what is served.
    watched.subject.file = folder.write("elsewhere.txt", "")?;
    let port = serve(&folder.0)?;
    let (mut counter, mut tally) = (Counter::after(10), Tally::default());
    // It passes sooner or later, and nothing else can happen.
    let limit = Limit::after(Duration::from_millis(60));
    let result = edit(port, &mut watched, &mut counter, &mut tally, limit, true);
    assert_eq!(result.err().map(|error| error.kind()), Some(io::ErrorKind::TimedOut));
    assert_eq!((tally.times.len(), tally.asked), (0, 0));
    Ok(())
}

#[test]
fn an_audit_names_what_differs() -> io::Result<()> {
    let (built, served) = (Folder::new("built")?, Folder::new("served")?);
    for (path, text) in
        [("index.html", "one"), ("a/index.html", "two"), ("feed.xml", "three"), (".manifest", "no page")]
    {
        built.write(path, text)?;
    }
    served.write("index.html", "one")?;
    served.write("a/index.html", "other")?;
    let verdict = served_equals(&built.0, serve(&served.0)?)?;
    assert_eq!((verdict.files, verdict.different), (3, vec!["/a/".to_owned(), "/feed.xml".to_owned()]));
    Ok(())
}
