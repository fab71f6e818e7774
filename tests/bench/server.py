"""nginx with constant answers over TLS, on a free port, and certificates to trust it by."""

import re
import shutil
import socket
import ssl
import subprocess
import sys
import time
from pathlib import Path

from race import Broken
from setting import ROOT

sys.path.insert(0, str(ROOT / "tests"))
from stand_in import tls  # noqa: E402

BUNDLE = Path("/etc/ssl/certs/ca-certificates.crt")
BEGIN, END = "-----BEGIN CERTIFICATE-----", "-----END CERTIFICATE-----"

# The body is read before the answer goes out, which `return` alone would not wait for.
CONFIGURATION = """
daemon off;
master_process off;
pid {folder}/pid;
error_log {folder}/error.log;
events {{ worker_connections 512; }}
http {{
    log_format short '$request_method $request_uri $status $connection';
    access_log {folder}/access.log short;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    keepalive_requests 100000000;
    keepalive_timeout 600;
    client_max_body_size 0;
    client_body_buffer_size 4m;
    default_type application/json;
    root {folder}/root;
    server {{
        listen 127.0.0.1:{port} ssl;
        ssl_protocols TLSv1.3;
        ssl_certificate {folder}/tls/good.pem;
        ssl_certificate_key {folder}/tls/good.key;
        location = /ready {{ access_log off; return 204; }}
        location = /read {{ internal; return 204; }}
        location = /2/tweets {{ mirror /read; error_page 405 =201 @post; }}
        location @post {{ return 201 '{{"data":{{"id":"{post}","text":"Measured"}}}}'; }}
        location = /2/media/upload/initialize {{ mirror /read; error_page 405 =200 @media; }}
        location ~ ^/2/media/upload/[0-9]+/finalize$ {{ mirror /read; error_page 405 =200 @media; }}
        location ~ ^/2/media/upload/[0-9]+/append$ {{
            mirror /read;
            try_files /any =404;
            error_page 405 =200 @part;
        }}
        location @media {{
            return 200 '{{"data":{{"id":"{media}","media_key":"7_{media}"}}}}';
        }}
        location @part {{ return 200 '{{"data":{{"expires_at":1900000000}}}}'; }}
    }}
}}
"""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Server:
    """Runs until it is stopped; `url` is where."""

    POST, MEDIA = "1900544781383569409", "1880028106020515840"

    def __init__(self, setting, folder: Path):
        self.setting, self.folder = setting, folder
        shutil.rmtree(folder, ignore_errors=True)
        (folder / "tls").mkdir(parents=True)
        self._make_certificates()
        self._make_files()
        self.port = free_port()
        self.url = f"https://127.0.0.1:{self.port}"
        self.log = folder / "access.log"
        (folder / "nginx.conf").write_text(
            CONFIGURATION.format(folder=folder, port=self.port, post=self.POST, media=self.MEDIA)
        )
        self.process = subprocess.Popen(
            [setting.nginx, "-p", str(folder), "-c", str(folder / "nginx.conf")],
            stdin=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        self._wait()
        self.seen = 0

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(10)

    def _make_certificates(self) -> None:
        """An authority of our own among those that the machine trusts: in one file, and in a
        hashed directory.
        """
        tls.make_certificate(self.folder / "tls", "good")
        self.authority = self.folder / "tls/ca.pem"
        trusted = BUNDLE.read_text("ascii", "replace") if BUNDLE.exists() else ""
        all_of_them = re.findall(f"{BEGIN}.*?{END}\n", trusted, re.DOTALL)
        all_of_them.append(self.authority.read_text())
        self.trusted = len(all_of_them)
        self.bundle = self.folder / "bundle.pem"
        self.bundle.write_text("".join(all_of_them))
        self.directory = self.folder / "hashed"
        self.directory.mkdir()
        for number, certificate in enumerate(all_of_them):
            (self.directory / f"{number}.pem").write_text(certificate)
        subprocess.run(
            ["openssl", "rehash", str(self.directory)], capture_output=True, check=True
        )

    def _make_files(self) -> None:
        """What nginx refuses to have posted to, and answers so."""
        root = self.folder / "root"
        media = "2/media/upload"
        for name in ("any", "2/tweets", f"{media}/initialize",
                     f"{media}/{self.MEDIA}/finalize", f"{media}/1/finalize"):  # fmt: skip
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).write_text("")

    def _wait(self) -> None:
        context = ssl.create_default_context(cafile=str(self.authority))
        deadline = time.monotonic() + 10
        while time.monotonic() < deadline and self.process.poll() is None:
            try:
                with socket.create_connection(("127.0.0.1", self.port), 1) as plain:
                    with context.wrap_socket(plain, server_hostname="127.0.0.1"):
                        return
            except OSError:
                time.sleep(0.05)
        log = self.folder / "error.log"
        raise Broken(f"nginx did not start: {log.read_text() if log.exists() else ''}")

    def requests(self, expected: int, end: str = "/2/tweets") -> int:
        """How many came to paths with that end since this was asked last; waits a while for as
        many.
        """
        deadline = time.monotonic() + 2
        while True:
            with self.log.open("rb") as log:
                log.seek(self.seen)
                lines = log.read()
            count = sum(line.split()[1].endswith(end) for line in lines.decode().splitlines())
            if count >= expected or time.monotonic() > deadline:
                self.seen += len(lines)
                return count
            time.sleep(0.001)
