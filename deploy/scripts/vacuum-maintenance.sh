#!/usr/bin/env bash
# VACUUM (ANALYZE) of the busiest tables, one after the other (requirement R7.1). Never FULL, never in the way: a table in
# use is left for the next time. The worker does the same every night. A thin wrapper around `anwen vacuum`.
set -euo pipefail

usage() {
  cat <<'TEXT'
Usage: vacuum-maintenance.sh [--dry-run] [--table NAME]... [--json]
       vacuum-maintenance.sh --help

  --dry-run     say which tables, touch none
  --table NAME  this table (again for more); default: all of the nightly care
  --json        one JSON document on standard output

Environment: DATABASE_URL and DATABASE_OWNER_URL (the tables' owner); beside a running `npm start` neither is needed.

Exit codes: 0 done · 1 a table failed · 2 usage · 69 database unreachable · 75 a table was in use, or a backup or people's
            work came first: try again · 78 configuration or schema mismatch · 130 interrupted
The result of every run is the report vacuum.nightly in sys_ops_reports.
TEXT
}

cd "$(dirname "${BASH_SOURCE[0]}")/../.."
arguments=()
while (($# > 0)); do
  case "$1" in
    --help | -h) usage; exit 0 ;;
    --dry-run | --json) arguments+=("$1") ;;
    --table)
      (($# > 1)) || { usage >&2; exit 2; }
      arguments+=("$1" "$2")
      shift
      ;;
    *) usage >&2; exit 2 ;;
  esac
  shift
done
exec node apps/cli/bin/anwen.js vacuum run "${arguments[@]}"
