"""Unsupported file formats, each with a shell line that converts to a supported one."""

from __future__ import annotations

import re
from pathlib import Path

from engine.errors import InputError

_PYTHON = 'convert it once: python -c "{line}"'

_PICKLE = (
    "import torch; from safetensors.torch import save_file; "
    "save_file(torch.load({source!r}, map_location='cpu', weights_only=True), {target!r})"
)
_KERAS = (
    "import keras, numpy; numpy.savez({target!r}, "
    "**{{v.path: v.numpy() for v in keras.models.load_model({source!r}).weights}})"
)
_HDF5 = (
    "import h5py, numpy; a = {{}}; h5py.File({source!r}).visititems(lambda n, o: "
    "a.update({{n: o[()]}}) if hasattr(o, 'shape') else None); numpy.savez({target!r}, **a)"
)
_FLAX = (
    "import numpy; from flax import serialization as s, traverse_util as t; "
    "a = t.flatten_dict(s.msgpack_restore(open({source!r}, 'rb').read()), sep='/'); "
    "numpy.savez({target!r}, **{{k: numpy.asarray(v, float) for k, v in a.items()}})"
)
_ONNX = (
    "import onnx, numpy; from onnx.numpy_helper import to_array; "
    "g = onnx.load({source!r}).graph; a = {{t.name: to_array(t) for t in g.initializer}}; "
    "n = next(n for n in g.node if n.op_type == 'RNN').input; numpy.savez({target!r}, "
    "U=a[n[1]][0], W=a[n[2]][0], b=a[n[3]][0].reshape(2, -1).sum(0))"
)
_MATLAB = (
    "import numpy, scipy.io; numpy.savez({target!r}, **{{k: v for k, v in "
    "scipy.io.loadmat({source!r}).items() if hasattr(v, 'dtype') and v.dtype.kind in 'fiu'}})"
)
_EXCEL = (
    "import pandas; "
    "pandas.read_excel({source!r}, header=None).to_csv({target!r}, header=False, index=False)"
)

_PLAIN_NAME = re.compile(r"[\w ./:\\+,=@-]+")
_PICKLED = "is a pickle, which could run code when opened"
_KINDS = {
    **dict.fromkeys(
        (".pt", ".pth", ".bin", ".ckpt", ".pkl", ".pickle"), (_PICKLED, _PICKLE, ".safetensors")
    ),
    ".keras": ("is a model of Keras", _KERAS, ".npz"),
    **dict.fromkeys((".h5", ".hdf5"), ("is in the HDF5 format", _HDF5, ".npz")),
    ".msgpack": ("is a checkpoint of Flax", _FLAX, ".npz"),
    ".onnx": ("is a graph in the ONNX format", _ONNX, ".npz"),
    ".mat": ("is a file of MATLAB", _MATLAB, ".npz"),
    **dict.fromkeys((".xlsx", ".xls"), ("is a spreadsheet", _EXCEL, ".csv")),
}


def refusal(path: Path, otherwise: str) -> InputError:
    """Return the InputError for a file of an unsupported ending.

    Args:
        path: the file; only its name is used.
        otherwise: the remedy for a format without a conversion line.
    """
    ending = path.suffix.lower()
    if ending not in _KINDS:
        found = f"is no kind of file this program opens ({ending or 'no ending'})"
        return InputError(found, otherwise)
    found, line, wanted = _KINDS[ending]
    # the line is run in a shell, so only harmless names are inserted
    safe = path if _PLAIN_NAME.fullmatch(str(path)) else Path(f"weights{ending}")
    source, target = str(safe), str(safe.with_suffix(wanted))
    return InputError(found, _PYTHON.format(line=line.format(source=source, target=target)))
