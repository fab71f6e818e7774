"""Who exists from the start: three users and two apps. The same at every start, so that logins
outlive a restart.
"""

import base64

from .state import Client, User

REDIRECT_URIS = ["http://127.0.0.1:8739/callback", "http://127.0.0.1:28739/callback"]


def client_id(name: str) -> str:
    """X's Client IDs are base64 of twenty characters and `:1:ci`: 34 characters."""
    return base64.urlsafe_b64encode(f"{name:-<20.20}:1:ci".encode()).rstrip(b"=").decode()


PUBLIC_CLIENT_ID = client_id("stand-in-public")
CONFIDENTIAL_CLIENT_ID = client_id("stand-in-confidentia")
CONFIDENTIAL_CLIENT_SECRET = "StandInSecret_0123456789-abcdefghijklmnopqrstuvwxyz"[:50]


def users() -> list[User]:
    return [
        User("1500000000000000001", "alice", "Alice"),
        User("1500000000000000002", "bob", "Bob", "Premium"),
        User("1500000000000000003", "hanako", "花子"),
    ]


def clients(more: list[str] = (), redirect_uris: list[str] = ()) -> list[Client]:
    """`more` holds "id" (public) or "id:secret" (confidential)."""
    callbacks = [*REDIRECT_URIS, *redirect_uris]
    known = [
        Client(PUBLIC_CLIENT_ID, "xpost sandbox", None, callbacks),
        Client(
            CONFIDENTIAL_CLIENT_ID,
            "xpost sandbox (confidential)",
            CONFIDENTIAL_CLIENT_SECRET,
            callbacks,
        ),
    ]
    for given in more:
        name, _, secret = given.partition(":")
        known.append(Client(name, "another app", secret or None, list(callbacks)))
    return known
