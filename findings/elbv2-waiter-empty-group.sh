#!/usr/bin/env bash
# What: npm @aws-sdk/client-elastic-load-balancing-v2 3.1142.0, its waiter waitUntilTargetDeregistered.
#
# Surprising: asked for a whole target group, it never ends once the last target is gone: the API then lists no target,
# and the waiter wants at least one whose state is `unused`. Expected: nothing left means deregistered.
#
# For a user of an ALB: a script that deregisters all targets and then waits ends with a TimeoutError after the whole
# time, though draining was over long before. Name the targets in the waiter's input: of a named target that is gone
# the API says `unused`, and the waiter is content.
#
# Seen:
#   no target listed: TimeoutError
#   named target unused: SUCCESS
set -euo pipefail
cannot() { echo "cannot run: $*" >&2; exit 2; }
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT; cd "$dir"
command -v npm >/dev/null || cannot "npm is not installed"
timeout 300 npm install --loglevel=error --no-audit --no-fund --ignore-scripts --prefix "$dir" \
  @aws-sdk/client-elastic-load-balancing-v2@3.1142.0 >npm.log 2>&1 || cannot "npm: $(head -n 2 npm.log)"

cat >probe.cjs <<'JS'
const http = require('http');
const { ElasticLoadBalancingV2Client, waitUntilTargetDeregistered } =
  require('@aws-sdk/client-elastic-load-balancing-v2');
const TargetGroupArn = 'arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/web/73e2d6bc24d8a067';
const gone = '<member><Target><Id>10.0.0.1</Id><Port>80</Port></Target><TargetHealth><State>unused</State>' +
  '<Reason>Target.NotRegistered</Reason></TargetHealth></member>';
const server = http.createServer((request, response) => {
  let form = '';
  request.on('data', (piece) => { form += piece; });
  request.on('end', () => {
    const members = form.includes('Targets.member.1') ? gone : '';
    response.writeHead(200, { 'content-type': 'text/xml' });
    response.end('<DescribeTargetHealthResponse xmlns="http://elasticloadbalancing.amazonaws.com/doc/2015-12-01/">' +
      `<DescribeTargetHealthResult><TargetHealthDescriptions>${members}</TargetHealthDescriptions>` +
      '</DescribeTargetHealthResult><ResponseMetadata><RequestId>1</RequestId></ResponseMetadata>' +
      '</DescribeTargetHealthResponse>');
  });
});
server.listen(0, '127.0.0.1', async () => {
  const client = new ElasticLoadBalancingV2Client({
    endpoint: `http://127.0.0.1:${server.address().port}`, region: 'us-east-1',
    credentials: { accessKeyId: 'id', secretAccessKey: 'secret' },
  });
  const wait = (input) => waitUntilTargetDeregistered({ client, maxWaitTime: 4, minDelay: 1, maxDelay: 1 }, input)
    .then((result) => result.state, (error) => error.name);
  console.log(`no target listed: ${await wait({ TargetGroupArn })}`);
  console.log(`named target unused: ${await wait({ TargetGroupArn, Targets: [{ Id: '10.0.0.1', Port: 80 }] })}`);
  client.destroy();
  server.close();
});
JS
seen=$(timeout 60 node probe.cjs 2>probe.log) || cannot "the probe failed: $(tail -n 3 probe.log)"
expected='no target listed: TimeoutError
named target unused: SUCCESS'
if [ "$seen" != "$expected" ]; then printf 'changed; seen instead:\n%s\n' "$seen"; exit 1; fi
printf 'as described:\n%s\n' "$seen"
