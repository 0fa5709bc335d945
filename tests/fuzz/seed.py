# SPDX-License-Identifier: MIT
# usage: seed.py DIRECTORY: writes valid inputs of the fuzz targets into DIRECTORY/<target>/.
import os
import struct
import sys

KEYS = ["3dc35216b2d61240b83472030849a37d", "8ea1eb48c9f88746bf110a74c9f96a8f", "370d996c8ebb7a4785980d5d96fcd88a",
        "5f76bcb63b4ca440bd512535b66fe09d", "393717c9565e1c46b71346fb995cb95f"]


def blob(items):
    """items: (hex of the key, type, 8 bytes of value or payload)."""
    records, payloads, offset = b"", b"", 8 + 32 * len(items)
    for key, kind, data in items:
        if kind in (0x48, 0x1f, 0x1011):
            value = struct.pack("<II", len(data), offset + len(payloads))
            payloads += data
        else:
            value = data
        records += bytes.fromhex(key) + struct.pack("<Q", kind) + value
    return struct.pack("<II", 0x494d4641, len(items)) + records + payloads


ITEMS = [(KEYS[0], 0x15, struct.pack("<II", 480, 640)),
         (KEYS[1], 0x48, bytes.fromhex("7669647300001000800000aa00389b71")),
         (KEYS[2], 0x1f, "a/b\0".encode("utf-16le")),
         (KEYS[3], 0x1011, b"\1\2\3"),
         (KEYS[4], 0x13, struct.pack("<II", 1, 0))]
BLOBS = [blob([]), blob(ITEMS), blob(ITEMS[:1] + [(KEYS[1], 0x05, struct.pack("<d", 0.5))])]


def write(target, inputs):
    folder = os.path.join(sys.argv[1], target)
    os.makedirs(folder, exist_ok=True)
    for i, data in enumerate(inputs):
        with open(os.path.join(folder, "seed%d" % i), "wb") as f:
            f.write(data)


def framed(data):
    return struct.pack("<I", len(data)) + data


write("fuzz_attribute_blob", BLOBS)
write("fuzz_attribute_stream", [b"\0" + framed(b) for b in BLOBS]
      + [b"\1" + framed(BLOBS[1]) + struct.pack("<I", 1) + bytes(16) + struct.pack("<I", 0)])
write("fuzz_media_type_stream", [framed(b) for b in BLOBS] + BLOBS)
write("fuzz_transform_registration", [b"{d6c02d4b-6833-45b4-971a-05a4b04bab91}", b"D6C02D4B-6833-45B4-971A-05A4B04BAB91",
      bytes(64), "Name\0".encode("utf-16le")])


def packed(data):
    return framed(data + b"\0" * (-len(data) % 4))


def event(value, attributes):
    return struct.pack("<II", 0x31564D4F, 1) + bytes(16) + struct.pack("<I", 0) + value + packed(attributes)


def stream(current):
    return struct.pack("<II", 7, 1) + packed(BLOBS[1]) + struct.pack("<I", 1) + packed(BLOBS[2]) + current


TEXT = "text\0".encode("utf-16le")
write("fuzz_event", [event(struct.pack("<I", 0), BLOBS[0]), event(struct.pack("<Iq", 20, -5), BLOBS[1]),
                     event(struct.pack("<I", 31) + struct.pack("<I", len(TEXT)) + TEXT + b"\0\0", BLOBS[0]),
                     event(struct.pack("<III", 8, 1, 4) + "ab".encode("utf-16le") + bytes(4), BLOBS[0])])
write("fuzz_presentation_descriptor",
      [struct.pack("<I", 0x31445044) + packed(BLOBS[1]) + struct.pack("<I", 2) + stream(struct.pack("<I", 1))
       + stream(struct.pack("<I", 0xFFFFFFFF) + packed(BLOBS[0]))])
