"""Puts the parts together into one HTTP server."""

from email.utils import formatdate

from aiohttp import web

from .api import Api
from .authorize import Authorize
from .control_api import Control
from .faults import Faults
from .grants import Grants
from .media import MediaUpload
from .posts import Posts
from .recorder import Recorder
from .state import State
from .timeline import Timeline
from .token_endpoint import TokenEndpoint
from .website import Website

# More than the largest piece of media that one request may carry at X.
LARGEST_BODY = 16 * 1024 * 1024


class StandIn:
    def __init__(self, state: State):
        self.state = state
        self.recorder = Recorder()
        self.faults = Faults()
        self.grants = Grants(state)
        self.authorize = Authorize(state, self.grants)
        self.token_endpoint = TokenEndpoint(state, self.grants)
        self.api = Api(state, self.grants)
        self.posts = Posts(state, self.api)
        self.timeline = Timeline(state, self.api)
        self.parts = [
            self.authorize,
            self.token_endpoint,
            self.posts,
            self.timeline,
            MediaUpload(state, self.api),
            Website(state),
        ]

    def clear(self) -> None:
        for part in (
            self.state,
            self.recorder,
            self.faults,
            self.grants,
            self.token_endpoint,
            self.api,
            self.posts,
            self.timeline,
        ):
            part.clear()
        self.authorize.errors.clear()
        self.state.save()

    def application(self) -> web.Application:
        app = web.Application(
            middlewares=[self.recorder.middleware, self._finish, self.faults.middleware],
            client_max_size=LARGEST_BODY,
        )
        for part in (*self.parts[:-1], Control(self), self.parts[-1]):
            app.add_routes(part.routes())
        return app

    @web.middleware
    async def _finish(self, request: web.Request, handler):
        """X answers an unknown route with 404 and no body at all; the clock is the stand-in's own."""
        try:
            response = await handler(request)
        except web.HTTPException as error:
            response = web.Response(status=error.status)
        response.headers.setdefault("Date", formatdate(self.state.now(), usegmt=True))
        if request.path.startswith("/2/"):
            response.headers.setdefault("api-version", "2.167")
        return response
