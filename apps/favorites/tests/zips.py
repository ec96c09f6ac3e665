"""Zips that tests make, sound and damaged."""

import io
import struct
import zipfile

MB = 1024 * 1024


def archive(*entries, compression=zipfile.ZIP_DEFLATED):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", compression) as target:
        for name, text in entries:
            target.writestr(name, text)
    return content.getvalue()


def with_flags(content, offset, change):
    """A zip whose directory says something else of its last file."""
    content = bytearray(content)
    start = content.rfind(b"PK\x01\x02") + offset
    content[start : start + 4] = change(content[start : start + 4])
    return bytes(content)


def with_link(target, *entries):
    """A zip whose ratings.csv is a link, as Unix tools write it."""
    content = io.BytesIO(archive(*entries))
    with zipfile.ZipFile(content, "a") as changed:
        link = zipfile.ZipInfo("ratings.csv")
        link.create_system, link.external_attr = 3, 0o120777 << 16
        changed.writestr(link, target)
    return content.getvalue()


def overlapping(members, size):
    """A zip whose directory names the same bytes many times."""
    content = archive(("ratings.csv", "a" * size))
    with zipfile.ZipFile(io.BytesIO(content)) as made:
        entry, start = made.infolist()[0], made.start_dir
    directory = b""
    for number in range(members):
        name = f"{number:03}.csv".encode()
        sizes = (entry.CRC, entry.compress_size, entry.file_size, len(name))
        directory += (
            struct.pack("<IHHHHHHIIIHHHHHII", 0x02014B50, 20, 20, 0, 8, 0, 0, *sizes, 0, 0, 0, 0, 0, 0) + name
        )
    end = struct.pack("<IHHHHIIH", 0x06054B50, 0, 0, members, members, len(directory), start, 0)
    return content[:start] + directory + end
