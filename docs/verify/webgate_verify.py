#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Verifies Web Gate's signed documents, by what docs/format.md says and the standard library alone.

  webgate_verify.py verify DOC... --trust trust.json [--kind KIND] [--json]
  webgate_verify.py key machine|media|code TEXT [--vendor MIKO]
  webgate_verify.py lines [--trust trust.json]     one JSON question a line on stdin, one JSON answer a line on stdout

KIND is license, catalogue, revocation, keys, time-receipt or manifest.
Exit code 0: everything is good; 1: something is refused (the fault is printed); 2: it could not be tried.
It signs nothing, and takes no care to hide how long it computes: there is no secret in here.
"""

import argparse
import base64
import binascii
import hashlib
import json
import os
import re
import sys
import unicodedata
import zoneinfo

# --------------------------------------------------------------------------------------------------------- refusals

MAX_BYTES = 262144
MAX_DEPTH = 16


class Refusal(Exception):
    """A document is refused: the fault by its name, where, and why."""

    def __init__(self, fault, where, why):
        super().__init__(f"{fault} at {where}: {why}")
        self.fault, self.where, self.why = fault, where, why


def content(where, why):
    return Refusal("CONTENT", where, why)


# ---------------------------------------------------------------------------------------------------------- Ed25519

P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ROOT = pow(2, (P - 1) // 4, P)
NEUTRAL = (0, 1, 1, 0)


def _add(p, q):
    a, b = (p[1] - p[0]) * (q[1] - q[0]) % P, (p[1] + p[0]) * (q[1] + q[0]) % P
    c, d = 2 * p[3] * q[3] * D % P, 2 * p[2] * q[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % P, g * h % P, f * g % P, e * h % P


def _times(scalar, point):
    sum_ = NEUTRAL
    while scalar:
        if scalar & 1:
            sum_ = _add(sum_, point)
        point = _add(point, point)
        scalar >>= 1
    return sum_


def _equal(p, q):
    return (p[0] * q[2] - q[0] * p[2]) % P == 0 and (p[1] * q[2] - q[1] * p[2]) % P == 0


def _point(encoded):
    """The point of a canonical encoding, else None."""
    number = int.from_bytes(encoded, "little")
    sign, y = number >> 255, number & (1 << 255) - 1
    if y >= P:
        return None
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * ROOT % P
    if (x * x - square) % P or (x == 0 and sign):
        return None
    if x & 1 != sign:
        x = P - x
    return x, y, 1, x * y % P


BASE = _point((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))


def ed25519(public, message, signature):
    if len(public) != 32 or len(signature) != 64:
        return False
    a, r, s = _point(public), _point(signature[:32]), int.from_bytes(signature[32:], "little")
    if a is None or r is None or s >= L or _equal(_times(8, a), NEUTRAL):
        return False
    k = int.from_bytes(hashlib.sha512(signature[:32] + public + message).digest(), "little") % L
    # Times eight, as RFC 8032 has it: what differs by a point of small order only is the same
    return _equal(_times(8 * s, BASE), _times(8, _add(r, _times(k, a))))


# -------------------------------------------------------------------------------------------------------- ML-DSA-65

Q, ROWS, COLUMNS = 8380417, 6, 5
DROPPED, TAU, GAMMA1, GAMMA2, BETA, OMEGA = 13, 49, 1 << 19, (Q - 1) // 32, 49 * 4, 55
C_BYTES, T1_BYTES, Z_BYTES = 48, 320, 640
ZETAS = [pow(1753, int(f"{i:08b}"[::-1], 2), Q) for i in range(256)]


def _ntt(w):
    w, m, length = list(w), 0, 128
    while length:
        for start in range(0, 256, 2 * length):
            m += 1
            zeta = ZETAS[m]
            for j in range(start, start + length):
                t = zeta * w[j + length] % Q
                w[j + length] = w[j] - t
                w[j] += t
        length >>= 1
    return [c % Q for c in w]


def _inverse_ntt(w):
    w, m, length = list(w), 256, 1
    while length < 256:
        for start in range(0, 256, 2 * length):
            m -= 1
            zeta = Q - ZETAS[m]
            for j in range(start, start + length):
                t = w[j]
                w[j] = (t + w[j + length]) % Q
                w[j + length] = zeta * (t - w[j + length]) % Q
        length <<= 1
    return [c * 8347681 % Q for c in w]


def _unpack(packed, bits):
    number, mask = int.from_bytes(packed, "little"), (1 << bits) - 1
    return [number >> bits * i & mask for i in range(256)]


def _uniform(seed):
    """RejNTTPoly: coefficients below Q, three bytes each."""
    size = 1024
    while True:
        stream = hashlib.shake_128(seed).digest(size)
        found = [c for c in (stream[i] | stream[i + 1] << 8 | (stream[i + 2] & 127) << 16
                             for i in range(0, size - size % 3, 3)) if c < Q]
        if len(found) >= 256:
            return found[:256]
        size *= 2


def _challenge(seed):
    """SampleInBall: 49 coefficients are 1 or -1."""
    size, c = 512, [0] * 256
    stream = hashlib.shake_256(seed).digest(size)
    signs, at = int.from_bytes(stream[:8], "little"), 8
    for i in range(256 - TAU, 256):
        while stream[at] > i:
            at += 1
            if at == size:
                size *= 2
                stream = hashlib.shake_256(seed).digest(size)
        j = stream[at]
        at += 1
        if at == size:
            size *= 2
            stream = hashlib.shake_256(seed).digest(size)
        c[i] = c[j]
        c[j] = -1 if signs >> (i + TAU - 256) & 1 else 1
    return c


def _hints(packed):
    """HintBitUnpack: the places of ones in each polynomial, strictly rising, and zeros behind them; else None."""
    places, begin = [], 0
    for i in range(ROWS):
        end = packed[OMEGA + i]
        if end < begin or end > OMEGA or any(packed[j] >= packed[j + 1] for j in range(begin, end - 1)):
            return None
        places.append(frozenset(packed[begin:end]))
        begin = end
    return None if any(packed[begin:OMEGA]) else places


def _use_hint(hint, r):
    low = r % (2 * GAMMA2)
    if low > GAMMA2:
        low -= 2 * GAMMA2
    if r - low == Q - 1:
        high, low = 0, low - 1
    else:
        high = (r - low) // (2 * GAMMA2)
    return high if not hint else (high + (1 if low > 0 else -1)) % 16


_matrices = {}


def _matrix(rho):
    if rho not in _matrices:
        if len(_matrices) > 8:
            _matrices.clear()
        _matrices[rho] = [[_uniform(rho + bytes((s, r))) for s in range(COLUMNS)] for r in range(ROWS)]
    return _matrices[rho]


def ml_dsa_65(public, message, signature, context=b""):
    if len(public) != 32 + ROWS * T1_BYTES or len(context) > 255:
        return False
    if len(signature) != C_BYTES + COLUMNS * Z_BYTES + OMEGA + ROWS:
        return False
    c_bytes = signature[:C_BYTES]
    z = [[GAMMA1 - c for c in _unpack(signature[at:at + Z_BYTES], 20)]
         for at in range(C_BYTES, C_BYTES + COLUMNS * Z_BYTES, Z_BYTES)]
    hints = _hints(signature[C_BYTES + COLUMNS * Z_BYTES:])
    if hints is None or any(abs(c) >= GAMMA1 - BETA for row in z for c in row):
        return False
    mu = hashlib.shake_256(hashlib.shake_256(public).digest(64) + bytes((0, len(context))) + context + message).digest(64)
    z, c = [_ntt(row) for row in z], _ntt(_challenge(c_bytes))
    packed = bytearray()
    for r, row in enumerate(_matrix(public[:32])):
        t1 = _ntt([t << DROPPED for t in _unpack(public[32 + r * T1_BYTES:32 + (r + 1) * T1_BYTES], 10)])
        w = _inverse_ntt([(sum(row[s][i] * z[s][i] for s in range(COLUMNS)) - c[i] * t1[i]) % Q for i in range(256)])
        high = [_use_hint(i in hints[r], w[i]) for i in range(256)]
        packed += bytes(high[i] | high[i + 1] << 4 for i in range(0, 256, 2))
    return hashlib.shake_256(mu + packed).digest(C_BYTES) == c_bytes


ALGORITHMS = {"EdDSA": (32, 64, ed25519), "ML-DSA-65": (1952, 3309, ml_dsa_65)}
ORDER = ("EdDSA", "ML-DSA-65")

# --------------------------------------------------------------------------------------------------- canonical JSON

PLAIN = re.compile(r"true|false|null|-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?")
SHORT = {'"': '"', "\\": "\\", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t"}
SHORT_BACK = {value: name for name, value in SHORT.items()}
WHITE_SPACE = set("\t\n\v\f\r\x1c\x1d\x1e\x1f \u1680\u2028\u2029\u205f\u3000") | {
    chr(c) for c in range(0x2000, 0x200B) if c != 0x2007}


class Plain(str):
    """A number, true, false or null, as it is written."""


class Reader:
    """Reads one object in the canonical form and nothing else."""

    def __init__(self, data, document):
        self.document, self.at = document, 0
        try:
            self.text = data.decode("utf-8")
        except UnicodeDecodeError as e:
            raise Refusal("MALFORMED", f"{document} byte {e.start}", "it is not UTF-8") from e

    def read(self):
        members = self.members(1)
        if self.at < len(self.text):
            raise self.fault("MALFORMED", "something follows after the end")
        return members

    def value(self, depth):
        c = self.peek()
        if c == "{":
            return self.members(depth)
        if c == "[":
            return self.items(depth)
        if c == '"':
            return self.string()
        literal = PLAIN.match(self.text, self.at)
        if not literal:
            if c in WHITE_SPACE:
                raise self.fault("NOT_CANONICAL", "there is white space")
            raise self.fault("MALFORMED", "it is not JSON")
        self.at = literal.end()
        return Plain(literal.group())

    def members(self, depth):
        self.open("{", depth)
        members = {}
        if not self.skip("}"):
            while True:
                name = self.string()
                self.expect(":")
                value = self.value(depth + 1)
                if name in members:
                    raise self.fault("MALFORMED", "a member stands there twice")
                members[name] = value
                if not self.skip(","):
                    break
            self.expect("}")
        return members

    def items(self, depth):
        self.open("[", depth)
        items = []
        if not self.skip("]"):
            while True:
                items.append(self.value(depth + 1))
                if not self.skip(","):
                    break
            self.expect("]")
        return items

    def open(self, bracket, depth):
        if depth > MAX_DEPTH:
            raise self.fault("MALFORMED", "it is nested deeper than 16 levels")
        self.expect(bracket)

    def string(self):
        self.expect('"')
        value = []
        while True:
            c = self.peek()
            if c < " ":
                raise self.fault("MALFORMED", "a text holds a bare control character")
            self.at += 1
            if c == '"':
                return "".join(value)
            value.append(self.escape() if c == "\\" else c)

    def escape(self):
        c = self.peek()
        if c in SHORT:
            self.at += 1
            return SHORT[c]
        code = re.compile("u00([01][0-9a-f])").match(self.text, self.at)
        if code and chr(int(code.group(1), 16)) not in SHORT_BACK:
            self.at = code.end()
            return chr(int(code.group(1), 16))
        raise self.fault("NOT_CANONICAL", "a character is escaped in another way than the one canonical one")

    def peek(self):
        if self.at >= len(self.text):
            raise self.fault("MALFORMED", "it breaks off")
        return self.text[self.at]

    def skip(self, wanted):
        if self.peek() != wanted:
            return False
        self.at += 1
        return True

    def expect(self, wanted):
        if not self.skip(wanted):
            if self.peek() in WHITE_SPACE:
                raise self.fault("NOT_CANONICAL", "there is white space")
            raise self.fault("MALFORMED", f"the character '{wanted}' is missing")

    def fault(self, fault, why):
        return Refusal(fault, f"{self.document} byte {len(self.text[:self.at].encode('utf-8'))}", why)


def _quoted(text):
    out = ['"']
    for c in text:
        if c in SHORT_BACK:
            out.append("\\" + SHORT_BACK[c])
        elif c < " ":
            out.append(f"\\u{ord(c):04x}")
        else:
            out.append(c)
    return "".join(out) + '"'


def written(value):
    """The one way to write a value."""
    if isinstance(value, Plain):
        return str(value)
    if isinstance(value, str):
        return _quoted(value)
    if isinstance(value, list):
        return "[" + ",".join(map(written, value)) + "]"
    return "{" + ",".join(_quoted(name) + ":" + written(member) for name, member in value.items()) + "}"


def require_canonical(data, members, document):
    canonical = written(members).encode("utf-8")
    if canonical != data:
        at = next((i for i, (a, b) in enumerate(zip(data, canonical)) if a != b), min(len(data), len(canonical)))
        raise Refusal("NOT_CANONICAL", f"{document} byte {at}", "it is written in another way than the canonical one")


# --------------------------------------------------------------------------------------------------- forms of values

def units(text):
    """Lengths count UTF-16 code units, as texts are ordered by them."""
    return len(text.encode("utf-16-be")) // 2


def utf16(text):
    return text.encode("utf-16-be")


def bounded(most):
    def form(text):
        if all(c in WHITE_SPACE for c in text) or units(text) > most or any(unicodedata.category(c) == "Cc" for c in text):
            raise ValueError(f"a text must have 1 to {most} characters, not blank, without control characters")
        return text

    return form


def matching(pattern, most=256):
    compiled = re.compile(pattern)

    def form(text):
        if units(text) > most or not compiled.fullmatch(text):
            raise ValueError(f"not of the form {pattern}, at most {most} characters")
        return text

    return form


def one_of(*names):
    def form(text):
        if text not in names:
            raise ValueError(f"not one of {', '.join(names)}")
        return text

    return form


WORDS = "[a-z0-9]+(-[a-z0-9]+)*"
VENDOR = matching("[A-Z]{4}")
LICENSE_ID = matching("[A-Za-z0-9._:-]{1,96}")
LINEAGE = matching("[A-Za-z0-9._-]{1,64}")
MODULE = matching(rf"{WORDS}(\.{WORDS})+", 128)
APPLICATION = matching(rf"{WORDS}(\.{WORDS})+")
FEATURE = matching(rf"{WORDS}(\.{WORDS})*")
OPERATION = matching(WORDS)
TERM = one_of("permanent", "temporary", "rental", "trial")
KINDS = one_of("machine", "media", "license-server", "server", "anywhere")
PURPOSES = ("license", "catalogue", "revocation", "allotment", "token", "time-receipt", "keys", "manifest")


def date(text):
    parts = re.fullmatch(r"([0-9]{4})-([0-9]{2})-([0-9]{2})", text)
    if not parts:
        raise ValueError("not a date of the form 2026-12-31")
    year, month, day = map(int, parts.groups())
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    days = (31, 29 if leap else 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
    if not 1 <= month <= 12 or not 1 <= day <= days[month - 1]:
        raise ValueError("there is no such day")
    return text


class Instant:
    """A time in UTC; equal texts for equal times, so canonical texts compare by seconds, then nanoseconds."""

    def __init__(self, text):
        parts = re.fullmatch(r"([0-9]{4}-[0-9]{2}-[0-9]{2})T([0-9]{2}):([0-9]{2}):([0-9]{2})(?:\.([0-9]{1,9}))?Z", text)
        if not parts:
            raise ValueError("not a time of the form 2026-12-31T23:59:59Z")
        day = date(parts[1])
        hour, minute, second = map(int, parts.group(2, 3, 4))
        nanos = (parts[5] or "").ljust(9, "0")
        turn = (hour, minute, second) == (24, 0, 0) and not int(nanos)  # midnight, another way to write the next day
        leap = (hour, minute, second) == (23, 59, 60)
        if not turn and not leap and (hour > 23 or minute > 59 or second > 59):
            raise ValueError("there is no such time")
        fraction = parts[5]
        self.text = text
        self.canonical = not turn and not leap and (fraction is None or (
            int(nanos) != 0 and len(fraction) in (3, 6, 9) and (len(fraction) == 3 or fraction[-3:] != "000")))
        self.order = (day, hour, minute, second, nanos)

    def written(self):
        return self.text if self.canonical else "another form"


def zone(text):
    """Returns the canonical name of the zone."""
    if len(text) <= 1 or text[0] in "+-":
        return _offset(text)
    for prefix in ("UTC", "GMT", "UT"):
        if text == prefix:
            return text
        if text.startswith(prefix) and text[len(prefix)] in "+-":
            offset = _offset(text[len(prefix):])
            return prefix if offset == "Z" else prefix + offset
        if text.startswith(prefix):
            break
    if not re.fullmatch("[A-Za-z][A-Za-z0-9~/._+-]+", text):
        raise ValueError("not the name of a time zone")
    if not _zones():
        raise OSError("No time zone database is installed (Debian: tzdata); without it no zone can be checked")
    if text not in _zones():
        raise ValueError("no such time zone")
    return text


_known_zones = set()


def _zones():
    if not _known_zones:
        # EST, MST, HST, ROC and the leap second zones are not names that Java knows
        _known_zones.update(zoneinfo.available_timezones() - {"EST", "MST", "HST", "ROC", "Factory", "localtime"})
    return _known_zones


def _offset(text):
    if text == "Z":
        return text
    parts = re.fullmatch("([+-])([0-9]{1,2})|([+-])([0-9]{2}):?([0-9]{2})|([+-])([0-9]{2}):([0-9]{2}):([0-9]{2})"
                         "|([+-])([0-9]{2})([0-9]{2})([0-9]{2})", text)
    if not parts:
        raise ValueError("not an offset of the form +03:00")
    found = [part for part in parts.groups() if part is not None]
    sign, numbers = found[0], [int(part) for part in found[1:]] + [0, 0]
    hours, minutes, seconds = numbers[:3]
    if minutes > 59 or seconds > 59 or hours * 3600 + minutes * 60 + seconds > 18 * 3600:
        raise ValueError("an offset is at most 18 hours")
    if hours == minutes == seconds == 0:
        return "Z"
    return f"{sign}{hours:02}:{minutes:02}" + (f":{seconds:02}" if seconds else "")


def duration(text):
    """Returns the canonical form of a duration that is longer than nothing."""
    number = "[-+]?[0-9]+"
    parts = re.fullmatch(rf"([-+]?)P(?:({number})D)?(T(?:({number})H)?(?:({number})M)?(?:({number})(?:[.,]([0-9]{{0,9}}))?S)?)?",
                         text, re.IGNORECASE | re.ASCII)
    if not parts or parts[3] in ("T", "t") or not (parts[2] or parts[3]):
        raise ValueError("not a duration of the form PT15M")
    days, hours, minutes, seconds = (int(parts[i] or 0) for i in (2, 4, 5, 6))
    nanos = int((parts[7] or "").ljust(9, "0")) * (-1 if (parts[6] or "").startswith("-") else 1)
    whole = (((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 10**9 + nanos
    whole = -whole if parts[1] == "-" else whole
    if whole <= 0 or whole >= 2**63 * 10**9:
        raise ValueError("a duration must be longer than nothing, and not endless")
    seconds, nanos = divmod(whole, 10**9)
    text = "PT" + (f"{seconds // 3600}H" if seconds >= 3600 else "") + (f"{seconds // 60 % 60}M" if seconds // 60 % 60 else "")
    if seconds % 60 or nanos:
        text += str(seconds % 60) + (f".{nanos:09}".rstrip("0") if nanos else "") + "S"
    return text


def from_base64url(text):
    """The bytes, or None where the text is not the one way to write them."""
    try:
        data = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        return None
    return data if to_base64url(data) == text else None


def to_base64url(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode("ascii")


class Fields:
    """The members of an object, taken out one by one."""

    def __init__(self, members, path):
        self.left, self.path = dict(members), path

    def take(self, name):
        if name not in self.left:
            raise content(f"{self.path}.{name}", "a member is missing")
        return self.left.pop(name)

    def has(self, name):
        return name in self.left

    def text(self, name):
        return _text(self.take(name), f"{self.path}.{name}")

    def value(self, name, form):
        return _formed(self.text(name), form, f"{self.path}.{name}")

    def optional(self, name, form):
        return self.value(name, form) if self.has(name) else None

    def items(self, name):
        items = self.take(name)
        if not isinstance(items, list):
            raise content(f"{self.path}.{name}", "a list was expected")
        return [(item, f"{self.path}.{name}[{i}]") for i, item in enumerate(items)]

    def values(self, name, form):
        return [_formed(_text(item, where), form, where) for item, where in self.items(name)]

    def integer(self, name):
        value, where = self.take(name), f"{self.path}.{name}"
        if not isinstance(value, Plain) or not re.fullmatch("-?[0-9]{1,19}", value):
            raise content(where, "a whole number was expected")
        if not -2**63 <= int(value) < 2**63:
            raise content(where, "a number is too large")
        return int(value)

    def flag(self, name):
        value = self.take(name)
        if not isinstance(value, Plain) or value not in ("true", "false"):
            raise content(f"{self.path}.{name}", "true or false was expected")
        return value == "true"

    def object(self, name):
        return _object(self.take(name), f"{self.path}.{name}")

    def objects(self, name):
        return [_object(item, where) for item, where in self.items(name)]

    def require_all_known(self):
        for name in sorted(self.left, key=utf16):
            raise content(f"{self.path}.{name}", "a member is not known")


def _object(value, where):
    if not isinstance(value, dict):
        raise content(where, "an object was expected")
    return Fields(value, where)


def _text(value, where):
    if not isinstance(value, str) or isinstance(value, Plain):
        raise content(where, "a text was expected")
    return value


def _formed(text, form, where):
    if units(text) > 256:
        raise content(where, "a text is too long")
    try:
        return form(text)
    except ValueError as e:
        raise content(where, str(e)) from e


def _made(path, form, text):
    try:
        return form(text)
    except ValueError as e:
        raise content(path, str(e)) from e


class Extras:
    """Members that this version does not know: kept, sorted, behind the known ones; unless they are critical."""

    def __init__(self, fields, known):
        self.critical = fields.values("critical", str) if fields.has("critical") else []
        for name in self.critical:
            if name not in known:
                raise Refusal("CRITICAL", f"{fields.path}.{name}", "it demands what this version does not know")

    def of(self, fields):
        for name in sorted(fields.left, key=utf16):
            if name in self.critical:
                raise Refusal("CRITICAL", f"{fields.path}.{name}", "it demands what this version does not know")
        return {name: fields.left[name] for name in sorted(fields.left, key=utf16)}

    def write(self, members):
        if self.critical:
            members["critical"] = _sorted(self.critical)


def _sorted(texts):
    return sorted(set(texts), key=utf16)


# ------------------------------------------------------------------------------------------------------------- trust

class Key:
    def __init__(self, fields, vendor=None):
        """vendor: whose it is, where the object itself does not say so."""
        path = fields.path
        self.kid = fields.value("kid", str)
        self.vendor = fields.text("vendor") if vendor is None else vendor
        self.algorithm = fields.value("algorithm", one_of(*ALGORITHMS))
        public_key = fields.text("publicKey")
        self.purposes = fields.values("purposes", one_of(*PURPOSES))
        self.begin = fields.value("from", Instant)
        self.end = fields.optional("until", Instant)
        fields.require_all_known()
        _made(path, matching("[A-Za-z0-9_-]{1,64}"), self.kid)
        _made(path, VENDOR, self.vendor)
        self.public = from_base64url(public_key)
        if self.public is None or len(self.public) != ALGORITHMS[self.algorithm][0]:
            raise content(path, "it is not a public key of this algorithm")
        if not self.purposes:
            raise content(path, "a key needs a purpose")
        if self.end and self.end.order <= self.begin.order:
            raise content(path, "a key ends before it begins")

    def counts(self, issued):
        return self.begin.order <= issued.order and (self.end is None or issued.order < self.end.order)

    def members(self):
        members = {"kid": self.kid, "vendor": self.vendor, "algorithm": self.algorithm,
                   "publicKey": to_base64url(self.public), "purposes": _sorted(self.purposes),
                   "from": self.begin.written()}
        if self.end:
            members["until"] = self.end.written()
        return members


def read_trust(data):
    """The keys by their names."""
    fields = Fields(Reader(data, "trust").read(), "trust")
    mode = fields.text("mode")
    vendors = []
    for vendor in fields.objects("vendors"):
        prefix, name = vendor.text("prefix"), vendor.text("name")
        vendor.require_all_known()
        vendors.append({"prefix": _made(vendor.path, VENDOR, prefix), "name": _made(vendor.path, bounded(200), name)})
    keys = [Key(key) for key in fields.objects("keys")]
    fields.require_all_known()
    prefixes = [vendor["prefix"] for vendor in vendors]
    if mode not in ("development", "production"):
        raise content("trust", "the mode is neither development nor production")
    if len(set(prefixes)) < len(prefixes) or len({key.kid for key in keys}) < len(keys):
        raise content("trust", "a vendor or key stands there twice")
    if any(key.vendor not in prefixes for key in keys):
        raise content("trust", "a key belongs to nobody in the list")
    require_canonical(data, {"mode": mode, "vendors": vendors, "keys": [key.members() for key in keys]}, "trust")
    return {key.kid: key for key in keys}


# --------------------------------------------------------------------------------------------------- signed documents

RUN = re.compile(b"[A-Za-z0-9_-]+")
HEADER = re.compile(rb'\{"alg":"([A-Za-z0-9-]{1,32})","kid":"([A-Za-z0-9_-]{1,64})","typ":"([A-Za-z0-9+./-]{1,64})"\}')


class Envelope:
    """Fixed literals around five runs of base64url, found by their places."""

    def __init__(self, data):
        self.data = data.rstrip(b"\r\n")
        self.at = 3 if data.startswith(b"\xef\xbb\xbf") else 0
        self.expect('{"payload":"')
        self.payload = self.run()
        self.expect('","signatures":[')
        self.parts = [self.part()]
        self.expect(",")
        self.parts.append(self.part())
        self.expect("]}")
        if self.at != len(self.data):
            raise self.malformed("something follows after the end")

    def part(self):
        self.expect('{"protected":"')
        header = self.run()
        self.expect('","signature":"')
        signature = self.run()
        self.expect('"}')
        return header, signature

    def run(self):
        run = RUN.match(self.data, self.at)
        if not run:
            raise self.malformed("a base64url text is missing")
        self.at = run.end()
        return run.group().decode("ascii"), run.start()

    def expect(self, literal):
        for byte in literal.encode("ascii"):
            if self.at >= len(self.data):
                raise self.malformed("the file breaks off")
            if self.data[self.at] != byte:
                raise self.malformed(f"'{literal}' was expected")
            self.at += 1

    def malformed(self, why):
        return Refusal("MALFORMED", f"byte {self.at}", why)


def decoded(run):
    data = from_base64url(run[0])
    if data is None:
        raise Refusal("NOT_CANONICAL", f"byte {run[1]}", "a base64url text is not in its canonical form")
    return data


def verify(data, kind, keys):
    """The payload and the two keys, once both signatures hold; nothing of the payload is looked at before."""
    if len(data) > MAX_BYTES:
        raise Refusal("TOO_LARGE", f"byte {MAX_BYTES}", f"the file has {len(data)} bytes")
    envelope = Envelope(data)
    read = []
    for i, (header, signature) in enumerate(envelope.parts):
        data = decoded(header)
        parts = HEADER.fullmatch(data) if len(data) <= 256 else None
        if not parts:
            raise Refusal("MALFORMED", f"signatures[{i}].protected", "a header is not of the form alg, kid, typ")
        read.append((*(part.decode("ascii") for part in parts.groups()), decoded(signature)))
    signers = []
    for i, (_, kid, _, _) in enumerate(read):
        if kid not in keys:
            raise Refusal("UNKNOWN_KEY", f"signatures[{i}].protected", f"the key {kid} is not trusted")
        signers.append(keys[kid])
    for i, (alg, kid, typ, _) in enumerate(read):
        where, key = f"signatures[{i}].protected", signers[i]
        if typ != f"webgate-{kind}+jws" or kind not in key.purposes:
            raise Refusal("WRONG_PURPOSE", where, f"it is of the kind {typ}, or the key {kid} may not sign this")
        if key.algorithm != ORDER[i] or alg != key.algorithm:
            raise Refusal("MALFORMED", where, f"the algorithm {alg} does not fit the key, here stands {ORDER[i]}")
    if signers[0].vendor != signers[1].vendor:
        raise Refusal("SIGNATURE", "signatures", "the two signatures are by different vendors")
    for i, (header, _) in enumerate(envelope.parts):
        message = f"{header[0]}.{envelope.payload[0]}".encode("ascii")
        if not ALGORITHMS[ORDER[i]][2](signers[i].public, message, read[i][3]):
            raise Refusal("SIGNATURE", f"signatures[{i}].signature", f"the signature {ORDER[i]} does not fit")
    return decoded(envelope.payload), signers


LICENSE_MEMBERS = {
    "id", "lineage", "generation", "vendor", "holder", "applications", "version", "issuedAt", "validFrom", "validUntil",
    "zone", "term", "binding", "kind", "value", "matching", "entitlements", "module", "quantity", "features",
    "renewalDate", "supersedes", "breakGlass", "critical"}


def read_license_payload(data):
    """The members of a licence, in their canonical order."""
    fields = Fields(Reader(data, "payload").read(), "payload")
    extras = Extras(fields, LICENSE_MEMBERS)
    members = {"id": fields.value("id", LICENSE_ID), "lineage": fields.value("lineage", LINEAGE)}
    generation = fields.integer("generation")
    members["generation"] = Plain(generation)
    vendor, holder = fields.text("vendor"), fields.text("holder")
    members["vendor"], members["holder"] = vendor, holder
    members["applications"] = _sorted(fields.values("applications", APPLICATION))
    version = fields.optional("version", str)
    if version is not None:
        members["version"] = version
    issued = fields.value("issuedAt", Instant)
    members["issuedAt"] = issued.written()
    members["validFrom"] = fields.value("validFrom", date)
    until = fields.optional("validUntil", date)
    if until is not None:
        members["validUntil"] = until
    members["zone"] = fields.value("zone", zone)
    members["term"] = fields.value("term", TERM)
    members["binding"] = _binding(fields.object("binding"), extras)
    entitlements = [_entitlement(item, extras) for item in fields.objects("entitlements")]
    members["entitlements"] = sorted(entitlements, key=lambda item: utf16(item["module"]))
    members["features"] = _sorted(fields.values("features", FEATURE))
    renewal = fields.optional("renewalDate", date)
    if renewal is not None:
        members["renewalDate"] = renewal
    members["supersedes"] = _sorted(fields.values("supersedes", LICENSE_ID))
    break_glass = fields.integer("breakGlass") if fields.has("breakGlass") else None
    if break_glass is not None:
        members["breakGlass"] = Plain(break_glass)
    unknown = extras.of(fields)
    _made("payload", VENDOR, vendor)
    _made("payload", bounded(200), holder)
    if version is not None:
        _made("payload", bounded(64), version)
    if generation < 1:
        raise content("payload", "the generation must be at least 1")
    if not members["applications"]:
        raise content("payload", "it names no application")
    modules = [item["module"] for item in entitlements]
    if len(set(modules)) < len(modules):
        raise content("payload", "it names a module twice")
    if until is not None and until < members["validFrom"]:
        raise content("payload", "it ends before it begins")
    if until is None and members["term"] != "permanent":
        raise content("payload", "it needs a last day")
    if break_glass is not None:
        if not 1 <= int(break_glass) <= 90:
            raise content("payload", "it is not for 1 to 90 days after its activation")
        if members["supersedes"]:
            raise content("payload", "what waits for its activation can't replace another one")
        extras.critical = sorted({*extras.critical, "breakGlass"})
    extras.write(members)
    members.update(unknown)
    require_canonical(data, members, "payload")
    return members, issued


def _binding(fields, extras):
    kind = fields.value("kind", KINDS)
    value = fields.value("value", str)
    count = fields.integer("matching") if fields.has("matching") else 0
    unknown = extras.of(fields)
    good = 3 <= count <= 5 if kind == "machine" else count == 0
    if not good or (kind == "anywhere") != (value == ""):
        raise content(fields.path, "kind, value and matching do not go together")
    members = {"kind": kind, "value": value}
    if kind == "machine":
        members["matching"] = Plain(count)
    members.update(unknown)
    return members


def _entitlement(fields, extras):
    members = {"module": fields.value("module", MODULE), "quantity": Plain(fields.integer("quantity"))}
    unknown = extras.of(fields)
    if int(members["quantity"]) < 0:
        raise content(fields.path, "a quantity is negative")
    members.update(unknown)
    return members


def _dated(kind, payload_reader):
    """A reader of documents that tell whose they are and when they were issued: what one says, as canonical JSON."""

    def read(data, keys):
        payload, signers = verify(data, kind, keys)
        members, issued = payload_reader(payload)
        if members["vendor"] != signers[0].vendor:
            raise content("payload.vendor", f"it names {members['vendor']} but is signed by {signers[0].vendor}")
        for key in signers:
            if not key.counts(issued):
                raise Refusal("UNKNOWN_KEY", "payload.issuedAt", f"the key {key.kid} does not count at {issued.text}")
        return payload.decode("utf-8")

    return read


KID = matching("[A-Za-z0-9_-]{1,64}")


def _numbered(number):
    if number < 1:
        raise content("payload", "the number must be at least 1")


def _revocation(fields, members, issued):
    number = fields.integer("number")
    due = fields.value("nextUpdate", Instant)
    members["number"], members["nextUpdate"] = Plain(number), due.written()
    members["licenses"] = _sorted(fields.values("licenses", LICENSE_ID))
    members["keys"] = _sorted(fields.values("keys", KID))
    _numbered(number)
    if due.order <= issued.order:
        raise content("payload", "the next list is due before this one was issued")


def _keys(fields, members, _):
    number = fields.integer("number")
    keys = [Key(key, members["vendor"]) for key in fields.objects("keys")]
    revoked = _sorted(fields.values("revoked", KID))
    _numbered(number)
    for key in keys:
        if len(set(key.purposes)) != 1:
            raise content("payload", f"the key {key.kid} must have one purpose")
        if key.kid != to_base64url(hashlib.sha256(key.public).digest()[:16]):
            raise content("payload", f"the key {key.kid} does not bear the name of its public key")
    if len({key.kid for key in keys}) < len(keys):
        raise content("payload", "a key stands there twice")
    members["number"] = Plain(number)
    members["keys"] = [{name: value for name, value in key.members().items() if name != "vendor"}
                       for key in sorted(keys, key=lambda key: utf16(key.kid))]
    members["revoked"] = revoked


def _receipt(fields, members, _):
    members["nonce"] = _made("payload", matching("[A-Za-z0-9_-]{32}"), fields.text("nonce"))


def _manifest(fields, members, _):
    version = fields.text("version")
    bundles = []
    for bundle in fields.objects("bundles"):
        texts = {name: bundle.text(name) for name in ("name", "version", "sha256")}
        bundle.require_all_known()
        for name, form in (("name", "[A-Za-z0-9_.-]{1,200}"), ("version", "[A-Za-z0-9_.-]{1,100}"), ("sha256", "[0-9a-f]{64}")):
            _made(bundle.path, matching(form), texts[name])
        bundles.append(texts)
    members["version"] = _made("payload", bounded(200), version)
    if len({bundle["name"] for bundle in bundles}) < len(bundles):
        raise content("payload", "a bundle stands there twice")
    members["bundles"] = sorted(bundles, key=lambda bundle: utf16(bundle["name"]))


STATEMENTS = {
    "revocation": (_revocation, {"number", "nextUpdate", "licenses", "keys"}),
    "keys": (_keys, {"number", "keys", "revoked"}),
    "time-receipt": (_receipt, {"nonce"}),
    "manifest": (_manifest, {"version", "bundles"})}


def _statement_payload(kind):
    """A reader of what a vendor says besides licences and entries: the members, in their canonical order, and the time."""
    read_members, names = STATEMENTS[kind]

    def read(data):
        fields = Fields(Reader(data, "payload").read(), "payload")
        extras = Extras(fields, names | {"vendor", "issuedAt", "critical"})
        vendor, issued = fields.text("vendor"), fields.value("issuedAt", Instant)
        members = {"vendor": _made("payload", VENDOR, vendor), "issuedAt": issued.written()}
        read_members(fields, members, issued)
        unknown = extras.of(fields)
        extras.write(members)
        members.update(unknown)
        require_canonical(data, members, "payload")
        return members, issued

    return read


ENTRY_MEMBERS = {"module", "title", "metric", "counting", "summed", "cut", "effect", "goesOn", "features",
                 "displaceIdle", "requires", "enforcedFrom", "overdraft", "grace", "featureTitles",
                 "aggregate", "critical"}


def read_entry_payload(data):
    """The members of a catalogue entry, in their canonical order."""
    data = data.rstrip(b"\r\n")
    fields = Fields(Reader(data, "entry").read(), "entry")
    extras = Extras(fields, ENTRY_MEMBERS)
    members = {"module": fields.value("module", MODULE)}
    title = fields.object("title")
    members["title"] = {"en": title.value("en", bounded(200)), "ru": title.value("ru", bounded(200))}
    title.require_all_known()
    members["metric"] = fields.value("metric", one_of(
        "sessions", "devices", "reports", "jobs", "clients", "scales", "servers", "computers"))
    members["counting"] = fields.value("counting", one_of("gate-sessions", "connections", "meter", "host"))
    members["summed"] = Plain("true" if fields.flag("summed") else "false")
    members["cut"] = fields.value("cut", one_of("newest", "all", "newcomer", "uncovered"))
    members["effect"] = fields.value("effect", one_of("stop-gate", "hold", "suspend", "refuse"))
    members["goesOn"] = _sorted(fields.values("goesOn", OPERATION))
    members["features"] = _sorted(fields.values("features", FEATURE))
    idle = fields.optional("displaceIdle", duration)
    if idle is not None:
        members["displaceIdle"] = idle
    if fields.has("requires"):
        required = _sorted(fields.values("requires", MODULE))
        if required:
            members["requires"] = required
    enforced = fields.optional("enforcedFrom", Instant)
    if enforced is not None:
        members["enforcedFrom"] = enforced.written()
    overdraft = fields.integer("overdraft") if fields.has("overdraft") else 0
    if overdraft > 0:
        members["overdraft"] = Plain(overdraft)
    grace = fields.optional("grace", duration)
    if grace is not None:
        members["grace"] = grace
    titles = fields.object("featureTitles") if fields.has("featureTitles") else None
    if titles is not None:
        named = {}
        for name in sorted(titles.left, key=utf16):
            _formed(name, FEATURE, f"{titles.path}.{name}")
            both = titles.object(name)
            named[name] = {"en": both.value("en", bounded(200)), "ru": both.value("ru", bounded(200))}
            both.require_all_known()
        if named:
            members["featureTitles"] = named
        if not set(named) <= set(members["features"]):
            raise content("entry", "a feature has a title and is not declared")
    if fields.has("aggregate") and fields.flag("aggregate"):
        members["aggregate"] = Plain("true")
        if members["counting"] != "connections":
            raise content("entry", "nothing connects that could stand for several units")
    unknown = extras.of(fields)
    if members["module"] in members.get("requires", ()):
        raise content("entry", "a module can't require itself")
    if overdraft < 0 or (grace is not None and overdraft == 0):
        raise content("entry", "an overdraft is above nothing, and only an overdraft has a time")
    if idle is not None and (members["counting"] != "connections" or members["effect"] != "refuse"):
        raise content("entry", "idle ones make room only where connections are refused")
    if members["effect"] == "refuse" and members["cut"] != "newcomer":
        raise content("entry", "only a newcomer can be refused")
    extras.write(members)
    members.update(unknown)
    require_canonical(data, members, "entry")
    return members


def read_entry(data, keys):
    payload, _ = verify(data, "catalogue", keys)
    read_entry_payload(payload)
    return payload.rstrip(b"\r\n").decode("utf-8")


PAYLOADS = {"license": read_license_payload, "catalogue": read_entry_payload,
            **{kind: _statement_payload(kind) for kind in STATEMENTS}}
READERS = {"catalogue": read_entry,
           **{kind: _dated(kind, PAYLOADS[kind]) for kind in ("license", *STATEMENTS)}}

# ---------------------------------------------------------------------------------------------------- keys and codes

CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LOOK_ALIKES = dict(zip("АВЕКМНОРСТУХ\u0130", "ABEKMHOPCTYXI"))


def _separates(c):
    return unicodedata.category(c) in ("Pd", "Zs", "Zl", "Zp", "Cf") or c in WHITE_SPACE or c in "\u2212\u2043\u02d7"


def typed(text):
    """Upper case without separators, look-alikes folded; character by character, the same in every locale."""
    folded = []
    for c in unicodedata.normalize("NFKC", text):
        if not _separates(c):
            upper = c.upper()
            folded.append(LOOK_ALIKES.get(upper, upper) if len(upper) == 1 else c)
    return "".join(folded)


def digits(text):
    return text.replace("O", "0").replace("I", "1").replace("L", "1")


def _doubled(symbol):
    return symbol << 1 ^ (0b100101 if symbol & 16 else 0)


def _product(a, b):
    product = 0
    while b:
        product ^= a if b & 1 else 0
        a, b = _doubled(a), b >> 1
    return product


def check_character(place, first, second, third):
    return place ^ _doubled(third ^ _doubled(second ^ _doubled(first)))


def check_four(symbols):
    """The remainder of the message times x^4 by (x+a)(x+a^2)(x+a^3)(x+a^4)."""
    generator, root = [1], 1
    for _ in range(4):
        root = _doubled(root)
        generator = [a ^ _product(b, root) for a, b in zip(generator + [0], [0] + generator)]
    rest = [0] * 4
    for symbol in symbols:
        lead = symbol ^ rest[0]
        rest = [r ^ _product(lead, g) for r, g in zip(rest[1:] + [0], generator[1:])]
    return rest


def _symbols(text):
    symbols = [CROCKFORD.find(c) for c in text]
    if -1 in symbols:
        raise ValueError("there is a character that is not Crockford base 32")
    return symbols


def machine_key(text):
    symbols = _symbols(digits(typed(text)))
    if len(symbols) != 24:
        raise ValueError(f"{len(symbols)} characters instead of 24")
    for place in range(1, 6):
        group = symbols[4 * place - 4:4 * place]
        if group[3] != check_character(place, *group[:3]):
            raise ValueError(f"typing error in group {place}")
    if symbols[20:] != check_four(symbols[:20]):
        raise ValueError("typing error in group 6, or two in one group before it")
    letters = "".join(CROCKFORD[symbol] for symbol in symbols)
    return "-".join(letters[i:i + 4] for i in range(0, 24, 4))


def media_key(text):
    letters = digits(typed(text))
    if not re.fullmatch("[0-9A-F]{64}", letters):
        raise ValueError("not 64 hexadecimal characters")
    if binascii.crc_hqx(bytes.fromhex(letters[:60]), 0xFFFF) != int(letters[60:], 16):
        raise ValueError("the last four characters do not fit the others")
    return letters


def code(text, vendor):
    letters = typed(text)
    if not letters.startswith(vendor):
        raise ValueError(f"it does not begin with {vendor}")
    kind, rest = ("coupon", letters[7:]) if letters[4:7] == "UPD" else ("license_key", letters[4:])
    symbols = _symbols(digits(rest))
    if len(symbols) != 30:
        raise ValueError(f"{len(symbols)} characters after the prefix instead of 30")
    mask = hashlib.sha256(f"{vendor}-{kind}".encode("ascii")).digest()
    if [c ^ m & 31 for c, m in zip(symbols[26:], mask)] != check_four(symbols[:26]):
        raise ValueError("its check characters do not fit")
    letters = "".join(CROCKFORD[symbol] for symbol in symbols)
    groups = [letters[i:i + 5] for i in range(0, 30, 5)]
    return "-".join([vendor + ("UPD" if kind == "coupon" else "")] + groups)


def read_key(kind, text, vendor):
    if kind == "machine":
        return machine_key(text)
    return media_key(text) if kind == "media" else code(text, vendor)


# ------------------------------------------------------------------------------------------------------ command line

def answer(question, keys):
    """One question of the command lines: about a document, a payload, a signature or a typed key."""
    if "signature" in question:
        message, signature, public = (bytes.fromhex(question[name]) for name in ("message", "signature", "publicKey"))
        context = bytes.fromhex(question.get("context", ""))
        check = ALGORITHMS[question["algorithm"]][2]
        return {"valid": check(public, message, signature, context) if context else check(public, message, signature)}
    try:
        if "key" in question:
            return {"text": read_key(question["key"], question["typed"], question.get("vendor", ""))}
        kind = question.get("kind", "license")
        if "payload" in question:
            PAYLOADS[kind](base64.b64decode(question["payload"]))
            return {"accepted": True}
        if "trust" in question:
            keys = read_trust(question["trust"].encode("utf-8"))
        return {"payload": READERS[kind](base64.b64decode(question["document"]), keys)}
    except Refusal as e:
        return {"fault": e.fault, "where": e.where, "why": e.why}
    except ValueError as e:
        return {"fault": "KEY", "why": str(e)}


def main(arguments):
    parser = argparse.ArgumentParser(prog="webgate_verify.py", description="Verifies Web Gate's signed documents.")
    commands = parser.add_subparsers(dest="command", required=True)
    documents = commands.add_parser("verify", help="verify documents and print what they say")
    documents.add_argument("document", nargs="+")
    documents.add_argument("--trust", required=True, help="the trust document with the vendors' public keys")
    documents.add_argument("--kind", choices=sorted(READERS), default="license")
    documents.add_argument("--json", action="store_true", help="print the payload as it was signed")
    key = commands.add_parser("key", help="check a machine key, a media key, a licence key or coupon")
    key.add_argument("kind", choices=["machine", "media", "code"])
    key.add_argument("text")
    key.add_argument("--vendor", default="", help="the vendor's four letters, for a licence key or coupon")
    lines = commands.add_parser("lines", help="answer questions, one JSON object a line")
    lines.add_argument("--trust")
    chosen = parser.parse_args(arguments)
    try:
        if chosen.command == "key":
            try:
                print(read_key(chosen.kind, chosen.text, chosen.vendor))
                return 0
            except ValueError as e:
                print(f"refused: {e}")
                return 1
        keys = {}
        if chosen.trust:
            with open(chosen.trust, "rb") as file:
                keys = read_trust(file.read())
        if chosen.command == "lines":
            for line in sys.stdin:
                print(json.dumps(answer(json.loads(line), keys)), flush=True)
            return 0
        return _documents(chosen, keys)
    except Refusal as e:
        print(f"webgate_verify.py: the trust document is refused: {e}", file=sys.stderr)
    except OSError as e:
        print(f"webgate_verify.py: {e}", file=sys.stderr)
    return 2


def _documents(chosen, keys):
    result = 0
    for name in chosen.document:
        with open(name, "rb") as file:
            data = file.read(MAX_BYTES + 1)
        title = f"{os.path.basename(name)}: " if len(chosen.document) > 1 else ""
        try:
            payload = READERS[chosen.kind](data, keys)
            print(title + (payload if chosen.json else json.dumps(json.loads(payload), ensure_ascii=False, indent=2)))
        except Refusal as e:
            print(f"{title}refused: {e}")
            result = 1
    return result


if __name__ == "__main__":
    for stream in (sys.stdin, sys.stdout):
        stream.reconfigure(encoding="utf-8")
    sys.exit(main(sys.argv[1:]))
