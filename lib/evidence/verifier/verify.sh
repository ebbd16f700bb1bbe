#!/bin/sh
# Verifies an unpacked evidence bundle with a POSIX shell, OpenSSL and sha256sum (or shasum): no Node.js, no network.
#   sh verify/verify.sh [folder]           exit 0: intact; 1: not intact, with every fault named
# verify.mjs checks the same, and the Merkle roots under the seals, and counts signatures.
set -u
LC_ALL=C
export LC_ALL
cd "${1:-$(dirname "$0")/..}" || exit 1
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
if command -v sha256sum >/dev/null; then sums='sha256sum'; else sums='shasum -a 256'; fi

ENVELOPE=MANIFEST.dsse.json
UNLISTED='MANIFEST.dsse.json MANIFEST.json verify/SHA256SUMS verify/manifest.pae verify/manifest.sig'
: >"$work/faults"
fault() { printf 'FAULT  %s\n' "$1" | tee -a "$work/faults"; }
digest() { $sums <"$1" | cut -d' ' -f1; }
# The first of what a pattern's one group matches in a file, line by line.
pick() { sed -n "s|.*$1.*|\\1|p" "$2" | head -n 1; }

# open_envelope FILE: leaves payload, pae, sig in $work, and the key's id in $id. The file is written in one way only.
open_envelope() {
  form='^{"payload":"\([A-Za-z0-9+/=]*\)","payloadType":"\([^"]*\)","signatures":\[{"keyid":"\([^"]*\)","sig":"\([A-Za-z0-9+/=]*\)"}\]}$'
  sed -n "s|$form|\\1|p" "$1" | openssl base64 -d -A >"$work/payload" 2>/dev/null
  type=$(sed -n "s|$form|\\2|p" "$1")
  keyid=$(sed -n "s|$form|\\3|p" "$1")
  sed -n "s|$form|\\4|p" "$1" | openssl base64 -d -A >"$work/sig" 2>/dev/null
  id=${keyid##*/}
  { printf 'DSSEv1 %s %s %s ' "${#type}" "$type" "$(wc -c <"$work/payload" | tr -d ' ')"; cat "$work/payload"; } >"$work/pae"
  printf '{"payload":"%s","payloadType":"%s","signatures":[{"keyid":"%s","sig":"%s"}]}\n' \
    "$(openssl base64 -A -in "$work/payload")" "$type" "$keyid" "$(openssl base64 -A -in "$work/sig")" >"$work/canonical"
  cmp -s "$1" "$work/canonical" || fault "$1: is not written in its canonical form"
}

# verify_envelope FILE: the same, with the key that verify/keys.json names; leaves the key's line in $work/key.
verify_envelope() {
  open_envelope "$1"
  grep -F "\"id\":\"$id\"," verify/keys.json | head -n 1 >"$work/key"
  if [ -z "$id" ] || [ ! -s "$work/key" ]; then
    fault "$1: is signed by a key that is not in verify/keys.json ($keyid)"
    return 1
  fi
  pem=$(pick '"file":"\([^"]*\)"' "$work/key")
  openssl dgst -sha256 -verify "$pem" -signature "$work/sig" "$work/pae" >/dev/null 2>&1 && return 0
  fault "$1: the signature does not match"
  return 1
}

for name in $UNLISTED verify/keys.json; do
  [ -f "$name" ] || fault "$name: is missing"
done
if [ -s "$work/faults" ]; then
  echo 'NOT INTACT. Do not rely on this bundle.'
  exit 1
fi

# 1. The keys: each file is the key that keys.json names.
sed -n 's|.*"file":"\([^"]*\)".*"sha256":"\([0-9a-f]*\)".*|\1 \2|p' verify/keys.json >"$work/keys"
while read -r pem expected; do
  if [ ! -f "$pem" ]; then fault "$pem: is missing"; continue; fi
  openssl pkey -pubin -in "$pem" -outform DER -out "$work/der" 2>/dev/null || fault "$pem: is not a public key"
  [ "$(digest "$work/der")" = "$expected" ] || fault "$pem: is not the key that verify/keys.json names"
done <"$work/keys"

# 2. The signature over the digests of the manifest and of the list of sums, and its copies.
if verify_envelope $ENVELOPE; then
  [ "$keyid" = "$id" ] || fault "$ENVELOPE: names its key otherwise than verify/keys.json"
  grep -q '"lastSeal":null' "$work/key" || fault "$ENVELOPE: is signed by a key that was retired"
fi
for copy in pae sig; do
  cmp -s "$work/$copy" "verify/manifest.$copy" || fault "verify/manifest.$copy: differs from $ENVELOPE"
done
for name in MANIFEST.json verify/SHA256SUMS; do
  [ "$(pick "{\"digest\":{\"sha256\":\"\\([0-9a-f]*\\)\"},\"name\":\"$name\"}" "$work/payload")" = "$(digest "$name")" ] ||
    fault "$name: is not the file that was signed"
done

# 3. Every file: listed, present, unchanged.
$sums -c verify/SHA256SUMS 2>/dev/null | sed -n 's/: FAILED.*//p' >"$work/failed"
while read -r path; do
  if [ -f "$path" ]; then fault "$path: was changed"; else fault "$path: is missing"; fi
done <"$work/failed"
{ sed 's/^[0-9a-f]*  //' verify/SHA256SUMS; for name in $UNLISTED; do echo "$name"; done; } | sort >"$work/listed"
find . ! -type d | sed 's|^\./||' | sort | comm -23 - "$work/listed" >"$work/added"
while read -r path; do fault "$path: was added"; done <"$work/added"

# 4. The chain of seals: signed, without holes, each naming the one before, each with its run's results.
sed -n '/^  "chain": {$/,/^  }/p' MANIFEST.json >"$work/chain"
number() { pick "\"$1\": \\([0-9]*\\)" "$work/chain"; }
before=$(pick '"previous": "\([0-9a-f]*\)"' "$work/chain")
expected=$(number first)
count=0
find chain/seals -type f 2>/dev/null | sort >"$work/seals"
while read -r seal; do
  count=$((count + 1))
  verify_envelope "$seal" || continue
  sequence=$(pick '"sequence":\([0-9]*\)' "$work/payload")
  [ "$sequence" = "$expected" ] || fault "$seal: seal $sequence stands where $expected belongs"
  [ "$(pick '"previous":"\([0-9a-f]*\)"' "$work/payload")" = "$before" ] ||
    fault "$seal: does not follow from the seal before it"
  first=$(pick '"firstSeal":\([0-9]*\)' "$work/key")
  last=$(pick '"lastSeal":\([0-9]*\)' "$work/key")
  if [ "${sequence:-0}" -lt "${first:-0}" ] || [ "${sequence:-0}" -gt "${last:-${sequence:-0}}" ]; then
    fault "$seal: its key $id signed from seal $first to ${last:-now}"
  fi
  before=$(digest "$seal")
  expected=$((${sequence:-0} + 1))
  name=$(basename "$seal" .json)
  results=$(pick '"targets":{"key":"[^"]*","sha256":"\([0-9a-f]*\)"}' "$work/payload")
  signatures=$(pick "\"signatures\":{\"key\":\"signatures/$name.json\",\"sha256\":\"\\([0-9a-f]*\\)\"}" "$work/payload")
  for pair in "chain/results/$name.ndjson.gz:$results" "chain/signatures/$name.json:$signatures"; do
    file=${pair%:*}
    [ -n "${pair##*:}" ] || continue
    if [ ! -f "$file" ]; then fault "$file: is missing"
    elif [ "$(digest "$file")" != "${pair##*:}" ]; then fault "$file: is not the file that was sealed"; fi
  done
done <"$work/seals"
[ "$count" = "$(number count)" ] || fault "chain/seals: $count seals where the manifest counts $(number count)"
[ "$count" = 0 ] || [ "$before" = "$(pick '"last": "\([0-9a-f]*\)"' "$work/chain")" ] ||
  fault 'chain/seals: the last seal is not the one listed'

# 5. All else that was signed.
find chain/signed exceptions/signed access-reviews/signed -type f 2>/dev/null | sort >"$work/signed"
while read -r file; do
  verify_envelope "$file" || continue
  case $file in access-reviews/*) ;; *) continue ;; esac
  details=access-reviews/details/$(basename "$file")
  if [ ! -f "$details" ] || [ "$(digest "$details")" != "$(pick '"details":{"key":"[^"]*","sha256":"\([0-9a-f]*\)"}' "$work/payload")" ]; then
    fault "$details: is not the file that $file pins"
  fi
done <"$work/signed"

if [ -s "$work/faults" ]; then
  echo "NOT INTACT: $(wc -l <"$work/faults" | tr -d ' ') faults. Do not rely on this bundle."
  exit 1
fi
echo "INTACT: $(wc -l <"$work/listed" | tr -d ' ') files and $count seals, signed."
while read -r pem expected; do echo "Public key SHA-256 $expected ($pem)"; done <"$work/keys"
echo 'Compare each key with the one that the company gave you by another way.'
