"""Shows the posts in the state of the stand-in (on standard input), and checks their number and
that of the renewals: arrived.py POSTS RENEWALS."""

import json
import os
import sys

state = json.load(sys.stdin)
counts = state.get("counts", state)
posts = [post for post in state["posts"]]
for post in posts:
    print()
    for line in post["text"].split("\n"):
        print("  | " + line)
    print(f"  {os.environ['XPOST_API_URL']}/i/status/{post['id']}")
expected = tuple(int(argument) for argument in sys.argv[1:3])
if (counts["creates"], counts["refreshes"]) != expected:
    sys.exit(f"Expected {expected[0]} posts and {expected[1]} renewals.")
