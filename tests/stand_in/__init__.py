"""A stand-in for X on a loopback port: an authorization server and what xpost uses of API v2.

It answers as X answers (paths, words, error shapes), keeps what it is told in memory or in one
JSON file, and can be made to fail in every way a client has to survive. Nothing here ever
connects to another machine.
"""
