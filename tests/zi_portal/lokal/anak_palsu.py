"""Stand-in for manage.py and the web server: python anak_palsu.py NAME …; PALSU_<NAME> says how it ends."""

import json
import os
import sys
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path


class Halaman(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(int(os.environ.get("PALSU_STATUS", "200")))
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Quiet."""


nama = sys.argv[1]
catatan = Path(os.environ["ZI_VAR"]) / f"palsu-{nama}.json"
catatan.write_text(
    json.dumps({"env": dict(os.environ), "argv": sys.argv[2:], "cwd": str(Path.cwd()), "pid": os.getpid()})
)
if kode := os.environ.get(f"PALSU_{nama.upper()}"):
    time.sleep(0.2)
    sys.exit(int(kode))
time.sleep(float(os.environ.get("PALSU_TIDUR", "0")))
if nama == "web":
    inang, porta = sys.argv[2:4]
    ThreadingHTTPServer((inang, int(porta)), Halaman).serve_forever()
elif nama in ("db_worker", "penjadwal"):
    time.sleep(60)
elif nama == "tanya":
    import psycopg2

    with psycopg2.connect(os.environ["DATABASE_URL"]) as sambungan, sambungan.cursor() as kursor:
        kursor.execute("SELECT current_user")
        sys.stdout.write(json.dumps(kursor.fetchone()) + "\n")
else:
    sys.stdout.write(f"selesai {nama}\n")
