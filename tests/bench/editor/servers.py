"""X, and what is between it and the editor."""

import os
from pathlib import Path

from stand_in import client

BUNDLE = Path("/etc/ssl/certs/ca-certificates.crt")


class Servers:
    """A stand-in for X behind a proxy that breaks connections; a browser goes around that."""

    def __init__(self, folder: Path):
        self.stand_in = client.StandIn("--any-loopback-redirect", "--tls", str(folder / "tls"))
        self.stand_in.start()
        host = self.stand_in.url.removeprefix("https://")
        self.proxy = client.FaultProxy("--upstream", host).start()
        # They would be other machines, which take no processor from the editor.
        for server in (self.stand_in, self.proxy):
            os.setpriority(os.PRIO_PROCESS, server._process.pid, 10)
        # All that a machine trusts, which takes long to read, and the stand-in's.
        self.ca_file = folder / "ca.pem"
        self.ca_file.write_bytes(
            (BUNDLE.read_bytes() if BUNDLE.exists() else b"")
            + Path(self.stand_in.env["XPOST_CA_FILE"]).read_bytes()
        )

    def environment(self, host: str) -> dict[str, str]:
        """Settings for xpost; the API has the name `host`."""
        port = self.proxy.env["FAULT_PROXY_ADDRESS"].split(":")[1]
        return {
            "XPOST_CLIENT_ID": self.stand_in.client_id,
            "XPOST_AUTHORIZE_URL": self.stand_in.env["XPOST_AUTHORIZE_URL"],
            "XPOST_API_URL": f"https://{host}:{port}",
            "XPOST_CA_FILE": str(self.ca_file),
            "BROWSER": f"{client.PYTHON} {client.HERE}/browser.py",
        }

    def reset(self) -> None:
        self.stand_in.reset()
        self.proxy.reset()

    def stop(self) -> None:
        self.proxy.stop()
        self.stand_in.stop()
