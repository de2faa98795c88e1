// The connection: it is closed while nobody sees the page, since a browser has only six of them for a server, and
// opened again with the text that is shown, so that nothing is missed.

let source = null;
let gone = false;

function connect() {
  if (source || document.hidden) return;
  source = new EventSource(`/_tearsheet/events?page=${location.pathname}&digest=${digest}`);
  source.addEventListener("message", (event) => hear(JSON.parse(event.data)));
  source.addEventListener("error", () => {
    disconnect();
    setTimeout(connect, 500);
  });
}

function disconnect() {
  source?.close();
  source = null;
}

function hear(message) {
  gone = message.gone;
  notice(message.bulletin, gone);
  if (message.follow) {
    location.assign(message.follow);
    return;
  }
  if (message.digest) update();
  else if (!panel.hidden) fillPanel().catch(() => {});
  if (message.assets.length) refresh(message.assets);
}

document.addEventListener("visibilitychange", () => (document.hidden ? disconnect() : connect()));
addEventListener("pagehide", disconnect);
addEventListener("pageshow", connect);

// In a frame of the panel the page shows itself only.
if (top === window) document.documentElement.append(host);
connect();
