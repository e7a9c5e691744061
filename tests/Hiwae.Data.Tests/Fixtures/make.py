"""Makes the files of this folder with the tools that usually write them: numpy 1.24, scipy 1.10, pandas 1.5, Pillow 9.4.

The images are 60 of 8 x 8 for training and 20 for a test, with bars in one of four directions: the label.
"""
import gzip, io, json, os, struct
import numpy as np, pandas as pd, scipy.io
from PIL import Image

os.chdir(os.path.dirname(os.path.abspath(__file__)))
random = np.random.default_rng(14)


def images(count):
    labels = np.arange(count) % 4
    y, x = np.mgrid[0:8, 0:8]
    out = np.zeros((count, 8, 8))
    for i, label in enumerate(labels):
        place = [x, y, x + y, x - y][label] + random.integers(4)
        out[i] = np.where(place % 4 < 2, 0.9, 0.1) + random.uniform(-0.1, 0.1, (8, 8))
    return np.round(np.clip(out, 0, 1) * 15) * 17, labels


def folder(name):
    os.makedirs(name, exist_ok=True)
    return name


(grey, labels), (grey_test, labels_test) = images(60), images(20)
grey, grey_test = grey.astype(np.uint8), grey_test.astype(np.uint8)
bits, bits_test = (grey > 127).astype(np.uint8), (grey_test > 127).astype(np.uint8)


def idx(path, array):
    code = {"u1": 8, "i1": 9, "i2": 11, "i4": 12, "f4": 13, "f8": 14}[array.dtype.str[1:]]
    data = struct.pack(">BBBB", 0, 0, code, array.ndim) + b"".join(struct.pack(">I", n) for n in array.shape) + array.astype(array.dtype.newbyteorder(">")).tobytes()
    with (gzip.GzipFile(path, "wb", mtime=0) if path.endswith(".gz") else open(path, "wb")) as f:
        f.write(data)


# IDX: one folder deeper and named as EMNIST's, whose images lie on their side and whose labels begin at 1; other types.
deep = folder("emnist/gzip")
for part, x, y in [("train", grey, labels), ("test", grey_test, labels_test)]:
    idx(f"{deep}/emnist-letters-{part}-images-idx3-ubyte.gz", x.transpose(0, 2, 1))
    idx(f"{deep}/emnist-letters-{part}-labels-idx1-ubyte.gz", (y + 1).astype(np.uint8))
for code in ["i1", "i2", "i4", "f4", "f8"]:
    idx(f"{folder('idx')}/of-{code}", (np.arange(24).reshape(2, 3, 4) - 3).astype(code))

# numpy
for name, dtype in [("bytes", "u1"), ("half", "<f2"), ("big", ">f4"), ("double", "<f8"), ("long", ">i8"), ("unsigned", "<u2"), ("flags", "?")]:
    np.save(f"{folder('npy')}/{name}.npy", (np.arange(24).reshape(2, 3, 4) % 5).astype(dtype))
np.save("npy/fortran.npy", np.asfortranarray(np.arange(24, dtype="<i4").reshape(2, 3, 4)))
np.save("npy/texts.npy", np.array(["red", "green", "red"]))
np.save("npy/objects.npy", np.array([1, "a", None], dtype=object), allow_pickle=True)
with open("npy/version2.npy", "wb") as f:
    np.lib.format.write_array(f, np.arange(6, dtype="<f4").reshape(2, 3), version=(2, 0))
with open("npy/version3.npy", "wb") as f:
    np.lib.format.write_array(f, np.arange(6, dtype="<f4").reshape(2, 3), version=(3, 0))
np.savez("images.npz", x_train=bits, y_train=labels, x_test=bits_test, y_test=labels_test)
np.savez_compressed("grey.npz", train_images=grey / np.float32(255), test_images=grey_test / np.float32(255))
np.savez_compressed("whole.npz", X=grey[..., None], y=labels)
np.save(f"{folder('arrays')}/train.npy", bits.reshape(60, 64))
np.save("arrays/valid.npy", bits[:12].reshape(12, 64))
np.save("arrays/test.npy", bits_test.reshape(20, 64))

# MATLAB: as OMNIGLOT's chardata.mat, columns are images; and as Caltech-101 silhouettes.
scipy.io.savemat("chardata.mat", {
    "data": bits.reshape(60, 64).T.astype(float), "target": np.eye(4)[labels].T, "targetchar": (labels + 1)[None].astype(float),
    "testdata": bits_test.reshape(20, 64).T.astype(float), "testtarget": np.eye(4)[labels_test].T, "testtargetchar": (labels_test + 1)[None].astype(float)}, do_compression=True)
scipy.io.savemat("silhouettes.mat", {
    "train_data": bits[:48].reshape(48, 64), "val_data": bits[48:].reshape(12, 64), "test_data": bits_test.reshape(20, 64),
    "train_labels": (labels[:48, None] + 1).astype(np.uint8), "val_labels": (labels[48:, None] + 1).astype(np.uint8), "test_labels": (labels_test[:, None] + 1).astype(np.uint8),
    "classnames": np.array(["rows", "columns", "up", "down"], dtype=object)})
scipy.io.savemat("kinds.mat", {
    "int8": np.arange(-3, 3, dtype="i1").reshape(2, 3), "uint16": np.arange(6, dtype="u2").reshape(2, 3), "int64": np.arange(6, dtype="i8").reshape(2, 3) - 2**40,
    "single": np.arange(6, dtype="f4").reshape(1, 2, 3) / 4, "double": np.arange(6.0).reshape(3, 2) + 0.5, "flags": np.array([[True, False]]),
    "words": np.array(["red  ", "green"]), "nested": {"a": np.arange(3.0), "b": {"c": np.arange(2, dtype="u1")}, "cells": np.array([1, "x"], dtype=object)},
    "cells": np.array([1, "x"], dtype=object), "complex": np.array([[1 + 2j]])})

# .amat: binarised, and with the label as the last column.
np.savetxt(f"{folder('amat')}/bars_train.amat", bits.reshape(60, 64), fmt="%d")
np.savetxt("amat/bars_valid.amat", bits[:12].reshape(12, 64), fmt="%d")
np.savetxt("amat/bars_test.amat", bits_test.reshape(20, 64), fmt="%d")
np.savetxt("labelled.amat", np.hstack([grey.reshape(60, 64) / 255, labels[:, None]]), fmt="%.4g")


# CIFAR: one label and two.
def cifar(path, count, heads):
    with open(path, "wb") as f:
        for i in range(count):
            f.write(bytes(heads(i)) + np.kron(np.stack([grey[i], 255 - grey[i], grey[(i + 1) % 60]]), np.ones((4, 4))).astype(np.uint8).tobytes())


for name, count in [("data_batch_1", 4), ("data_batch_2", 4), ("test_batch", 2)]:
    cifar(f"{folder('cifar-10-batches-bin')}/{name}.bin", count, lambda i: [i % 4])
for name, count in [("train", 6), ("test", 2)]:
    cifar(f"{folder('cifar-100-binary')}/{name}.bin", count, lambda i: [i % 3, 90 + i])

# Pictures: labels as folders, with splits; in colour; and what is particular.
for part, some, marks in [("train", grey, labels), ("test", grey_test, labels_test)]:
    for i, (image, label) in enumerate(zip(some, marks)):
        Image.fromarray(image).save(f"{folder(f'pictures/{part}/' + ['rows', 'columns', 'up', 'down'][label])}/{i:02}.png", optimize=True)
for i in range(12):
    colour = np.kron(np.stack([grey[i], 255 - grey[i], grey[i + 1]], -1), np.ones((2, 2, 1))).astype(np.uint8)
    Image.fromarray(colour).save(f"{folder('colour')}/{i:02}.jpg", quality=90)
odd = folder("odd-pictures")
Image.fromarray(grey[0]).convert("P").save(f"{odd}/palette.png")
Image.fromarray((grey[0].astype(np.uint16) * 257)).save(f"{odd}/sixteen.png")
Image.fromarray(np.dstack([grey[0], grey[0], grey[0], np.where(np.arange(8) < 4, 255, 0) * np.ones((8, 1))]).astype(np.uint8)).save(f"{odd}/alpha.png")
Image.fromarray(grey[0][:7]).save(f"{odd}/smaller.png")
Image.fromarray(bits[0] * 255).convert("1").save(f"{odd}/one-bit.png")

# Tables.
n = 120
colour = random.choice(["red", "green", "blue"], n)
size = random.normal(0, 1, n)
table = pd.DataFrame({
    "id": [f"p{i:03}" for i in range(n)], "length": np.round(2 + size + 0.1 * random.normal(size=n), 3), "weight": np.round(70 + 9 * size, 2),
    "colour": colour, "visits": random.poisson(2, n)})
table.loc[::7, "length"] = np.nan
table.loc[3::11, "colour"] = np.nan
table.to_csv("table.csv", index=False)
table.to_csv("table.tsv.gz", index=False, sep="\t", na_rep="NA", compression={"method": "gzip", "mtime": 0})
table.drop(columns="id").to_csv("indexed.csv")
pd.DataFrame(np.round(random.normal(size=(40, 3)), 3)).to_csv("bare.csv", index=False, header=False)


# safetensors, as its format says.
def safetensors(path, arrays):
    names = {"uint8": "U8", "float32": "F32", "int64": "I64"}
    head, data = {"__metadata__": {"made": "by hand"}}, b""
    for name, array in arrays.items():
        head[name] = {"dtype": names[array.dtype.name], "shape": array.shape, "data_offsets": [len(data), len(data) + array.nbytes]}
        data += array.tobytes()
    text = json.dumps(head).encode()
    text += b" " * (-len(text) % 8)
    with open(path, "wb") as f:
        f.write(struct.pack("<Q", len(text)) + text + data)


safetensors("images.safetensors", {"x_train": bits, "y_train": labels.astype(np.int64), "x_test": bits_test, "y_test": labels_test.astype(np.int64)})
