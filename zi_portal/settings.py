"""One settings file, driven by environment variables (.env.example lists them). Safe by default."""

from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

from zi_portal.lingkungan import basis_data, bilangan, teks, ya

BASE_DIR = Path(__file__).resolve().parent.parent
VAR = Path(teks("ZI_VAR", str(BASE_DIR / "var")))
VERSI = "0.1.0"

# --- Origin -------------------------------------------------------------------------------------------------------
# ASAL is the public origin people type. Everything about transport security follows from it: http is accepted on
# loopback only, so that a forgotten setting can never serve sessions in the clear.
ASAL = teks("ASAL", "http://127.0.0.1:8000").rstrip("/")
_skema, _, _inang_porta = ASAL.partition("://")
_inang = _inang_porta.rsplit(":", 1)[0] if not _inang_porta.endswith("]") else _inang_porta
ASAL_LOKAL = _inang in {"127.0.0.1", "localhost", "[::1]"}
ASAL_AMAN = _skema == "https"
if not ASAL_AMAN and not ASAL_LOKAL:
    raise ImproperlyConfigured(f"ASAL={ASAL}: di luar alamat lokal hanya https yang boleh.")
ALLOWED_HOSTS = [_inang, *filter(None, teks("INANG_TAMBAHAN").split(","))]
if ASAL_LOKAL:
    ALLOWED_HOSTS += ["127.0.0.1", "localhost", "[::1]"]
CSRF_TRUSTED_ORIGINS = [ASAL]

SECRET_KEY = teks("SECRET_KEY")
SECRET_KEY_FALLBACKS = [k for k in teks("SECRET_KEY_LAMA").split(",") if k]
if not SECRET_KEY:
    raise ImproperlyConfigured("SECRET_KEY belum diisi. `./run` membuatnya sendiri; server lain harus menyetelnya.")
DEBUG = ya("DEBUG")
DEMO = ya("DEMO")
# Accounts the login page offers in a demo database; their password is public on purpose.
SANDI_DEMO = "contoh-sandi-untuk-mencoba"
AKUN_DEMO = [
    *("kepala07", "koordinator07", "pokja1.07", "pokja2.07", "pokja3.07", "pokja4.07", "pokja5.07", "pokja6.07"),
    *("kanwil", "kakanwil", "tpi.ketua", "tpi.anggota1", "tpi.anggota2", "tpi.dalnis", "admin", "pusat", "sistem"),
]

# --- Applications -------------------------------------------------------------------------------------------------
INSTALLED_APPS = [
    "zi_portal",
    "pemantauan",
    "penilaian",
    "berkas",
    "satker",
    "instrumen",
    "common",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "crispy_forms",
    "crispy_bootstrap5",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "import_export",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "zi_portal.middleware.KepalaAmanMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "zi_portal.middleware.BatasSesiMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "zi_portal.middleware.HtmxSesiMiddleware",
    "satker.pelaku.PelakuMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "zi_portal.middleware.TanpaNulMiddleware",
    "zi_portal.middleware.WajibMasukMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]

ROOT_URLCONF = "zi_portal.urls"
WSGI_APPLICATION = "zi_portal.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "zi_portal.konteks.kerangka",
            ],
            "builtins": ["common.templatetags.zi"],
        },
    },
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"

# --- Database -----------------------------------------------------------------------------------------------------
# DATABASE_URL is the serving role (zi_app); manage.py swaps in DATABASE_URL_PEMILIK for migrate (docs/operasi.md).
_batas = (
    f"-c statement_timeout={bilangan('BATAS_KUERI_MS', 5000)}"
    f" -c lock_timeout={bilangan('BATAS_KUNCI_MS', 3000)}"
    f" -c idle_in_transaction_session_timeout={bilangan('BATAS_DIAM_MS', 10000)}"
)
DATABASES = {
    "default": {
        **basis_data(teks("DATABASE_URL", "postgresql:///zi_portal"), _batas),
        # One transaction per request; views that stream opt out with @transaction.non_atomic_requests.
        "ATOMIC_REQUESTS": True,
        "CONN_MAX_AGE": bilangan("CONN_MAX_AGE", 60),
        "CONN_HEALTH_CHECKS": True,
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# Correctness never rests on the cache.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "zi_cache"}}

# --- Accounts and sessions ----------------------------------------------------------------------------------------
AUTH_USER_MODEL = "satker.User"
AUTHENTICATION_BACKENDS = ["satker.masuk.NipAtauUsernameBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "satker.masuk.SandiLokalValidator"},
]
ACCOUNT_ADAPTER = "satker.masuk.AkunAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False  # sessions end by SESI_DIAM and SESI_MUTLAK only
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_PREVENT_ENUMERATION = True
# How many proxies in front may be believed about X-Forwarded-For; 0: the address of the connection counts.
ALLAUTH_TRUSTED_PROXY_COUNT = bilangan("PROKSI_JUMLAH", 0)
ACCOUNT_RATE_LIMITS = {"login_failed": "10/15m/key,60/15m/ip", "reset_password": "20/m/ip,5/m/key"}
ACCOUNT_FORMS = {"login": "satker.forms.masuk.MasukForm", "reset_password": "satker.forms.masuk.LupaSandiForm"}
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "beranda"
LOGOUT_REDIRECT_URL = "account_login"

SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_SERIALIZER = "django.contrib.sessions.serializers.JSONSerializer"
SESI_DIAM = bilangan("SESI_DIAM_MENIT", 30) * 60
SESI_MUTLAK = bilangan("SESI_MUTLAK_JAM", 12) * 3600
SESSION_COOKIE_AGE = SESI_DIAM
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Strict"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "zi_portal.galat.csrf"
if ASAL_AMAN:
    SESSION_COOKIE_NAME = "__Host-sesi"
    CSRF_COOKIE_NAME = "__Host-csrf"
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SECURE_HSTS_SECONDS = 31536000
    SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = True
    SECURE_SSL_REDIRECT = True
else:
    SESSION_COOKIE_NAME = "sesi"
    CSRF_COOKIE_NAME = "csrf"
if teks("PROKSI_SKEMA"):  # name of the header that the trusted proxy sets, e.g. X-Forwarded-Proto
    SECURE_PROXY_SSL_HEADER = ("HTTP_" + teks("PROKSI_SKEMA").upper().replace("-", "_"), "https")

# --- Headers ------------------------------------------------------------------------------------------------------
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; object-src 'none'; frame-ancestors 'none'"
)

# --- Language and time --------------------------------------------------------------------------------------------
LANGUAGE_CODE = "id"
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Jakarta"  # only the default of people without a satker; the database stores UTC
FORMAT_MODULE_PATH = ["zi_portal.formats"]
USE_THOUSAND_SEPARATOR = False  # every number on a page goes through {% angka %}

# --- Files --------------------------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_ROOT = VAR / "berkas"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
# Electronic signature of issued documents: a PKCS#12 file and its password (berkas/terbit/ttd.py); empty: none
TTD_P12, TTD_SANDI = teks("TTD_P12"), teks("TTD_SANDI")
if teks("S3_BUCKET"):  # evidence in an S3-compatible store; its addresses never leave the server (berkas.penyimpanan)
    from boto3.s3.transfer import TransferConfig

    STORAGES["default"] = {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "bucket_name": teks("S3_BUCKET"),
            "endpoint_url": teks("S3_ENDPOINT") or None,
            "access_key": teks("S3_KEY") or None,
            "secret_key": teks("S3_SECRET") or None,
            "region_name": teks("S3_REGION") or None,
            "default_acl": None,  # private
            "file_overwrite": True,  # the same key is always the same bytes; a changed name would lose them
            "signature_version": "s3v4",
            "addressing_style": "path" if teks("S3_ENDPOINT") else "auto",
            "max_memory_size": 1024 * 1024,
            "transfer_config": TransferConfig(max_concurrency=2, multipart_chunksize=8 * 1024 * 1024),
        },
    }
BATAS_BERKAS = bilangan("BATAS_BERKAS_MB", 50) * 1024 * 1024
BATAS_ARSIP = bilangan("BATAS_ARSIP_MB", 200) * 1024 * 1024  # a ZIP in the inbox, as sent
BATAS_ARSIP_TERURAI = 5 * BATAS_ARSIP
SAMPAH_HARI = bilangan("SAMPAH_HARI", 30)  # how long a document in the trash can come back
KUOTA_SATKER = bilangan("KUOTA_SATKER_GB", 20) * 1024**3
# Previews made by the worker: so many pages get images, so many are read by OCR, in so many seconds per file.
OLAH_BERKAS = ya("OLAH_BERKAS", True)
PRATINJAU_HALAMAN = bilangan("PRATINJAU_HALAMAN", 200)
PRATINJAU_OCR = bilangan("PRATINJAU_OCR", 30)
PRATINJAU_DETIK = bilangan("PRATINJAU_DETIK", 240)
CLAMAV = teks("CLAMAV")  # unix:/run/clamav/clamd.ctl or tcp:127.0.0.1:3310; empty: no virus scanner
CLAMAV_UMUR_HARI = bilangan("CLAMAV_UMUR_HARI", 7)  # definitions older than this prove nothing
CLAMAV_DETIK = bilangan("CLAMAV_DETIK", 30)  # seconds it may be silent
if CLAMAV and CLAMAV.partition(":")[0] not in {"unix", "tcp"}:
    raise ImproperlyConfigured("CLAMAV harus diawali unix: atau tcp:. Contoh: unix:/run/clamav/clamd.ctl")
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
DATA_UPLOAD_MAX_NUMBER_FILES = 50
FILE_UPLOAD_TEMP_DIR = str(VAR / "sementara")

# --- Jobs and mail ------------------------------------------------------------------------------------------------
TASKS = {"default": {"BACKEND": teks("TASKS_BACKEND", "django_tasks_db.DatabaseBackend")}}
EMAIL_URL = teks("EMAIL_URL")
DEFAULT_FROM_EMAIL = teks("SURAT_DARI", f"ZI Portal <tidak-dibalas@{_inang.strip('[]')}>")
if EMAIL_URL and not DEMO:  # demo data never leaves the machine
    EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    from urllib.parse import unquote, urlsplit

    _surat = urlsplit(EMAIL_URL)
    EMAIL_HOST, EMAIL_PORT = _surat.hostname, _surat.port or 25
    EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = unquote(_surat.username or ""), unquote(_surat.password or "")
    EMAIL_TIMEOUT = 8  # seconds; a mail server that hangs must not hold a request or a job
    EMAIL_USE_SSL, EMAIL_USE_TLS = _surat.scheme == "smtps", _surat.scheme == "smtp+tls"
else:
    EMAIL_BACKEND = "satker.surat.KotakSuratBackend"

SILENCED_SYSTEM_CHECKS = [] if ASAL_AMAN else ["security.W004", "security.W008", "security.W012", "security.W016"]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"baris": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"konsol": {"class": "logging.StreamHandler", "formatter": "baris"}},
    "root": {"handlers": ["konsol"], "level": teks("TINGKAT_LOG", "WARNING")},
}
