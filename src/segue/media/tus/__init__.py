"""The door that bytes come through: tus 1.0 (https://tus.io/protocols/resumable-upload) at /uploads/, before Django.

Core protocol and the extensions creation, creation-with-upload, checksum, expiration, termination, concatenation.
An upload belongs to a file that the API has announced: that answer names its address. `POST /uploads/` begins such a
file again (`Upload-Metadata: asset <id>`), makes a part of one (`Upload-Concat: partial`), or joins parts
(`Upload-Concat: final;…` and the asset). Only its announcer sees it: session cookie and CSRF token, as everywhere.
A departure: after `final`, HEAD shows the joined file like any other, without the list of its parts.
"""
