"""What a test may change while the stand-in runs."""

from dataclasses import dataclass, field, fields


CHOICES = {"strict_names": ("", "new", "old")}


@dataclass
class Settings:
    # Lifetimes in seconds; X's own values.
    token_lifetime: float = 7200
    code_lifetime: float = 30
    # A spent refresh token, or a code used twice, ends every token of its grant (RFC 9700,
    # 4.14.2).
    revoke_family_on_reuse: bool = True
    # A login of the same client and user ends the grant before it.
    one_grant_per_user: bool = True
    # False: a refresh gives no new refresh token, and the old one stays good.
    rotate: bool = True
    # False: no refresh token is ever given, whatever the scope.
    include_refresh_token: bool = True
    # A space separated list that replaces what the user allowed.
    granted_scope: str | None = None
    token_type: str = "bearer"
    # Members to add to, replace in, or (null) leave out of a token response.
    token_response: dict = field(default_factory=dict)
    # False: revocation answers 200 without a body.
    revoke_body: bool = True
    # The same text by the same user within the window is refused.
    detect_duplicates: bool = True
    duplicate_window: float = 86400
    # {"create": 3} refuses the fourth create of a window; what is not named is counted and
    # never refused.
    rate_limits: dict = field(default_factory=dict)
    rate_window: float = 900
    # A new post shows on the user's timeline only after so many seconds.
    timeline_lag: float = 0
    # A post can be answered only after so many seconds; until then it is "not visible to you".
    visible_after: float = 0
    # Which names of fields are known: "new" (post.fields, of 2.167), "old" (tweet.fields, of
    # 2.166), or "" for both.
    strict_names: str = ""
    # How many times an unfinished video answers "in_progress", and whether processing ends in
    # "failed".
    media_polls: int = 1
    media_fails: bool = False
    # Seconds that the server's clock runs ahead of this machine's: expiry and Date follow it.
    clock_offset: float = 0

    def change(self, values: dict) -> None:
        """Sets all of `values` or, where one of them is wrong, none."""
        known = {f.name: type(getattr(Settings(), f.name)) for f in fields(self)}
        for name, value in values.items():
            if name not in known:
                raise ValueError(f"no setting is called {name}; known: {', '.join(known)}")
            wanted = known[name]
            if wanted is type(None):
                good = value is None or isinstance(value, str)
            elif wanted in (int, float):
                good = isinstance(value, (int, float)) and not isinstance(value, bool)
            else:
                good = isinstance(value, wanted) and value in CHOICES.get(name, (value,))
            if not good:
                raise ValueError(f"{name} cannot be {value!r}")
        for name, value in values.items():
            setattr(self, name, value)
