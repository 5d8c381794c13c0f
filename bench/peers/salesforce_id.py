"""Salesforce ids, a column at a time, for the peers without SQL.

**Source:** the published 18-character form: 15 case-sensitive characters, then one a block of five that encodes which
of them are capitals.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

_SHORT = 15
_LONG = 18
_ALPHABET = np.frombuffer(b"ABCDEFGHIJKLMNOPQRSTUVWXYZ012345", np.uint8)
_BIT_WEIGHTS = np.array([1, 2, 4, 8, 16], np.uint8)
_IS_ALPHANUMERIC = np.array([chr(byte).isalnum() and byte < 128 for byte in range(256)])


def are_valid(ids: pa.Array | pa.ChunkedArray) -> npt.NDArray[np.bool_]:
    """Returns which texts are well-formed ids of 18 characters (exports write no others). A missing one is not."""
    if isinstance(ids, pa.ChunkedArray):
        ids = ids.combine_chunks()
    lengths = pc.fill_null(pc.binary_length(ids), 0).to_numpy(zero_copy_only=False)
    is_valid: npt.NDArray[np.bool_] = lengths == _LONG
    # Filtering copies, so that the texts lie one after the other.
    long = ids.filter(pa.array(is_valid)).cast(pa.large_binary())
    start = long.offset * _LONG
    characters = np.frombuffer(long.buffers()[2] or b"", np.uint8)[start : start + len(long) * _LONG].reshape(-1, _LONG)
    blocks = characters[:, :_SHORT].reshape(-1, 3, 5)
    capitals = (blocks >= ord("A")) & (blocks <= ord("Z"))
    suffix = _ALPHABET[capitals @ _BIT_WEIGHTS]
    is_valid[is_valid] = _IS_ALPHANUMERIC[characters].all(axis=1) & (suffix == characters[:, _SHORT:]).all(axis=1)
    return is_valid
