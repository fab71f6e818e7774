"""A user who has logged in: a state directory with an account, and what points at it."""

import json
import shutil
import time
from pathlib import Path

TOKEN = "measured-by-make-bench"


class Home:
    def __init__(self, folder: Path, url: str, accounts: int = 1):
        self.folder, self.state = folder, folder / "state/xpost"
        shutil.rmtree(folder, ignore_errors=True)
        for name in ("home", "state", "config", "data", "cache", "run"):
            (folder / name).mkdir(mode=0o700, parents=True)
        self.state.mkdir(mode=0o700)
        self._write(url, accounts)
        self.env = {
            "HOME": str(folder / "home"),
            "XDG_RUNTIME_DIR": str(folder / "run"),
            "XPOST_API_URL": url,
            **{
                f"XDG_{name.upper()}_HOME": str(folder / name)
                for name in ("config", "state", "data", "cache")
            },
        }

    def _write(self, url: str, count: int) -> None:
        now = int(time.time())
        accounts = [
            {
                "name": "default" if number == 0 else f"account-{number}",
                "client_id": "measured",
                "authorize_url": "https://x.com/i/oauth2/authorize",
                "token_url": f"{url}/2/oauth2/token",
                "revoke_url": f"{url}/2/oauth2/revoke",
                "api_url": url,
                "scopes": "tweet.read tweet.write users.read media.write offline.access",
                "access_token": TOKEN,
                "refresh_token": TOKEN,
                "user_id": str(1000 + number),
                "username": f"measured{number}",
                "display_name": "Measured",
                "subscription": "None",
                "expires_at": now + 86400,
                "lifetime": 86400,
                "logged_in_at": now,
                "refreshed_at": now,
                "user_asked_at": now,
            }
            for number in range(count)
        ]
        file = self.state / "accounts.json"
        file.touch(mode=0o600)
        file.write_text(
            json.dumps({"version": 1, "default": "default", "accounts": accounts}, indent=2)
        )

    def trusting(self, server, source: str) -> dict[str, str]:
        """The environment of whoever trusts the server by a hashed "directory", or a "file"."""
        if source == "file":
            return {**self.env, "XPOST_CA_FILE": str(server.bundle)}
        return {
            **self.env,
            "LD_PRELOAD": str(server.setting.certificates),
            "BENCH_CA_DIRECTORY": str(server.directory),
        }
