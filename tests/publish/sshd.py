"""An ssh server of our own: on loopback, on a free port, with keys that are thrown away."""

import getpass
import os
import re
import shutil
import socket
import subprocess
import time
from pathlib import Path

from patience import PATIENCE
from spy import quiet

# `AcceptEnv` stays out: what the tool's environment holds has no business on a server.
SERVER = """Port {port}
ListenAddress 127.0.0.1
HostKey {folder}/host
AuthorizedKeysFile {folder}/user.pub
PidFile none
StrictModes no
UsePAM no
PasswordAuthentication no
UseDNS no
LoginGraceTime 0
KbdInteractiveAuthentication no
PermitRootLogin prohibit-password
MaxStartups 100
MaxSessions 100
LogLevel ERROR
"""
CLIENT = """Host {alias}
    HostName 127.0.0.1
    Port {port}
    User {user}
    IdentityFile {folder}/user
    IdentitiesOnly yes
    IdentityAgent none
    UserKnownHostsFile {folder}/known_hosts
    GlobalKnownHostsFile /dev/null
    StrictHostKeyChecking yes
    BatchMode yes
    ConnectTimeout {patience}
    ControlMaster no
    KexAlgorithms curve25519-sha256
    Ciphers aes128-gcm@openssh.com
    GSSAPIAuthentication no
    CanonicalizeHostname no
"""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Sshd:
    """The server; `with` stops it."""

    alias = "brief-server"

    def __init__(self, folder: Path):
        self.folder, self.root = folder, folder / "srv"
        self.root.mkdir(parents=True)
        self.user = getpass.getuser()
        program = shutil.which("sshd", path=f"{os.environ['PATH']}:/usr/sbin:/usr/local/sbin")
        if program is None or shutil.which("ssh") is None or shutil.which("rsync") is None:
            raise RuntimeError("needs sshd, ssh and rsync: apt-get install openssh-server openssh-client rsync")
        self.port = free_port()
        for name in ("host", "user"):
            quiet("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", f"throw-away {name}", "-f", str(folder / name))
        names = {"port": self.port, "folder": folder, "alias": self.alias, "user": self.user, "patience": PATIENCE}
        (folder / "sshd_config").write_text(SERVER.format(**names))
        (folder / "config").write_text(CLIENT.format(**names))
        key = (folder / "host.pub").read_text()
        (folder / "known_hosts").write_text(f"[127.0.0.1]:{self.port} {key}")
        if os.getuid() == 0:
            Path("/run/sshd").mkdir(exist_ok=True)
        with (folder / "log").open("w") as log:
            command = [program, "-D", "-e", "-f", str(folder / "sshd_config")]
            self.process = subprocess.Popen(command, stdout=log, stderr=log, start_new_session=True)
        self._wait()

    @property
    def setting(self) -> str:
        return f'ssh = ["ssh", "-F", "{self.folder}/config"]'

    def _wait(self) -> None:
        """Until it answers, or has ended."""
        while self.process.poll() is None:
            try:
                socket.create_connection(("127.0.0.1", self.port), PATIENCE).close()
                return
            except OSError:
                time.sleep(0.05)
        raise RuntimeError(f"sshd does not answer: {(self.folder / 'log').read_text()}")

    def settle(self) -> None:
        """Waits until no session is open and nothing runs that one has started."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until and (children(self.process.pid) or visitors(self.port)):
            time.sleep(0.02)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait(PATIENCE)


def children(parent: int) -> list[str]:
    """The children of a process that have not ended."""
    found = []
    for name in filter(str.isdigit, os.listdir("/proc")):
        try:
            fields = Path("/proc", name, "stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[1]) == parent and fields[0] != "Z":
            found.append(name)
    return found


def visitors(port: int) -> list[str]:
    """Processes that a session on this port has started; they may outlive it."""
    mark = re.compile(rb"(^|\0)SSH_CONNECTION=127\.0\.0\.1 \d+ 127\.0\.0\.1 %d(\0|$)" % port)
    found = []
    for name in filter(str.isdigit, os.listdir("/proc")):
        try:
            if mark.search(Path("/proc", name, "environ").read_bytes()):
                found.append(name)
        except OSError:
            continue
    return found
