"""What the editor is made to do, and how the servers behave meanwhile."""

import itertools
import socket
import threading
import time

from stand_in import browser

NUMBERS = itertools.count(1)


class Work:
    """Operations in an editor, as one scenario has them done."""

    def __init__(self, editor, servers):
        self.editor, self.servers, self.lateness = editor, servers, []

    def text(self) -> str:
        """One that was not posted yet."""
        return f"The editor never waits, {next(NUMBERS)}"

    def start(self, name: str, options=None) -> int:
        job = next(NUMBERS)
        self.editor.order("start", name=name, job=job, options=options)
        return job

    def done(self, job: int) -> dict:
        return self.editor.wait(
            lambda m: m.get("event") == "done" and m["job"] == job, 30, f"job {job}"
        )

    def succeed(self, *jobs: int) -> None:
        for job in jobs:
            answer = self.done(job)
            if not answer["ok"]:
                raise RuntimeError(f"job {job}: {answer['message']}")

    def run(self, name: str, options=None) -> None:
        self.succeed(self.start(name, options))

    def cancel(self, job: int) -> None:
        """Unless it is done already, it reports as cancelled."""
        self.editor.order("cancel", job=job)
        late = self.done(job).get("late")
        if late is not None:
            self.lateness.append(late)

    def start_login(self, **options) -> tuple[int, str]:
        """The job, and the URL for the browser."""
        ports = [f"http://127.0.0.1:{free_port()}/callback" for _ in "12"]
        job = self.start("login", {"redirect_uri": ports, "timeout": 60, **options})
        url = self.editor.wait(
            lambda m: m.get("event") == "url" and m["job"] == job, 20, "the URL"
        )["url"]
        return job, url

    def login(self, paste: bool = False) -> int:
        """A login whose browser, or whose user, has given the answer."""
        job, url = self.start_login(open=False)
        redirect_url = browser.approve(url)
        if paste:
            self.editor.order("answer", job=job, url=redirect_url)
        else:
            threading.Thread(target=visit, args=[redirect_url], daemon=True).start()
        return job

    # ---- what users type ------------------------------------------------------------------------

    def type(self, keys: str) -> None:
        self.editor.order("type", keys=keys)

    def wait_for(self, code: str) -> None:
        """Until the Lua expression is true in the editor."""
        deadline = time.monotonic() + 20
        while not self.editor.order("lua", code=f"return {code} or false"):
            if time.monotonic() > deadline:
                raise RuntimeError(f"waited for {code}\n{self.screen()}")
            time.sleep(0.02)

    def screen(self) -> str:
        return self.editor.order(
            "lua",
            code="return table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, false), '\\n')"
            " .. '\\n' .. vim.fn.execute('messages')",
        )

    def buffer_is(self, name: str) -> None:
        self.wait_for(f"vim.api.nvim_buf_get_name(0):find('xpost://{name}', 1, true)")

    def preview(self, answer: str) -> None:
        """:XPost, and a key in its preview."""
        self.type(f":XPost {self.text()}<CR>")
        self.buffer_is("preview")
        time.sleep(0.5)  # keys that come at once are not taken for an answer
        self.type(answer)
        self.wait_for("vim.api.nvim_buf_get_name(0) == ''")

    def idle(self) -> None:
        """Until no command is under way."""
        self.wait_for("require('xpost').statusline() == ''")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def visit(url: str) -> None:
    """What comes of it, the job tells."""
    try:
        browser.fetch(url)
    except OSError:
        pass


# ---- the parts of a scenario -----------------------------------------------------------------------


def log_in(work: Work) -> None:
    """By the user's browser, by pasting, and not at all."""
    work.succeed(work.start_login()[0])
    work.succeed(work.login(paste=True))
    work.cancel(work.start_login(open=False)[0])


def local(work: Work) -> None:
    """What needs no server."""
    for _ in range(5):
        for name, options in (
            ("plan", {"text": work.text()}), ("accounts", None), ("history", {"limit": 20})
        ):  # fmt: skip
            work.run(name, options)
            work.cancel(work.start(name, options))


def post(work: Work) -> None:
    """One after the other, then at once, then a thread, then cancelled."""
    work.run("post", {"text": work.text()})
    work.run("refresh", {"force": True})
    work.run("me", {"fresh": True})
    work.succeed(*[work.start("post", {"text": work.text()}) for _ in range(3)])
    work.run("post", {"posts": [{"text": work.text()} for _ in range(5)]})
    abandon(work)


def abandon(work: Work, seconds: float = 0.05) -> None:
    """Everything is begun, and given up after a while."""
    jobs = [
        work.start("post", {"text": work.text()}),
        work.start("refresh", {"force": True}),
        work.start("me", {"fresh": True}),
        work.start("post", {"text": work.text()}),
    ]
    time.sleep(seconds)
    for job in jobs:
        work.cancel(job)


def commands(work: Work) -> None:
    for _ in range(2):
        work.preview("y")
        work.idle()
        work.preview("n")
    work.type(":XAccount<CR>")
    work.wait_for("vim.fn.execute('messages'):find('renews itself', 1, true)")
    work.type(":XHistory<CR>")
    work.buffer_is("history")
    work.type("q")
    ports = " ".join(f"http://127.0.0.1:{free_port()}/callback" for _ in "12")
    work.editor.order("lua", code=f"vim.env.XPOST_REDIRECT_URI = '{ports}'")
    work.type(":XLogin!<CR>")
    work.buffer_is("login")
    work.wait_for("vim.fn.search('https://', 'nw') > 0")
    work.type("q")
    work.idle()


def fast(work: Work) -> None:
    log_in(work)
    local(work)
    post(work)
    commands(work)


def slow_answers(work: Work) -> None:
    work.servers.stand_in.fault(path="/2/*", times=0, delay=0.1)
    log_in(work)
    local(work)
    post(work)
    commands(work)


def slow_handshake(work: Work) -> None:
    """The server's part of the TLS handshake stops half way, for a while."""
    work.servers.proxy.fault(connections=0, delay=0.1, delay_reply=200)
    log_in(work)
    post(work)
    commands(work)


def dripping(work: Work) -> None:
    work.servers.proxy.fault(connections=0, drip="reply", drip_interval=0)
    log_in(work)
    post(work)


def hanging(work: Work) -> None:
    """Nothing is ever answered: all has to be given up."""
    for _ in range(2):
        abandon(work, 0.15)
        job = work.login()
        time.sleep(0.15)
        work.cancel(job)
    local(work)
    work.type(f":XPost! {work.text()}<CR>")
    work.wait_for("require('xpost').statusline() ~= ''")
    work.type(":XAccount cancel<CR>")
    work.idle()


def never_accepted(work: Work) -> None:
    """The connection is accepted, and nothing is said."""
    work.succeed(work.login())
    work.servers.proxy.fault(connections=0, cut_request=0, end="silence")
    hanging(work)


def stalled_handshake(work: Work) -> None:
    work.succeed(work.login())
    work.servers.proxy.fault(connections=0, cut_reply=200, end="silence")
    hanging(work)


def never_answered(work: Work) -> None:
    """The request is read, and never answered."""
    work.succeed(work.login())
    work.servers.stand_in.fault(path="/2/*", times=0, silence=True)
    hanging(work)


def slow_lookup(work: Work) -> None:
    """Each name takes its time; what is done meanwhile finds other hands."""
    logins = [work.start_login(open=False) for _ in "12"]
    for job, url in logins:
        threading.Thread(target=visit, args=[browser.approve(url)], daemon=True).start()
    local(work)
    for job, _ in logins:
        work.succeed(job)
    abandon(work, 0.2)
    local(work)
    job = work.start("post", {"text": work.text()})
    work.preview("y")
    work.succeed(job)
    work.idle()


SCENARIOS = {
    "fast servers": fast,
    "slow answers (0.1 s)": slow_answers,
    "slow TLS handshake (0.1 s)": slow_handshake,
    "bytes dripping": dripping,
    "accepted, then silence": never_accepted,
    "TLS handshake stalled": stalled_handshake,
    "request never answered": never_answered,
    "name lookup hangs (1.5 s)": slow_lookup,
}
