"""The life of a grant: code, access token, refresh token, rotation, revocation. No HTTP here.
"""

import base64
import hashlib
import hmac
import re
import secrets

from .state import Client, Code, Grant, State, Token


class OAuthError(Exception):
    """An error of RFC 6749, 5.2, with the status and the words that X uses."""

    def __init__(self, description: str, error: str = "invalid_request", status: int = 400):
        super().__init__(description)
        self.error, self.description, self.status = error, description, status


def invalid_value(what: str) -> OAuthError:
    return OAuthError(f"Value passed for the {what} was invalid.")


class Grants:
    def __init__(self, state: State):
        self.state = state
        self.clear()

    def clear(self) -> None:
        self.counts = {
            "codes_issued": 0,
            "code_exchanges": 0,
            "refreshes": 0,
            "spent_token_uses": 0,
            "code_reuses": 0,
            "families_revoked": 0,
            "grants_replaced": 0,
            "revocations": 0,
        }

    def allow(
        self, client: Client, user_id: str, scope: list[str], redirect_uri: str, challenge: str
    ) -> Code:
        """The user pressed Authorize: a code that holds for half a minute and is good once."""
        state = self.state
        granted = state.settings.granted_scope
        grant = Grant(
            secrets.token_hex(8),
            client.id,
            user_id,
            scope if granted is None else granted.split(),
        )
        code = Code(
            state.new_secret("ac"),
            grant.id,
            redirect_uri,
            challenge,
            state.now() + state.settings.code_lifetime,
        )
        state.grants[grant.id] = grant
        state.codes[code.value] = code
        self.counts["codes_issued"] += 1
        return code

    def exchange(self, client: Client, value: str, redirect_uri: str, verifier: str) -> dict:
        """RFC 6749, 4.1.3 and RFC 7636, 4.6. The first try spends the code, whether or not it
        succeeds.
        """
        code = self.state.codes.get(value)
        grant = code and self.state.grants[code.grant_id]
        if not code or grant.client_id != client.id:
            raise invalid_value("authorization code")
        if code.used:
            self.counts["code_reuses"] += 1
            self._reused(grant)
            raise invalid_value("authorization code")
        code.used = True
        if code.expires_at <= self.state.now() or grant.revoked:
            raise invalid_value("authorization code")
        if redirect_uri != code.redirect_uri:
            raise OAuthError(
                "Value passed for the redirect uri did not match the uri of the authorization code."
            )
        if not matches(verifier, code.code_challenge):
            raise OAuthError(
                "Value passed for the code verifier did not match the code challenge."
            )
        self._replace_older(grant)
        self.counts["code_exchanges"] += 1
        return self._issue(grant)

    def refresh(self, client: Client, value: str) -> dict:
        """RFC 6749, 6. X says invalid_request where the RFC says invalid_grant."""
        token = self.state.tokens.get(value)
        grant = token and self.state.grants[token.grant_id]
        if not token or token.kind != "refresh" or grant.client_id != client.id:
            raise invalid_value("token")
        if token.spent:
            self.counts["spent_token_uses"] += 1
            self._reused(grant)
        if token.spent or grant.revoked:
            raise invalid_value("token")
        self.counts["refreshes"] += 1
        token.spent = self.state.settings.rotate
        return self._issue(grant, new_refresh_token=self.state.settings.rotate)

    def revoke(self, client: Client, value: str) -> None:
        """RFC 7009: an unknown token is no error. A refresh token takes its whole grant with
        it.
        """
        token = self.state.tokens.get(value)
        grant = token and self.state.grants[token.grant_id]
        self.counts["revocations"] += 1
        if not token or grant.client_id != client.id:
            return
        if token.kind == "refresh":
            grant.revoked = "revoked by the client"
        else:
            del self.state.tokens[value]

    def of_access_token(self, value: str) -> Grant | None:
        token = self.state.tokens.get(value)
        if not token or token.kind != "access" or token.expires_at <= self.state.now():
            return None
        grant = self.state.grants[token.grant_id]
        return None if grant.revoked else grant

    def expire_access_tokens(self) -> int:
        access = [t for t in self.state.tokens.values() if t.kind == "access"]
        for token in access:
            token.expires_at = 0
        return len(access)

    def revoke_grants(
        self, why: str, client_id: str | None = None, user_id: str | None = None
    ) -> int:
        ended = [
            g
            for g in self.state.grants.values()
            if not g.revoked
            and client_id in (None, g.client_id)
            and user_id in (None, g.user_id)
        ]
        for grant in ended:
            grant.revoked = why
        return len(ended)

    def _issue(self, grant: Grant, new_refresh_token: bool = True) -> dict:
        settings = self.state.settings
        access = Token(
            self.state.new_secret("at"),
            "access",
            grant.id,
            self.state.now() + settings.token_lifetime,
        )
        self.state.tokens[access.value] = access
        answer = {
            "token_type": settings.token_type,
            "expires_in": int(settings.token_lifetime),
            "access_token": access.value,
            "scope": " ".join(grant.scope),
        }
        if (
            "offline.access" in grant.scope
            and settings.include_refresh_token
            and new_refresh_token
        ):
            refresh = Token(self.state.new_secret("rt"), "refresh", grant.id)
            self.state.tokens[refresh.value] = refresh
            answer["refresh_token"] = refresh.value
        answer.update(settings.token_response)
        return {name: value for name, value in answer.items() if value is not None}

    def _replace_older(self, grant: Grant) -> None:
        if not self.state.settings.one_grant_per_user:
            return
        for older in self.state.grants.values():
            same = (older.client_id, older.user_id) == (grant.client_id, grant.user_id)
            if same and older is not grant and not older.revoked and self._has_tokens(older):
                older.revoked = "replaced by another login"
                self.counts["grants_replaced"] += 1

    def _has_tokens(self, grant: Grant) -> bool:
        return any(t.grant_id == grant.id for t in self.state.tokens.values())

    def _reused(self, grant: Grant) -> None:
        if self.state.settings.revoke_family_on_reuse and not grant.revoked:
            grant.revoked = "a spent token or code came back"
            self.counts["families_revoked"] += 1


def matches(verifier: str, challenge: str) -> bool:
    """RFC 7636, 4.1 and 4.6: S256."""
    if not re.fullmatch(r"[A-Za-z0-9\-._~]{43,128}", verifier):
        return False
    digest = (
        base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest())
        .rstrip(b"=")
        .decode()
    )
    return hmac.compare_digest(digest, challenge)
