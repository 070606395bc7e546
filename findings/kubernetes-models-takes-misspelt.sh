#!/usr/bin/env bash
# What: npm kubernetes-models 4.5.1, whose classes for Kubernetes' objects have a validate() by the schemas of Kubernetes' API.
#
# Surprising: validate() says nothing of a property that there is none: a Deployment with "replicaz" is valid, while one whose
# "replicas" is a text is not. Expected: as the API server with strict validation, which names the unknown field.
#
# For whoever checks manifests with it: a misspelt property passes, and is not there in the cluster. The types of the package
# know better: a literal with it does not compile in TypeScript.
#
# Seen:
#   replicas "three": refused
#   replicaz 3: valid
set -euo pipefail
cannot() { echo "cannot run: $*" >&2; exit 2; }
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT; cd "$dir"
command -v npm >/dev/null || cannot "npm is not installed"
timeout 300 npm install --loglevel=error --no-audit --no-fund --ignore-scripts --prefix "$dir" \
  kubernetes-models@4.5.1 >npm.log 2>&1 || cannot "npm: $(head -n 2 npm.log)"

cat >probe.cjs <<'JS'
const { Deployment } = require('kubernetes-models/apps/v1/Deployment');
const spec = (more) => ({
  metadata: { name: 'web' },
  spec: {
    selector: { matchLabels: { app: 'web' } },
    template: { metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'web', image: 'web' }] } },
    ...more,
  },
});
for (const more of [{ replicas: 'three' }, { replicaz: 3 }]) {
  const [[name, value]] = Object.entries(more);
  let said = 'valid';
  try {
    new Deployment(spec(more)).validate();
  } catch {
    said = 'refused';
  }
  console.log(`${name} ${JSON.stringify(value)}: ${said}`);
}
JS
seen=$(timeout 60 node probe.cjs) || cannot "the probe: $seen"
expected='replicas "three": refused
replicaz 3: valid'
if [ "$seen" != "$expected" ]; then printf 'changed; seen instead:\n%s\n' "$seen"; exit 1; fi
printf 'as described:\n%s\n' "$seen"
