"""A film, sent in parts: beside a bare program and what people use instead."""

from pathlib import Path

from home import TOKEN, Home
from posts import DIRECTORY, HEAD, brief, by_name, rows
from race import Broken, Runner, race
from report import Report, ratios, table
from setting import HERE, Setting

MIB = 1024 * 1024
SIZE, SMALL, ROUNDS = 128, 16, 7


def make_film(path: Path, mib: int) -> None:
    """What begins as an MP4 file does; the rest is nobody's business."""
    with path.open("wb") as film:
        head = b"\0\0\0\x18ftypisom\0\0\2\0isomiso2"
        film.write(head + bytes(MIB - len(head)))
        for _ in range(mib - 1):
            film.write(bytes(range(256)) * (MIB // 256))


def curl_command(setting: Setting, server, film: Path, folder: Path) -> list[str]:
    """One curl for all requests; the parts are files, as it sends whole ones."""
    always = (
        f'header = "Authorization: Bearer {TOKEN}"\ncacert = "{server.bundle}"\n'
        "fail\nsilent\nshow-error\n"
    )
    data = film.read_bytes()
    url = f"{server.url}/2/media/upload"
    steps = [
        f'url = "{url}/initialize"\nheader = "Content-Type: application/json"\n'
        f'data = "{{\\"media_type\\":\\"video/mp4\\",\\"total_bytes\\":{len(data)}}}"\n'
    ]
    for number in range(len(data) // MIB):
        part = folder / f"part-{number}"
        part.write_bytes(data[number * MIB : (number + 1) * MIB])
        steps.append(
            f'url = "{url}/1/append"\nform = "segment_index={number}"\nform = "media=@{part}"\n'
        )
    steps.append(f'url = "{url}/1/finalize"\nrequest = "POST"\n')
    file = folder / "curl-upload"
    file.write_text("next\n".join(step + always for step in steps))
    return [setting.curl, "--disable", "--config", str(file)]


def measure_upload(setting: Setting, server, report: Report) -> None:
    home = Home(setting.folder / "home", server.url)
    film, short = setting.folder / "film.mp4", setting.folder / "short.mp4"
    make_film(film, SIZE)
    make_film(short, SMALL)
    env = setting.script_env(home) | home.trusting(server, "directory")
    ours = Runner("xpost", setting.script("upload.lua", str(film)), env)
    small = Runner(f"xpost, {SMALL} MiB", setting.script("upload.lua", str(short)), env)
    bare = [setting.bare, "upload", "directory", server.directory, server.url, TOKEN]
    floor = Runner(f"C + libcurl, {DIRECTORY}", [*bare, str(film), str(MIB)])
    found = [ours, floor, small]
    if setting.curl:
        command = curl_command(setting, server, film, home.folder)
        found.append(Runner("curl binary", command))
    if setting.has_package("twitter-api-v2"):
        script = [setting.node, str(HERE / "peers/twitter_api_v2.js"), str(setting.modules)]
        script += [server.url, TOKEN, "upload", str(film), str(MIB)]
        node = {"NODE_EXTRA_CA_CERTS": str(server.authority)}
        found.append(Runner("twitter-api-v2", script, node))

    def check(runner: Runner) -> None:
        expected = SMALL if runner is small else SIZE
        if (came := server.requests(expected, "/append")) != expected:
            raise Broken(f"{runner.name}: {came} parts came to the server, not {expected}")

    server.requests(0, "/append")
    race(setting.stopwatch, found, ROUNDS, check)
    for file in (film, short):
        file.unlink()
    report.part(
        f"Upload of {SIZE} MiB in parts of 1 MiB",
        f"{ROUNDS} rounds, in turn, each from a cold process, with a hashed directory of",
        "certificates (curl with its bundle).",
    )
    report.say(table(HEAD, rows(found, ours)))
    peers = by_name(found)
    brief(report, f"upload of {SIZE} MiB", [one for one in found if one is not small], ours)
    report.at_most("upload: time / bare C", ratios(ours.wall, floor.wall), 1.1)
    if curl := peers.get("curl binary"):
        report.at_least("upload: curl's time / ours", ratios(curl.wall, ours.wall), 1.3)
        report.at_most("upload: memory / curl's", ratios(ours.memory, curl.memory), 1.1)
    if node := peers.get("twitter-api-v2"):
        report.at_least("upload: twitter-api-v2's time / ours", ratios(node.wall, ours.wall), 5)
    report.at_most(
        f"upload: memory for {SIZE} MiB / for {SMALL} MiB", ratios(ours.memory, small.memory), 1.1
    )
