# The targets that developers and CI use. `make` lists them.

# The versions that all pinned packages have wheels for, on x86-64 and arm64, Linux and macOS.
PYTHON ?= $(firstword $(shell for name in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$name -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 15))' 2>/dev/null && echo $$name; done))
VENV := .venv
PY := $(VENV)/bin/python
# Compiled tests stay, whatever the environment says: compiling them takes each process seconds.
PYTEST := PYTHONDONTWRITEBYTECODE= $(PY) -m pytest -n auto --maxprocesses 4 --dist loadfile

# The name of a stamp has the checksum of the requirements, and it is written last: an installation that was interrupted,
# or whose requirements have changed, is repeated.
RUN_DEPS := $(VENV)/.run-$(shell cksum < requirements.txt | cut -d' ' -f1)
DEV_DEPS := $(VENV)/.dev-$(shell cat requirements.txt requirements-dev.txt | cksum | cut -d' ' -f1)
E2E_DEPS := $(VENV)/.e2e-$(shell cat requirements.txt requirements-dev.txt e2e/requirements.txt | cksum | cut -d' ' -f1)
TORTURE_DEPS := $(VENV)/.torture-$(shell cat requirements.txt requirements-dev.txt torture/requirements.txt | cksum | cut -d' ' -f1)
CLIENT_DEPS := $(VENV)/.clients-$(shell cksum < clients/python/requirements.txt | cut -d' ' -f1)
SPARK_DEPS := $(VENV)/.spark-$(shell cat requirements.txt requirements-dev.txt requirements-spark.txt | cksum | cut -d' ' -f1)
BROKEN_VENV := $(shell test -x $(PY) && $(PY) -c '' || echo broken)
export PYTHONUNBUFFERED := 1

PRODUCTION := DEBUG=false ALLOWED_HOSTS=movies.example.org HTTPS=on \
	DJANGO_SECRET_KEY=for-checks-only-0123456789-abcdefghijklmnopqrstuvwxyz-ABCDEFGH

.PHONY: help run worker test test-exhaustive test-all coverage lint clients e2e fuzz fuzz-long torture torture-quick soak spark bench bench-check lock audit image image-test FORCE

help: ## list these targets
	@grep -hE '^[a-z0-9-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "make %-16s %s\n", $$1, $$2}'

run: $(RUN_DEPS) ## install, migrate, load the catalogue, serve on 127.0.0.1:8000 (PORT changes it)
	@exec $(PY) manage.py start

worker: $(RUN_DEPS) ## run the worker and the scheduler of background jobs (CELERY_BROKER_URL)
	@DEBUG=$${DEBUG:-true} exec $(PY) -m celery -A movie_backend worker --beat --schedule var/celerybeat-schedule --loglevel info

test: $(DEV_DEPS) ## run the default tests (on DATABASE_URL and REDIS_URL if they are set)
	@$(PYTEST) -m 'not exhaustive'

test-exhaustive: $(DEV_DEPS) ## run the tests that the default leaves out: the rest of large tables, all races
	@$(PYTEST) -m exhaustive

test-all: $(DEV_DEPS) ## run the default and the exhaustive tests
	@$(PYTEST)

coverage: $(DEV_DEPS) ## run all tests and show which lines no test runs (var/coverage/index.html)
	@$(PY) -m coverage erase
	@$(PY) -m coverage run -m pytest -n 0
	@$(PY) -m coverage html --skip-covered --directory var/coverage
	@$(PY) -m coverage report --skip-covered --sort=cover

lint: $(DEV_DEPS) ## check style, types, migrations, deployment settings, API schema
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m mypy
	$(PY) manage.py makemigrations --check --dry-run
	$(PRODUCTION) $(PY) manage.py check --deploy --fail-level WARNING
	$(PY) manage.py spectacular --validate --fail-on-warn --file /dev/null

clients: $(DEV_DEPS) $(CLIENT_DEPS) ## generate the typed clients, compile and run their examples (needs node)
	@mkdir -p var
	$(PY) manage.py spectacular --file var/schema.yml
	cd clients/typescript && npm ci --silent --no-fund --no-audit && node generate.mjs ../../var/schema.yml && npm run --silent build
	cd clients/python && PATH="$(abspath $(VENV))/clients/bin:$$PATH" openapi-python-client generate --meta none --overwrite \
		--config config.yml --path ../../var/schema.yml --output-path movie_backend_client
	cd clients/python && $(abspath $(VENV))/clients/bin/mypy --config-file= --strict --python-version 3.11 movie_backend_client example.py
	$(PY) clients/run_examples.py

e2e: $(E2E_DEPS) ## run the browser and operations tests against real servers (CHROMIUM names a browser)
	@command -v "$${CHROMIUM:-chromium}" >/dev/null || command -v chromium-browser >/dev/null || \
		{ apt-get update -qq && apt-get install -y -qq chromium; } || \
		{ echo 'Install Chromium, or name one in CHROMIUM.'; exit 1; }
	@$(PY) -m pytest e2e

fuzz: $(TORTURE_DEPS) ## send generated requests for every operation, as each role (4 minutes)
	@$(PY) torture/fuzz.py --seconds 200

fuzz-long: $(TORTURE_DEPS) ## the same for an hour
	@$(PY) torture/fuzz.py --seconds 3600

torture: $(DEV_DEPS) ## break databases, servers and clients under load, and race 30 requests at once (20 minutes)
	@mkdir -p var
	@$(PY) torture/faults.py
	@$(PY) torture/outside.py
	@RACERS=30 $(PY) -m pytest -n 0 apps/core/tests/test_races.py
	@RACERS=30 RACE_SERVER=on $(PY) -m pytest -n 0 apps/core/tests/test_races.py

torture-quick: $(DEV_DEPS) ## half of the faults, shorter
	@mkdir -p var
	@$(PY) torture/faults.py --quick

soak: $(DEV_DEPS) ## half of the top throughput for an hour (MINUTES changes it)
	@$(PY) torture/soak.py --minutes $(or $(MINUTES),60)

spark: $(SPARK_DEPS) ## test the Spark trainer (needs Java 17)
	@$(PY) -m pytest -n 0 apps/recommendations/tests/test_spark_trainer.py

bench: $(DEV_DEPS) ## measure the served requests (SCALE=S, M or L) beside a bare Django view; needs wrk
	@$(PY) benchmarks/served.py --scale $(or $(SCALE),S)

bench-check: $(DEV_DEPS) ## the same at scale S, failing when a request is over its budget
	@$(PY) benchmarks/served.py --scale S --check

LOCKS := requirements requirements-meaning requirements-dev requirements-spark benchmarks/requirements e2e/requirements \
	torture/requirements clients/python/requirements

lock: $(RUN_DEPS) ## compile the .in files to requirements with all versions and hashes
	@$(PY) -m venv $(VENV)/lock && $(VENV)/lock/bin/pip install -qq uv==0.13.9
	@set -e; for name in $(LOCKS); do \
		case $$name in requirements|clients/python/requirements) base=;; \
			requirements-meaning|requirements-dev) base='--constraint requirements.txt';; \
			*) base='--constraint requirements.txt --constraint requirements-dev.txt';; esac; \
		$(VENV)/lock/bin/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header \
			$$base --output-file $$name.txt $$name.in; done

audit: $(DEV_DEPS) ## check all requirements for known vulnerabilities, and the code for insecure calls
	@$(PY) -m venv $(VENV)/audit && $(VENV)/audit/bin/pip install -qq pip-audit==2.10.1 bandit==1.9.4
	$(VENV)/audit/bin/pip-audit --require-hashes --disable-pip $(foreach name,$(LOCKS),--requirement $(name).txt)
	$(VENV)/audit/bin/bandit --quiet --recursive --configfile pyproject.toml apps movie_backend

image: ## build the container image
	docker build --tag movie-backend .

image-test: ## build the image, start compose, use it, restart it (where a container engine answers)
	@$(firstword $(PYTHON) python3) deployment/image_test.py

# A linked .venv belongs to another checkout, so it is never emptied.
$(RUN_DEPS): $(if $(BROKEN_VENV),FORCE)
	@test -n '$(PYTHON)' || { echo "Python 3.11, 3.12, 3.13 or 3.14 is needed, and there is $$(python3 --version 2>/dev/null || echo none): install one, or set PYTHON=/path/to/python3."; exit 1; }
	@ls $(VENV)/.run-* >/dev/null 2>&1 && test -z '$(if $(BROKEN_VENV),broken)' || test -L $(VENV) || $(PYTHON) -m venv --clear $(VENV)
	@rm -f $(VENV)/.run-* $(VENV)/.dev-*
	@echo "Installing the dependencies into $(VENV) ..."
	@$(PY) -m pip install -qq --disable-pip-version-check -r requirements.txt
	@touch $@

$(DEV_DEPS): | $(RUN_DEPS)
	@rm -f $(VENV)/.dev-*
	@$(PY) -m pip install -qq --disable-pip-version-check -r requirements-dev.txt
	@touch $@

$(TORTURE_DEPS): | $(DEV_DEPS)
	@rm -f $(VENV)/.torture-*
	@$(PY) -m pip install -qq --disable-pip-version-check -r torture/requirements.txt
	@touch $@

$(E2E_DEPS): | $(DEV_DEPS)
	@rm -f $(VENV)/.e2e-*
	@$(PY) -m pip install -qq --disable-pip-version-check -r e2e/requirements.txt
	@touch $@

$(CLIENT_DEPS): | $(RUN_DEPS)
	@rm -f $(VENV)/.clients-*
	@$(PY) -m venv $(VENV)/clients
	@$(VENV)/clients/bin/pip install -qq --disable-pip-version-check -r clients/python/requirements.txt
	@touch $@

$(SPARK_DEPS): | $(DEV_DEPS)
	@rm -f $(VENV)/.spark-*
	@$(PY) -m pip install -qq --disable-pip-version-check -r requirements-spark.txt
	@touch $@

FORCE:
