"""T23 through the real programs: the second one says who has the register, and writes nothing."""

import json
import shutil
from pathlib import Path

import pytest

from tests.faults.kit import PATIENCE, PHRASE, USER, Place, command, driven, line_of


@pytest.mark.slow
def test_the_second_program_names_the_holder(model: Place, tmp_path: Path):
    folder = tmp_path / "office"
    shutil.copytree(model.folder, folder)
    first = driven(tmp_path / "first", "held", folder)
    assert first.stdin
    try:
        first.stdin.write(PHRASE + "\n")
        first.stdin.flush()
        assert json.loads(line_of(first.stdout)) == {"open": True}
        second = driven(tmp_path / "second", "shown", folder)
        said, _ = second.communicate(timeout=PATIENCE)
        found = json.loads(said)
        assert found["panel"] == "TroublePage"
        assert f"{USER} har registret öppet" in found["words"]
        check = command(
            tmp_path / "third", "check", "--data", folder, "--user", USER, "--passphrase-stdin"
        )
        assert check.returncode == 1
        assert f"{USER} har registret öppet" in check.stderr
    finally:
        first.kill()
        first.communicate()
    # A killed program leaves no lock behind.
    again = command(
        tmp_path / "third", "check", "--data", folder, "--user", USER, "--passphrase-stdin"
    )
    assert again.returncode == 0, again.stdout + again.stderr
