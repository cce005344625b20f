# Records one request to Rancher, made where it runs: what the name resolves to, whether a
# connection and a TLS session come about, what /ping, /cacerts and an upgrade to a WebSocket are
# answered with. It judges nothing: what the tools say goes out as it is, in frames, and ImportLint
# makes the probe of it.
#
# Run by `sh -s`, with what is asked above it, so that no token is an argument of a program:
# POSIX sh, with curl; getent and openssl where they are.
set -u
: "${url:?}" "${host:?}" "${authority:?}" "${origin:?}" "${scheme:?}" "${proxy=}" "${token=}"
umask 077
LC_ALL=C
export LC_ALL
# The request is that of a plain program: what is set for others does not count.
unset http_proxy https_proxy all_proxy no_proxy HTTP_PROXY HTTPS_PROXY ALL_PROXY NO_PROXY \
  SSL_CERT_DIR SSL_CERT_FILE CURL_CA_BUNDLE CURL_HOME

work=$(mktemp -d "${TMPDIR:-/tmp}/importlint.XXXXXX") || exit 1
trap 'rm -rf "$work"' EXIT
trap 'exit 130' HUP INT TERM
facts=$work/facts
frames=0
fact() { printf '%s\n' "$*" >> "$facts"; }

# Writes a file as a frame, at most its first lines, and ends its last one.
frame() { # NAME FILE
  [ -s "$2" ] || return 0
  dd if="$2" bs=1024 count=256 2>/dev/null | awk 'NR <= 4000' > "$work/frame"
  printf 'file %s %s\n' "$(wc -l < "$work/frame" | tr -d ' ')" "$1"
  cat "$work/frame"
  frames=$((frames + 1))
}

# curl, told by its standard input what no argument is to hold.
ask() { # CONFIGURATION ARGUMENT…
  configuration=$1
  shift
  {
    if [ -n "$proxy" ]; then printf 'proxy = "%s"\n' "$proxy"; fi
    printf '%s' "$configuration"
  } | curl --config - -sS --connect-timeout 10 --max-time 25 "$@"
}
# What curl said last, without its own name, and without the advice that follows.
said() { sed -n 's/^curl: ([0-9]*) //p' "$1" | sed -n '$p' | tr -d '\r'; }

printf 'importlint-frames 1\n'
fact time "$(date -u +%Y-%m-%dT%H:%M:%SZ)"
if ! command -v curl > /dev/null 2>&1; then
  fact missing curl
  frame facts "$facts"
  printf 'end %s\n' "$frames"
  exit 0
fi

# Its name: the proxy looks it up where there is one.
if [ -z "$proxy" ] && command -v getent > /dev/null 2>&1; then
  case $host in
  *[!0-9.]*)
    if getent ahosts "$host" > "$work/addresses" 2>/dev/null; then
      fact resolved "$(awk '!seen[$1]++ { printf "%s ", $1 }' "$work/addresses")"
    else
      fact unresolved
    fi
    ;;
  esac
fi

# As the agent asks first: without a look at the certificate, through redirections.
ask '' -k -L --max-redirs 5 -o "$work/body" -D "$work/headers" \
  -w '%{http_code} %{time_connect}' "$url" > "$work/ping" 2> "$work/errors"
fact ping $? "$(cat "$work/ping")"
fact ping-error "$(said "$work/errors")"
fact date "$(sed -n 's/^[Dd]ate: *//p' "$work/headers" 2>/dev/null | tr -d '\r' | sed -n '$p')"

if [ "$scheme" = https ]; then
  # The authorities that this image trusts, wherever its curl looks for them.
  trusted=''
  for path in /etc/ssl/ca-bundle.pem /etc/ssl/certs/ca-certificates.crt \
    /etc/pki/tls/certs/ca-bundle.crt /etc/ssl/cert.pem; do
    if [ -z "$trusted" ] && [ -s "$path" ]; then trusted=$path; fi
  done
  ask "${trusted:+cacert = \"$trusted\"
}" -o /dev/null "$url" > /dev/null 2> "$work/errors"
  fact verified $? "${trusted:-none}"
  fact verified-error "$(said "$work/errors")"
  ask '' -k -o /dev/null -w '%{certs}' "$url" > "$work/chain" 2>/dev/null
  if ! grep -q 'BEGIN CERTIFICATE' "$work/chain" && [ -z "$proxy" ] \
    && command -v openssl > /dev/null 2>&1; then
    openssl s_client -showcerts -servername "$host" -connect "$authority" < /dev/null \
      > "$work/chain" 2>/dev/null
  fi
fi

ask '' -k -o "$work/cacerts" -w '%{http_code}' "$origin/cacerts" > "$work/code" 2>/dev/null
fact cacerts $? "$(cat "$work/code")"

# The upgrade. A registration token is sent without a cluster or node, so that nothing is
# registered: Rancher then says whether it knows it. An API token opens a stream of events.
path=/v3/connect
headers=''
case $token in
'') ;;
*:*)
  path='/v3/subscribe?eventNames=resource.change&resourceTypes=setting'
  headers="header = \"Authorization: Bearer $token\"
"
  ;;
*) headers="header = \"X-API-Tunnel-Token: $token\"
header = \"X-API-Tunnel-Params: e30=\"
" ;;
esac
ask "$headers" -k --http1.1 --max-time 8 -o /dev/null -w '%{http_code}' \
  -H 'Connection: Upgrade' -H 'Upgrade: websocket' -H 'Sec-WebSocket-Version: 13' \
  -H 'Sec-WebSocket-Key: aW1wb3J0bGludC1wcm9iZQ==' "$origin$path" \
  > "$work/code" 2> "$work/errors"
fact socket $? "$(cat "$work/code")"
fact socket-error "$(said "$work/errors")"

frame facts "$facts"
frame body "$work/body"
if [ "$scheme" = https ]; then
  awk '/-----BEGIN CERTIFICATE-----/ { inside = 1 } inside { print }
    /-----END CERTIFICATE-----/ { inside = 0 }' "$work/chain" > "$work/certificates"
  frame chain "$work/certificates"
fi
frame cacerts "$work/cacerts"
printf 'end %s\n' "$frames"
