#!/usr/bin/env bash
# Makes Page/vendor.js, which the page of the console imports: Preact with its hooks, and htm, as one file. Run by hand when a
# version changes; its output is committed, so that a build needs neither npm nor a network.
set -euo pipefail
cd "$(dirname "$0")"

preact=11.2.0
htm=3.1.1
esbuild=0.28.2

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
npm install --prefix "$work" --no-audit --no-fund --loglevel=error --save-exact "preact@$preact" "htm@$htm" "esbuild@$esbuild"

cat >"$work/vendor.js" <<'MODULE'
import { h, render } from 'preact';
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import htm from 'htm';

export const html = htm.bind(h);
export { render, useEffect, useLayoutEffect, useMemo, useRef, useState };
MODULE

"$work/node_modules/.bin/esbuild" "$work/vendor.js" --bundle --minify --format=esm --target=es2022 \
    --legal-comments=none --log-level=warning --outfile="$work/out.js"

{
    echo '/*'
    echo "Made by vendor.sh of preact $preact and htm $htm, whose licences follow."
    echo
    echo "preact $preact"
    echo
    cat "$work/node_modules/preact/LICENSE"
    echo
    echo "htm $htm"
    echo
    cat "$work/node_modules/htm/LICENSE"
    echo '*/'
    cat "$work/out.js"
} >Page/vendor.js
wc -c Page/vendor.js
