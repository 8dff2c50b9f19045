"""Mail backend for installations without a mail server: messages wait in KotakSurat, shown to the system admin."""

from collections.abc import Sequence

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from satker.models import KotakSurat


class KotakSuratBackend(BaseEmailBackend):
    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        KotakSurat.objects.bulk_create(
            KotakSurat(kepada=", ".join(s.to)[:300], subjek=s.subject[:200], isi=s.body) for s in email_messages
        )
        return len(email_messages)
