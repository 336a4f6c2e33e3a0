#!/bin/sh
# Installs the dashboard from this kit: no network, no compiler. sh install.sh --help
set -eu
umask 022
cd "$(dirname "$0")"
kit=$(pwd)
prefix=/opt/readiness
state=/var/lib/readiness
settings=/etc/readiness
ports="8511 8512"
fingerprint=
action=install
service=auto

say() { printf '%s\n' "$*"; }
fail() { printf '%s\n' "$*" >&2; exit 2; }
usage() {
    say "使い方 / usage: sh install.sh [--check] [--prefix 場所] [--ports '8511 8512'] [--fingerprint 指紋] [--no-service]"
    say "                             [--rollback] [--remove [--purge]]"
    say "  --check        照合だけを行います（check the kit only）"
    say "  --fingerprint  作った人から別の経路で聞いた鍵の指紋（fingerprint of the key, told by its maker）"
    say "  --rollback     1つ前に入れていた版に戻します（back to the version before）"
    say "  --remove       取り除きます。公表した回は残ります（--purge で消します）"
}

purge=no
while [ $# -gt 0 ]; do
    case $1 in
        --check) action=check ;;
        --remove) action=remove ;;
        --rollback) action=rollback ;;
        --purge) purge=yes ;;
        --no-service) service=no ;;
        --prefix) [ $# -gt 1 ] || fail "--prefix には場所が要ります"; prefix=$2; shift ;;
        --ports) [ $# -gt 1 ] || fail "--ports には番号が要ります"; ports=$2; shift ;;
        --fingerprint) [ $# -gt 1 ] || fail "--fingerprint には指紋が要ります"; fingerprint=$2; shift ;;
        --help|-h) usage; exit 0 ;;
        *) usage >&2; fail "知らない指定です / unknown: $1" ;;
    esac
    shift
done
case $prefix in /*[!/]) ;; *) fail "--prefix は / で始まる場所にしてください" ;; esac
for port in $ports; do
    case $port in *[!0-9]*|'') fail "--ports は番号を空白で区切ってください" ;; esac
done

check() {
    for name in MANIFEST MANIFEST.sig KEY.pem KEY.xml; do
        [ -f "$name" ] || fail "$name がありません。キットを取り出し直してください。"
    done
    found=$(cat KEY.pem KEY.xml | sha256sum | cut -d' ' -f1)
    if [ -n "$fingerprint" ]; then
        [ "$found" = "$fingerprint" ] || fail "鍵の指紋が違います（$found）。このキットは使わないでください。"
    else
        say "鍵の指紋：$found"
        say "作った人から聞いた指紋と比べてください（--fingerprint で自動で比べます）。"
    fi
    if command -v openssl >/dev/null 2>&1; then
        openssl dgst -sha256 -verify KEY.pem -signature MANIFEST.sig MANIFEST >/dev/null 2>&1 ||
            fail "目録（MANIFEST）の署名が合いません。このキットは使わないでください。"
    elif [ -n "$fingerprint" ]; then
        fail "openssl がないため署名を確かめられません。openssl を入れるか、--fingerprint を外してください。"
    else
        say "openssl がないため、署名は確かめていません。"
    fi
    # Sizes first: they are quick, and say more than a sum that differs.
    while read -r sum size path; do
        [ -f "$path" ] || fail "$path がありません。"
        [ "$(stat -c %s "$path")" = "$size" ] || fail "$path の大きさが違います。"
    done < MANIFEST
    awk '{print $1 "  " $3}' MANIFEST | sha256sum -c --quiet - >&2 || fail "中身の違うファイルがあります（上の行）。"
    extra=$(find . -type f ! -name MANIFEST ! -name MANIFEST.sig | sed 's,^\./,,' | sort > "$list.there"
        awk '{print $3}' MANIFEST | sort | comm -13 - "$list.there")
    [ -z "$extra" ] || fail "目録にないファイルがあります：$extra"
    say "照合しました：$(wc -l < MANIFEST)個のファイル"
}

list=$(mktemp)
trap 'rm -f "$list" "$list.there"' EXIT

has_systemd() { [ "$service" = auto ] && [ -d /run/systemd/system ]; }

stop_service() {
    if has_systemd; then systemctl stop readiness.target || true; fi
}

start_service() {
    if has_systemd; then systemctl daemon-reload; systemctl start readiness.target; fi
}

if [ "$action" = check ]; then check; exit 0; fi

if [ "$action" = remove ]; then
    [ -f "$prefix/requirements-kit.txt" ] || fail "$prefix には、このキットで入れたものがありません。"
    stop_service
    if has_systemd; then
        for port in $ports; do systemctl disable "readiness@$port" || true; done
        systemctl disable readiness.target readiness-backup.timer || true
        rm -f /etc/systemd/system/readiness@.service /etc/systemd/system/readiness.target \
            /etc/systemd/system/readiness-backup.service /etc/systemd/system/readiness-backup.timer
        systemctl daemon-reload
    fi
    rm -rf "$prefix" "$prefix.before"
    if [ "$purge" = yes ]; then rm -rf "$state" "$settings"; fi
    say "取り除きました。公表した回と設定：$([ "$purge" = yes ] && echo 消しました || echo "$state と $settings に残っています")"
    exit 0
fi

if [ "$action" = rollback ]; then
    [ -d "$prefix.before" ] || fail "1つ前の版はありません（$prefix.before）。"
    stop_service
    mv "$prefix" "$prefix.after"
    mv "$prefix.before" "$prefix"
    mv "$prefix.after" "$prefix.before"
    start_service
    say "1つ前の版に戻しました。保管先が新しい版で書き換えられていたら、更新の前の控えも戻してください（project/docs/admin_guide.ja.md）。"
    exit 0
fi

[ "$(uname -m)" = x86_64 ] || fail "このキットは x86_64 のためのものです（$(uname -m)）。"
check
python=
for name in python3.13 python3.12 python3.11 python3; do
    if command -v "$name" >/dev/null 2>&1 &&
        "$name" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))'; then
        python=$name
        break
    fi
done
[ -n "$python" ] || fail "Python 3.11、3.12、3.13 のどれかが要ります（Debian/Ubuntu：python3、RHEL系：python3.12。OSの媒体から入れてください）。"
"$python" -c 'import platform, sys; v = platform.libc_ver()[1].split("."); sys.exit([int(x) for x in v[:2]] < [2, 28])' ||
    fail "glibc 2.28 以上が要ります（Debian 10、Ubuntu 20.04、RHEL 8 以降）。"

stop_service
rm -rf "$prefix.new"
mkdir -p "$(dirname "$prefix")"
cp -r project "$prefix.new"
# A virtual environment knows its own place: it is made where it stays.
if [ -d "$prefix" ]; then
    rm -rf "$prefix.before"
    mv "$prefix" "$prefix.before"
    for kept in var .streamlit/secrets.toml; do
        if [ -e "$prefix.before/$kept" ]; then cp -rp "$prefix.before/$kept" "$prefix.new/$kept"; fi
    done
fi
mv "$prefix.new" "$prefix"
undo() {
    rm -rf "$prefix"
    if [ -d "$prefix.before" ]; then mv "$prefix.before" "$prefix"; start_service; fi
    fail "入れられませんでした。元のままです。"
}
"$python" -m venv --without-pip "$prefix/.venv" || undo
installer=$(echo "$kit"/wheels/pip-*.whl)
"$prefix/.venv/bin/python" "$installer/pip" install --isolated --quiet --no-index --disable-pip-version-check \
    --no-warn-script-location --find-links "$kit/wheels" --require-hashes \
    -r "$prefix/requirements-kit.txt" || undo
# A service may not write here: modules are compiled now.
"$prefix/.venv/bin/python" -m compileall -q "$prefix/readiness" "$prefix/deploy" || undo
(cd "$prefix" && .venv/bin/python -m deploy.compressed) || undo

if has_systemd && [ "$(id -u)" = 0 ]; then
    id readiness >/dev/null 2>&1 || useradd --system --home-dir "$prefix" --shell /usr/sbin/nologin readiness
    install -d -m 0750 -o readiness -g readiness "$state"
    install -d -m 0750 -o root -g readiness "$settings"
    if [ ! -f "$settings/environment" ]; then
        secret=$(od -An -N32 -tx1 /dev/urandom | tr -d ' \n')
        (umask 027; printf '%s\n' "STREAMLIT_SERVER_COOKIE_SECRET=$secret" \
            "READINESS_STORE_URL=sqlite:///$state/store.sqlite" \
            "READINESS_REPLICAS=$(echo $ports | tr ' ' ,)" > "$settings/environment")
        chown root:readiness "$settings/environment"
    fi
    for unit in "$prefix"/deploy/systemd/*; do
        sed "s,/opt/readiness,$prefix,g" "$unit" > "/etc/systemd/system/$(basename "$unit")"
    done
    systemctl daemon-reload
    for port in $ports; do systemctl enable "readiness@$port"; done
    systemctl enable readiness.target readiness-backup.timer
    systemctl start readiness.target readiness-backup.timer
    say "動いています：$(for port in $ports; do printf 'http://127.0.0.1:%s ' "$port"; done)"
    say "nginx の設定は $prefix/docs/admin_guide.ja.md の「動かす」を見てください。"
else
    say "入れました。次で始まります："
    say "  cd $prefix && .venv/bin/python -m readiness serve --port ${ports%% *}"
fi
