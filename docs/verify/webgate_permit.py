#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Checks exchange permits off line, as docs/connections.md describes them, with the standard library alone.

  webgate_permit.py check PERMIT --keys keys.json --host THUMBPRINT --subject NAME --module ID --operation NAME
  webgate_permit.py lines --keys keys.json --host THUMBPRINT     one JSON question a line, one JSON answer a line

Exit code 0: it is permitted; 1: it is refused (the fault is printed); 2: it could not be tried.
"""

import argparse
import base64
import hashlib
import json
import re
import sys
import time

from webgate_verify import ed25519

LONGEST = 4096
CLAIMS = re.compile(
    r'\{"iss":"(?:[^"\\]|\\["\\])*","sub":"(?:[^"\\]|\\["\\])*","module":"(?:[^"\\]|\\["\\])*"'
    r',"seat":"(?:[^"\\]|\\["\\])*","operations":\["[a-z0-9-]+"(?:,"[a-z0-9-]+")*\]'
    r',"iat":(?:0|[1-9][0-9]{0,17}),"exp":(?:0|[1-9][0-9]{0,17}),"fence":(?:0|[1-9][0-9]{0,17})\}')


class Refused(Exception):
    """A permit does not permit what was asked for; the fault is its only argument."""


def decoded(part):
    """The bytes of base64url, of which there is one spelling only."""
    try:
        data = base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))
    except ValueError:
        raise Refused("FORM") from None
    if encoded(data) != part:
        raise Refused("FORM")
    return data


def encoded(data):
    return base64.urlsafe_b64encode(data).decode("ascii").rstrip("=")


def thumbprint(x):
    return encoded(hashlib.sha256(b'{"crv":"Ed25519","kty":"OKP","x":"%s"}' % x.encode("ascii")).digest())


class Verifier:
    """For the permits of one host, whose key's thumbprint is pinned."""

    def __init__(self, host, key_set):
        xs = [key["x"] for key in key_set["keys"] if thumbprint(key["x"]) == host]
        if not xs:
            raise ValueError("the key set has no key with the pinned thumbprint")
        self.host, self.key, self.fences = host, decoded(xs[0]), {}

    def check(self, permit, subject, module, operation, now):
        parts = permit.split(".")
        if len(permit) > LONGEST or len(parts) != 3:
            raise Refused("FORM")
        header = re.fullmatch(rb'\{"alg":"EdDSA","typ":"webgate-permit\+jwt","kid":"([A-Za-z0-9_-]{43})"\}', decoded(parts[0]))
        if not header:
            raise Refused("FORM")
        if header[1].decode("ascii") != self.host:
            raise Refused("KEY")
        if not ed25519(self.key, f"{parts[0]}.{parts[1]}".encode("ascii"), decoded(parts[2])):
            raise Refused("SIGNATURE")
        text = decoded(parts[1]).decode("utf-8", "replace")
        if not CLAIMS.fullmatch(text):
            raise Refused("FORM")
        claims = json.loads(text)
        if claims["iss"] != self.host:
            raise Refused("KEY")
        if now >= claims["exp"]:
            raise Refused("EXPIRED")
        if (claims["sub"], claims["module"]) != (subject, module):
            raise Refused("SUBJECT")
        if operation not in claims["operations"]:
            raise Refused("OPERATION")
        if claims["fence"] < self.fences.get((module, subject), 0):
            raise Refused("FENCED")
        self.fences[module, subject] = claims["fence"]
        return claims


def answer(question, host, keys):
    verifier = Verifier(host, keys)
    asked = question["subject"], question["module"], question["operation"], question["at"]
    try:
        if question.get("after"):
            verifier.check(question["after"], *asked)
        verifier.check(question["permit"], *asked)
        return {"result": "accepted"}
    except Refused as e:
        return {"result": str(e)}


def main(arguments):
    parser = argparse.ArgumentParser(prog="webgate_permit.py", description="Checks Web Gate's exchange permits.")
    commands = parser.add_subparsers(dest="command", required=True)
    check = commands.add_parser("check", help="check one permit, now")
    check.add_argument("permit")
    lines = commands.add_parser("lines", help="answer questions, one JSON object a line")
    for command in (check, lines):
        command.add_argument("--keys", required=True, help="what GET /api/v1/exchange/keys answered")
        command.add_argument("--host", required=True, help="the thumbprint of the host's key, as you have pinned it")
    for name in ("subject", "module", "operation"):
        check.add_argument("--" + name, required=True)
    chosen = parser.parse_args(arguments)
    try:
        with open(chosen.keys, encoding="utf-8") as file:
            keys = json.load(file)
        if chosen.command == "lines":
            for line in sys.stdin:
                print(json.dumps(answer(json.loads(line), chosen.host, keys)), flush=True)
            return 0
        claims = Verifier(chosen.host, keys).check(
            chosen.permit, chosen.subject, chosen.module, chosen.operation, time.time())
        print(json.dumps(claims, ensure_ascii=False, indent=2))
        return 0
    except Refused as e:
        print(f"refused: {e}")
        return 1
    except (OSError, ValueError, KeyError) as e:
        print(f"webgate_permit.py: {e}", file=sys.stderr)
        return 2


if __name__ == "__main__":
    for stream in (sys.stdin, sys.stdout):
        stream.reconfigure(encoding="utf-8")
    sys.exit(main(sys.argv[1:]))
