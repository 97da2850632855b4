#!/usr/bin/env bash
# Takes away what is past its retention period (requirement R6.3). The worker does the same every night; this is for a
# timer outside of it, or for now. A thin wrapper: everything is in `anwen retention`.
set -euo pipefail

usage() {
  cat <<'TEXT'
Usage: retention-cleanup.sh [--dry-run] [--only POLICY] [--budget MINUTES] [--json]
       retention-cleanup.sh --status | --help

  --dry-run         say what would go, change nothing
  --only POLICY     this policy alone, e.g. webhooks.deliveries
  --budget MINUTES  stop at a good place after so many minutes (default 10); the next run goes on
  --status          list the policies and the archives
  --json            one JSON document on standard output

Environment: DATABASE_URL, DATABASE_OWNER_URL (months of the ledger need the tables' owner), STORAGE_*; beside a running
`npm start` none of them is needed.

Exit codes: 0 done · 1 a policy failed (see the report retention.run) · 2 usage · 8 another run is at work ·
            69 database unreachable · 75 try again · 78 configuration or schema mismatch · 130 interrupted
TEXT
}

cd "$(dirname "${BASH_SOURCE[0]}")/../.."
verb=run
arguments=()
while (($# > 0)); do
  case "$1" in
    --help | -h) usage; exit 0 ;;
    --status) verb=status ;;
    --dry-run | --json) arguments+=("$1") ;;
    --only | --budget)
      (($# > 1)) || { usage >&2; exit 2; }
      arguments+=("$1" "$2")
      shift
      ;;
    *) usage >&2; exit 2 ;;
  esac
  shift
done
exec node apps/cli/bin/anwen.js retention "$verb" "${arguments[@]}"
