"""What is measured with: programs that are built, fetched or found."""

import os
import shlex
import shutil
import subprocess
from pathlib import Path

import machine
from race import Broken

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
PACKAGES = {
    "twitter-text": "twitter-text@3.1.0",
    "twitter-api-v2": "twitter-api-v2@1.29.1",
    "@xdevplatform/xdk": "@xdevplatform/xdk@0.6.6",
}


class Setting:
    def __init__(self):
        self.build = ROOT / os.environ.get("BUILD", "build")
        self.folder = self.build / "bench"
        self.folder.mkdir(parents=True, exist_ok=True)
        self.modules = self.folder / "node_modules"
        self.missing: list[tuple[str, str]] = []  # what, and why
        self.stopwatch, self.bare = self.folder / "stopwatch", self.folder / "bare"
        self.certificates = self.folder / "certificates.so"
        self.lua = shutil.which("lua5.4")
        self.curl = shutil.which("curl") or self._lacking("curl", "it is not there")
        self.node = shutil.which("node") or self._lacking("node", "it is not there")
        self._compile()
        self._fetch_packages()
        self.nginx = self._find_nginx()
        self.tree = self._plant()

    def _lacking(self, what: str, why: str) -> None:
        self.missing.append((what, why))

    def _compile(self) -> None:
        def flags(*what: str) -> list[str]:
            program = os.environ.get("PKG_CONFIG", "pkg-config")
            return machine.said(program, *what, "libcurl").split()

        for source, output, more in (
            ("stopwatch.c", self.stopwatch, []),
            ("bare.c", self.bare, flags("--cflags", "--libs") or ["-lcurl"]),
            ("certificates.c", self.certificates, ["-fPIC", "-shared", *flags("--cflags"), "-ldl"]),
        ):
            compiler = shlex.split(os.environ.get("CC", "cc"))
            subprocess.run(
                [*compiler, "-std=c11", "-O2", HERE / source, "-o", output, *more],
                check=True,
            )

    def has_package(self, name: str) -> bool:
        return self.node is not None and (self.modules / name).is_dir()

    def _fetch_packages(self) -> None:
        wanted = [at for name, at in PACKAGES.items() if not (self.modules / name).is_dir()]
        npm = shutil.which("npm")
        if wanted and self.node and npm:
            log = self.folder / "npm.log"
            with log.open("w") as out:
                subprocess.run(
                    [npm, "install", "--no-save", "--no-audit", "--no-fund", "--ignore-scripts",
                     "--prefix", self.folder, *PACKAGES.values()],
                    stdout=out, stderr=out, stdin=subprocess.DEVNULL, timeout=300, check=False,
                )  # fmt: skip
        for name in PACKAGES:
            if self.node and not (self.modules / name).is_dir():
                self._lacking(name, "npm could not fetch it" if npm else "there is no npm")

    def _find_nginx(self) -> str | None:
        """The machine's own, or one that is unpacked without being installed: no service starts,
        and it takes no root.
        """
        unpacked = self.folder / "nginx/usr/sbin/nginx"
        found = shutil.which("nginx", path=os.environ["PATH"] + ":/usr/sbin:/sbin")
        if not found and not unpacked.exists() and shutil.which("apt-get"):
            subprocess.run(
                ["sh", "-c", "mkdir -p nginx && cd nginx && apt-get -q download nginx &&"
                 " dpkg -x nginx_*.deb . && rm -f nginx_*.deb"],
                cwd=self.folder, capture_output=True, timeout=300, check=False,
            )  # fmt: skip
        for program in filter(None, (found, str(unpacked))):
            if subprocess.run([program, "-v"], capture_output=True, check=False).returncode == 0:
                return program
        return self._lacking("nginx", "apt-get could not fetch it")

    def _plant(self) -> Path:
        """A tree as it is used: lua/ beside build/, wherever BUILD is."""
        tree = self.folder / "tree"
        shutil.rmtree(tree, ignore_errors=True)
        tree.mkdir()
        for name in ("lua", "plugin", "doc"):
            (tree / name).symlink_to(ROOT / name)
        (tree / "build").symlink_to(self.build.resolve())
        for abi in ("lua5.4", "luajit"):
            if not (tree / "build" / abi / "xpost/core.so").exists():
                raise Broken(f"{self.build}/{abi}/xpost/core.so is not built")
        return tree

    def script(self, name: str, *arguments: str) -> list[str]:
        """The command for a script of ours."""
        return [self.lua, str(HERE / "lua" / name), *arguments]

    def script_env(self, home) -> dict[str, str]:
        return {**home.env, "LUA_PATH": f"{self.tree}/lua/?.lua;{self.tree}/lua/?/init.lua"}

    def versions(self) -> dict[str, str]:
        """What the peers are, as far as they are there."""
        found = {}
        for name in PACKAGES:
            about = self.modules / name / "package.json"
            if about.exists():
                found[name] = about.read_text().split('"version": "')[1].split('"')[0]
        return found
