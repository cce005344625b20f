#!/bin/sh
# Gathers what ImportLint reads of one node, and nothing else: a few files of the resolver, of k3s,
# RKE2 and the kubelet, the tables of systemd, kernel parameters, certificates without their keys.
#
#   ssh root@w1 'sh -s' < node-script.sh > w1.tar.gz       and then: importlint check … w1.tar.gz
#   sh node-script.sh --output snapshot                    a folder: snapshot/nodes/w1/…
#
# It reads only. Passwords, tokens and keys do not leave the node: where one stands, <REDACTED> is
# written. Nobody's rights are needed, but what only root may read is missing without them; it is
# listed in nodes/NAME/importlint-node.yaml as denied, and what is not there as absent.
#
# POSIX sh; beside POSIX' tools it uses gzip, mktemp and readlink, and asks stat, systemctl, sysctl
# and timeout where they are.
set -u
umask 077
LC_ALL=C
SYSTEMD_COLORS=0
SYSTEMD_PAGER=''
# A folder that the node's root is seen in may be one that was changed into.
SYSTEMD_IGNORE_CHROOT=1
PATH=${PATH:-/usr/bin:/bin}:/usr/local/sbin:/usr/sbin:/sbin
export LC_ALL SYSTEMD_COLORS SYSTEMD_PAGER SYSTEMD_IGNORE_CHROOT PATH

# Bounds: bytes of a file, files, bytes of all of them.
file_limit=1048576
count_limit=600
total_limit=4194304

usage() {
  cat <<'TEXT'
usage: sh node-script.sh > NODE.tar.gz
       sh node-script.sh --output FOLDER
  --node NAME       the Node's name, where it is not the machine's
  --output FOLDER   write there; without it a .tar.gz goes to the standard output
  --frames          write the files one after another as text, as `importlint collect` reads them
  --root FOLDER     where the node's root folder is mounted; no command of this machine is asked
  --systemctl COMMAND   asked for the units of the folder's node
TEXT
}
say() { printf 'importlint: %s\n' "$*" >&2; }
fail() {
  say "$2"
  exit "$1"
}

# Options.

node='' output='' form=tar root='' systemctl=''
while [ $# -gt 0 ]; do
  case $1 in
  --frames) form=frames ;;
  --node | --output | --root | --systemctl)
    [ $# -ge 2 ] || fail 2 "$1 needs a value"
    case $1 in
    --node) node=$2 ;;
    --output) output=$2 form=folder ;;
    --root) root=${2%/} ;;
    --systemctl) systemctl=$2 ;;
    esac
    shift
    ;;
  --help)
    usage
    exit 0
    ;;
  *) fail 2 "unknown option $1" ;;
  esac
  shift
done
if [ "$form" = tar ] && [ -t 1 ]; then
  fail 2 'the archive goes to the standard output, which is a terminal: > FILE.tar.gz, or --output'
fi
if [ -z "$root" ] && [ -z "$systemctl" ]; then systemctl=systemctl; fi

# What takes credentials out of a text.
# shellcheck disable=SC2016 # the dollars are awk's
redact='
@redact@
'

# Endings of the names of credentials, and of others: ImportLint's own.
credentials='@credentials@'
lasting='@lasting@'
distinct='@distinct@'
harmless='@harmless@'
words='@words@'
tails='@tails@'
others='@others@'

# A text without what nobody else is to see. Its last line keeps its end, or lacks it.
redacted() { # KIND
  awk -v kind="$1" -v credentials="$credentials" -v lasting="$lasting" -v distinct="$distinct" \
    -v harmless_names="$harmless" -v words="$words" -v tails="$tails" -v others="$others" "$redact"
}

# The certificates of a text, and none of its keys.
certificates() {
  awk '/-----BEGIN (TRUSTED )?CERTIFICATE-----/ { inside = 1 } inside { print }
    /-----END (TRUSTED )?CERTIFICATE-----/ { inside = 0 }'
}

# Looking for files, as the node sees them.

# The place of a path below $root, links followed as the node follows them: in $real. Where there is
# none, $why says whether it is absent, and only then.
resolve() { # PATH
  rest=${1#/} real='' steps=0 why=''
  while [ -n "$rest" ]; do
    part=${rest%%/*}
    case $rest in
    */*) rest=${rest#*/} ;;
    *) rest='' ;;
    esac
    case $part in
    '' | .) continue ;;
    ..)
      real=${real%/*}
      continue
      ;;
    esac
    steps=$((steps + 1))
    if [ "$steps" -gt 200 ]; then
      why='too many links'
      return 1
    fi
    if [ -L "$root$real/$part" ]; then
      if ! link=$(readlink "$root$real/$part" 2>/dev/null); then
        why='the link cannot be read'
        return 1
      fi
      case $link in
      /*) real='' ;;
      esac
      rest=$link${rest:+/$rest}
    elif [ -e "$root$real/$part" ]; then
      real=$real/$part
    else
      # Whoever may not look into a folder sees nothing in it, which proves nothing.
      why=absent
      if [ -d "$root$real/" ] && ! [ -e "$root$real/." ]; then why='permission denied'; fi
      return 1
    fi
  done
}

# Names that nothing has to be quoted for, in YAML and in frames.
is_plain() { # PATH
  case $1 in
  *[!A-Za-z0-9._@:+/%,=-]*) return 1 ;;
  *) return 0 ;;
  esac
}
deny() { # PATH REASON
  is_plain "$1" || return 0
  printf '  "%s": %s\n' "$1" "$2" >> "$denials"
}
missing() { # PATH
  if [ "$why" = absent ]; then
    printf '  - "%s"\n' "$1" >> "$absences"
  else
    deny "$1" "$why"
  fi
}

# Whether there is room for one more file.
has_room() { # PATH
  if [ "$count" -ge "$count_limit" ] || [ "$total" -ge "$total_limit" ]; then
    deny "$1" 'too much was gathered before it'
    return 1
  fi
}

# Takes in what was written to $draft as the file at a path; what is too long is left out whole.
keep() { # PATH
  size=$(wc -c < "$draft" | tr -d ' ')
  if [ "$size" -gt "$file_limit" ]; then
    deny "$1" 'too large'
  elif [ -e "$folder$1" ]; then
    :
  else
    mkdir -p "$folder${1%/*}"
    mv "$draft" "$folder$1"
    count=$((count + 1)) total=$((total + size))
  fi
  rm -f "$draft"
}

# Gathers one file, as text of a kind, under its own path or another one.
gather() { # KIND PATH [AS]
  as=${3:-$2}
  if ! is_plain "$as"; then return 0; fi
  if ! resolve "$2"; then
    missing "$as"
    return 0
  fi
  file=$root$real
  if [ ! -f "$file" ]; then
    deny "$as" 'no file'
    return 0
  fi
  if ! (: < "$file") 2>/dev/null; then
    deny "$as" 'permission denied'
    return 0
  fi
  has_room "$as" || return 0
  size=$(wc -c < "$file" 2>/dev/null | tr -d ' ')
  if [ "${size:-0}" -gt "$file_limit" ]; then
    deny "$as" 'too large'
    return 0
  fi
  case $1 in
  certificate) certificates < "$file" > "$draft" 2>/dev/null ;;
  *)
    if ! redacted "$1" < "$file" > "$draft" 2>/dev/null; then
      rm -f "$draft"
      deny "$as" 'a credential in it has no end'
      return 0
    fi
    ;;
  esac
  if [ ! -s "$draft" ] && [ "${size:-0}" -gt 0 ]; then
    # A file of keys is none of certificates.
    case $as in
    *.pem) ;;
    *) deny "$as" 'not read as what it is' ;;
    esac
    rm -f "$draft"
    return 0
  fi
  keep "$as"
}

# Gathers the files of a folder whose names match.
gather_all() { # KIND FOLDER PATTERN…
  kind=$1 parent=$2
  shift 2
  if ! resolve "$parent"; then
    missing "$parent/"
    return 0
  fi
  place=$root$real
  [ -d "$place" ] || return 0
  if ! ls "$place/" > /dev/null 2>&1 || ! [ -e "$place/." ]; then
    deny "$parent/" 'permission denied'
    return 0
  fi
  for pattern in "$@"; do
    # shellcheck disable=SC2231 # the pattern is one
    for path in "$place"/$pattern; do
      if [ ! -e "$path" ] && [ ! -L "$path" ]; then continue; fi
      name=${path##*/}
      case $kind$name in
      certificate*key.pem | certificate*-key.*) continue ;;
      esac
      if is_plain "$name"; then
        gather "$kind" "$parent/$name"
      else
        deny "$parent/" 'a file has a strange name'
      fi
    done
  done
}

# A value that a configuration gives: of `KEY: VALUE`, or of `ARGUMENT=VALUE` in a list.
setting() { # NAME FILE…
  setting_name=$1
  shift
  for path in "$@"; do
    if resolve "$path" && [ -f "$root$real" ]; then cat "$root$real" 2>/dev/null; fi
  done | awk -v name="$setting_name" '
    {
      line = $0
      sub(/[ \t]#.*$/, "", line)
      at = index(line, name)
      if (!at || line ~ /^[ \t]*#/) next
      before = substr(line, 1, at - 1); behind = substr(line, at + length(name))
      if (before ~ /[A-Za-z0-9_]$/ || before ~ /[a-z]-$/ || behind !~ /^["\047]?[ \t]*[:=]/) next
      sub(/^["\047]?[ \t]*[:=][ \t]*["\047]?/, "", behind)
      sub(/[]"\047,} \t\r].*$/, "", behind)
      if (behind != "") value = behind
    }
    END { print value }'
}

# A flag of the kubelet that runs. Of other programs nothing is looked at but their name.
kubelet_flag() { # NAME
  grep -l kubelet "$root"/proc/[0-9]*/cmdline 2>/dev/null | while read -r path; do
    (tr '\000' '\n' < "$path") 2>/dev/null | awk -v flag="--$1" '
      NR == 1 && $0 !~ /(^|\/)kubelet$/ { exit }
      taken { print; exit }
      $0 == flag { taken = 1 }
      index($0, flag "=") == 1 { print substr($0, length(flag) + 2); exit }'
  done | sed -n 1p
}

# Where it goes.

for program in awk grep sed tr wc mktemp readlink; do
  command -v "$program" > /dev/null 2>&1 || fail 1 "there is no $program here"
done
if [ "$form" = tar ]; then
  for program in tar gzip; do
    command -v "$program" > /dev/null 2>&1 || fail 1 "there is no $program here; use --output"
  done
fi
work=$(mktemp -d "${TMPDIR:-/tmp}/importlint.XXXXXX") || fail 1 'no temporary folder can be made'
trap 'rm -rf "$work"' EXIT
trap 'exit 130' HUP INT TERM
draft=$work/draft absences=$work/absent denials=$work/denied
: > "$absences"
: > "$denials"
count=0 total=0

rke2=/etc/rancher/rke2 k3s=/etc/rancher/k3s
if [ -z "$node" ]; then node=$(setting node-name $rke2/config.yaml $k3s/config.yaml); fi
if [ -z "$node" ]; then node=$(kubelet_flag hostname-override); fi
if [ -z "$node" ]; then node=$(uname -n); fi
node=$(printf '%s' "$node" | tr '[:upper:]' '[:lower:]')
case $node in
'' | .* | *[!a-z0-9.-]*) fail 2 "$node is not the name of a Node; give it with --node" ;;
esac

top=$work/out
if [ "$form" = folder ]; then
  top=$output
  [ ! -e "$top/nodes/$node/importlint-node.yaml" ] || fail 1 "$top/nodes/$node is there already"
fi
folder=$top/nodes/$node
mkdir -p "$folder" || fail 1 "$folder cannot be made"

# What is gathered. A test holds the list against what ImportLint reads.

gather resolver /etc/resolv.conf
gather resolver /run/systemd/resolve/resolv.conf
gather text /etc/os-release
gather text /usr/lib/os-release

for dir in $rke2 $k3s; do
  gather yaml "$dir/config.yaml"
  gather_all yaml "$dir/config.yaml.d" '*.yaml' '*.yml'
  gather yaml "$dir/registries.yaml"
  gather_all env "$dir" '*.env'
done
for service in rke2-server rke2-agent k3s k3s-agent; do
  gather env "/etc/default/$service"
  gather env "/etc/sysconfig/$service"
  gather env "/etc/systemd/system/$service.service.env"
  gather env "/usr/local/lib/systemd/system/$service.env"
done

# The kubelet's file, and its own word for where that lies.
kubelet_config=$(kubelet_flag config)
kubelet_folder=$(kubelet_flag config-dir)
if [ -n "$kubelet_config$kubelet_folder" ]; then
  printf 'kubelet%s%s\n' "${kubelet_config:+ --config=$kubelet_config}" \
    "${kubelet_folder:+ --config-dir=$kubelet_folder}" > "$draft"
  keep /commands/ps-kubelet.txt
fi
case $kubelet_config in
/*) ;;
*) kubelet_config=/var/lib/kubelet/config.yaml ;;
esac
gather yaml "$kubelet_config"

# Files that the settings name.
api_server=/etc/kubernetes/manifests/kube-apiserver.yaml
configs="$rke2/config.yaml $k3s/config.yaml"
for dir in $rke2 $k3s; do
  for path in "$root$dir"/config.yaml.d/*.yaml "$root$dir"/config.yaml.d/*.yml; do
    if [ -f "$path" ] && is_plain "$path"; then configs="$configs ${path#"$root"}"; fi
  done
done
# shellcheck disable=SC2086 # several paths, which are plain
data=$(setting data-dir $configs)
case $data in
/*) is_plain "$data" || data='' ;;
*) data='' ;;
esac
drop_ins=''
for dir in /var/lib/rancher/rke2 /var/lib/rancher/k3s $data; do
  # What k3s and RKE2 have the kubelet merge, with the folders in it.
  dir=$dir/agent/etc/kubelet.conf.d
  gather_all yaml "$dir" '*.conf'
  for inner in "$root$dir"/*/; do
    inner=${inner%/}
    if [ -d "$inner" ] && is_plain "$inner"; then gather_all yaml "${inner#"$root"}" '*.conf'; fi
  done
  for path in "$root$dir"/*.conf "$root$dir"/*/*.conf; do
    if [ -f "$path" ] && is_plain "$path"; then drop_ins="$drop_ins ${path#"$root"}"; fi
  done
done
for name in resolv-conf resolvConf; do
  # shellcheck disable=SC2086 # several paths, which are plain
  path=$(setting $name $configs "$kubelet_config")
  case $path in /*) gather resolver "$path" ;; esac
done
# shellcheck disable=SC2086 # several paths, which are plain
path=$(setting resolvConf $drop_ins)
case $path in /*) gather resolver "$path" ;; esac
path=$(kubelet_flag resolv-conf)
case $path in /*) gather resolver "$path" ;; esac
for name in pod-security-admission-config-file admission-control-config-file \
  authentication-token-webhook-config-file; do
  # shellcheck disable=SC2086 # several paths, which are plain
  path=$(setting $name $configs $api_server)
  case $path in /*) gather yaml "$path" ;; esac
done

# Registries that containerd asks in place of others.
if resolve /etc/containerd/certs.d; then
  for path in "$root$real"/*; do
    name=${path##*/}
    if [ -d "$path" ] && is_plain "$name"; then
      gather text "/etc/containerd/certs.d/$name/hosts.toml"
    fi
  done
else
  missing /etc/containerd/certs.d/
fi

# Certificates of the cluster's components, where each distribution keeps them.
for dir in /etc/kubernetes/pki /etc/kubernetes/pki/etcd /etc/kubernetes/ssl /var/lib/kubelet/pki \
  /etc/etcd /etc/etcd/pki /etc/ssl/etcd /etc/ssl/etcd/ssl /opt/rke/etc/kubernetes/ssl; do
  gather_all certificate $dir '*.crt' '*.pem' '*.cert'
done
for dir in /var/lib/rancher/rke2 /var/lib/rancher/k3s $data; do
  gather_all certificate "$dir/agent" '*.crt'
  gather_all certificate "$dir/server/tls" '*.crt'
  gather_all certificate "$dir/server/tls/etcd" '*.crt'
done

# What commands say. Each has half a minute.
patience=''
if command -v timeout > /dev/null 2>&1; then patience='timeout 30'; fi
ask() { # PATH COMMAND…
  as=$1
  shift
  has_room "$as" || return 0
  # Of `chroot /node systemctl`, too, the program is the one that is named.
  program=${1##*/}
  if [ "$program" = chroot ]; then program=${3##*/}; fi
  if ! command -v "$1" > /dev/null 2>&1; then
    deny "$as" "there is no $program"
  elif $patience "$@" 2>/dev/null < /dev/null | redacted text > "$draft" && [ -s "$draft" ]; then
    keep "$as"
  else
    rm -f "$draft"
    deny "$as" "$program gave nothing"
  fi
}
if [ -n "$systemctl" ]; then
  # shellcheck disable=SC2086 # a program, with its arguments
  ask /commands/systemctl-list-units.txt $systemctl list-units --all --full --no-pager
  # shellcheck disable=SC2086
  ask /commands/systemctl-list-unit-files.txt $systemctl list-unit-files --full --no-pager
fi
if [ -z "$root" ] && command -v sysctl > /dev/null 2>&1; then
  ask /commands/sysctl.txt sysctl -a
else
  for name in net/ipv4/ip_forward net/ipv6/conf/all/forwarding net/bridge/bridge-nf-call-iptables \
    net/bridge/bridge-nf-call-ip6tables net/netfilter/nf_conntrack_max net/core/somaxconn \
    vm/overcommit_memory vm/panic_on_oom vm/max_map_count vm/swappiness kernel/panic \
    kernel/panic_on_oops kernel/pid_max kernel/keys/root_maxkeys kernel/keys/root_maxbytes \
    fs/inotify/max_user_instances fs/inotify/max_user_watches fs/file-max \
    user/max_user_namespaces; do
    gather text /proc/sys/$name
  done
fi

# Version 2 of control groups has its list of controllers at the top.
cgroup=$(stat -fc %T "$root/sys/fs/cgroup" 2>/dev/null)
case $cgroup in
cgroup2fs | tmpfs) ;;
*)
  cgroup=''
  if [ -e "$root/sys/fs/cgroup/cgroup.controllers" ]; then
    cgroup=cgroup2fs
  elif [ -d "$root/sys/fs/cgroup/memory" ]; then
    cgroup=tmpfs
  fi
  ;;
esac
if [ -n "$cgroup" ]; then
  printf '%s\n' "$cgroup" > "$draft"
  keep /commands/cgroup.txt
fi

# What was looked for and is not there, and what is there and could not be read.
{
  printf 'schema: 1\ntool: importlint node-script\n'
  printf 'time: "%s"\n' "$(date -u +%Y-%m-%dT%H:%M:%SZ)"
  if [ -s "$denials" ]; then
    echo 'denied:'
    sort -u -t '"' -k 2,2 "$denials"
  fi
  # Last, since one without it breaks off.
  if [ -s "$absences" ]; then
    echo 'absent:'
    sort -u "$absences"
  else
    echo 'absent: []'
  fi
} > "$folder/importlint-node.yaml"

denied=$(sort -u -t '"' -k 2,2 "$denials" | wc -l | tr -d ' ')
note=''
if [ "$denied" -gt 0 ]; then
  note="; $denied could not be read"
  if [ "$(id -u)" != 0 ]; then note="$note, some perhaps by root only"; fi
fi
say "node $node: $count files$note"

case $form in
tar)
  (cd "$top" && tar -cf - nodes) | gzip -c || fail 1 'the archive cannot be written'
  ;;
frames)
  # A count of lines for each file, since a log keeps lines; each ends with a line break.
  printf 'importlint-frames 1\n'
  frames=0
  for path in $(cd "$folder" && find . -type f | sort); do
    path=${path#./}
    printf 'file %s nodes/%s/%s\n' "$(wc -l < "$folder/$path" | tr -d ' ')" "$node" "$path"
    cat "$folder/$path"
    frames=$((frames + 1))
  done
  printf 'end %s\n' "$frames"
  ;;
esac
