import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kvinnobyran.aside import frames


@given(st.lists(st.binary(max_size=300), max_size=6), st.integers(1, 50))
def test_frames_come_out_as_they_went_in_however_the_pipe_cuts_them(contents, size):
    sent = b"".join(map(frames.frame, contents))
    splitter, found = frames.Splitter(), []
    for start in range(0, len(sent), size):
        found += splitter.feed(sent[start : start + size])
    assert found == contents
    source = io.BytesIO(sent)
    assert [frames.read(source) for _ in contents] == contents
    assert frames.read(source) is None


@pytest.mark.parametrize("sent", [b"\0", b"\0\0\0\5abc", b"\xff\xff\xff\xff"])
def test_half_a_frame_and_one_too_long_are_broken(sent):
    with pytest.raises(frames.Broken):
        frames.read(io.BytesIO(sent))


def test_a_frame_too_long_is_refused_before_it_is_waited_for():
    with pytest.raises(frames.Broken):
        list(frames.Splitter().feed(b"\xff\xff\xff\xff"))
