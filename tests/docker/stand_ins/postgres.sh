#!/bin/bash
# Makes the database on the first start as the environment asks, runs the init scripts, then serves.
set -eu

case "${1:-}" in -*) set -- postgres "$@" ;; esac
[ "${1:-}" = postgres ] || exec "$@"

if [ "$(id -u)" = 0 ]; then
  mkdir -p "$PGDATA"
  chown -R postgres:postgres "$PGDATA"
  chmod 700 "$PGDATA"
  exec setpriv --reuid=postgres --regid=postgres --clear-groups "$0" "$@"
fi

: "${POSTGRES_USER:=postgres}" "${POSTGRES_PASSWORD:=}" "${POSTGRES_HOST_AUTH_METHOD:=}"
: "${POSTGRES_DB:=$POSTGRES_USER}" "${POSTGRES_INITDB_ARGS:=}"
export POSTGRES_USER POSTGRES_PASSWORD POSTGRES_DB
export PGUSER="$POSTGRES_USER"

run_script() {
  case "$1" in
    *.sh) if [ -x "$1" ]; then "$1"; else . "$1"; fi ;;
    *.sql) psql -v ON_ERROR_STOP=1 --no-password -d "$POSTGRES_DB" -f "$1" ;;
    *.sql.gz) gunzip -c "$1" | psql -v ON_ERROR_STOP=1 --no-password -d "$POSTGRES_DB" ;;
    *) echo "$0: ignoring $1" ;;
  esac
}

if [ ! -s "$PGDATA/PG_VERSION" ]; then
  if [ -z "$POSTGRES_PASSWORD" ] && [ "$POSTGRES_HOST_AUTH_METHOD" != trust ]; then
    echo "Error: Database is uninitialized and superuser password is not specified." >&2
    exit 1
  fi
  # shellcheck disable=SC2086 # the arguments are words
  initdb -D "$PGDATA" --no-sync --username="$POSTGRES_USER" --pwfile=<(printf '%s\n' "$POSTGRES_PASSWORD") \
    $POSTGRES_INITDB_ARGS
  echo "host all all all ${POSTGRES_HOST_AUTH_METHOD:-scram-sha-256}" >>"$PGDATA/pg_hba.conf"
  options=$(printf '%q ' "${@:2}" -c listen_addresses= -p 5432)
  pg_ctl -D "$PGDATA" -o "$options" -w start
  if [ "$POSTGRES_DB" != postgres ]; then
    psql -v ON_ERROR_STOP=1 -d postgres -v db="$POSTGRES_DB" <<<'CREATE DATABASE :"db"'
  fi
  for script in /docker-entrypoint-initdb.d/*; do
    [ -e "$script" ] || continue
    echo "$0: running $script"
    run_script "$script"
  done
  pg_ctl -D "$PGDATA" -m fast -w stop
  echo "PostgreSQL init process complete; ready for start up."
fi
unset PGUSER
exec "$@"
