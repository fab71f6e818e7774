"""Months under cron: at each expiry of the access token a post is due, and something happens."""

from collections import Counter
from dataclasses import dataclass, field

from troubles import CALM, ENDS, HOUR, LATER, LOGIN, MINUTE, Trouble
from world import HURRY, HURRY_IN_SILENCE, Report, World

LIFETIME = 2 * HOUR
AT_MOST = 4  # posts that are tried again at a time
SHOWN_AFTER = 2 * MINUTE  # within which X shows what was made, and a killed request has ended


@dataclass
class Due:
    """A post that is due, until it is known to be out."""

    key: str
    text: str
    tries: int = 0
    uncertain: bool = False  # it may be out
    doubtful: bool = False  # since then the clock was moved, or the machine started again
    made: bool = False
    was_out: bool = False  # before what is done now


@dataclass
class Figures:
    expiries: int = 0
    due: int = 0
    at_once: int = 0  # made at their first run
    jobs: int = 0
    edited: int = 0
    reported: int = 0  # failures that were told
    killed: int = 0
    asked: int = 0  # posts of which a person had to say whether they are out
    refreshes: int = 0
    spent: int = 0
    reboots: int = 0
    lost: Counter = field(default_factory=Counter)
    said: dict = field(default_factory=dict)  # what was said in each trouble


class Months:
    def __init__(self, world: World, careless: dict | None = None, verbose: bool = False):
        self.world, self.chance, self.careless = world, world.chance, careless or {}
        self.verbose = verbose
        self.figures, self.problems = Figures(), []
        self.due: list[Due] = []
        self.excuses: dict[str, float] = {}  # code: until when it is said
        self.lost = ""  # why, once it is
        self.trouble = CALM

    def wrong(self, what: str) -> None:
        self.problems.append(f"expiry {self.figures.expiries}, {self.trouble.name}: {what[:600]}")

    # --- one expiry ---

    def expire(self, trouble: Trouble) -> None:
        self.trouble = trouble
        self.figures.expiries += 1
        world, counts = self.world, self.world.x.counts()
        world.x.it.recorder.requests.clear()
        world.clock.advance(LIFETIME + self.chance.randrange(10 * MINUTE))
        if self.excuses and self.chance.random() < 0.7:
            self.wait_for_excuses()
        self.set_clock_right()
        trouble.begin(world)
        if trouble.doubts or world.clock.wrong:
            self.doubt()
        new = self.new_posts()
        for run in range(trouble.runs):
            if run:
                world.clock.advance(5 * MINUTE)
            self.run(new if run == 0 else [])
        self.check_requests()
        self.begin_excuses()
        world.x.it.faults.clear()
        world.door.open()
        if trouble.reboots and self.chance.random() < 0.5:
            self.reboot()
        if self.lost:
            self.hear_what_to_do()
        after = world.x.counts()
        self.figures.refreshes += after["refreshes"] - counts["refreshes"]
        self.figures.spent += after["spent_token_uses"] - counts["spent_token_uses"]

    def wait_for_excuses(self) -> None:
        """Nothing is due for so long that X is asked again about all that it refused."""
        until = max(self.excuses.values())
        self.world.clock.advance(max(0, until - self.world.clock.true()) + MINUTE)

    def set_clock_right(self) -> None:
        world = self.world
        if world.clock.wrong and world.wrong_for == 0:
            world.clock.set_wrong(0)
            self.doubt()
        world.wrong_for = max(0, world.wrong_for - 1)

    def doubt(self) -> None:
        for due in self.due:
            due.doubtful |= due.uncertain

    def reboot(self) -> None:
        self.figures.reboots += 1
        self.world.reboot()
        self.doubt()

    def new_posts(self) -> list[Due]:
        made = []
        for _ in range(self.chance.choice([1, 1, 2])):
            self.figures.due += 1
            number = self.figures.due
            made.append(Due(f"due-{number}", f"Post {number} of these months"))
        self.due += made
        return made

    # --- jobs ---

    def run(self, new: list[Due]) -> None:
        """What is due is posted: one after the other, or at one moment, some of it by a Neovim."""
        posts = [*[d for d in self.due if d not in new][:AT_MOST], *new]
        together = self.chance.random() < 0.3
        edited = None
        if not posts:
            return
        if self.world.nvim and not self.trouble.silent and self.chance.random() < 0.3:
            edited = posts.pop()
        jobs = [*posts, posts[-1]] if together and posts else posts  # one of them twice
        lost, spent = self.lost, self.world.x.counts()["spent_token_uses"]
        for due in posts if edited is None else [*posts, edited]:
            due.was_out = self.world.x.made(due.text) > 0
        if edited:
            self.world.edit(edited.key, edited.text)
        if together:
            started = [(due, self.start(due)) for due in jobs]
            reports = [(due, job.report()) for due, job in started]
        else:
            reports = [(due, self.start(due).report()) for due in jobs]
        if edited:
            reports.append((edited, self.world.edited()))
        self.figures.jobs += len(jobs)
        self.figures.edited += edited is not None
        self.world.settle()
        self.look_at_login()
        self.judge_all(reports)
        spent = self.world.x.counts()["spent_token_uses"] - spent
        if spent and not (lost or self.lost):
            self.wrong("a spent token was used although the login was not lost")

    def start(self, due: Due):
        env = {**self.trouble.env(self.chance), **self.careless}
        env["MONTHS_HURRY"] = str(HURRY_IN_SILENCE if self.trouble.silent else HURRY)
        due.tries += 1
        return self.world.job(due.key, due.text, **env)

    def look_at_login(self) -> None:
        if self.lost or not self.world.is_lost():
            return
        self.lost = self.trouble.loses or "for no reason"
        self.figures.lost[self.lost] += 1
        if self.lost not in ENDS:
            self.wrong("the login was lost although X's rules do not make it so")

    # --- what they said ---

    def judge_all(self, reports: list[tuple[Due, Report]]) -> None:
        for due, report in reports:
            if self.verbose:
                print(f"{self.figures.expiries}, {self.trouble.name}: {due.key}: {report}")
            said = self.figures.said.setdefault(self.trouble.name, Counter())
            said["killed" if report.killed else report.code] += 1
            # Of two at one moment the first may fail, and the other one post.
            other = any(r.posted or r.killed for d, r in reports if d is due and r is not report)
            self.judge(due, report, other)
        for due in [due for due, _ in reports]:
            made = self.world.x.made(due.text)
            again = self.world.x.made(f"{due.text} again")
            if made + again > 1:
                self.wrong(f"{due.key} was made {made + again} times")
            self.look_for_person(due)
            if due.made and due in self.due:
                self.due.remove(due)
                self.figures.at_once += due.tries <= 1

    def judge(self, due: Due, report: Report, other: bool) -> None:
        if report.trouble:
            self.wrong(f"{due.key}: {report}")
        if report.killed:
            self.figures.killed += 1
            due.uncertain = True
            if not self.trouble.env(self.chance).get("MONTHS_KILL"):
                self.wrong(f"{due.key} was killed by nobody")
            return
        if report.posted:
            due.made = True
            if report.id not in [p["id"] for p in self.world.x.received(due.text)]:
                self.wrong(f"{due.key} is said to be out, and X does not have {report.id}")
            return
        self.figures.reported += 1
        self.judge_failure(due, report, other)

    def judge_failure(self, due: Due, report: Report, other: bool) -> None:
        # Who cannot open the ledger, as on a full disk, speaks of this call alone.
        is_out = self.world.x.made(due.text) and not (due.was_out and report.code == "store")
        if report.outcome == "not_posted" and is_out and not other:
            self.wrong(f"{due.key} is out: {report}")
        if report.outcome not in ("not_posted", "unknown") or not report.message:
            self.wrong(f"{due.key}: this says too little: {report}")
        if report.outcome == "unknown":
            due.uncertain = True
        if report.code not in self.may_be_said(due):
            self.wrong(f"{due.key} should have been posted: {report}")
        if any(secret in report.message for secret in self.secrets()):
            self.wrong(f"{due.key}: a secret is told")

    def may_be_said(self, due: Due) -> set[str]:
        now = self.world.clock.true() + min(0, self.world.clock.wrong)
        codes = {code for code, until in self.excuses.items() if until > now}
        codes.update(self.trouble.codes)
        codes.update(LOGIN if self.lost else ())
        # What stands in the way of finding out is told in the message.
        if due.uncertain and (codes or due.doubtful or self.lost):
            codes.add("unknown_outcome")
        return codes

    def secrets(self) -> list[str]:
        account = self.world.machine.accounts["accounts"][0]
        return [account["access_token"], account["refresh_token"]]

    def look_for_person(self, due: Due) -> None:
        """What cannot be found out, as the clock was moved, a person says who looks at X."""
        calm = self.trouble is CALM and not self.lost
        if due.made or not due.uncertain or not due.doubtful or not calm:
            return
        self.figures.asked += 1
        posts = self.world.x.received(due.text)
        told = {"outcome": "posted", "id": posts[0]["id"]} if posts else {"outcome": "not_posted"}
        answer = self.world.tell(due.key, told)
        if answer.get("outcome") != told["outcome"]:
            self.wrong(f"{due.key}: told {told}, check says {answer}")
        due.uncertain = due.doubtful = False

    # --- afterwards ---

    def check_requests(self) -> None:
        count, most = self.world.token_requests(), self.trouble.most
        if most is not None and not self.excuses and count > most + bool(self.lost):
            self.wrong(f"{count} requests to the token server, where {most} are enough")

    def begin_excuses(self) -> None:
        now = self.world.clock.true()
        late = min(0, self.world.clock.wrong)
        # One that has ended begins again where the clock is set back and nothing was renewed since.
        back = 3 * HOUR
        self.excuses = {c: t for c, t in self.excuses.items() if t > now + late - back}
        # What was noted by a clock that is ahead holds until then, once that is set right.
        ahead = max(0, self.world.clock.wrong)
        for code, seconds in self.trouble.excuses.items():
            self.excuses[code] = now + seconds + ahead

    def hear_what_to_do(self) -> None:
        """The next run says that a login is needed; after that, somebody logs in."""
        world = self.world
        self.trouble = CALM
        if not self.due:
            self.new_posts()
        self.excuses["network"] = world.clock.true() + HOUR
        report = self.run_one()
        if "left alone" in report.message:  # X did not answer before, either
            world.clock.advance(LATER["network"])
            report = self.run_one()
        if report.posted or "Log in again" not in report.message:
            self.wrong(f"the login is lost ({self.lost}), and it does not say so: {report}")
        world.log_in()
        world.clock.advance(SHOWN_AFTER)
        self.lost, self.excuses = "", {}

    def run_one(self) -> Report:
        """One job, alone."""
        due = self.due[0]
        due.tries += 1
        report = self.world.job(due.key, due.text).report()
        self.figures.jobs += 1
        self.world.settle()
        self.judge_all([(due, report)])
        return report

    def end(self) -> None:
        """Nothing happens any more: all that was due is made."""
        self.world.clock.advance(25 * HOUR)
        self.world.wrong_for = 0
        for _ in range(2 + len(self.due)):
            self.expire(CALM)
            if not self.due:
                break
        for due in self.due:
            self.wrong(f"{due.key} was never made")
