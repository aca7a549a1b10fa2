"""Sound that can't be measured is a fault of ours, never the file's."""

import os

import numpy as np
import pytest

from segue.media.processing.errors import ProcessingError, damaged
from segue.media.processing.listening import Listener, listening


class Deaf(Listener):
    """Has no memory left."""

    def add(self, pcm: bytes | memoryview) -> None:
        raise MemoryError("no room for samples")


def test_all_samples_are_in_after_the_block() -> None:
    listener = Listener(channels=2)
    with listening(listener) as pipe:
        os.write(pipe, bytes(8 * 1000))
    assert (listener.true_peak_dbtp(), listener.waveform.peaks()) == (None, bytes(400))


def test_floats_beyond_any_sound_are_not_believed() -> None:
    """Their products would be infinite."""
    listener = Listener(channels=1)
    listener.add(np.array([0.0, 3e38, -3e38, np.inf, np.nan] * 40, "<f4").tobytes())
    assert 120.0 <= (listener.true_peak_dbtp() or 0) <= 130.0
    assert max(listener.waveform.peaks()) == 255


def test_an_error_while_listening_is_raised_to_the_caller() -> None:
    with pytest.raises(MemoryError, match="no room for samples"), listening(Deaf(channels=2)) as pipe:
        os.write(pipe, bytes(8))


def test_it_prevails_over_what_the_tool_makes_of_the_broken_pipe() -> None:
    with pytest.raises(MemoryError) as caught:
        refuse_while_listening(Deaf(channels=2))
    assert isinstance(caught.value.__context__, ProcessingError)


def refuse_while_listening(listener: Listener) -> None:
    with listening(listener) as pipe:
        os.write(pipe, bytes(8))
        raise damaged()


def test_without_one_the_tools_own_error_stays() -> None:
    with pytest.raises(Exception, match="damaged"), listening(Listener(channels=2)):
        raise damaged()
