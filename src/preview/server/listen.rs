//! Sockets and connections.

use std::io;
use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tokio::runtime::Runtime;
use tokio::sync::Semaphore;

/// The port, unless another is asked for.
const PORT: u16 = 4321;
/// How many ports are tried after it.
const MORE: u16 = 100;
/// How long a request's head may take; also how long a connection may be idle.
const PATIENCE: Duration = Duration::from_secs(10);
/// The largest head of a request, in bytes.
const HEAD: usize = 64 << 10;
/// The most header fields of a request.
const FIELDS: usize = 100;
/// The most connections at once. More wait.
const CONNECTIONS: usize = 512;

/// The two ends of loopback, on one port.
pub(super) struct Sockets {
    pub(super) port: u16,
    listeners: Vec<TcpListener>,
}

impl Sockets {
    /// Binds a port: this one, or any (0), or the first that is free.
    pub(super) async fn open(port: Option<u16>) -> io::Result<Sockets> {
        let mut candidates = match port {
            Some(port) => port..=port,
            None => PORT..=PORT + MORE,
        };
        let mut last = None;
        for candidate in candidates.by_ref() {
            match Sockets::bind(candidate).await {
                Err(error) if error.kind() == io::ErrorKind::AddrInUse => last = Some(error),
                done => return done,
            }
        }
        Err(last.unwrap_or_else(|| io::Error::from(io::ErrorKind::AddrInUse)))
    }

    async fn bind(port: u16) -> io::Result<Sockets> {
        let first = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await?;
        let port = first.local_addr()?.port();
        let second = TcpListener::bind(SocketAddr::from((Ipv6Addr::LOCALHOST, port))).await;
        let mut listeners = vec![first];
        match second {
            Ok(second) => listeners.push(second),
            Err(error) if error.kind() == io::ErrorKind::AddrInUse => return Err(error),
            // A system without IPv6.
            Err(_) => {}
        }
        Ok(Sockets { port, listeners })
    }

    /// Takes connections, in the background.
    pub(super) fn serve(self, runtime: &Runtime, router: &Router) {
        let places = Arc::new(Semaphore::new(CONNECTIONS));
        for listener in self.listeners {
            runtime.spawn(accept(listener, router.clone(), Arc::clone(&places)));
        }
    }
}

async fn accept(listener: TcpListener, router: Router, places: Arc<Semaphore>) {
    loop {
        let Ok(place) = Arc::clone(&places).acquire_owned().await else { return };
        match listener.accept().await {
            Ok((stream, _)) => {
                let router = router.clone();
                tokio::spawn(async move {
                    converse(stream, router).await;
                    drop(place);
                });
            }
            // No descriptors are left, most likely: some will be.
            Err(_) => tokio::time::sleep(Duration::from_millis(50)).await,
        }
    }
}

/// Serves one connection to its end. What goes wrong with it is its own business.
async fn converse(stream: TcpStream, router: Router) {
    let _ = stream.set_nodelay(true);
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(PATIENCE).max_buf_size(HEAD).max_headers(FIELDS);
    let _ = http.serve_connection(TokioIo::new(stream), TowerToHyperService::new(router)).await;
}
