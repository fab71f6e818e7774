"""Certificates for tests, good and bad, made with the openssl command.

    tls.py DIR [KIND ...]    makes DIR/ca.pem and, for each kind, DIR/KIND.pem and DIR/KIND.key
"""

import ssl
import subprocess
import sys
from datetime import datetime, timedelta, timezone
from pathlib import Path

NAMES = "DNS:localhost,DNS:x.com,DNS:api.x.com,IP:127.0.0.1,IP:::1"
# kind: subjectAltName, first and last day from now
KINDS = {
    "good": (NAMES, -1, 825),
    "expired": (NAMES, -30, -1),
    "not_yet_valid": (NAMES, 10, 825),
    "wrong_name": ("DNS:example.invalid", -1, 825),
    "wrong_address": ("IP:127.0.0.2", -1, 825),
    "no_names": ("", -1, 825),
    "self_signed": (NAMES, -1, 825),
    "unknown_ca": (NAMES, -1, 825),
    "missing_intermediate": (NAMES, -1, 825),
}


def run(*command: str, cwd: Path) -> None:
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{' '.join(command)}: {done.stderr}")


def make_authority(directory: Path, name: str = "ca") -> None:
    """A root, `name`.pem and `name`.key, and the empty database that `openssl ca` asks for."""
    directory.mkdir(parents=True, exist_ok=True, mode=0o700)
    if (directory / f"{name}.pem").exists():
        return
    run(
        "openssl",
        "req",
        "-x509",
        "-newkey",
        "ec",
        "-pkeyopt",
        "ec_paramgen_curve:P-256",
        "-nodes",
        "-days",
        "3650",
        "-subj",
        f"/CN=xpost stand-in {name}",
        "-addext",
        "basicConstraints=critical,CA:TRUE",
        "-addext",
        "keyUsage=critical,keyCertSign,cRLSign",
        "-keyout",
        f"{name}.key",
        "-out",
        f"{name}.pem",
        cwd=directory,
    )


def sign(
    directory: Path, issuer: str, name: str, extensions: str, start: int, end: int
) -> None:
    """`openssl ca`, as only this command of every release can set both dates."""
    (directory / "index.txt").write_text("")
    (directory / "ca.cnf").write_text(
        "[ca]\ndefault_ca=d\n[d]\ndir=.\ndatabase=index.txt\nnew_certs_dir=.\n"
        "rand_serial=yes\ndefault_md=sha256\n"
        f"policy=p\nx509_extensions=e\ncertificate={issuer}.pem\nprivate_key={issuer}.key\n"
        f"[p]\ncommonName=supplied\n[e]\n{extensions}\n"
    )
    common_name = "localhost" if name == "no_names" else name
    run(
        "openssl",
        "req",
        "-new",
        "-newkey",
        "ec",
        "-pkeyopt",
        "ec_paramgen_curve:P-256",
        "-nodes",
        "-subj",
        f"/CN={common_name}",
        "-keyout",
        f"{name}.key",
        "-out",
        f"{name}.csr",
        cwd=directory,
    )
    own_key = ["-selfsign", "-keyfile", f"{name}.key"] if issuer == name else []
    run(
        "openssl",
        "ca",
        "-batch",
        "-notext",
        "-config",
        "ca.cnf",
        *own_key,
        "-startdate",
        day(start),
        "-enddate",
        day(end),
        "-in",
        f"{name}.csr",
        "-out",
        f"{name}.pem",
        cwd=directory,
    )


def day(offset: int) -> str:
    return (datetime.now(timezone.utc) + timedelta(days=offset)).strftime("%Y%m%d%H%M%SZ")


def make_certificate(directory: Path, kind: str = "good") -> tuple[Path, Path]:
    """The server certificate of that kind and its key."""
    directory = directory.resolve()
    certificate, key = directory / f"{kind}.pem", directory / f"{kind}.key"
    if certificate.exists() and key.exists():
        return certificate, key
    make_authority(directory)
    names, start, end = KINDS[kind]
    issuer = "ca"
    if kind == "self_signed":
        issuer = kind
    elif kind == "unknown_ca":
        issuer = "other_ca"
        make_authority(directory, issuer)
    elif kind == "missing_intermediate":
        issuer = "intermediate"
        sign(
            directory,
            "ca",
            issuer,
            "basicConstraints=critical,CA:TRUE\nkeyUsage=critical,keyCertSign",
            -1,
            825,
        )
    extensions = "basicConstraints=CA:FALSE\nextendedKeyUsage=serverAuth"
    sign(
        directory,
        issuer,
        kind,
        extensions + (f"\nsubjectAltName={names}" if names else ""),
        start,
        end,
    )
    return certificate, key


def server_context(
    directory: Path, kind: str = "good", version: str | None = None
) -> ssl.SSLContext:
    """`version` "1.1" makes a server that is too old, "1.2" and "1.3" one that speaks only
    that.
    """
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*make_certificate(directory, kind))
    if version:
        only = ssl.TLSVersion["TLSv" + version.replace(".", "_")]
        if version == "1.1":
            context.set_ciphers("ALL:@SECLEVEL=0")
        context.minimum_version = context.maximum_version = only
    return context


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    for wanted in sys.argv[2:] or KINDS:
        print(*make_certificate(Path(sys.argv[1]), wanted))
