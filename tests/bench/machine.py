"""What the figures were measured on."""

import os
import platform
import re
import subprocess
from pathlib import Path


def said(*command: str) -> str:
    """What a command writes; "" where it is not there."""
    try:
        done = subprocess.run(
            command, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=20,
            check=True,
        )  # fmt: skip
    except (OSError, subprocess.SubprocessError):
        return ""
    return done.stdout.strip()


def first(pattern: str, path: str) -> str:
    try:
        found = re.search(pattern, Path(path).read_text("utf-8"), re.MULTILINE)
    except OSError:
        return ""
    return found[1] if found else ""


def processor() -> str:
    name = first(r"^model name\s*: (.*)$", "/proc/cpuinfo") or platform.processor()
    return f"{name}, {os.cpu_count()} cores"


def system() -> str:
    name = first(r'^PRETTY_NAME="?([^"\n]*)', "/etc/os-release") or platform.system()
    return f"{name}, {platform.system()} {platform.release()} {platform.machine()}"


def file_system(folder: Path) -> str:
    """Of the disk that the ledger is on."""
    words = said("df", "-PT", str(folder)).split("\n")[-1].split()
    return f"{words[1]} on {words[0]}" if len(words) > 2 else "not known"


def load() -> str:
    return " ".join(f"{one:.2f}" for one in os.getloadavg())
