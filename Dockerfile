# Two stages: the first installs the libraries, the second has them and the product, and nothing to build with.
FROM python:3.12-slim AS libraries
WORKDIR /app
COPY requirements.txt .
# Tests, other languages than our pages', and the installer itself are not needed to run.
RUN python -m venv /venv && /venv/bin/pip install --no-cache-dir --no-compile --requirement requirements.txt \
    && find /venv -type d -name tests -prune -exec rm -rf {} + \
    && find /venv -type d -path '*/locale/*' -name LC_MESSAGES -not -path '*/en/*' -prune -exec rm -rf {} + \
    && find /venv -name '*.pyi' -delete \
    && /venv/bin/python -m pip uninstall --yes --quiet pip

FROM python:3.12-slim
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 \
    DEBUG=false PORT=8000 DATABASE_URL=sqlite:////data/db.sqlite3
RUN useradd --system --uid 10001 --no-create-home movies && install --directory --owner 10001 /data
WORKDIR /app
COPY --from=libraries /venv /venv
COPY . .
# The key is for this one step: no setting of the image's own goes into the files.
RUN DJANGO_SECRET_KEY=only-to-collect-files ALLOWED_HOSTS=localhost python manage.py collectstatic --noinput \
    && find staticfiles -name '*.map' -delete
USER 10001
VOLUME /data
EXPOSE 8000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=15s --timeout=5s --start-period=30s \
    CMD ["python", "-c", "import os, urllib.request as u; u.urlopen(f'http://127.0.0.1:{os.environ[\"PORT\"]}/health/ready/', timeout=4)"]
# With its own SQLite the container prepares the database itself; other databases get a release step (docs/operations.md).
CMD ["sh", "-c", "case $DATABASE_URL in sqlite*) python manage.py migrate --noinput --verbosity 0 && python manage.py load_catalogue || exit 1;; esac; exec gunicorn movie_backend.wsgi:application --bind 0.0.0.0:$PORT"]
