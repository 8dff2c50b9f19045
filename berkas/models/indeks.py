"""The words of a document, for the search. Can always be made again (`./run susun_indeks`)."""

from __future__ import annotations

import uuid

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models

from berkas.models.berkas import Berkas
from satker.models import Satker


class IndeksBerkas(models.Model):
    """One row per document that may be found. Weight A title and sent names, B notes and codes, C extracted text.

    Only from versions that passed the checks; documents in the trash have no row.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    satker = models.ForeignKey(Satker, on_delete=models.PROTECT, related_name="+")
    berkas = models.ForeignKey(Berkas, on_delete=models.PROTECT, related_name="indeks")
    vektor = SearchVectorField()
    pada = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["satker", "berkas"], name="indeksberkas_sekali")]
        indexes = [GinIndex(fields=["vektor"], name="indeksberkas_kata")]
