"""The HTML of the stand-in. Everything that came from outside is escaped here, and only here.
"""

from datetime import datetime
from html import escape

from aiohttp import web

from .state import Media, Post, User
from .text import links

NOTE = "This is a stand-in for X on your own machine. Nothing here reaches X."
COLOURS = ("#7856ff", "#00ba7c", "#f91880", "#1d9bf0", "#ff7a00", "#536471")
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; script-src 'self'; "
    "connect-src 'self'; img-src 'self'; frame-ancestors 'none'; base-uri 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}


def html(page: str, status: int = 200) -> web.Response:
    return web.Response(
        status=status, text=page, content_type="text/html", charset="utf-8", headers=HEADERS
    )


def document(title: str, body: str, refresh: bool = False) -> str:
    script = '<script src="/static/refresh.js" defer></script>' if refresh else ""
    return f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape(title)}</title>
<link rel="icon" href="/static/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/static/style.css">
{script}
</head>
<body>
<p class="note">{NOTE}</p>
{body}
</body>
</html>
"""


def avatar(user: User) -> str:
    colour = int(user.id) % len(COLOURS)
    return (
        f'<span class="avatar colour{colour}" aria-hidden="true">{escape(user.name[:1])}</span>'
    )


def consent(app: str, users: list[User], wanted: list[tuple[str, str]], query: str) -> str:
    choices = "".join(
        f'<label class="choice"><input type="radio" name="user" value="{escape(u.username)}"'
        f'{" checked" if u is users[0] else ""}>{avatar(u)}'
        f'<span class="who"><b>{escape(u.name)}</b>'
        f'<span class="quiet">@{escape(u.username)}</span></span></label>'
        for u in users
    )
    items = "".join(
        f"<li>{escape(meaning)} <code>{escape(scope)}</code></li>" for scope, meaning in wanted
    )
    return document(
        "Authorize app",
        f"""<main class="card">
<h1>{escape(app)} wants to access your account</h1>
<form method="post" action="/i/oauth2/authorize?{escape(query)}">
<fieldset><legend>Sign in as</legend>{choices}</fieldset>
<h2>Things this app can do</h2>
<ul class="scopes">{items}</ul>
<button class="primary" name="decision" value="authorize">Authorize app</button>
<button class="secondary" name="decision" value="cancel">Cancel</button>
</form>
</main>""",
    )


def authorize_error(reason: str) -> str:
    return document(
        "Something went wrong",
        f"""<main class="card">
<h1>Something went wrong</h1>
<p>You weren't able to give access to the App. Go back and try logging in again.</p>
<p class="quiet small">X says no more than this. The stand-in saw:
<span id="reason">{escape(reason)}</span>.</p>
</main>""",
    )


def not_found() -> str:
    return document(
        "Not found",
        """<main class="timeline"><h1>Hmm, this page doesn't exist</h1>
<p class="empty"><a href="/">Back to the timeline</a></p></main>""",
    )


def timeline(
    title: str,
    threads: list[list[Post]],
    users: dict[str, User],
    media: dict[str, Media],
    chosen: str = "",
) -> str:
    """`threads` newest first, the posts of each in the order they were made."""
    body = ""
    for thread in threads:
        posts = "".join(post_html(p, thread, users, media, chosen) for p in thread)
        body += f'<section class="thread">{posts}</section>'
    if not threads:
        body = '<p class="empty">No posts yet. What you post appears here by itself.</p>'
    home = (
        ""
        if title == "Timeline"
        else '<a class="back" href="/" aria-label="Back to the timeline">←</a>'
    )
    return document(
        title,
        f'<main class="timeline"><h1>{home}{escape(title)}</h1>\n'
        f'<div id="posts">{body}</div></main>',
        refresh=True,
    )


def post_html(
    post: Post, thread: list[Post], users: dict[str, User], media: dict[str, Media], chosen: str
) -> str:
    user = users[post.author_id]
    name = f"/{escape(user.username)}"
    continued = any(p.in_reply_to == post.id for p in thread)
    parent = next((p for p in thread if p.id == post.in_reply_to), None)
    above = ""
    if parent:
        author = escape(users[parent.author_id].username)
        above = f'<p class="quiet small">Replying to @{author}</p>'
    when = datetime.fromtimestamp(post.created_at)
    classes = (
        "post" + (" continued" if continued else "") + (" chosen" if post.id == chosen else "")
    )
    return f"""<article class="{classes}" id="post-{post.id}">
{avatar(user)}
<div class="content">
<p class="byline"><a class="name" href="{name}">{escape(user.name)}</a>
<span class="quiet">@{escape(user.username)} · <a href="{name}/status/{post.id}"><time
 datetime="{when.isoformat()}">{when:%Y-%m-%d %H:%M:%S}</time></a></span></p>
{above}<div class="text" dir="auto">{linked(post.text)}</div>
{pictures(post, media)}{poll(post)}{labels(post)}</div>
</article>"""


def linked(text: str) -> str:
    out, done = "", 0
    for start, end, url in links(text):
        full = url if "://" in url else "http://" + url
        out += (
            escape(text[done:start])
            + f'<a href="{escape(full)}" rel="noreferrer">{escape(url)}</a>'
        )
        done = end
    return out + escape(text[done:])


def pictures(post: Post, media: dict[str, Media]) -> str:
    shown = ""
    for item in (media[i] for i in post.media_ids):
        alt = escape(item.alt_text)
        if item.media_type.startswith("image/"):
            shown += f'<figure><img src="/media/{item.id}" alt="{alt}">'
        else:
            shown += f'<figure><div class="film">{escape(item.media_type)}</div>'
        shown += (f"<figcaption>ALT {alt}</figcaption>" if alt else "") + "</figure>"
    return f'<div class="pictures">{shown}</div>' if shown else ""


def poll(post: Post) -> str:
    if "poll" not in post.body:
        return ""
    options = "".join(f"<li>{escape(option)}</li>" for option in post.body["poll"]["options"])
    minutes = post.body["poll"]["duration_minutes"]
    return f'<ul class="poll">{options}</ul><p class="quiet small">{minutes} minutes</p>'


def labels(post: Post) -> str:
    told = {"made_with_ai": "Made with AI", "paid_partnership": "Paid partnership"}
    found = [words for name, words in told.items() if post.body.get(name)]
    if "reply_settings" in post.body:
        found.append("Replies: " + post.body["reply_settings"])
    if "quote_tweet_id" in post.body:
        found.append("Quotes " + post.body["quote_tweet_id"])
    return f'<p class="quiet small">{escape(" · ".join(found))}</p>' if found else ""
