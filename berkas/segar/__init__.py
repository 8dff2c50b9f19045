"""Freshness of evidence and the dates of documents, as pure functions. The rules K1… are in docs/kesegaran.md."""
