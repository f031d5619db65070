#!/bin/sh
# Checks a Sviedka package offline: sh verify/verify.sh [--keys FOLDER] [--all] [--package FOLDER]
#
# Needs sh, awk, find, sort, sed, tr, od, xargs, coreutils (or busybox) and openssl 3 or newer.
# Exit: 0 INTACT, 1 BROKEN, 2 INDETERMINATE (something could not be checked; the lines say what).
# A tool that is missing or fails is never BROKEN. docs/spec/package.md says what each code means.
# This file is the same in every package. Its SHA-256 stands in the PDF: compare it there first.

set -u
LC_ALL=C; export LC_ALL
unset CDPATH OPENSSL_CONF OPENSSL_CONF_INCLUDE OPENSSL_ENGINES OPENSSL_MODULES SSL_CERT_DIR SSL_CERT_FILE CTLOG_FILE RANDFILE
unset GREP_OPTIONS POSIXLY_CORRECT MAWKBINMODE AWKPATH AWKLIBPATH
umask 077

INTERNAL=INTACT OUTSIDE=INTACT STAMPED='' KEYS='' ALL=no PACKAGE=''
SAFE='A-Za-z0-9._-'
MOST=10
TEXT_BYTES='\012\040-\176\342\200\224' # printable ASCII, newline, and the dash of a signature line

worse() { # worse A B: the worse of two verdicts
    case "$1$2" in *BROKEN*) echo BROKEN ;; *INDETERMINATE*) echo INDETERMINATE ;; *) echo INTACT ;; esac
}
room() { # busybox says nothing when a disk is full: nothing is concluded from files that may have been cut off
    dd if=/dev/zero of="$T/room" bs=65536 count=1 2>/dev/null && : >"$T/room"
}
say() { # say VERDICT CODE text: one line, and its weight in one of the two conclusions
    case "$1" in INTACT | BROKEN) room || trouble ;; esac
    printf '%-13s %s %s\n' "$1" "$2" "$3"
    case "$1$2" in
        NOTE*) ;;
        *S2 | *S3 | *C2 | *T1 | *T3) OUTSIDE=$(worse "$OUTSIDE" "$1") ;;
        *) INTERNAL=$(worse "$INTERNAL" "$1") ;;
    esac
}
conclude() {
    printf 'internal consistency: %s\n' "$INTERNAL"
    printf 'outside anchor: %s%s\n' "$OUTSIDE" "$STAMPED"
    final=$(worse "$INTERNAL" "$OUTSIDE")
    printf '%s\n' "$final" || exit 2
    case "$final" in INTACT) exit 0 ;; BROKEN) exit 1 ;; *) exit 2 ;; esac
}
give_up() { # give_up text: nothing can be checked
    say INDETERMINATE F0 "$1"
    OUTSIDE=INDETERMINATE
    conclude
}
each_say() { # each_say CODE SUMMARY: lines "VERDICT<TAB>text" from $T/found, at most MOST of them, or SUMMARY if none
    if [ ! -s "$T/found" ]; then say INTACT "$1" "$2"; return; fi
    while IFS='	' read -r verdict text; do say "$verdict" "$1" "$text"; done <<LINES
$(sort "$T/found" | head -n "$MOST")
LINES
    more=$(($(wc -l <"$T/found") - MOST))
    if [ "$more" -gt 0 ]; then
        kind=INDETERMINATE
        if grep -q '^BROKEN' "$T/found"; then kind=BROKEN; fi
        say "$kind" "$1" "and $more more"
    fi
}

trouble() { give_up 'awk or sort fails on this machine, or the temporary folder is full'; }

while [ $# -gt 0 ]; do
    case "$1" in
        --keys) [ $# -gt 1 ] || give_up 'usage: verify.sh [--keys FOLDER] [--all] [--package FOLDER]'; KEYS=$2; shift ;;
        --package) [ $# -gt 1 ] || give_up 'usage: verify.sh [--keys FOLDER] [--all] [--package FOLDER]'; PACKAGE=$2; shift ;;
        --all) ALL=yes ;;
        *) give_up 'usage: verify.sh [--keys FOLDER] [--all] [--package FOLDER]' ;;
    esac
    shift
done
physical() { # physical FOLDER: its absolute path without links
    case "$1" in /*) cd -- "$1" ;; *) cd -- "./$1" ;; esac 2>/dev/null && pwd -P
}
in_package() { case "$1/" in "$ROOT"/*) ;; *) return 1 ;; esac; }
if [ -z "$PACKAGE" ]; then
    case "$0" in */*) PACKAGE=${0%/*}/.. ;; *) PACKAGE=.. ;; esac
fi
if [ -n "$KEYS" ]; then KEYS=$(physical "$KEYS") || give_up 'the folder of keys cannot be opened'; fi
ROOT=$(physical "$PACKAGE") || give_up 'the package cannot be opened'
# No tool that the package brought is run: from here on PATH is absolute folders outside the package.
outside='' rest=${PATH-/usr/local/bin:/usr/bin:/bin}:
while [ -n "$rest" ]; do
    folder=$(physical "${rest%%:*}") || folder=''
    rest=${rest#*:}
    case "$folder" in '' | *:*) continue ;; esac
    in_package "$folder" || outside=${outside:+$outside:}$folder
done
PATH=${outside:-/dev/null}; export PATH
for tool in awk sort sed tr od xargs cat cmp wc head tail dd cut mktemp find grep rm mkdir base64 sha256sum; do
    command -v "$tool" >/dev/null 2>&1 || give_up "$tool is missing on this machine"
done
for tool in awk sort sed tr od xargs cat cmp wc head tail dd cut mktemp find grep rm mkdir base64 sha256sum b3sum openssl; do
    at=$(command -v "$tool") || continue
    case "$at" in /*) ;; *) continue ;; esac
    # A link in a folder of PATH may still lead into the package.
    if at=$(readlink -f -- "$at" 2>/dev/null) && in_package "${at%/*}"; then give_up "$tool lies inside the package"; fi
done
if [ -n "$KEYS" ] && in_package "$KEYS"; then say NOTE K0 'keys from inside the package prove nothing: they are not used'; KEYS=''; fi
TMPDIR=$(physical "${TMPDIR:-/tmp}") || give_up 'no temporary folder'
if in_package "$TMPDIR"; then give_up 'the temporary folder lies inside the package'; fi
export TMPDIR
T=$(mktemp -d) || give_up 'no temporary folder'
trap 'rm -rf "$T"' EXIT
trap 'exit 2' HUP INT TERM
tools_work() { # every tool once, on something whose answer is known: one that fails is no witness against the package
    [ "$(printf abc | sha256sum | cut -c1-64)" = ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad ] &&
        [ "$(printf 'b\na\n' | sort | tr ab xy | sed 's/x/z/' | awk '{ all = all $0 } END { print all }')" = zy ] &&
        [ "$(printf A | od -An -v -tx1 | tr -d ' \n')" = 41 ] && [ "$(printf abc | wc -c)" -eq 3 ] &&
        [ "$(echo YWJj | base64 -d | head -c 2 | tail -c 1)" = b ] &&
        printf 'a\nb\n' >"$T/control" && [ "$(find "$T" -type f -name 'c*' -print)" = "$T/control" ] &&
        grep -qxF -- b "$T/control" && ! grep -qxF -- c "$T/control" &&
        (cd "$T" && echo control | xargs cat | cmp -s - control) && ! echo c | cmp -s - "$T/control" && room
}
tools_work 2>/dev/null || give_up 'a tool does not work on this machine, or the temporary folder is full'
cd -- "$ROOT" || give_up 'the package cannot be opened'

# ---- F1: what lies there ---------------------------------------------------------------------------------------------
REQUIRED='bag-info.txt bagit.txt case-file.pdf custody/checkpoint custody/disclosed.entry custody/disclosed.opened
custody/disclosed.proof manifest-sha256.txt seal/case.p7s tagmanifest-sha256.txt verify/README.en.txt verify/verify.py
verify/verify.sh'
: >"$T/found"
# Names with other characters, and folders below DEEP, are no part of any package: nobody looks into them.
DEEP='./*/*/*/*/*/*/*/*/*'
blind=no
walk() { find . \( -path "$DEEP" -o -name "*[!$SAFE]*" -o -name '-*' \) -prune -o "$@" -print 2>>"$T/err" || blind=yes; }
: >"$T/err"
find . -path "$DEEP" -prune -print >"$T/deep" 2>>"$T/err" || blind=yes
find . -path "$DEEP" -prune -o \( -name "*[!$SAFE]*" -o -name '-*' \) -prune -print >"$T/odd" 2>>"$T/err" || blind=yes
walk ! -type f ! -type d >"$T/special"
walk -type f >"$T/found" && sed 's|^\./||' "$T/found" | sort >"$T/files" || trouble
walk -type d >"$T/found" && sed 's|^\./||' "$T/found" >"$T/folders" || trouble
# Where the names in a folder can be read and nothing else of it can, find says nothing.
while read -r folder; do [ -r "$folder" ] && [ -x "$folder" ] || blind=yes; done <"$T/folders"
if [ $blind = yes ] || [ -s "$T/err" ]; then give_up 'a folder of the package cannot be read'; fi
: >"$T/found"
if [ -s "$T/deep" ]; then printf 'BROKEN\tfolders deeper than in any package\n' >>"$T/found"; fi
if [ -s "$T/special" ]; then printf 'BROKEN\ta link or a special file\n' >>"$T/found"; fi
if [ -s "$T/odd" ]; then printf 'BROKEN\ta name with characters outside A-Z a-z 0-9 . _ -\n' >>"$T/found"; fi
for path in $REQUIRED; do
    grep -qxF -- "$path" "$T/files" || printf 'BROKEN\t%s: missing\n' "$path"
done >>"$T/found"
awk '
    FILENAME == ARGV[1] { n = split($0, part, "/"); name = part[1]
        for (i = 1; i < n; i++) { used[name] = 1; name = name "/" part[i + 1] }
        if (tolower($0) in lower) print "BROKEN\t" $0 ": a second name that differs only by case"
        lower[tolower($0)] = 1; next }
    $0 != "." && !($0 in used) { print "BROKEN\t" $0 ": an empty folder" }
' "$T/files" "$T/folders" >>"$T/found" || trouble
each_say F1 "$(($(wc -l <"$T/files"))) files with plain names, no links, every part in its place"

# Hashes and sizes of everything, once. A file that cannot be read has no line.
: >"$T/hashes"; : >"$T/sizes"
if [ -s "$T/files" ]; then
    xargs sha256sum <"$T/files" 2>/dev/null >"$T/hashes"
    xargs wc -c <"$T/files" 2>/dev/null | awk 'NF == 2 && $2 != "total" { print $2, $1 }' >"$T/sizes" || trouble
fi
has() { grep -qxF -- "$1" "$T/files"; }
hash_of() { awk -v path="$1" '$2 "x" == path "x" { print $1 }' "$T/hashes"; }
unread() { has "$1" && [ -z "$(hash_of "$1")" ]; } # it lies there, and cannot be read
is_text() { # whether a file is lines, each ended, with no control character
    [ "$(tr -d '\012\040-\176\200-\377' <"$1" | wc -c)" -eq 0 ] && [ "$(tail -c 1 "$1" | od -An -tx1 | tr -d ' ')" = 0a ]
}

# ---- F2: bag declaration ---------------------------------------------------------------------------------------------
PROMISED=''
: >"$T/found"
if unread bagit.txt || unread bag-info.txt; then
    printf 'INDETERMINATE\tbagit.txt or bag-info.txt could not be read\n' >>"$T/found"
elif has bagit.txt && has bag-info.txt; then
    printf 'BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n' | cmp -s - bagit.txt ||
        printf 'BROKEN\tbagit.txt is not that of BagIt 1.0\n' >>"$T/found"
    if is_text bag-info.txt && awk '!/^[A-Za-z][A-Za-z-]*: [^ ]/ { exit 1 }' bag-info.txt; then
        PROMISED=$(sed -n 's/^Sviedka-Stamp: //p' bag-info.txt)
        case "$PROMISED" in
            rfc3161 | none) ;;
            *) PROMISED=''; printf 'BROKEN\tbag-info.txt does not say once whether a time stamp was promised\n' >>"$T/found" ;;
        esac
        case "$(sed -n 's/^Sviedka-Package: //p' bag-info.txt)" in
            1) ;;
            [1-9] | [1-9][0-9]) printf 'INDETERMINATE\ta package of a newer form: use its own verifier\n' >>"$T/found" ;;
            *) printf 'BROKEN\tbag-info.txt does not name the form of the package\n' >>"$T/found" ;;
        esac
    else
        printf 'BROKEN\tbag-info.txt is not lines of "Label: value"\n' >>"$T/found"
    fi
else
    printf 'BROKEN\tno bag declaration\n' >>"$T/found"
fi
each_say F2 'BagIt 1.0, form 1'

# ---- F3 to F5: both lists, complete both ways, and every hash --------------------------------------------------------
: >"$T/found"; : >"$T/listed"
whole=1
for list in manifest-sha256.txt tagmanifest-sha256.txt; do
    if ! has "$list"; then continue; fi
    if unread "$list"; then printf 'INDETERMINATE\t%s: could not be read\n' "$list" >>"$T/found"; whole=0; continue; fi
    if ! is_text "$list"; then printf 'BROKEN\t%s: not lines of text\n' "$list" >>"$T/found"; fi
    awk -v list="$list" '
        { path = substr($0, 67); sum = substr($0, 1, 64)
          bad = sum ~ /[^0-9a-f]/ || substr($0, 65, 2) != "  " || path == "" || path ~ /[^A-Za-z0-9._\/-]/
          n = split(path, part, "/")
          for (i = 1; i <= n; i++) if (part[i] == "" || part[i] == "." || part[i] == ".." || part[i] ~ /^-/) bad = 1
          payload = path ~ /^data\//
          if (bad || payload != (list == "manifest-sha256.txt") || path ~ /^seal\// || path == "tagmanifest-sha256.txt")
              bad = 1
          if (bad) { print "BAD", list; exit }
          print list, sum, path }
    ' "$list" >>"$T/listed" || trouble
done
awk -v whole=$whole '
    FILENAME == ARGV[1] { there[$0] = 1; next }
    $1 == "BAD" { print "BROKEN\t" $2 ": a line that is not a hash, two spaces and a plain path of its part"; next }
    $3 in seen { print "BROKEN\t" $3 ": listed twice"; next }
    { seen[$3] = 1; if (!($3 in there)) print "BROKEN\t" $3 ": listed, but missing" }
    END { for (path in there) if (whole && !(path in seen) && path != "tagmanifest-sha256.txt" && path != "seal/case.p7s")
              print "BROKEN\t" path ": in no list" }
' "$T/files" "$T/listed" >>"$T/found" || trouble
each_say F3 'every file is in one list and every line has its file'
compare() { # compare LIST HASHES: lines "list hash path" against "hash  path"
    awk -v list="$1" '
        FILENAME == ARGV[1] { there[$0] = 1; next }
        FILENAME == ARGV[2] { is["x" $2] = "x" $1; next }
        $1 != list || !($3 in there) { next }
        !(("x" $3) in is) { print "INDETERMINATE\t" $3 ": could not be read"; next }
        is["x" $3] != "x" $2 { print "BROKEN\t" $3 ": not the bytes that were listed" }
    ' "$T/files" "$2" "$T/listed" >"$T/found" || trouble
}
compare manifest-sha256.txt "$T/hashes"
each_say F4 "payload: $(grep -c '^manifest' "$T/listed") hashes (they do not show who made them)"
compare tagmanifest-sha256.txt "$T/hashes"
each_say F5 "everything else: $(grep -c '^tagmanifest' "$T/listed") hashes"
if ! has b3sums.txt; then
    say NOTE F6 'no BLAKE3 list'
elif [ "$(printf abc | b3sum 2>/dev/null | cut -c1-16)" != 6437b3ac38465133 ]; then
    say NOTE F6 'b3sum is missing: the BLAKE3 list was not used; SHA-256 covers the same files'
elif unread b3sums.txt; then
    say INDETERMINATE F6 'b3sums.txt: could not be read'
else
    : >"$T/b3"
    grep '^data/' "$T/files" >"$T/payload"
    if [ -s "$T/payload" ]; then xargs b3sum <"$T/payload" >"$T/b3" 2>/dev/null; fi
    awk '{ sum = substr($0, 1, 64); path = substr($0, 67)
        if (length(sum) != 64 || sum ~ /[^0-9a-f]/ || substr($0, 65, 2) != "  " || path == "" || path ~ /[^A-Za-z0-9._\/-]/) { print "BAD"; exit }
        print "b3", sum, path }' b3sums.txt >"$T/listed" || trouble
    if ! is_text b3sums.txt; then echo BAD >>"$T/listed"; fi
    compare b3 "$T/b3"
    awk 'FILENAME == ARGV[1] { want[$0] = 1; n++; next } $1 == "BAD" { bad = 1; next } { if (!($3 in want) || seen[$3]++) bad = 1; m++ }
        END { if (bad || n != m) print "BROKEN\tb3sums.txt does not list what data/ holds, each file once" }' "$T/payload" "$T/listed" >>"$T/found" || trouble
    each_say F6 'BLAKE3 of the payload'
fi

# ---- openssl: is it there, and does it tell a good signature from a bad one? -----------------------------------------
# RFC 8032, 7.1, test 2. An openssl that fails this control is no witness against the package.
openssl_works() {
    case "$(openssl version 2>/dev/null)" in 'OpenSSL '[3-9]* | 'OpenSSL '[1-9][0-9]*) ;; *) return 1 ;; esac
    echo MCowBQYDK2VwAyEAPUAXw+hDiVqStwqnTRt+vJyYLM8uxJaMwM1V8Sr0Zgw= | base64 -d >"$T/k" 2>/dev/null
    echo kqAJqfDUyrhyDoILX2QlQKKye1QWUD+Ps3YiI+vbadoIWsHkPhWZbkWPNhPQ8R2MOHsurrQwKu6wDSkWErsMAA== | base64 -d >"$T/sig" 2>/dev/null
    printf r >"$T/m"; printf s >"$T/m2"
    openssl pkeyutl -verify -pubin -keyform DER -inkey "$T/k" -rawin -in "$T/m" -sigfile "$T/sig" >/dev/null 2>&1 || return 1
    ! openssl pkeyutl -verify -pubin -keyform DER -inkey "$T/k" -rawin -in "$T/m2" -sigfile "$T/sig" >/dev/null 2>&1
}
cms_works() { # after a failure: does this openssl verify a signature that it has just made?
    printf '[req]\ndistinguished_name=d\nprompt=no\n[d]\nCN=control\n' >"$T/cnf"
    openssl req -x509 -config "$T/cnf" -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -keyout "$T/ck" -out "$T/cc" >/dev/null 2>&1 &&
        openssl cms -sign -cades -binary -in "$T/m" -signer "$T/cc" -inkey "$T/ck" -outform DER -out "$T/cs" >/dev/null 2>&1 &&
        openssl cms -verify -noverify -binary -inform DER -in "$T/cs" -content "$T/m" -out /dev/null >/dev/null 2>&1 &&
        openssl cms -cmsout -inform DER -in "$T/cs" -outform DER 2>/dev/null | cmp -s - "$T/cs" &&
        openssl asn1parse -inform DER -in "$T/cs" 2>/dev/null | grep -q signingCertificateV2 && [ -n "$(fingerprint "$T/cc")" ] &&
        openssl ts -query -data "$T/m" -sha256 -out "$T/q" >/dev/null 2>&1
}
failed() { # failed CODE text: BROKEN, unless it is openssl that fails here
    if cms_works; then say BROKEN "$1" "$2"; else say INDETERMINATE "$1" 'openssl fails on this machine'; fi
}
OPENSSL=no
if command -v openssl >/dev/null 2>&1 && openssl_works; then OPENSSL=yes; fi
NO_OPENSSL='openssl 3 or newer is missing on this machine'
authority() { # authority FILE: whether all that lies there can be read as certificates (PEM); a copy in one spelling is in $T/FILE
    [ -n "$KEYS" ] && [ -f "$KEYS/$1" ] && openssl crl2pkcs7 -nocrl -certfile "$KEYS/$1" -out "$T/given.p7" >/dev/null 2>&1 &&
        openssl pkcs7 -in "$T/given.p7" -print_certs -out "$T/$1" >/dev/null 2>&1 && grep -q '^-----BEGIN CERTIFICATE-----$' "$T/$1"
}
fingerprint() { openssl x509 -in "$1" -noout -fingerprint "-${2:-sha256}" 2>/dev/null | sed 's/.*=//; s/://g' | tr A-F a-f; }

# ---- S1 to S3: the seal over tagmanifest-sha256.txt ------------------------------------------------------------------
# The seal has one spelling, and CMS fields that no signature covers have one allowed value (docs/spec/package.md, "The
# seal"). Prints the bits of the digest, the hash of the certificate that is signed, and "other" for one that is for time
# stamps or OCSP. Names come as they are, so a line counts only where it follows on the one before it, to the last byte.
seal_shape() {
    openssl asn1parse -inform DER -in seal/case.p7s 2>/dev/null | awk -v size="$(($(wc -c <seal/case.p7s)))" '
        function byte(hex, at) { return (index(digits, substr(hex, at, 1)) - 1) * 16 + index(digits, substr(hex, at + 1, 1)) - 1 }
        function lower(hex, most,   at, r) { # of the two numbers that an ECDSA signature may have for s: is it the lower?
            at = substr(hex, 3, 2) == "81" ? 7 : 5
            r = byte(hex, at + 2)
            if (most == "" || substr(hex, at, 2) != "02" || substr(hex, at + 4 + 2 * r, 2) != "02") return 0
            hex = substr(hex, at + 8 + 2 * r)
            sub(/^(00)+/, "", hex); if (length(most) % 2) most = "0" most
            return length(hex) < length(most) || (length(hex) == length(most) && ("x" hex) <= ("x" most))
        }
        BEGIN {
            digits = "0123456789ABCDEF"
            half["prime256v1"] = "7FFFFFFF800000007FFFFFFFFFFFFFFFDE737D56D38BCF4279DCE5617E3192A8"
            half["secp384r1"] = "7FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFE3B1A6C0FA1B96EFAC0D06D9245853BD76760CB5666294B9"
            half["secp521r1"] = "FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFD28C343C1DF97CB35BFE600A47B84D2E81DDAE4DC44CE23D75DB7DB8F489C3204"
            half["brainpoolP256r1"] = "54FDABEDD0F754DE1F3305484EC1C6B8C61CBD51DAB0D37BC80F07414BA42B53"
            half["brainpoolP384r1"] = "465C8F41519C369407AEB7BF287320EF8A97B884F6AA2B598F8B3736560212D3E79D5B57B5BFE1881DC41901748232B2"
            half["brainpoolP512r1"] = "556ECEDC6DF4E2459FEA735719E4FE03E59846D9D9E4E9076B31CE65381984382A9F2E20A654930CA0C3308CBFD608238ED8E9C0842EED6EDAC3CB414E548034"
        }
        {
            if ($0 !~ /^ *[0-9]+:d=[0-9]+ +hl=[0-9] +l= *[0-9]+ (prim|cons): / || $0 + 0 != due) { bad = 1; exit }
            depth = substr($0, index($0, ":d=") + 3) + 0; head = substr($0, index($0, " hl=") + 4) + 0; long = substr($0, index($0, " l=") + 3) + 0
            if (head != (long < 128 ? 2 : long < 256 ? 3 : long < 65536 ? 4 : 5)) { bad = 1; exit }
            match($0, / (prim|cons): /); within = substr($0, RSTART + 1, 4); what = substr($0, RSTART + 7)
            due += head + (within == "prim" ? long : 0)
            gsub(/  */, " ", what); sub(/ $/, "", what)
            hex = what ~ /^OCTET STRING \[HEX DUMP\]:/ ? substr(what, 25) : ""
            if (what ~ /^OCTET STRING/) what = within == "prim" ? "OCTET STRING" : "constructed"
        }
        depth == 3 { section++; field = 0; top = top what ";" }
        depth == 4 { inner[section] = inner[section] what ";" }
        depth == 5 { field++; item = 0 }
        depth == 6 { item++; attribute = 0 }
        depth == 5 && section == 5 { signer = signer what ";"; signature = hex }
        # openssl compares names without regard to case: here the two issuers are the same bytes.
        depth > 6 && section == 4 && field == 1 && item == 4 { issuer = issuer depth what ";" }
        depth > 6 && section == 5 && field == 2 && item == 1 { named = named depth what ";" }
        depth == 8 && section == 4 && field == 1 && item == 7 { key = key what ";" }
        section == 4 && what == "OBJECT :X509v3 Extended Key Usage" { usage = 1; next }
        usage && what == "OCTET STRING" { usage = 0; if (hex ~ /06082B0601050507030[89]/) other = "other" }
        depth == 5 && section == 2 { digest[1] = digest[1] what ";" }
        depth == 6 && section == 5 && field == 3 { digest[2] = digest[2] what ";" }
        depth == 6 && section == 5 && field == 5 { algorithm = algorithm what ";" }
        depth == 7 && section == 5 && field == 4 && what == "OBJECT :id-smime-aa-signingCertificateV2" { attribute = 1; attributes++ }
        attribute && what == "OCTET STRING" { attribute = 0; certificate = hex }
        END {
            bits = substr(digest[1], 12, 3)
            curve = key; sub(/^OBJECT :id-ecPublicKey;OBJECT :/, "", curve); sub(/;$/, "", curve)
            if (bad || due != size || top != "INTEGER :01;SET;SEQUENCE;cont [ 0 ];SET;" || inner[2] != "SEQUENCE;" ||
                inner[3] != "OBJECT :pkcs7-data;" || inner[4] != "SEQUENCE;" || inner[5] != "SEQUENCE;" ||
                signer != "INTEGER :01;SEQUENCE;SEQUENCE;cont [ 0 ];SEQUENCE;OCTET STRING;" ||
                digest[1] !~ /^OBJECT :sha(256|384|512);$/ || digest[2] != digest[1] || issuer == "" || issuer != named ||
                attributes != 1 || certificate == "") exit 1
            if (algorithm == "OBJECT :ecdsa-with-SHA" bits ";") { if (!(curve in half) || !lower(signature, half[curve])) exit 1 }
            else if (algorithm != "OBJECT :rsaEncryption;NULL;" && algorithm != "OBJECT :ED25519;") exit 1
            print bits, tolower(certificate), other
        }'
}
seal_is_whole() { # the seal fits the list, has its one form, and its signature covers the hash of the certificate in $T/seal.pem
    verify_seal -noverify && openssl cms -cmsout -inform DER -in seal/case.p7s -outform DER 2>/dev/null | cmp -s - seal/case.p7s &&
        SHAPE=$(seal_shape) && [ "$(fingerprint "$T/seal.pem" "sha${SHAPE%% *}")" = "$(echo "$SHAPE" | cut -d' ' -f2)" ]
}
verify_seal() { openssl cms -verify "$@" -binary -inform DER -in seal/case.p7s -content tagmanifest-sha256.txt -out /dev/null >/dev/null 2>&1; }
if ! has seal/case.p7s || ! has tagmanifest-sha256.txt; then
    say BROKEN S1 'no seal'; say INDETERMINATE S2 'no seal to ask about'
elif unread seal/case.p7s || unread tagmanifest-sha256.txt; then
    say INDETERMINATE S1 'the seal or its list could not be read'; say INDETERMINATE S2 'no seal to ask about'
elif [ $OPENSSL = no ]; then
    say INDETERMINATE S1 "$NO_OPENSSL"; say INDETERMINATE S2 "$NO_OPENSSL"
else
    openssl pkcs7 -inform DER -in seal/case.p7s -print_certs -out "$T/seal.pem" >/dev/null 2>&1
    USED=$(fingerprint "$T/seal.pem")
    if ! seal_is_whole; then
        failed S1 'the seal does not fit the list'
    else
        case "$SHAPE" in
            *other) say BROKEN S1 'the certificate of the seal is one for time stamps or for OCSP' ;;
            *) say INTACT S1 'the seal fits the list (it does not show whose it is)' ;;
        esac
    fi
    say NOTE K1 "seal certificate, SHA-256: $USED"
    if ! authority seal-ca.pem; then
        say INDETERMINATE S2 "no certificate in keys/seal-ca.pem (PEM): compare the seal's with the PDF"
    elif verify_seal -CAfile "$T/seal-ca.pem" -no-CApath -no-CAstore -purpose any; then
        say INTACT S2 'the seal is of the given authority (revocation was not asked)'
    elif verify_seal -CAfile "$T/seal-ca.pem" -no-CApath -no-CAstore -purpose any -no_check_time; then
        say INDETERMINATE S2 'the seal is of the given authority, but a certificate is not valid today'
    else
        failed S2 'the seal is not of the given authority'
    fi
    if [ -z "$KEYS" ] || [ ! -f "$KEYS/seal.pem" ]; then
        say NOTE S3 'no keys/seal.pem: any other certificate of the same authority would do as well'
    elif GIVEN=$(fingerprint "$KEYS/seal.pem"); [ -z "$GIVEN" ] || [ -z "$USED" ]; then
        say INDETERMINATE S3 'no certificate in keys/seal.pem or in the seal'
    elif [ "$GIVEN" = "$USED" ]; then
        say INTACT S3 'the seal is made with the given certificate'
    else
        say BROKEN S3 'the seal is made with another certificate than keys/seal.pem'
    fi
fi

# ---- C1, C2: the checkpoint and its signature ------------------------------------------------------------------------
CHECKPOINT=no ORIGIN=''
log_key() { # of the first block of a PEM file: RFC 8410, an Ed25519 SubjectPublicKeyInfo; into $T/log.der
    awk '{ sub(/\r$/, "") }
        on && $0 == "-----END PUBLIC KEY-----" { whole = 1; exit }
        on { text = text $0 }
        $0 == "-----BEGIN PUBLIC KEY-----" { on = 1 }
        END {
            if (!whole || length(text) != 60 || text !~ /^MCowBQYDK2VwAyEA[A-Za-z0-9+\/]+[AEIMQUYcgkosw048]=$/) exit 1
            print text
        }' "$KEYS/log.pem" >"$T/key" 2>/dev/null && base64 -d <"$T/key" >"$T/log.der" 2>/dev/null
}
named_log() { # the origin that keys/origin names, a file of one line
    named=$(cat "$KEYS/origin" 2>/dev/null) || return 1
    named=${named%"$(printf '\r')"}
    case "$named" in '' | *[!A-Za-z0-9._/-]* | */*/* | /* | */) return 1 ;; */*) echo "$named" ;; *) return 1 ;; esac
}
if unread custody/checkpoint; then
    say INDETERMINATE C1 'custody/checkpoint could not be read'
elif has custody/checkpoint && is_text custody/checkpoint && awk '
        { line[NR] = $0 }
        END {
            origin = line[1]; n = split(origin, part, "/")
            dash = sprintf("%c%c%c", 226, 128, 148) " "
            ok = NR == 5 && n == 2 && origin !~ /[^A-Za-z0-9._\/-]/
            for (i = 1; i <= 2; i++) ok = ok && part[i] ~ /^[A-Za-z0-9]/ && length(part[i]) <= 64
            ok = ok && line[2] ~ /^(0|[1-9][0-9]*)$/ && length(line[2]) <= 15
            ok = ok && length(line[3]) == 44 && line[3] ~ /^[A-Za-z0-9+\/]+[AEIMQUYcgkosw048]=$/ && line[4] == ""
            head = dash origin " "; tail = substr(line[5], length(head) + 1)
            ok = ok && substr(line[5], 1, length(head)) == head && length(tail) == 92 && tail ~ /^[A-Za-z0-9+\/]+[AEIMQUYcgkosw048]=$/
            exit !ok
        }' custody/checkpoint; then
    CHECKPOINT=yes
    ORIGIN=$(sed -n 1p custody/checkpoint)
    head -n 3 custody/checkpoint >"$T/text"
    sed -n '5s/.* //p' custody/checkpoint | base64 -d >"$T/signed" 2>/dev/null
    tail -c 64 "$T/signed" >"$T/sig"
    KEY_ID=$(head -c 4 "$T/signed" | od -An -tx1 | tr -d ' \n')
    say INTACT C1 "a checkpoint of $(sed -n 2p custody/checkpoint) entries"
    say NOTE K2 "log $ORIGIN, key id $KEY_ID"
else
    say BROKEN C1 'custody/checkpoint is not a checkpoint in its one spelling'
fi
if [ $CHECKPOINT = no ]; then
    say INDETERMINATE C2 'no checkpoint to ask about'
elif [ $OPENSSL = no ]; then
    say INDETERMINATE C2 "$NO_OPENSSL"
elif [ -z "$KEYS" ] || [ ! -f "$KEYS/log.pem" ]; then
    say INDETERMINATE C2 'no keys/log.pem: compare log and key id with the PDF'
elif ! log_key; then
    say INDETERMINATE C2 'keys/log.pem is not an Ed25519 public key (PEM)'
elif [ -f "$KEYS/origin" ] && ! GIVEN=$(named_log); then
    say INDETERMINATE C2 'keys/origin names no log'
elif [ -f "$KEYS/origin" ] && [ "$GIVEN" != "$ORIGIN" ]; then
    say BROKEN C2 'the checkpoint is of another log than keys/origin names'
elif [ "$({ printf '%s\n\001' "$ORIGIN"; tail -c 32 "$T/log.der"; } | sha256sum | cut -c1-8)" != "$KEY_ID" ]; then
    say BROKEN C2 'the checkpoint is signed with another key'
elif openssl pkeyutl -verify -pubin -keyform DER -inkey "$T/log.der" -rawin -in "$T/text" -sigfile "$T/sig" >/dev/null 2>&1; then
    say INTACT C2 'signed with the given key of the log (it does not show when)'
else
    say BROKEN C2 'the signature of the checkpoint is wrong'
fi

# ---- D, E: entries, openings, proofs ---------------------------------------------------------------------------------
hash_batch() { # run $T/script, which writes the files 1..n into $T/n, and print their hashes in order, one sha256sum for all
    mkdir "$T/n" && (cd "$T/n" && . "$T/script" && xargs sha256sum <"$T/names" | cut -c1-64) && room || return 1
    rm -rf "$T/n"
}
AWK_COMMON='
    function hexadecimal(text,   i, n, bits, hex) {  # canonical base64 of 32 bytes
        for (i = 1; i <= 41; i += 4) {
            n = ((value[substr(text, i, 1)] * 64 + value[substr(text, i + 1, 1)]) * 64 + value[substr(text, i + 2, 1)]) * 64
            n += i < 41 ? value[substr(text, i + 3, 1)] : 0
            hex = hex two[int(n / 65536)] two[int(n / 256) % 256] (i < 41 ? two[n % 256] : "")
        }
        return hex
    }
    function base64url(hex,   i, n, text) {
        for (i = 1; i <= 61; i += 6) {
            n = (number[substr(hex, i, 2)] * 256 + number[substr(hex, i + 2, 2)]) * 256 + (i < 61 ? number[substr(hex, i + 4, 2)] : 0)
            text = text url[int(n / 262144)] url[int(n / 4096) % 64] url[int(n / 64) % 64] (i < 61 ? url[n % 64] : "")
        }
        return text
    }
    function plain(text,   i, n, k, out) {  # what a disclosure spells; a byte outside printable ASCII becomes "\001"
        for (i = 1; i <= length(text); i += 4) {
            k = length(text) - i + 1
            n = ((value[substr(text, i, 1)] * 64 + value[substr(text, i + 1, 1)]) * 64 + (k > 2 ? value[substr(text, i + 2, 1)] : 0)) * 64 + (k > 3 ? value[substr(text, i + 3, 1)] : 0)
            if (k == 1 || (k == 2 && n % 65536) || (k == 3 && n % 256)) return ""
            out = out char[int(n / 65536)] (k > 2 ? char[int(n / 256) % 256] : "") (k > 3 ? char[n % 256] : "")
        }
        return out
    }
    BEGIN {
        letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
        for (i = 0; i < 62; i++) { url[i] = substr(letters, i + 1, 1); value[url[i]] = i }
        url[62] = "-"; url[63] = "_"; value["+"] = value["-"] = 62; value["/"] = value["_"] = 63
        for (i = 0; i < 256; i++) {
            two[i] = sprintf("%02x", i); number[two[i]] = i; octal[two[i]] = sprintf("\\%03o", i)
            char[i] = i < 32 || i > 126 ? "\001" : sprintf("%c", i)
        }
    }
'
# Step 1: read every item strictly; write what is to be hashed.
READ_ITEMS='
    function lines_of(path,   n, total, got) {  # into line[1..n]; 0 if it is no text in whole lines, -1 if it cannot be read
        n = total = 0
        if (!(path in size)) { got = -1; return -1 }
        if (size[path] > 1000000 || (path in unclean)) return 0
        while ((got = (getline line[n + 1] < path)) > 0) { n++; total += length(line[n]) + 1 }
        close(path)
        return got < 0 ? -1 : total == size[path] ? n : 0
    }
    function token(text) { return text ~ /^[a-z0-9][a-z0-9_-]*$/ && length(text) <= 64 }
    function is_entry(text,   f, n, i, rest, k) {  # sets sd, device, stored number, seq, type
        if (text !~ /^\{"_sd":\[("[A-Za-z0-9_-]+"(,"[A-Za-z0-9_-]+")*)?\],"actor":"[a-z0-9_-]+","compartment":"[a-z0-9_-]+","device":"[a-z0-9_-]+"(,"number":"[A-Z][A-Z]?-[0-9]+")?(,"object":"[0-9a-f]+")?,"seq":(0|[1-9][0-9]*),"time":"[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]Z","type":"[a-z_]+","v":1\}$/) return 0
        k = index(text, "]"); sd = substr(text, 9, k - 8); rest = substr(text, k + 1)
        n = split(sd, f, "\"")
        for (i = 2; i < n; i += 2) {
            if (length(f[i]) != 43 || f[i] !~ /[AEIMQUYcgkosw048]$/) return 0
            if (i > 2 && ("x" f[i - 2]) >= ("x" f[i])) return 0
        }
        n = split(rest, f, "\"")
        number_ = object = ""
        for (i = 2; i < n; i += 2) {
            if (f[i] == "actor" || f[i] == "compartment" || f[i] == "device") { if (!token(f[i + 2])) return 0 }
            if (f[i] == "device") device = f[i + 2]
            if (f[i] == "number") { number_ = f[i + 2]; k = length(number_) - index(number_, "-"); if (k < 6 || k > 9) return 0 }
            if (f[i] == "object") { object = f[i + 2]; if (length(object) != 64) return 0 }
            if (f[i] == "seq") { seq = f[i + 1]; gsub(/[:,]/, "", seq); if (length(seq) > 15) return 0; continue }
            if (f[i] == "type") type = f[i + 2]
            if (f[i] == "v") break
            i += 2
        }
        return 1
    }
    function emit(id, kind, prefix, text) {
        count++; print "printf '\''" prefix "%s'\'' '\''" text "'\'' >" count > script; print count > names; print id, kind, text > jobs
    }
    function bad(id, code, text) { print id "\t" code "\tBROKEN\t" text > verdicts }
    FILENAME == ARGV[1] { size[$1] = $2; next }
    FILENAME == ARGV[2] { note[++noted] = $0; next }
    FILENAME == ARGV[3] { unclean[$0] = 1; next }
    {
        id = $0; wanted = id == "custody/disclosed" ? "disclosed" : "received"
        n = lines_of(id ".entry")
        if (n < 0) { print id "\t1\tINDETERMINATE\tits entry could not be read" > verdicts; next }
        if (n != 1 || !is_entry(line[1])) { bad(id, 1, "its entry is not in its one spelling"); next }
        number_of = id; sub(/.*\//, "", number_of)
        split(note[1], origin, "/")
        if (type != wanted || device != origin[2] || (wanted == "received" && (number_ != number_of || object == "")) || (wanted == "disclosed" && (number_ != "" || object != ""))) { bad(id, 1, "its entry is of another type, number or log"); next }
        entry = line[1]
        n = lines_of(id ".opened")
        if (n < 0) { print id "\t1\tINDETERMINATE\tits openings could not be read" > verdicts; next }
        good = n > 0; delete_names(); row = ""
        for (i = 1; i <= n && good; i++) {
            if (line[i] == "" || line[i] ~ /[^A-Za-z0-9_-]/) { good = 0; break }
            text = plain(line[i])
            if (text !~ /^\["[A-Za-z0-9_-]+[AQgw]","[a-z][a-z0-9_]*",.+\]$/ || substr(text, 25, 3) != "\",\"") { good = 0; break }
            name = substr(text, 28); sub(/".*/, "", name)
            if (length(name) > 64 || (name in named)) { good = 0; break }
            named[name] = 1; item = substr(text, 30 + length(name)); sub(/\]$/, "", item)
            opened[i] = line[i]; values[name] = item
        }
        if (!good) { bad(id, 1, "its openings are not disclosures, one a line, each name once"); next }
        openings = n
        first = wanted == "disclosed" ? "manifest_sha256" : "sha256"; second = wanted == "disclosed" ? "pdf_sha256" : "size"
        a = (first in named) ? values[first] : ""; b = (second in named) ? values[second] : ""
        if (length(a) != 66 || a !~ /^"[0-9a-f]+"$/ || (wanted == "disclosed" ? (length(b) != 66 || b !~ /^"[0-9a-f]+"$/) : (b !~ /^(0|[1-9][0-9]*)$/ || length(b) > 15))) { bad(id, 1, "what must be opened is not opened"); next }
        gsub(/"/, "", a); gsub(/"/, "", b)
        print id, a, b > facts
        print id, sd > commitments
        for (i = 1; i <= openings; i++) emit(id, "opening", "", opened[i])
        n = lines_of(id ".proof")
        if (n < 0) { print id "\t2\tINDETERMINATE\tits proof could not be read" > verdicts; next }
        steps = n - 8
        good = n >= 8 && steps <= 50 && line[1] == "c2sp.org/tlog-proof@v1" && line[2] ~ /^index (0|[1-9][0-9]*)$/ && line[n - 5] == "" && length(line[2]) <= 21
        for (i = 3; i < 3 + steps && good; i++) good = length(line[i]) == 44 && line[i] ~ /^[A-Za-z0-9+\/]+[AEIMQUYcgkosw048]=$/
        if (!good) { bad(id, 2, "its proof is not in its one spelling"); next }
        for (i = 1; i <= 5; i++) if (("x" line[n - 5 + i]) != ("x" note[i])) good = 0
        if (!good) { bad(id, 2, "its proof is under another checkpoint"); next }
        at = substr(line[2], 7)
        if (("x" at) != ("x" seq) || at + 0 >= note[2] + 0) { bad(id, 2, "its proof is of another entry"); next }
        # RFC 9162, 2.1.3.2: on which side each step stands.
        fn = at + 0; sn = note[2] - 1; way = ""
        for (i = 3; i < 3 + steps && good; i++) {
            if (sn == 0) { good = 0; break }
            if (fn % 2 == 1 || fn == sn) {
                way = way " L" hexadecimal(line[i])
                while (fn % 2 == 0 && fn != 0) { fn = int(fn / 2); sn = int(sn / 2) }
            } else way = way " R" hexadecimal(line[i])
            fn = int(fn / 2); sn = int(sn / 2)
        }
        if (!good || sn != 0) { bad(id, 2, "its path does not lead to the root"); next }
        emit(id, "leaf", "\\000", entry); print id way > ways
    }
    function delete_names(   k) { for (k in named) delete named[k]; for (k in values) delete values[k] }
'
check_items() { # $T/items: one prefix of .entry .opened .proof a line -> $T/verdicts (id, 1|2, verdict, text) and $T/facts
    for file in verdicts facts ways commitments jobs names script pairs; do : >"$T/$file"; done
    # Not every awk sees a NUL, so other bytes than those of text are looked for without it.
    sed 's/$/.entry/; p; s/entry$/opened/; p; s/opened$/proof/' "$T/items" >"$T/texts" || return 1
    : >"$T/unclean"
    if [ "$(xargs cat <"$T/texts" 2>/dev/null | tr -d "$TEXT_BYTES" | wc -c)" -ne 0 ]; then
        while read -r path; do
            [ "$(tr -d "$TEXT_BYTES" <"$path" | wc -c)" -eq 0 ] || echo "$path" >>"$T/unclean"
        done <"$T/texts"
    fi
    awk -v script="$T/script" -v names="$T/names" -v jobs="$T/jobs" -v verdicts="$T/verdicts" -v facts="$T/facts" \
        -v ways="$T/ways" -v commitments="$T/commitments" "$AWK_COMMON$READ_ITEMS" "$T/sizes" custody/checkpoint "$T/unclean" "$T/items" ||
        return 1
    [ -s "$T/jobs" ] || return 0
    hash_batch >"$T/sums" || return 1
    # Step 2: the openings against the entry's own digests; the leaves become the first level.
    awk -v verdicts="$T/verdicts2" -v level="$T/level" "$AWK_COMMON"'
        BEGIN { printf "" > verdicts; printf "" > level }
        FILENAME == ARGV[1] { sum[FNR] = $1; next }
        FILENAME == ARGV[2] { sd[$1] = $2; next }
        FILENAME == ARGV[3] { id = $1; way[id] = substr($0, length(id) + 1); next }
        length(sum[FNR]) != 64 { exit 1 }
        $2 == "leaf" { print $1, sum[FNR] way[$1] > level; next }
        !index(sd[$1], "\"" base64url(sum[FNR]) "\"") && !($1 in told) {
            told[$1] = 1; print $1 "\t1\tBROKEN\tan opening that its entry does not commit to" > verdicts }
    ' "$T/sums" "$T/commitments" "$T/ways" "$T/jobs" || return 1
    cat "$T/verdicts2" >>"$T/verdicts" || return 1
    # Step 3: all proofs at once, one level after another; a node that many proofs share is hashed once.
    : >"$T/sums"; : >"$T/pairs"
    rounds=0
    while [ $rounds -le 50 ]; do
        : >"$T/script"; : >"$T/names"; : >"$T/done"
        awk -v script="$T/script" -v names="$T/names" -v done_="$T/done" -v next_="$T/level2" "$AWK_COMMON"'
            BEGIN { printf "" > next_ }
            NF == 2 { print > done_; next }
            {
                side = substr($3, 1, 1); step = substr($3, 2); pair = side == "L" ? step $2 : $2 step
                if (!(pair in at)) {
                    at[pair] = ++count; code = "\\001"
                    for (i = 1; i < 128; i += 2) code = code octal[substr(pair, i, 2)]
                    print "printf '\''" code "'\'' >" count > script; print count > names
                }
                rest = ""; for (i = 4; i <= NF; i++) rest = rest " " $i
                print $1, at[pair] rest > next_
            }' "$T/level" || return 1
        cat "$T/done" >>"$T/pairs" || return 1
        [ -s "$T/names" ] || break
        hash_batch >"$T/sums" || return 1
        awk 'FILENAME == ARGV[1] { sum[FNR] = $1; next } length(sum[$2]) != 64 { exit 1 } { $2 = sum[$2]; print }' \
            "$T/sums" "$T/level2" >"$T/level" || return 1
        rounds=$((rounds + 1))
    done
    root=$(sed -n 3p custody/checkpoint | base64 -d | od -An -v -tx1 | tr -d ' \n')
    awk -v root="x$root" '"x" $2 != root { print $1 "\t2\tBROKEN\tits path does not lead to the root" }' "$T/pairs" >>"$T/verdicts"
}
verdict_on() { # verdict_on ID PART: into $T/found
    awk -F '\t' -v id="$1" -v part="$2" '$1 == id && $2 == part { print $3 "\t" $1 ": " $4 }' "$T/verdicts" >"$T/found" || trouble
}
NO_PROOF='no checkpoint to prove anything under'
if [ $CHECKPOINT = no ]; then
    for code in D1 D2 D3; do say INDETERMINATE $code "$NO_PROOF"; done
else
    echo custody/disclosed >"$T/items"
    : >"$T/missing"
    if [ $ALL = yes ]; then
        grep '^custody/exhibits/' "$T/files" | sed 's/\.[a-z]*$//' | sort -u >"$T/exhibits"
        cat "$T/exhibits" >>"$T/items" || trouble
    fi
    awk -v kept="$T/kept" 'FILENAME == ARGV[1] { there[$0] = 1; next }
        ($0 ".entry") in there && ($0 ".opened") in there && ($0 ".proof") in there { print > kept; next }
        { print }' "$T/files" "$T/items" >"$T/missing" || trouble
    if [ -f "$T/kept" ]; then cat "$T/kept" >"$T/items"; else : >"$T/items"; fi
    check_items || trouble
    if grep -qx custody/disclosed "$T/missing"; then
        for code in D1 D2 D3; do say BROKEN $code 'no disclosed entry with openings and proof'; done
    else
        verdict_on custody/disclosed 1
        if [ -s "$T/found" ]; then
            each_say D1 ''
            say INDETERMINATE D2 'no entry to prove'; say INDETERMINATE D3 'no opened digests to compare'
        else
            say INTACT D1 'the disclosed entry and its openings fit'
            verdict_on custody/disclosed 2
            each_say D2 'the disclosed entry is in the log under this checkpoint (it does not show when, nor that its content is true)'
            if unread manifest-sha256.txt || unread case-file.pdf; then
                say INDETERMINATE D3 'the payload list or the PDF could not be read'
            elif [ "$(awk '$1 == "custody/disclosed" { print $2, $3 }' "$T/facts")" = "$(hash_of manifest-sha256.txt) $(hash_of case-file.pdf)" ]; then
                say INTACT D3 'the disclosed entry names this payload list and this PDF'
            else
                say BROKEN D3 'the disclosed entry names another payload list or another PDF'
            fi
        fi
    fi
fi

# ---- T1 to T3: the time stamp ----------------------------------------------------------------------------------------
STAMP=custody/checkpoint.tsr
stamp_time() { # of the text that openssl prints: ISO 8601, then seconds since 1970
    awk '/^Time stamp: / {
        m = (index("JanFebMarAprMayJunJulAugSepOctNovDec", $3) + 2) / 3; d = $4; split($5, t, /[:.]/); y = $6
        a = m <= 2 ? y - 1 : y; b = (m + 9) % 12
        days = 365 * a + int(a / 4) - int(a / 100) + int(a / 400) + int((b * 153 + 2) / 5) + d - 1 - 719468
        printf "%04d-%02d-%02dT%02d:%02d:%02dZ %d %d\n", y, m, d, t[1], t[2], t[3], days, t[1] * 3600 + t[2] * 60 + t[3]; exit }' "$T/stamp"
}
imprint_fits() { # the hash that the token holds against that of the checkpoint
    algorithm=$(sed -n 's/^Hash Algorithm: //p' "$T/stamp")
    case "$algorithm" in sha256 | sha384 | sha512) ;; *) return 1 ;; esac
    held=$(sed -n '/^Message data:/,/^Serial/s/^ *[0-9a-f]* - \(.\{48\}\).*/\1/p' "$T/stamp" | tr -d ' \n-')
    [ "$held" = "$(openssl dgst -"$algorithm" -r custody/checkpoint 2>/dev/null | cut -d' ' -f1)" ]
}
take_token() { # into $T/token. Nothing signs what stands before it: that is "granted", without a word more, and only the token is printed
    case "$(head -c 12 "$STAMP" | od -An -v -tx1 | tr -d ' \n')" in 3081??3003020100* | 3082????3003020100* | 3083??????3003020100*) ;; *) return 1 ;; esac
    openssl ts -reply -in "$STAMP" -token_out -out "$T/token" >/dev/null 2>&1 &&
        openssl ts -reply -token_in -in "$T/token" -text >"$T/stamp" 2>/dev/null
}
if ! has "$STAMP"; then
    if [ "$PROMISED" = none ]; then
        say NOTE T1 'no time stamp was promised: nothing outside shows when the checkpoint was made'
        STAMPED=' (no time stamp was promised)'
    else
        say INDETERMINATE T1 'a time stamp was promised and is missing'
    fi
elif unread "$STAMP" || unread custody/checkpoint; then
    say INDETERMINATE T2 'the time stamp or the checkpoint could not be read'; say INDETERMINATE T3 'no time stamp to ask about'
elif [ $OPENSSL = no ]; then
    say INDETERMINATE T2 "$NO_OPENSSL"; say INDETERMINATE T3 "$NO_OPENSSL"
else
    if take_token && imprint_fits && [ -n "$(stamp_time)" ] &&
        openssl cms -verify -noverify -inform DER -in "$T/token" -signer "$T/tsa.pem" -out /dev/null >/dev/null 2>&1; then
        set -- $(stamp_time)
        say INTACT T2 "the time stamp is over this checkpoint and says $1"
        say NOTE K3 "time-stamp certificate, SHA-256: $(fingerprint "$T/tsa.pem")"
        if ! authority tsa-ca.pem; then
            say INDETERMINATE T3 "no certificate in keys/tsa-ca.pem (PEM): compare the stamp's with the PDF"
        elif openssl ts -verify -data custody/checkpoint -token_in -in "$T/token" -CAfile "$T/tsa-ca.pem" -attime $(($2 * 86400 + $3)) >/dev/null 2>&1; then
            say INTACT T3 "the time stamp is of the given authority (whether it is a qualified one, its trusted list says)"
            STAMPED=" (time stamp of $1)"
        else
            failed T3 'the time stamp is not of the given authority'
        fi
    else
        failed T2 'the time stamp is not over this checkpoint, or is damaged'
        say INDETERMINATE T3 'no time stamp to ask about'
    fi
fi

# ---- E1 to E3: every exhibit -----------------------------------------------------------------------------------------
if [ $ALL = no ]; then
    say NOTE E1 'proofs of single exhibits were not checked: run again with --all'
elif [ $CHECKPOINT = no ]; then
    say INDETERMINATE E1 "$NO_PROOF"
else
    grep -vx custody/disclosed "$T/missing" | awk '{ print "BROKEN\t" $0 ": not a set of .entry, .opened and .proof" }' >"$T/found"
    sort "$T/verdicts" | awk -F '\t' '$1 != "custody/disclosed" && !told[$1]++ { print $3 "\t" $1 ": " $4 }' >>"$T/found" || trouble
    each_say E1 "$(($(wc -l <"$T/exhibits"))) exhibits: received, opened and proven under this checkpoint"
    awk -v redacted="$T/redacted" '
        BEGIN { printf "" > redacted }
        FILENAME == ARGV[1] { if ($1 ~ /^custody\/exhibits\//) { id = $1; sub(/.*\//, "", id); sum[id] = "x" $2; size[id] = "x" $3 } next }
        FILENAME == ARGV[2] { is["x" $2] = "x" $1; next }
        FILENAME == ARGV[3] { length_of[$1] = "x" $2; next }
        FILENAME == ARGV[4] { sub(/.*\//, ""); proven[$0] = 1; next }
        !/^data\/exhibits\// { next }
        {
            name = $0; sub(/^data\/exhibits\//, "", name)
            if (name !~ /^[A-Z][A-Z]?-[0-9][0-9][0-9][0-9][0-9][0-9][0-9]?[0-9]?[0-9]?(-R[0-9][0-9])?(\.[a-z0-9]+)?$/) { print "BROKEN\t" $0 ": not named by an exhibit number"; next }
            number = name; sub(/\..*/, "", number); copy = number ~ /-R/; sub(/-R.*/, "", number)
            used[number] = 1
            if (!(number in proven)) { print "BROKEN\t" $0 ": without an entry of its receipt"; next }
            if (copy) { print $0 > redacted; next }
            if (!(number in sum)) next
            if (!(("x" $0) in is)) { print "INDETERMINATE\t" $0 ": could not be read"; next }
            if (is["x" $0] != sum[number] || length_of[$0] != size[number]) print "BROKEN\t" $0 ": not the bytes that were received"
        }
        END { for (number in proven) if (!(number in used)) print "BROKEN\tcustody/exhibits/" number ": an entry without a file" }
    ' "$T/facts" "$T/hashes" "$T/sizes" "$T/exhibits" "$T/files" >"$T/found" || trouble
    each_say E2 'every exhibit that is not redacted is, byte for byte, what was received'
    if [ -s "$T/redacted" ]; then
        say NOTE E3 "$(($(wc -l <"$T/redacted"))) redacted copies: listed and sealed, but not the bytes that were received"
    fi
fi

say NOTE K4 "manifest-sha256.txt, SHA-256: $(hash_of manifest-sha256.txt)"
say NOTE K5 "verify/verify.sh, SHA-256: $(hash_of verify/verify.sh)"
say NOTE K6 "verify/verify.py, SHA-256: $(hash_of verify/verify.py)"
conclude
