//! A preview server as a child process: started, waited for, looked into by `/proc`, and ended with its value.

use std::fs::{self, File};
use std::io;
use std::net::{Ipv4Addr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use crate::http::Client;
use crate::limit::Limit;

/// A running server. It is killed when this value goes.
pub(crate) struct Server {
    child: Child,
    pub(crate) port: u16,
    log: PathBuf,
}

/// What a process holds.
#[derive(Clone, Copy)]
pub(crate) struct Held {
    /// Resident memory in bytes.
    pub(crate) memory: u64,
    /// Open descriptors.
    pub(crate) descriptors: usize,
}

impl Server {
    /// Starts the server and waits for its front page. Gives the time from before the start of the process to the
    /// last byte of that page.
    pub(crate) fn start(
        command: impl FnOnce(u16) -> Command,
        log: &Path,
        limit: Limit,
    ) -> io::Result<(Server, Duration)> {
        let port = free_port()?;
        let mut command = command(port);
        let output = File::create(log)?;
        command.stdin(Stdio::null()).stdout(output.try_clone()?).stderr(output);
        let started = Instant::now();
        let mut server = Server { child: command.spawn()?, port, log: log.to_owned() };
        server.await_front_page(limit)?;
        Ok((server, started.elapsed()))
    }

    fn await_front_page(&mut self, limit: Limit) -> io::Result<()> {
        let mut client = Client::new(self.port);
        loop {
            if client.get("/").is_ok_and(|response| response.status == 200) {
                return Ok(());
            }
            self.require_alive()?;
            limit.check("for the first page")?;
            thread::sleep(Duration::from_millis(1));
        }
    }

    /// An error with the end of what the server printed, if it has ended.
    pub(crate) fn require_alive(&mut self) -> io::Result<()> {
        let Some(status) = self.child.try_wait()? else { return Ok(()) };
        let log = fs::read(&self.log).unwrap_or_default();
        let end = String::from_utf8_lossy(&log[log.len().saturating_sub(2000)..]).into_owned();
        Err(io::Error::other(format!("the server ended ({status}):\n{end}")))
    }

    /// What the process holds when it has had time to let go of connections that were closed.
    pub(crate) fn held_at_rest(&self) -> io::Result<Held> {
        thread::sleep(Duration::from_millis(300));
        self.held()
    }

    /// What the process holds now.
    pub(crate) fn held(&self) -> io::Result<Held> {
        let process = PathBuf::from(format!("/proc/{}", self.child.id()));
        let status = fs::read_to_string(process.join("status"))?;
        let resident = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
        let kilobytes = resident.and_then(|rest| rest.trim().strip_suffix(" kB")?.parse::<u64>().ok());
        let memory = kilobytes.ok_or_else(|| io::Error::other("/proc does not tell the server's memory"))? * 1024;
        Ok(Held { memory, descriptors: fs::read_dir(process.join("fd"))?.count() })
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended by itself; there is nobody left to tell.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A port that was free a moment ago.
fn free_port() -> io::Result<u16> {
    Ok(TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?.port())
}
