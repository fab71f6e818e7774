"""A machine whose clock can be moved: wall clock, time since its start, and the name of that
start, for every program that is given its environment (see preload.c).
"""

import mmap
import os
import struct
import subprocess
import time
import uuid
from pathlib import Path

HERE = Path(__file__).resolve().parent
FORMAT = "=qq48s"


class Clock:
    def __init__(self, folder: Path, x):
        """`x` is a stand-in in this process, which has a good clock."""
        self.x, self.library = x, build(folder)
        self.path = folder / "clock"
        self.path.write_bytes(bytes(struct.calcsize(FORMAT)))
        with self.path.open("r+b") as file:
            self.shared = mmap.mmap(file.fileno(), 0)
        self.offset = 0  # of the truth from the real clock
        self.wrong = 0  # of the machine's clock from the truth
        self.reboot()

    @property
    def env(self) -> dict[str, str]:
        return {"LD_PRELOAD": str(self.library), "MONTHS_CLOCK": str(self.path)}

    def true(self) -> float:
        return time.time() + self.offset

    def shown(self) -> float:
        """By the machine's clock."""
        return self.true() + self.wrong

    def advance(self, seconds: float) -> None:
        """Time passes, while the machine runs."""
        self.offset += int(seconds)
        self.up += int(seconds)
        self._tell()

    def set_wrong(self, seconds: int) -> None:
        self.wrong = int(seconds)
        self._tell()

    def reboot(self) -> None:
        self.up = 20 - int(time.clock_gettime(time.CLOCK_BOOTTIME))
        self.boot = f"{uuid.uuid4()}\n".encode()
        self._tell()

    def _tell(self) -> None:
        struct.pack_into(
            FORMAT, self.shared, 0, self.offset + self.wrong, self.up, self.boot
        )
        self.x.it.state.settings.clock_offset = self.offset


def build(folder: Path) -> Path:
    library = folder / "machine.so"
    compiler = os.environ.get("CC", "cc").split()
    options = ["-O1", "-shared", "-fPIC", "-ftls-model=initial-exec", "-o", str(library)]
    subprocess.run([*compiler, *options, str(HERE / "preload.c"), "-ldl"], check=True)
    return library
