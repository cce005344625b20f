# Takes credentials out of a text, line by line, before it is written anywhere: rather too much than
# too little, by the whole value of a line, under names that ImportLint takes for those of
# credentials (the lists of NameEndings) and where something looks like one. Lines keep their
# numbers; comments become a bare #.
#
# `kind` is yaml, env, resolver or text. The program stands between quotes of the shell, so it has
# none of its own.

function fill(list, flags, as_word,   words, n, i) {
  n = split(list, words, " ")
  for (i = 1; i <= n; i++) {
    word[words[i]] = word[words[i]] flags
    if (!as_word) any[words[i]] = any[words[i]] flags
  }
}
function letter(c) { return c ~ /[A-Za-z]/ }
function word_start(s, i) {
  if (i == 1) return 1
  if (!letter(substr(s, i - 1, 1))) return 1
  return substr(s, i, 1) ~ /[A-Z]/ && substr(s, i - 1, 1) !~ /[A-Z]/
}
function meaning_before(s, end,   i, c, ending, flags) {
  ending = ""; flags = ""
  for (i = end; i >= 1 && length(ending) < 32; i--) {
    c = substr(s, i, 1)
    if (!letter(c)) continue
    ending = tolower(c) ending
    if (word_start(s, i)) { if (ending in word) flags = flags word[ending] }
    else if (ending in any) flags = flags any[ending]
  }
  return flags
}
function meaning(s, end,   flags) {
  flags = meaning_before(s, end)
  if (substr(s, end, 1) ~ /[sS]/) flags = flags meaning_before(s, end - 1)
  return flags
}
# Whether a key, a flag or a variable of that name holds a credential.
function secret(s,   end, start, turn, flags, counted, variable, more) {
  if (s ~ /^[sS]ecrets$/) return 0
  if (length(s) > 128) s = substr(s, length(s) - 127)
  if (s in known_names) return known_names[s]
  counted = "cld"; variable = s !~ /[a-z]/; end = length(s)
  known_names[s] = 0
  for (turn = 0; turn < 8; turn++) {
    while (end > 0 && !letter(substr(s, end, 1))) end--
    if (end == 0) return 0
    start = end
    while (!word_start(s, start)) start--
    more = substr(s, 1, start - 1) ~ /[A-Za-z]/
    flags = meaning(s, end)
    if (flags ~ /h/) return 0
    if (flags ~ ("[" counted "]") || (flags ~ /k/ && counted ~ /c/ && more && variable)) {
      known_names[s] = 1
      return 1
    }
    if (flags ~ /o/) return 0
    if (flags !~ /t/) {
      if (start > 1 && substr(s, start - 1, 1) == ".") return 0
      if (counted ~ /l/) counted = more && variable ? "ld" : "d"
    }
    end = start - 1
  }
  return 0
}
# The part of a word that may be a name: an annotation has a domain before it, a path has none.
function name_of(w,   head) {
  sub(/[.]+$/, "", w)
  if (w !~ /\//) return w
  head = w; sub(/\/[^\/]*$/, "", head)
  sub(/^.*\//, "", w)
  return head ~ /[.]/ && head !~ /^\// ? w : ""
}
# What a credential looks like, whatever its name.
function shaped(s,   rest, w) {
  if (s ~ /:\/\/[^ \t"<>]*@/ && s !~ /:\/\/[^:@ \t"]*@?sha(256|512):/) return 1
  if (s ~ /[^ \t"\/:]+:[^ \t"@\/]+@[A-Za-z0-9(]/ && s !~ /@sha(256|512):/) return 1
  if (s ~ /K10[A-Za-z0-9]+::/ || s ~ /[$](apr1|2[aby]|1|5|6|y)[$]/) return 1
  if (s ~ /[?&#](key|sig|signature|code|session|sid|ticket|x-(amz|goog)-signature)=/) return 1
  if (s ~ /([Bb]earer|[Bb]asic|BEARER|BASIC) +[^ ]/) return 1
  if (s ~ /(token|password|passwd|passphrase|pwd)[ \t]+[^ \t]*[0-9A-Z]/) return 1
  rest = s
  while (match(rest, /[A-Za-z0-9_+\/=.-]+/)) {
    w = substr(rest, RSTART, RLENGTH); rest = substr(rest, RSTART + RLENGTH)
    if (length(w) < 16) continue
    if (w ~ /^(eyJ|AKIA|ASIA|ghp_|gho_|ghs_|ghu_|github_pat_|glpat-|xoxb-|xoxp-|hvs[.])/) return 1
    if (w ~ /^(kubeconfig-u-|dckr_pat_|npm_|sk-)/ || w ~ /v3\/import\//) return 1
    if (length(w) == 23 && w ~ /^[a-z0-9][a-z0-9]*[.][a-z0-9]*$/ && substr(w, 7, 1) == ".") return 1
    if (length(w) >= 40 && base64(w)) return 1
  }
  return 0
}
function base64(w,   parts, n, i) {
  n = split(w, parts, ".")
  for (i = 1; i <= n; i++)
    if (length(parts[i]) >= 40 && parts[i] ~ /[0-9]/ && parts[i] ~ /[A-Z]/ && parts[i] ~ /[a-z]/)
      return 1
  return 0
}
# Whether a text gives a value to a name that holds a credential.
function assigns(s,   rest, w, behind, flag) {
  rest = s
  while (match(rest, /[A-Za-z0-9_+\/.-]+/)) {
    w = substr(rest, RSTART, RLENGTH); rest = substr(rest, RSTART + RLENGTH)
    flag = w ~ /^-/
    behind = rest
    gsub(/^[\\"\047 \t]+/, "", behind)
    if (behind !~ /^[:=>,]/ && !(flag && rest ~ /^[ \t\\"\047]/)) continue
    if (!secret(name_of(w))) continue
    if (behind ~ /^,/ && !flag && s !~ /"?value"?[ \t]*:/) continue
    sub(/^[:=>,]+/, "", behind)
    if (!harmless(behind)) return 1
  }
  return 0
}
# Nothing, a truth value, a number of seconds: what stands for no credential.
function harmless(s) {
  gsub(/^[ \t"\047\\]+|[ \t\r"\047,;\\]+$/, "", s)
  return tolower(s) ~ /^(true|false|null|none|nil|~)?$/
}
function holds(s) { return s ~ /[^ \t]/ && (assigns(s) || shaped(s)) }
function indentation(s) { match(s, /^ */); return RLENGTH }
function quotes_are_even(s, q,   n) { n = gsub(q, "", s); return n % 2 == 0 }
# Without a comment at its end.
function uncommented(s,   i, rest, head) {
  rest = s; head = ""
  while (match(rest, /[ \t]#/)) {
    head = head substr(rest, 1, RSTART - 1)
    if (quotes_are_even(head, "\"") && quotes_are_even(head, "\047")) return head
    head = head substr(rest, RSTART, 2); rest = substr(rest, RSTART + 2)
  }
  return s
}
# Where the value of a line of YAML begins; 0 where the line is none.
function value_start(s) {
  if (match(s, /^ *(- +)*("[^"]*"|\047[^\047]*\047|[^ \t"\047#&*!|>%@[{:-][^:]*) *:([ \t]|$)/))
    return RLENGTH + 1
  if (match(s, /^ *(- +)+/)) return RLENGTH + 1
  return 0
}
function key_of(s,   k) {
  k = s; sub(/^ *(- +)*/, "", k)
  if (!match(k, /^("[^"]*"|\047[^\047]*\047|[^:]+) *:([ \t]|$)/)) return ""
  k = substr(k, 1, RLENGTH); sub(/ *:[ \t]*$/, "", k); gsub(/["\047]/, "", k); sub(/[+]$/, "", k)
  return k
}
function marked(s, start,   head, comma) {
  head = substr(s, 1, start - 1); comma = s ~ /,[ \t]*$/ ? "," : ""
  if (head !~ /(^|[ \t])$/) head = head " "
  return head "\"<REDACTED>\"" comma
}
function yaml_line(s,   start, value, depth, key, column) {
  depth = indentation(s)
  if (s !~ /[^ \t]/) { print hiding ? "" : s; return }
  if (hiding) {
    # What belongs to the hidden value: deeper lines, items, brackets that close.
    if (hidden_quote != "") {
      if (opens_quote(hidden_quote s) == "") hidden_quote = ""
      print ""; return
    }
    if (hidden_brackets > 0) {
      hidden_brackets += open_brackets(s)
      if (hidden_brackets <= 0 && uncommented(s) !~ /[]}][ \t\r,]*$/) hidden_brackets = 1
      print ""; return
    }
    if (depth > hidden_depth) { print ""; return }
    # A value that stands below its name, as deep as it.
    if (hidden_empty && !names(s) && s !~ /^ *([]}]|- )/) {
      if (s !~ /^ *#/) hidden_empty = 0
      print ""; return
    }
    if (depth == hidden_depth && (s ~ /^ *[]}]/ || (s ~ /^ *-( |$)/ && !hidden_item))) {
      print ""; return
    }
    hiding = 0
  }
  if (block && (depth > block_depth)) {
    print (next_is_value || holds(s) ? marked(s, depth + 1) : s)
    next_is_value = ends_with_name(s)
    return
  }
  if (block) { block = 0; next_is_value = 0 }
  if (s ~ /^ *#/) { print "#"; return }
  s = uncommented(s)
  # A key in a line of its own, and one that hides its letters.
  if (s ~ /^ *(- +)*\?( |$)/) {
    if (holds(s)) { hide(s, 0, depth, ""); return }
    next_is_value = ends_with_name(s) || s ~ /\\[uUx]/
    print s; return
  }
  start = value_start(s); key = key_of(s)
  if (next_is_colon && match(s, /^ *:/)) { hide(s, RLENGTH + 1, depth, ""); return }
  next_is_colon = 0
  if (s ~ /^ *(- +)*"[^"]*\\[uUx][^"]*" *:/) { hide(s, start, depth, key); return }
  value = start ? substr(s, start) : s
  column = depth
  if (s ~ /^ *- +[^ ]/ && key != "") { match(s, /^ *(- +)+/); column = RLENGTH }
  if (next_is_value) {
    next_is_value = 0
    if (!start && match(s, /^ *:/)) start = RLENGTH + 1
    if (key == "" || tolower(key) ~ /^values?$/) { hide(s, start, column, key); return }
  }
  if ((key != "" && secret(name_of(key)) && !harmless_value(value)) || holds(value)) {
    hide(s, start, column, key)
    return
  }
  gsub(/^[ \t"\047]+|[ \t"\047]+$/, "", value)
  if (value ~ /^[A-Za-z0-9_.-]+$/ && secret(value)) next_is_value = 1
  if (value ~ /[{,]/) next_is_colon = ends_with_name(value)
  if (value ~ /^[|>][-+0-9]*$/) { block = 1; block_depth = column }
  print s
}
# Whether the last word of a line names a credential, whose value is to follow.
function ends_with_name(s) {
  sub(/["\047 \t\r]+$/, "", s)
  return match(s, /[A-Za-z0-9_.-]+$/) && secret(name_of(substr(s, RSTART)))
}
# Whether a line begins with a name and a colon, also in JSON without blanks.
function names(s) { return key_of(s) != "" || s ~ /^ *"[^"]*"[ \t]*:/ }
# How many more brackets a line opens than it closes.
function open_brackets(s,   n) {
  s = uncommented(s); n = gsub(/[[{]/, "", s)
  return n - gsub(/[]}]/, "", s)
}
# The quote that a value begins with and does not end; empty if there is none.
function opens_quote(s,   q) {
  sub(/^[ \t]+/, "", s); q = substr(s, 1, 1)
  if (q != "\"" && q != "\047") return ""
  if (q == "\"") gsub(/\\./, "", s)
  return quotes_are_even(s, q) ? "" : q
}
# An empty value may go on in the lines below.
function harmless_value(v) { return v ~ /[^ \t]/ && harmless(v) }
function hide(s, start, column, key,   value) {
  print marked(s, start ? start : indentation(s) + 1)
  value = start ? substr(s, start) : s
  hidden_empty = value !~ /[^ \t]/; hidden_quote = opens_quote(value)
  hidden_brackets = value ~ (start ? "^[ \t]*[[{]" : "[[{][ \t\r]*$") ? open_brackets(value) : 0
  hiding = 1; hidden_depth = column; hidden_item = key == "" || column > indentation(s)
}
function env_line(s,   name, value) {
  if (hiding) {
    if (s ~ hidden_end) hiding = 0
    print ""; return
  }
  if (s ~ /^[ \t]*[#;]/) { print "#"; return }
  name = s; sub(/^[ \t]*(export[ \t]+)?/, "", name); sub(/[ \t]*=.*$/, "", name)
  value = s
  if (!sub(/^[^=]*=/, "", value)) { print (holds(s) ? "#" : s); return }
  if (!(secret(name) && !harmless(value)) && !holds(value)) { print s; return }
  match(s, /^[^=]*=/)
  print substr(s, 1, RLENGTH) "<REDACTED>"
  hidden_end = ""
  if (value ~ /^[ \t]*"/ && value !~ /"[ \t\r]*$/) hidden_end = "\"[ \t\r]*$"
  else if (value ~ /^[ \t]*\047/ && value !~ /\047[ \t\r]*$/) hidden_end = "\047[ \t\r]*$"
  else if (value ~ /\\$/) hidden_end = "[^\\\\]$"
  hiding = hidden_end != ""
}
function text_line(s,   i, value, name, opens) {
  if (hiding) {
    if (hidden_end == "]" ? uncommented(s) ~ /\][ \t\r,}]*$/ : index(s, hidden_end)) hiding = 0
    print "#"; return
  }
  if (s ~ /^[ \t]*[#;]/) { print "#"; return }
  i = match(s, /[ \t]+[#;]/)
  if (i && kind == "resolver") s = substr(s, 1, i - 1)
  name = s; sub(/[ \t]*[=:].*$/, "", name); gsub(/^[ \t"]+|"$/, "", name)
  opens = s ~ /^[^=:]*[=:][ \t]*("""|\047\047\047)/ && secret(name_of(name))
  if (!opens && !holds(s)) { print s; return }
  if (!match(s, /^[^=:]*[=:][ \t]*/)) { print "<REDACTED>"; return }
  print substr(s, 1, RLENGTH) "<REDACTED>"
  # Of TOML, what goes on in the lines below.
  value = substr(s, RLENGTH + 1); hidden_end = ""
  if (uncommented(value) ~ /^\[[^]]*$|\[[ \t\r]*$/) hidden_end = "]"
  else if (value ~ /^"""/ && !index(substr(value, 4), "\"\"\"")) hidden_end = "\"\"\""
  else if (value ~ /^\047\047\047/ && !index(substr(value, 4), "\047\047\047"))
    hidden_end = "\047\047\047"
  hiding = hidden_end != ""
}
BEGIN {
  fill(credentials, "c"); fill(lasting, "cl"); fill(distinct, "cd"); fill(harmless_names, "h")
  fill(words, "c", 1); fill("cred creds", "cl", 1); fill("key", "k", 1)
  fill(tails, "t", 1); fill(others, "o", 1)
}
/-----BEGIN [A-Z0-9 ]*PRIVATE KEY/ { armoured = 1; print "<REDACTED>"; next }
armoured { if (/-----END/) armoured = 0; print ""; next }
kind == "yaml" { yaml_line($0); next }
kind == "env" { env_line($0); next }
{ text_line($0) }
# What never ended may have been something else.
END { if (hidden_quote != "" || hidden_brackets > 0 || (hiding && kind != "yaml")) exit 3 }
