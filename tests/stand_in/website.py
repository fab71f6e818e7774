"""The pages a person looks at: the timeline, one user's posts, one post with its thread."""

from pathlib import Path

from aiohttp import web

from . import pages
from .state import Post, State

STATIC = Path(__file__).resolve().parent / "static"


class Website:
    def __init__(self, state: State):
        self.state = state

    def routes(self) -> list[web.RouteDef]:
        return [
            web.get("/", self.home),
            web.static("/static", STATIC),
            web.get(r"/media/{id:\d+}", self.picture),
            web.get(r"/i/status/{id:\d+}", self.status),
            web.get(r"/{user:\w{1,15}}/status/{id:\d+}", self.status),
            web.get(r"/{user:\w{1,15}}", self.user),
        ]

    async def home(self, request: web.Request) -> web.Response:
        return self._page("Timeline", self._threads())

    async def user(self, request: web.Request) -> web.Response:
        user = self.state.user_named(request.match_info["user"])
        if not user:
            raise web.HTTPNotFound
        threads = [t for t in self._threads() if any(p.author_id == user.id for p in t)]
        return self._page(f"{user.name} @{user.username}", threads)

    async def status(self, request: web.Request) -> web.Response:
        post = self.state.posts.get(request.match_info["id"])
        if not post or post.deleted:
            return pages.html(pages.not_found(), status=404)
        threads = [t for t in self._threads() if post in t]
        return self._page("Post", threads, chosen=post.id)

    async def picture(self, request: web.Request) -> web.Response:
        media = self.state.media.get(request.match_info["id"])
        if not media or not media.media_type.startswith("image/"):
            raise web.HTTPNotFound
        return web.Response(
            body=media.content(), headers={**pages.HEADERS, "Content-Type": media.media_type}
        )

    def _page(self, title: str, threads: list[list[Post]], chosen: str = "") -> web.Response:
        return pages.html(
            pages.timeline(title, threads, self.state.users, self.state.media, chosen)
        )

    def _threads(self) -> list[list[Post]]:
        """The conversation with the newest post first."""
        threads: dict[str, list[Post]] = {}
        for post in self.state.visible_posts():
            threads.setdefault(post.conversation_id, []).insert(0, post)
        return list(threads.values())
