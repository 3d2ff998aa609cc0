"""Copies a library with pyicloud and prints what it saw, as JSON.

Usage: copy_photos.py <apple id> <folder of the stored sign-in> <folder for the files>
"""

import hashlib
import json
import sys
from pathlib import Path

from pyicloud import PyiCloudService

PREVIEWS = ("medium", "thumb", "medium_video", "thumb_video", "medium_image", "thumb_image")


def main() -> None:
    apple_id, sign_in_folder, target = sys.argv[1:]
    service = PyiCloudService(apple_id, "not used", cookie_directory=sign_in_folder)
    libraries = service.photos.libraries
    seen = {"libraries": sorted(libraries), "albums": [], "files": []}
    for name, library in libraries.items():
        if name == "root" or name.startswith("shared:"):
            for album in library.albums:
                photos = list(album.photos)
                seen["albums"].append(
                    {
                        "library": name,
                        "name": album.fullname,
                        "count": len(album),
                        "assets": [photo.id for photo in photos],
                    }
                )
            for photo in library.all.photos:
                seen["files"].extend(copy(photo, Path(target)))
            if name == "root":
                for photo in library.albums["Hidden"].photos:
                    seen["files"].extend(copy(photo, Path(target)))
    json.dump(seen, sys.stdout)


def copy(photo, target: Path) -> list[dict]:
    """Downloads every version that is no preview."""
    copied = []
    for key, resource in photo.resources.items():
        if key in PREVIEWS:
            continue
        content = photo.download(key)
        if content is None:
            continue
        digest = hashlib.md5(content).hexdigest()
        (target / digest).write_bytes(content)
        copied.append(
            {"asset": photo.id, "version": key, "name": resource.filename, "md5": digest}
        )
    return copied


main()
