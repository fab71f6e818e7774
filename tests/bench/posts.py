"""A post, and a thread, from a cold process: beside a bare program and what people use instead."""

import os
import shutil
from pathlib import Path

from home import TOKEN, Home
from race import Broken, Runner, race
from report import Report, ratios, spread, table
from setting import HERE, Setting

THREAD, ROUNDS, THREAD_ROUNDS = 25, 21, 15
DIRECTORY, FILE = "hashed directory", "bundle"
IN_MEMORY = "xpost, its ledger in memory"
SOURCES = {DIRECTORY: "directory", FILE: "file"}


def body(index: int, count: int) -> str:
    return f'{{"text":"Measured, and posted by nobody, {index} of {count}"}}'


def curl_command(setting: Setting, server, folder: Path, count: int) -> list[str]:
    """One curl for all, with its usual certificates, ours among them."""
    file = folder / f"curl-{count}"
    file.write_text(
        "next\n".join(
            f'url = "{server.url}/2/tweets"\nheader = "Authorization: Bearer {TOKEN}"\n'
            f'header = "Content-Type: application/json"\ncacert = "{server.bundle}"\n'
            f"fail\nsilent\nshow-error\ndata = {quote(body(i + 1, count))}\n"
            for i in range(count)
        )
    )
    return [setting.curl, "--disable", "--config", str(file)]


def quote(text: str) -> str:
    return '"' + text.replace('"', '\\"') + '"'


def in_memory(setting: Setting, server, count: int) -> list[Runner]:
    """xpost where syncing costs nothing: what is left is not the disk's."""
    place = Path("/dev/shm")
    if not place.is_dir() or not os.access(place, os.W_OK):
        return []
    home = Home(place / f"xpost-bench-{os.getpid()}", server.url)
    env = setting.script_env(home) | home.trusting(server, "directory")
    return [Runner(IN_MEMORY, setting.script("post.lua", str(count)), env)]


def runners(setting: Setting, server, home: Home, count: int) -> list[Runner]:
    """xpost and the bare program by both sources of certificates; and the peers that there are."""
    found = []
    for title, source in SOURCES.items():
        certificates = {"directory": server.directory, "file": server.bundle}[source]
        env = setting.script_env(home) | home.trusting(server, source)
        found.append(Runner(f"xpost, {title}", setting.script("post.lua", str(count)), env))
        found.append(
            Runner(
                f"C + libcurl, {title}",
                [setting.bare, "post", source, certificates, server.url, TOKEN, str(count)],
            )
        )
    if setting.curl:
        found.append(
            Runner("curl binary", curl_command(setting, server, home.folder, count))
        )
    node = {"NODE_EXTRA_CA_CERTS": str(server.authority)}
    where = [str(setting.modules), server.url, TOKEN]
    if setting.has_package("twitter-api-v2"):
        script = [setting.node, str(HERE / "peers/twitter_api_v2.js"), *where, "post", str(count)]
        found.append(Runner("twitter-api-v2", script, node))
    if setting.has_package("@xdevplatform/xdk"):
        script = [setting.node, str(HERE / "peers/xdk.mjs"), *where, str(count)]
        found.append(Runner("@xdevplatform/xdk", script, node))
    return found


def rows(found: list[Runner], ours: Runner) -> list[list[str]]:
    return [
        [
            one.name,
            spread(one.wall),
            spread([theirs / mine for theirs, mine in zip(one.wall, ours.wall)]),
            spread(one.cpu),
            spread(one.memory),
        ]
        for one in found
    ]


def brief(report: Report, what: str, found: list[Runner], ours: Runner) -> None:
    """Time and memory, for the short table."""
    peers = [one for one in found if one is not ours and one.name != IN_MEMORY]
    report.brief(what, ours.wall, " ms", {one.name: one.wall for one in peers})
    report.brief("its memory", ours.memory, " MiB", {one.name: one.memory for one in peers})


HEAD = ["", "wall, ms", "x xpost's", "CPU, ms", "memory, MiB"]


def by_name(found: list[Runner]) -> dict[str, Runner]:
    return {one.name: one for one in found}


def forget_memory() -> None:
    shutil.rmtree(f"/dev/shm/xpost-bench-{os.getpid()}", ignore_errors=True)


def measure_post(setting: Setting, server, report: Report) -> None:
    home = Home(setting.folder / "home", server.url)
    found = runners(setting, server, home, 1)
    found += in_memory(setting, server, 1)
    all_of_them = by_name(found)
    server.requests(0)
    try:
        race(setting.stopwatch, found, ROUNDS)
    finally:
        forget_memory()
    expected = len(found) * (ROUNDS + 1)
    if (came := server.requests(expected)) != expected:
        raise Broken(f"{came} posts came to the server, of {expected} that were sent")
    ours, ours_file = (all_of_them[f"xpost, {title}"] for title in SOURCES)
    report.part(
        "One post from a cold process",
        f"Start, TLS, the request, the end; {ROUNDS} rounds, in turn.  xpost is a lua5.4 script,",
        "its ledger included.  Median, and between which values eight of ten are.",
    )
    report.say(table(HEAD, rows(found, ours)))
    brief(report, "one post, from a cold process", [one for one in found if FILE not in one.name],
          ours)  # fmt: skip
    for title, mine in ((DIRECTORY, ours), (FILE, ours_file)):
        floor = all_of_them[f"C + libcurl, {title}"]
        report.at_most(f"post, {title}: time / bare C", ratios(mine.wall, floor.wall), 1.3)
    if curl := all_of_them.get("curl binary"):
        report.at_most("post: time / curl's", ratios(ours.wall, curl.wall), 0.40)
        report.at_most("post: memory / curl's", ratios(ours.memory, curl.memory), 1.15)
    for name, limit in (("twitter-api-v2", 7), ("@xdevplatform/xdk", 12)):
        if peer := all_of_them.get(name):
            report.at_least(f"post: {name}'s time / ours", ratios(peer.wall, ours.wall), limit)


def measure_thread(setting: Setting, server, report: Report) -> None:
    home = Home(setting.folder / "home", server.url)
    single = [one for one in runners(setting, server, home, 1) if DIRECTORY in one.name]
    found = [one for one in runners(setting, server, home, THREAD) if FILE not in one.name]
    found += in_memory(setting, server, THREAD)
    for one in single:
        one.name += ", one post"

    def check(runner: Runner) -> None:
        expected = 1 if runner in single else THREAD
        if (came := server.requests(expected)) != expected:
            raise Broken(f"{runner.name}: {came} posts came to the server instead of {expected}")

    server.requests(0)
    try:
        race(setting.stopwatch, [*found, *single], THREAD_ROUNDS, check)
    finally:
        forget_memory()
    all_of_them = by_name([*found, *single])
    ours, floor = all_of_them[f"xpost, {DIRECTORY}"], all_of_them[f"C + libcurl, {DIRECTORY}"]
    report.part(
        f"A thread of {THREAD}, over kept connections",
        f"{THREAD_ROUNDS} rounds, in turn; after each run exactly {THREAD} posts had come to the",
        "server.  xpost has each part durable in its ledger before it is sent, and after.",
    )
    report.say(table(HEAD, rows(found, ours)))
    brief(report, f"a thread of {THREAD}", found, ours)
    steady = {}
    for name in (f"xpost, {DIRECTORY}", f"C + libcurl, {DIRECTORY}"):
        pairs = zip(all_of_them[name].wall, all_of_them[name + ", one post"].wall)
        steady[name] = [(many - one) / (THREAD - 1) for many, one in pairs]
        report.say(f"\n{name}: {spread(steady[name])} ms for each post after the first.")
    report.at_most(f"thread of {THREAD}: time / bare C", ratios(ours.wall, floor.wall), 2)
    if "twitter-api-v2" in all_of_them:
        peer = all_of_them["twitter-api-v2"]
        report.at_least(
            f"thread of {THREAD}: twitter-api-v2's time / ours", ratios(peer.wall, ours.wall), 5
        )
    report.goal("thread: posts that came, each time", str(THREAD), f"= {THREAD}", True)
