# Two stages: the first installs the libraries and collects the static files, the second has what is needed to run.
FROM python:3.12-slim AS build
WORKDIR /app
COPY requirements.txt .
# Without tests, languages that our pages do not have, the installer, what compilers read, and what nothing here imports or
# has a stand-in in Python (apps/core/tests/test_image.py).
RUN python -m venv /venv && /venv/bin/pip install --no-cache-dir --no-compile --requirement requirements.txt \
    && /venv/bin/python -m pip uninstall --yes --quiet pip \
    && find /venv -type d -name tests -prune -exec rm -rf {} + \
    && find /venv -type d -path '*/locale/*' -name LC_MESSAGES -not -path '*/en/*' -prune -exec rm -rf {} + \
    && find /venv \( -name '*.py[ix]' -o -name '*.px[di]' -o -name '*.h' -o -name '*.a' \) -type f -delete \
    && cd /venv/lib/python3*/site-packages \
    && rm -rf scipy/cluster scipy/datasets scipy/differentiate scipy/fftpack scipy/integrate scipy/interpolate scipy/io scipy/misc \
        scipy/ndimage scipy/odr scipy/signal scipy/stats scipy/special/cython_special.* \
        numpy/_core/_simd.* numpy/_core/_multiarray_tests.* numpy/_core/_umath_tests.* \
        django/contrib/gis rapidfuzz/fuzz_cpp* rapidfuzz/process_cpp_impl.* wcwidth/_wcwidth_c.* yaml/_yaml.*
COPY . .
# The key is for this one step: no setting of the image's own goes into the files. Libraries' static files are then in
# staticfiles, and not needed where they came from, nor by names without a hash, which only the modules of our own pages
# use. Nothing shows the pages of REST framework.
RUN DEBUG=false DJANGO_SECRET_KEY=only-to-collect-files ALLOWED_HOSTS=localhost \
    /venv/bin/python -B manage.py collectstatic --noinput --ignore rest_framework \
    && find staticfiles -name '*.map*' -delete \
    && find staticfiles/*/ -type f -not -path 'staticfiles/core/*' -regextype posix-extended -not -regex '.*\.[0-9a-f]{12}\..*' -delete \
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
