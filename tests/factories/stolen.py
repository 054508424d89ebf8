"""What a thief could look for in a stolen file: words in every form a file might hold them in.

`python -m tests.factories.stolen fill` fills every table that people or teams write to, in the
portal of TRIALHEAD_HOME, and prints the words; `… sealed` prints every ciphertext as it is stored;
`… tried` prints how many sealed texts there are and how many no key at hand opens.
"""

import base64
import binascii
import gzip
import json
import re
import sys
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote
from zipfile import BadZipFile, ZipFile

from trialhead.portal import start

# Words to look for -------------------------------------------------------------------------------


def forms(word: str) -> dict[str, bytes]:
    """A word as a file might hold it."""
    plain = word.encode()
    found = {
        "utf-8": plain,
        "utf-16-le": word.encode("utf-16-le"),
        "utf-16-be": word.encode("utf-16-be"),
        "hex": binascii.hexlify(plain),
        "HEX": binascii.hexlify(plain).upper(),
        "JSON": json.dumps(word)[1:-1].encode(),
        "percent": quote(word).encode(),
        "backwards": plain[::-1],
    }
    for at in range(3):  # base64 writes a word differently at each of three places
        written = base64.b64encode(b"\0" * at + plain)
        inner = written[(0, 2, 3)[at] : -4]
        found[f"base64 {at}"] = inner
        found[f"base64url {at}"] = inner.translate(bytes.maketrans(b"+/", b"-_"))
    return found


_PACKED = re.compile(rb"\x78[\x01\x5e\x9c\xda]|\x1f\x8b\x08")
_BASE64 = re.compile(rb"[A-Za-z0-9_-]{24,}={0,2}|[A-Za-z0-9+/]{24,}={0,2}")


def layers(data: bytes, depth: int = 3) -> Iterator[bytes]:
    """The bytes, and whatever is packed or written in base64 inside them."""
    yield data
    if depth == 0:
        return
    for found in _PACKED.finditer(data):
        inner = _unpacked(data[found.start() :])
        if inner:
            yield from layers(inner, depth - 1)
    for found in _BASE64.finditer(data):
        text = found.group().rstrip(b"=").translate(bytes.maketrans(b"-_", b"+/"))
        inner = base64.b64decode(text + b"=" * (-len(text) % 4)) if len(text) % 4 != 1 else b""
        if _PACKED.match(inner):
            yield from layers(inner, depth - 1)


def _unpacked(data: bytes) -> bytes:
    try:
        return zlib.decompressobj(wbits=47).decompress(data, 10_000_000)  # zlib or gzip
    except zlib.error:
        return b""


def members(path: Path) -> Iterator[bytes]:
    """A file, and the members of it if it is an archive."""
    yield path.read_bytes()
    try:
        with ZipFile(path) as archive:
            yield from (archive.read(name) for name in archive.namelist())
    except BadZipFile:
        pass


def given_away(paths: list[Path], words: list[str]) -> list[str]:
    """Which words stand where, and how they are written."""
    looked_for = [(word, how, form) for word in words for how, form in forms(word).items()]
    return sorted(
        {
            f"{path.name}: {word} as {how}"
            for path in paths
            for member in members(path)
            for layer in layers(member)
            for word, how, form in looked_for
            if form in layer
        }
    )


def packed_in_many_ways(word: str) -> dict[str, bytes]:
    """Files that hold a word, to prove that looking finds it."""
    text = f"… {word} …"
    ways = {how: b"\x00\x01" + form + b"\xff" for how, form in forms(word).items()}
    ways["zlib"] = b"row" + zlib.compress(text.encode() * 3) + b"row"
    ways["gzip"] = b"row" + gzip.compress(text.encode("utf-16-le"))
    ways["zlib in base64"] = b"." + base64.urlsafe_b64encode(zlib.compress(text.encode() * 9))
    return ways


# A portal with words in every table ---------------------------------------------------------------


def fill() -> dict[str, Any]:
    """Live in the portal, then put a word of its own into every sealed column of every row."""
    from tests.factories import lived_in

    session = lived_in.fill()["session"]
    _at_the_desk()
    words, empty = [], []
    from trialhead.portal.privacy.rotating import sealed_columns

    for model, field in sealed_columns():
        column, label = field.name, field.place
        keys = list(model._base_manager.values_list("pk", flat=True))
        if not keys:
            empty.append(label)
        for number, pk in enumerate(keys):
            word = f"Quillfeather-{label}-{number}-Ünmistakable"
            model._base_manager.filter(pk=pk).update(**{column: word})
            words.append(word)
    secrets = [*lived_in.SECRETS, *_secrets_elsewhere(), session]
    return {"words": [*words, *secrets], "empty": empty, "session": session}


def _at_the_desk() -> None:
    """What a team adds to an enquiry, by its own pages where there are some."""
    from django.utils import timezone

    from tests.factories.team import member, signed_in
    from trialhead.portal.accounts import actions as accounts
    from trialhead.portal.accounts.permissions import Scope
    from trialhead.portal.accounts.roles import Role
    from trialhead.portal.contact.models import EarlierSite, Enquiry, Handover, LaterReply
    from trialhead.portal.desk.models import Worksheet
    from trialhead.portal.studies.models import StudyRecord
    from trialhead.portal.teams.models import CriteriaDraft

    enquiry, now = Enquiry.objects.get(), timezone.now()
    user = member(Role.OWNER, study="NCT99900009", email="desk@team.example")
    scope = Scope("NCT99900009")
    accounts.invite(email="asked@team.example", role=Role.READER, scope=scope, by=user, at=now)
    client = signed_in(user)
    client.defaults["SERVER_NAME"] = "localhost"
    path = f"/team/enquiries/{enquiry.reference}/"
    client.get(path)
    client.post(f"{path}reply/", {"kind": "answered", "text": "Quillfeather answered first"})
    LaterReply.objects.create(enquiry=enquiry, text="Quillfeather answered again", at=now)
    client.get("/team/account/2fa/recovery-codes/generate/")
    client.post("/team/account/2fa/recovery-codes/generate/")
    Worksheet.objects.create(
        case=enquiry.case,
        screened_on=now.date(),
        answers="Quillfeather answers",
        instruments="Quillfeather items",
        criteria_change="none",
        author=user,
        saved_at=now,
    )
    elsewhere = {"enquiry": enquiry, "site_key": "another", "site_name": "Another site"}
    Handover.objects.create(**elsewhere, proposed_at=now, expires_at=now)
    EarlierSite.objects.create(**elsewhere, received_at=now, left_at=now)
    CriteriaDraft.objects.create(
        record=StudyRecord.objects.get(registry_id="NCT99900009"),
        author=user,
        accepted=[],
        version=1,
        edition=0,
        saved_at=now,
    )


def _secrets_elsewhere() -> list[str]:
    """Secrets that libraries keep in columns of their own, opened."""
    from trialhead.portal.accounts.second_factor import sealed_secrets
    from trialhead.portal.privacy.sealing import unseal

    return [unseal(one, place=place) for place, one in sealed_secrets()]


def sealed() -> list[str]:
    """Every ciphertext as it is stored."""
    from trialhead.portal.privacy.opening import every_text

    return [one for _place, one in every_text()]


def tried() -> dict[str, int]:
    """How many sealed texts there are, and how many no key at hand opens."""
    from dataclasses import asdict

    from trialhead.portal.privacy.opening import try_keys

    return asdict(try_keys())


def main(verb: str) -> None:
    """Do it and print the result."""
    start()
    from django.core.management import call_command

    call_command("collectstatic", interactive=False, verbosity=0)
    print(json.dumps({"fill": fill, "sealed": sealed, "tried": tried}[verb]()))


if __name__ == "__main__":
    main(*sys.argv[1:])
