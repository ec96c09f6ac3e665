# Two stages: the first installs the libraries and collects the static files, the second has what is needed to run.
FROM python:3.12-slim AS build
WORKDIR /app
COPY requirements.txt .
# Without tests, languages that our pages do not have, the installer, and parts of scipy that nothing here imports
# (apps/core/tests/test_image.py).
RUN python -m venv /venv && /venv/bin/pip install --no-cache-dir --no-compile --requirement requirements.txt \
    && /venv/bin/python -m pip uninstall --yes --quiet pip \
    && find /venv -type d -name tests -prune -exec rm -rf {} + \
    && find /venv -type d -path '*/locale/*' -name LC_MESSAGES -not -path '*/en/*' -prune -exec rm -rf {} + \
    && find /venv -name '*.pyi' -delete \
    && cd /venv/lib/python3*/site-packages/scipy \
    && rm -rf cluster datasets differentiate fftpack integrate interpolate io misc ndimage odr signal stats
COPY . .
# The key is for this one step: no setting of the image's own goes into the files. Libraries' static files are then in
# staticfiles, and not needed where they came from. Nothing shows the pages of REST framework.
RUN DEBUG=false DJANGO_SECRET_KEY=only-to-collect-files ALLOWED_HOSTS=localhost \
    /venv/bin/python -B manage.py collectstatic --noinput --ignore rest_framework \
    && find staticfiles -name '*.map*' -delete \
    && find /venv -type d -name static -not -path '*/celery/*' -prune -exec rm -rf {} +

FROM python:3.12-slim
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 \
    DEBUG=false PORT=8000 DATABASE_URL=sqlite:////data/db.sqlite3 MEDIA_ROOT=/data/media
RUN useradd --system --uid 10001 --no-create-home movies && install --directory --owner 10001 /data /uploads
WORKDIR /app
COPY --from=build /venv /venv
COPY --from=build /app /app
USER 10001
VOLUME /data
EXPOSE 8000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=15s --timeout=5s --start-period=30s \
    CMD ["python", "-c", "import os, urllib.request as u; u.urlopen(f'http://127.0.0.1:{os.environ[\"PORT\"]}/health/ready/', timeout=4)"]
# With its own SQLite the container prepares the database itself; other databases get a release step (docs/operations.md).
CMD ["sh", "-c", "case $DATABASE_URL in sqlite*) python manage.py migrate --noinput --verbosity 0 && python manage.py load_catalogue || exit 1;; esac; exec gunicorn movie_backend.wsgi:application --bind 0.0.0.0:$PORT"]
