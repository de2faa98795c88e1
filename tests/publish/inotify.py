"""What happens to the names in a folder, from the kernel: whether `current` was ever taken away."""

import ctypes
import os
import struct

MOVED_FROM, MOVED_TO, CREATE, DELETE = 0x40, 0x80, 0x100, 0x200
NAMES = {MOVED_FROM: "moved away", MOVED_TO: "renamed into place", CREATE: "created", DELETE: "deleted"}


class Names:
    """Collects what happens to names in a folder, between `with` and its end."""

    def __init__(self, folder):
        self.events: list[tuple[str, str]] = []
        libc = ctypes.CDLL(None, use_errno=True)
        self._fd = libc.inotify_init1(os.O_NONBLOCK | os.O_CLOEXEC)
        if self._fd < 0 or libc.inotify_add_watch(self._fd, os.fsencode(folder), sum(NAMES)) < 0:
            raise OSError(ctypes.get_errno(), "inotify")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        while True:
            try:
                data = os.read(self._fd, 65536)
            except BlockingIOError:
                break
            at = 0
            while at < len(data):
                _, mask, _, length = struct.unpack_from("iIII", data, at)
                name = data[at + 16 : at + 16 + length].rstrip(b"\0").decode()
                self.events += [(word, name) for bit, word in NAMES.items() if mask & bit]
                at += 16 + length
        os.close(self._fd)

    def of(self, name: str) -> list[str]:
        return [word for word, other in self.events if other == name]
