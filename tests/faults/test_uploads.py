"""150 interruptions of uploads to a real server: cut, killed, doubled, late, damaged; every file arrives as sent."""

import hashlib
import random
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.faults.raw_tus import RawTus, checksum
from tests.faults.web_plant import WebPlant
from tests.journeys.running import Api

SEED = 20260214
FILES = 30
INTERRUPTIONS = 150
KILLS = 6
AT_ONCE = 6
PASSWORD = "three quiet harbours"


@dataclass
class File:
    """What is sent, and where to."""

    name: str
    path: str
    content: bytes
    on_disk: Path


class Sender:
    """Sends files and is interrupted; `counts` says how."""

    def __init__(self, tus: RawTus, chance: random.Random) -> None:
        self.tus = tus
        self.chance = chance
        self.counts: Counter[str] = Counter()
        self.faults: list[Callable[[File, int], None]] = [
            *(self.cut, self.cut, self.cut, self.reset),
            *(self.doubled, self.concurrent, self.late, self.damaged, self.damaged_and_cut),
        ]

    def interrupt(self, file: File) -> None:
        """One fault, and what has arrived is still the file's beginning."""
        before = self.check(file)
        if before == len(file.content):
            return
        fault = self.chance.choice(self.faults)
        fault(file, before)
        assert self.check(file) >= before
        self.counts[fault.__name__] += 1

    def finish(self, file: File) -> None:
        for _ in range(20):
            offset = self.check(file)
            if offset == len(file.content):
                return
            rest = file.content[offset:]
            self.tus.patch(file.path, offset, len(rest)).send(rest).answer()
        raise AssertionError(f"{file.name} never arrives")

    def check(self, file: File) -> int:
        """The offset; the bytes before it are the file's, on the disk."""
        offset = self.tus.offset(file.path)
        if offset:
            assert file.on_disk.read_bytes()[:offset] == file.content[:offset]
        return offset

    def some(self, file: File, offset: int) -> int:
        """A number of bytes, rarely all of the rest."""
        return self.chance.randint(1, max(1, (len(file.content) - offset) // 3))

    def cut(self, file: File, offset: int) -> None:
        self._cut(file, offset, with_reset=False)

    def reset(self, file: File, offset: int) -> None:
        self._cut(file, offset, with_reset=True)

    def _cut(self, file: File, offset: int, *, with_reset: bool) -> None:
        rest = file.content[offset:]
        self.tus.patch(file.path, offset, len(rest)).send(rest[: self.some(file, offset)]).cut(
            with_reset=with_reset
        )

    def doubled(self, file: File, offset: int) -> None:
        chunk = file.content[offset : offset + self.some(file, offset)]
        first = self.tus.patch(file.path, offset, len(chunk)).send(chunk).answer()
        second = self.tus.patch(file.path, offset, len(chunk)).send(chunk).answer()
        assert (first.status, second.status) in {(204, 409), (423, 204), (423, 423), (409, 409)}

    def concurrent(self, file: File, offset: int) -> None:
        """The first has begun and stands still when the second comes."""
        chunk = file.content[offset : offset + self.some(file, offset)]
        first = self.tus.patch(file.path, offset, len(chunk)).send(chunk[:1])
        second = self.tus.patch(file.path, offset, len(chunk)).send(chunk)
        statuses = {second.answer().status, first.send(chunk[1:]).answer().status}
        assert statuses <= {204, 409, 423}
        assert len(statuses) == 2 or 204 not in statuses

    def late(self, file: File, offset: int) -> None:
        """A request that stood in a queue while others went on."""
        wrong = self.chance.choice(sorted({offset + 1, offset - 1, 0, len(file.content)} - {offset, -1}))
        answer = self.tus.patch(file.path, wrong, 10).send(b"late bytes").answer()
        assert answer.status in {409, 423}

    def damaged(self, file: File, offset: int) -> None:
        chunk = file.content[offset : offset + self.some(file, offset)]
        wrong = bytes([chunk[0] ^ 1]) + chunk[1:]
        exchange = self.tus.patch(file.path, offset, len(chunk), Upload_Checksum=checksum(chunk))
        status = exchange.send(wrong).answer().status
        is_overtaken = status == 409 and self.check(file) > offset  # by the bytes of a request cut before
        assert status in {460, 423} or is_overtaken

    def damaged_and_cut(self, file: File, offset: int) -> None:
        chunk = file.content[offset : offset + self.some(file, offset) + 1]
        exchange = self.tus.patch(file.path, offset, len(chunk), Upload_Checksum=checksum(chunk))
        exchange.send(bytes(len(chunk) // 2)).cut(with_reset=False)

    def killed(self, files: list[File], plant: WebPlant) -> None:
        """The server dies while all of these are being sent; some of them have just sent their last byte."""
        offsets = [self.check(file) for file in files]
        under_way = []
        for file, offset in zip(files, offsets, strict=True):
            rest = file.content[offset:]
            sent = len(rest) if self.chance.random() < 0.3 else self.some(file, offset)
            under_way.append(self.tus.patch(file.path, offset, len(rest)).send(rest[:sent]))
        plant.kill()
        for exchange in under_way:
            exchange.cut(with_reset=False)
        plant.start()
        assert all(self.check(file) >= offset for file, offset in zip(files, offsets, strict=True))
        self.counts["killed"] += len(files)


@pytest.fixture(scope="module")
def plant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WebPlant]:
    built = WebPlant(tmp_path_factory.mktemp("web"))
    try:
        built.build()
        yield built
    finally:
        built.tear_down()


def sign_in(plant: WebPlant) -> Api:
    who = ("--email", "ines@example.org", "--username", "ines", "--password-stdin")
    plant.manage("create_user", *who, stdin=PASSWORD)
    api = Api(plant.origin)
    api.sign_in("ines", PASSWORD)
    return api


def announce(api: Api, plant: WebPlant, chance: random.Random) -> list[File]:
    artist = api.call("POST", "/api/v1/artists", {"name": "Marram"})
    release = api.call("POST", "/api/v1/releases", {"artist_id": artist["id"]})
    files = []
    for number in range(FILES):
        content = chance.randbytes(chance.randint(40_000, 2_000_000))
        new: dict[str, object] = {"file_name": f"{number}.wav", "bytes": len(content)}
        if number % 2:
            new["sha256"] = hashlib.sha256(content).hexdigest()
        upload = api.call("POST", f"/api/v1/releases/{release['id']}/tracks", new)["upload"]
        on_disk = plant.folder / "incoming" / upload["id"].replace("-", "")
        files.append(File(f"{number}.wav", upload["upload_url"], content, on_disk))
    return files


def tus_of(api: Api, plant: WebPlant) -> RawTus:
    cookies = "; ".join(f"{cookie.name}={cookie.value}" for cookie in api.cookies)
    headers = api.headers()
    return RawTus(
        plant.port, {"Cookie": cookies, "X-CSRFToken": headers["X-CSRFToken"], "Origin": plant.origin}
    )


@pytest.mark.timeout(600)
def test_every_file_arrives_as_it_was_sent_however_often_it_is_interrupted(plant: WebPlant) -> None:
    chance = random.Random(SEED)
    api = sign_in(plant)
    files = announce(api, plant, chance)
    sender = Sender(tus_of(api, plant), chance)
    for _ in range(KILLS):
        growing = [file for file in files if sender.check(file) < len(file.content)]
        sender.killed(chance.sample(growing, AT_ONCE), plant)
        for _ in range((INTERRUPTIONS // KILLS) - AT_ONCE):
            sender.interrupt(chance.choice(growing))
    while sender.counts.total() < INTERRUPTIONS:
        growing = [file for file in files if sender.check(file) < len(file.content)]
        sender.interrupt(chance.choice(growing))
    for file in files:
        sender.finish(file)

    arrived = {
        str(name): str(sha256) for name, sha256 in plant.rows("SELECT file_name, sha256 FROM media_asset")
    }
    assert arrived == {file.name: hashlib.sha256(file.content).hexdigest() for file in files}
    assert [file.name for file in files if file.on_disk.read_bytes() != file.content] == []
    assert plant.rows("SELECT count(*), count(DISTINCT subject_id) FROM jobs_job") == [(FILES, FILES)]
    assert len(list((plant.folder / "incoming").iterdir())) == FILES
    told = " ".join(f"{name}={count}" for name, count in sorted(sender.counts.items()))
    print(f"uploads interruptions={sender.counts.total()} {told} files={FILES} hash_equal={FILES}")  # noqa: T201
