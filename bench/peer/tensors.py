"""Tensors by name in the safetensors format: a header in JSON, then the values."""
import json
import struct

import torch

TYPES = {"F32": torch.float32, "F64": torch.float64, "I64": torch.int64}


def read(path):
    """All tensors of a file, by name."""
    with open(path, "rb") as file:
        (length,) = struct.unpack("<Q", file.read(8))
        header = json.loads(file.read(length))
        values = file.read()
    header.pop("__metadata__", None)
    return {name: _tensor(values, **slot) for name, slot in header.items()}


def _tensor(values, dtype, shape, data_offsets):
    start, end = data_offsets
    # A copy of their own: a slice of the file's bytes need not be aligned, and may not be written to.
    return torch.frombuffer(bytearray(values[start:end]), dtype=TYPES[dtype]).view(shape)


def under(tensors, prefix):
    """Those whose names start with a prefix, without it."""
    return {name[len(prefix):]: value for name, value in tensors.items() if name.startswith(prefix)}
