// Every action of the ELBv2 API by AWS's SDK for JavaScript, which reads XML with a parser of its own. What it parsed is
// compared with what it gave: node elbv2-client.cjs ENDPOINT LISTENER_PORT TARGET_PORT BUNDLE_KEY LIST_KEY
const assert = require('node:assert/strict');
const elb = require('@aws-sdk/client-elastic-load-balancing-v2');
const { call, called, client, isNow, paged, refused, same } = require('./elbv2-calls.cjs');

const [port, targetPort] = [Number(process.argv[3]), Number(process.argv[4])];
const [bundleKey, listKey] = process.argv.slice(5);
const soon = { client, minDelay: 0.1, maxDelay: 0.5, maxWaitTime: 60 };
const own = 'arn:aws:elasticloadbalancing:us-east-1:000000000000';
const certificate = number => ({ CertificateArn: `arn:aws:acm:us-east-1:000000000000:certificate/${number}` });
const [subnetA, subnetB, subnetC] = ['subnet-0a1b2c3d', 'subnet-1a1b2c3d', 'subnet-2a1b2c3d'];
const tag = (Key, Value) => ({ Key, Value });
// What XML, the Query protocol and parsers stumble over.
const awkward = '  <a href="?b=c&amp;d=%20+e">\'é\' 😀 ]]> &#65; 007 true</a>\r\n\ttab \n';

(async () => {
  // Load balancers.
  const tags = [tag('stage', 'a/b=c @ +1'), tag('number', '007'), tag('flag', 'true'), tag('none', '')];
  const demo = {
    Name: 'demo', SubnetMappings: [{ SubnetId: subnetA }, { SubnetId: subnetB }],
    SecurityGroups: ['sg-0a1b2c3d'], Tags: tags };
  let answer = await call('CreateLoadBalancer', demo);
  const { LoadBalancerArn, CreatedTime, DNSName } = answer.LoadBalancers[0];
  assert.match(LoadBalancerArn, new RegExp(`^${own}:loadbalancer/app/demo/[0-9a-f]{16}$`));
  assert.match(DNSName, /^demo-\d+\.us-east-1\.elb\.localhost$/);
  isNow(CreatedTime);
  const loadBalancer = {
    LoadBalancerArn, DNSName, CanonicalHostedZoneId: 'Z35SXDOTRQ7X7K', CreatedTime, LoadBalancerName: 'demo',
    Scheme: 'internet-facing', VpcId: 'vpc-0a1b2c3d', State: { Code: 'provisioning' }, Type: 'application',
    AvailabilityZones: [
      { ZoneName: 'us-east-1a', SubnetId: subnetA, LoadBalancerAddresses: [] },
      { ZoneName: 'us-east-1b', SubnetId: subnetB, LoadBalancerAddresses: [] }],
    SecurityGroups: ['sg-0a1b2c3d'], IpAddressType: 'ipv4' };
  same(answer, { LoadBalancers: [loadBalancer] });
  await elb.waitUntilLoadBalancerExists(soon, { Names: ['demo'] });
  await elb.waitUntilLoadBalancerAvailable(soon, { LoadBalancerArns: [LoadBalancerArn] });
  loadBalancer.State.Code = 'active';
  same(await call('DescribeLoadBalancers', { Names: ['demo'] }), { LoadBalancers: [loadBalancer] });
  answer = await call('CreateLoadBalancer', { Name: 'bare', Subnets: [subnetA, subnetC], Scheme: 'internal' });
  const [bare] = answer.LoadBalancers;
  assert.deepStrictEqual([bare.Scheme, bare.SecurityGroups], ['internal', []]);

  // Target groups.
  const group = {
    TargetGroupName: 'web', Protocol: 'HTTP', Port: targetPort, VpcId: 'vpc-0a1b2c3d', HealthCheckProtocol: 'HTTP',
    HealthCheckPort: 'traffic-port', HealthCheckEnabled: true, HealthCheckIntervalSeconds: 5, HealthCheckTimeoutSeconds: 2,
    HealthyThresholdCount: 2, UnhealthyThresholdCount: 3, HealthCheckPath: '/up?a=b&c', Matcher: { HttpCode: '200,202-204' },
    TargetType: 'ip', ProtocolVersion: 'HTTP1', IpAddressType: 'ipv4' };
  const { TargetGroupName: Name, ...given } = group;
  answer = await call('CreateTargetGroup', { Name, ...given });
  const { TargetGroupArn } = answer.TargetGroups[0];
  assert.match(TargetGroupArn, new RegExp(`^${own}:targetgroup/web/[0-9a-f]{16}$`));
  Object.assign(group, { TargetGroupArn, LoadBalancerArns: [] });
  same(answer, { TargetGroups: [group] });
  Object.assign(group, { HealthCheckPath: '/', Matcher: { HttpCode: '200-499' }, HealthyThresholdCount: 3 });
  const { HealthCheckPath, Matcher, HealthyThresholdCount } = group;
  answer = await call('ModifyTargetGroup', { TargetGroupArn, HealthCheckPath, Matcher, HealthyThresholdCount });
  same(answer, { TargetGroups: [group] });
  same(await call('DescribeTargetGroups', { Names: ['web'] }), { TargetGroups: [group] });
  const anotherGroup = async parameters => (await call('CreateTargetGroup', parameters)).TargetGroups[0];
  const { VpcId } = group;
  const grpc = await anotherGroup({
    Name: 'grpc', Protocol: 'HTTPS', ProtocolVersion: 'GRPC', Port: 443, VpcId, Matcher: { GrpcCode: '0-12' } });
  assert.deepStrictEqual([grpc.ProtocolVersion, grpc.Matcher, grpc.TargetType], ['GRPC', { GrpcCode: '0-12' }, 'instance']);
  const functions = await anotherGroup({ Name: 'functions', TargetType: 'lambda' });
  assert.equal(functions.HealthCheckEnabled, false);
  assert.deepStrictEqual(Object.keys(functions).filter(key => /^(Port|Protocol|VpcId)/.test(key)), []);
  const spare = (await anotherGroup({ Name: 'spare', Protocol: 'HTTP', Port: 80, VpcId, TargetType: 'ip' })).TargetGroupArn;

  // Targets.
  const target = { Id: '127.0.0.1', Port: targetPort };
  const placed = { ...target, AvailabilityZone: 'all' };
  const unused = {
    State: 'unused', Reason: 'Target.NotInUse',
    Description: 'Target group is not configured to receive traffic from the load balancer' };
  same(await call('RegisterTargets', { TargetGroupArn, Targets: [placed, { Id: '127.0.0.2', Port: 1 }] }), {});
  same(await call('DescribeTargetHealth', { TargetGroupArn }), { TargetHealthDescriptions: [
    { Target: placed, HealthCheckPort: `${targetPort}`, TargetHealth: unused },
    { Target: { Id: '127.0.0.2', Port: 1 }, HealthCheckPort: '1', TargetHealth: unused }] });
  same(await call('DeregisterTargets', { TargetGroupArn, Targets: [{ Id: '127.0.0.2' }] }), {});

  // Listeners.
  const forward = (arn, more = {}) => ({ Type: 'forward', TargetGroupArn: arn, ...more, ForwardConfig: {
    TargetGroups: [{ TargetGroupArn: arn, Weight: 1 }], TargetGroupStickinessConfig: { Enabled: false } } });
  const DefaultActions = [{ Type: 'forward', TargetGroupArn, Order: 1 }];
  answer = await call('CreateListener', { LoadBalancerArn, Port: port, Protocol: 'HTTP', DefaultActions, Tags: tags });
  const { ListenerArn } = answer.Listeners[0];
  const first = {
    ListenerArn, LoadBalancerArn, Port: port, Protocol: 'HTTP', DefaultActions: [forward(TargetGroupArn, { Order: 1 })] };
  assert.match(ListenerArn, new RegExp(`^${own}:listener/app/demo/[0-9a-f]{16}/[0-9a-f]{16}$`));
  same(answer, { Listeners: [first] });
  same(await call('DescribeListeners', { LoadBalancerArn }), { Listeners: [first] });
  group.LoadBalancerArns = [LoadBalancerArn];
  same(await call('DescribeTargetGroups', { LoadBalancerArn }), { TargetGroups: [group] });
  const inService = await elb.waitUntilTargetInService(soon, { TargetGroupArn, Targets: [target] });
  assert.equal(inService.state, 'SUCCESS');
  answer = await call('DescribeTargetHealth', { TargetGroupArn, Targets: [target], Include: ['AnomalyDetection'] });
  same(answer, { TargetHealthDescriptions: [{
    Target: placed, HealthCheckPort: `${targetPort}`, TargetHealth: { State: 'healthy' },
    AnomalyDetection: { Result: 'normal', MitigationInEffect: 'no' } }] });

  // Rules: conditions, actions and transforms of all kinds.
  const both = (Field, config, values) => ({ Field, ...values, [config]: values });
  const conditions = [
    { Field: 'path-pattern', Values: ['/api/*', '/a&b/$?'] },
    { Field: 'host-header', HostHeaderConfig: { Values: ['*.example.com'] } },
    { Field: 'http-header', HttpHeaderConfig: { HttpHeaderName: 'X-A', Values: ['b*', '"<>"'] } },
    { Field: 'query-string', QueryStringConfig: { Values: [{ Key: 'k', Value: 'v&w=%' }, { Value: '1' }] } },
    { Field: 'http-request-method', HttpRequestMethodConfig: { Values: ['GET', 'M-SEARCH'] } },
    { Field: 'source-ip', SourceIpConfig: { Values: ['127.0.0.0/8', '2001:db8::/32'] } }];
  const regexes = [
    { Field: 'path-pattern', RegexValues: ['^/(a|b)$'] },
    { Field: 'host-header', HostHeaderConfig: { RegexValues: ['^[a-c]\\.example\\.com$'] } },
    { Field: 'http-header', HttpHeaderConfig: { HttpHeaderName: 'X-B', RegexValues: ['^\\d+$'] } }];
  const told = [
    both('path-pattern', 'PathPatternConfig', { Values: ['/api/*', '/a&b/$?'] }),
    both('host-header', 'HostHeaderConfig', { Values: ['*.example.com'] }), ...conditions.slice(2)];
  const toldRegexes = [
    both('path-pattern', 'PathPatternConfig', { RegexValues: ['^/(a|b)$'] }),
    both('host-header', 'HostHeaderConfig', { RegexValues: ['^[a-c]\\.example\\.com$'] }), regexes[2]];
  const transforms = [
    { Type: 'host-header-rewrite', HostHeaderRewriteConfig: { Rewrites: [{ Regex: '^www\\.(.*)$', Replace: '$1' }] } },
    { Type: 'url-rewrite', UrlRewriteConfig: { Rewrites: [{ Regex: '^/api', Replace: '' }] } }];
  const fixed = {
    Type: 'fixed-response', FixedResponseConfig: { StatusCode: '503', ContentType: 'text/html', MessageBody: awkward } };
  const rules = [];
  const rule = async (Priority, Conditions, Actions, Transforms, wantedConditions, wantedActions) => {
    const answer = await call('CreateRule', { ListenerArn, Priority, Conditions, Actions, Transforms, Tags: tags });
    const { RuleArn } = answer.Rules[0];
    assert.match(RuleArn, new RegExp(`^${own}:listener-rule/app/demo/[0-9a-f]{16}/[0-9a-f]{16}/[0-9a-f]{16}$`));
    const wanted = {
      RuleArn, Priority: `${Priority}`, Conditions: wantedConditions, Actions: wantedActions, IsDefault: false,
      Transforms: Transforms ?? [] };
    same(answer, { Rules: [wanted] });
    rules.push(wanted);
    return wanted;
  };
  await rule(10, conditions, [fixed], transforms, told, [fixed]);
  const weighted = { Type: 'forward', Order: 3, ForwardConfig: {
    TargetGroups: [{ TargetGroupArn, Weight: 0 }, { TargetGroupArn: spare, Weight: 999 }],
    TargetGroupStickinessConfig: { Enabled: true, DurationSeconds: 60 } } };
  await rule(20, regexes, [weighted], undefined, toldRegexes, [weighted]);
  const place = { StatusCode: 'HTTP_302', Host: 'a.example.com', Path: '/b/#{path}', Query: '' };
  await rule(50000, conditions.slice(5), [{ Type: 'redirect', RedirectConfig: place }], undefined, conditions.slice(5),
    [{ Type: 'redirect', RedirectConfig: { Protocol: '#{protocol}', Port: '#{port}', ...place } }]);
  const all = (await call('DescribeRules', { ListenerArn })).Rules;
  same(all.slice(0, 3), rules);
  same(all[3], {
    RuleArn: all[3].RuleArn, Priority: 'default', Conditions: [], Actions: first.DefaultActions, IsDefault: true, Transforms: [] });
  Object.assign(rules[0], { Conditions: conditions.slice(2), Actions: [forward(spare)], Transforms: [] });
  const [{ RuleArn }] = rules;
  same(await call('ModifyRule', {
    RuleArn, Conditions: conditions.slice(2), Actions: [{ Type: 'forward', TargetGroupArn: spare }], ResetTransforms: true,
  }), { Rules: [rules[0]] });
  rules[0].Priority = '30';
  same(await call('SetRulePriorities', { RulePriorities: [{ RuleArn, Priority: 30 }] }), { Rules: [rules[0]] });
  same(await call('DescribeRules', { RuleArns: [RuleArn] }), { Rules: [rules[0]] });
  same(await paged('DescribeRules', 'Rules', 2, { ListenerArn }), { pages: 2, items: [rules[1], rules[0], rules[2], all[3]] });

  // HTTPS, certificates and trust stores.
  const https = { Protocol: 'HTTPS', Certificates: [certificate(1)], SslPolicy: 'ELBSecurityPolicy-TLS13-1-2-2021-06' };
  Object.assign(first, https, { MutualAuthentication: { Mode: 'off' } });
  same(await call('ModifyListener', { ListenerArn, ...https }), { Listeners: [first] });
  for (const number of [2, 3]) {
    same(await call('AddListenerCertificates', { ListenerArn, Certificates: [certificate(number)] }),
      { Certificates: [{ ...certificate(number), IsDefault: false }] });
  }
  const certificates = [1, 2, 3].map(number => ({ ...certificate(number), IsDefault: number === 1 }));
  same(await call('DescribeListenerCertificates', { ListenerArn }), { Certificates: certificates });
  same(await paged('DescribeListenerCertificates', 'Certificates', 1, { ListenerArn }), { pages: 3, items: certificates });
  same(await call('RemoveListenerCertificates', { ListenerArn, Certificates: [certificate(3)] }), {});
  const bundle = { CaCertificatesBundleS3Bucket: 'bundles', CaCertificatesBundleS3Key: bundleKey };
  const store = { Name: 'store', Status: 'ACTIVE', NumberOfCaCertificates: 1, TotalRevokedEntries: 0 };
  answer = await call('CreateTrustStore', { Name: 'store', ...bundle, Tags: tags });
  const { TrustStoreArn } = answer.TrustStores[0];
  store.TrustStoreArn = TrustStoreArn;
  same(answer, { TrustStores: [store] });
  same(await call('ModifyTrustStore', { TrustStoreArn, ...bundle }), { TrustStores: [store] });
  const lists = [1, 2].map(RevocationId => ({ TrustStoreArn, RevocationId, RevocationType: 'CRL', NumberOfRevokedEntries: 1 }));
  const content = { S3Bucket: 'bundles', S3Key: listKey };
  const RevocationContents = [content, { ...content, RevocationType: 'CRL' }];
  same(await call('AddTrustStoreRevocations', { TrustStoreArn, RevocationContents }), { TrustStoreRevocations: lists });
  same(await call('DescribeTrustStoreRevocations', { TrustStoreArn, RevocationIds: [2] }), { TrustStoreRevocations: [lists[1]] });
  same(await paged('DescribeTrustStoreRevocations', 'TrustStoreRevocations', 1, { TrustStoreArn }), { pages: 2, items: lists });
  store.TotalRevokedEntries = 2;
  same(await call('DescribeTrustStores', { Names: ['store'] }), { TrustStores: [store] });
  answer = await call('GetTrustStoreRevocationContent', { TrustStoreArn, RevocationId: 1 });
  assert.match(answer.Location, /^file:\/\/\/.*\.crl$/);
  answer = await call('GetTrustStoreCaCertificatesBundle', { TrustStoreArn });
  assert.match(answer.Location, /^file:\/\/\/.*\.pem$/);
  same(await call('RemoveTrustStoreRevocations', { TrustStoreArn, RevocationIds: [1, 2] }), {});
  store.TotalRevokedEntries = 0;
  const other = (await call('CreateTrustStore', { Name: 'other', ...bundle })).TrustStores[0];
  same(await paged('DescribeTrustStores', 'TrustStores', 1), { pages: 2, items: [store, other] });
  const verify = { Mode: 'verify', TrustStoreArn, IgnoreClientCertificateExpiry: true, AdvertiseTrustStoreCaNames: 'on' };
  first.MutualAuthentication = { ...verify, TrustStoreAssociationStatus: 'active' };
  same(await call('ModifyListener', { ListenerArn, MutualAuthentication: verify }), { Listeners: [first] });
  const users = [{ ResourceArn: ListenerArn }];
  same(await call('DescribeTrustStoreAssociations', { TrustStoreArn }), { TrustStoreAssociations: users });
  same(await paged('DescribeTrustStoreAssociations', 'TrustStoreAssociations', 1, { TrustStoreArn }), { pages: 1, items: users });

  // Attributes.
  const attributes = async (Type, parameters, changes) => {
    const Attributes = Object.entries(changes).map(([Key, Value]) => ({ Key, Value }));
    const set = (await call(`Modify${Type}Attributes`, { ...parameters, Attributes })).Attributes;
    same(await call(`Describe${Type}Attributes`, parameters), { Attributes: set });
    const values = Object.fromEntries(set.map(one => [one.Key, one.Value]));
    for (const [key, value] of Object.entries(changes)) assert.equal(values[key], value);
    return values;
  };
  let values = await attributes('LoadBalancer', { LoadBalancerArn }, {
    'idle_timeout.timeout_seconds': '45', 'access_logs.s3.prefix': '', 'routing.http2.enabled': 'false' });
  assert.equal(values['client_keep_alive.seconds'], '3600');
  values = await attributes('TargetGroup', { TargetGroupArn }, {
    'deregistration_delay.timeout_seconds': '1', 'stickiness.enabled': 'true',
    'load_balancing.algorithm.type': 'least_outstanding_requests' });
  assert.equal(values['stickiness.type'], 'lb_cookie');
  values = await attributes('Listener', { ListenerArn }, {
    'routing.http.response.server.enabled': 'false',
    'routing.http.response.content_security_policy.header_value': "default-src 'self'; a&b <c>" });
  assert.equal(values['routing.http.request.x_amzn_tls_version.header_name'], 'X-Amzn-Tls-Version');

  // Tags.
  const team = tag('team', 'é 日本');
  const tagged = (ResourceArn, ...Tags) => ({ ResourceArn, Tags });
  same(await call('AddTags', { ResourceArns: [LoadBalancerArn, TargetGroupArn], Tags: [team] }), {});
  same(await call('RemoveTags', { ResourceArns: [LoadBalancerArn], TagKeys: ['stage', 'unknown'] }), {});
  const ResourceArns = [LoadBalancerArn, TargetGroupArn, spare, ListenerArn, RuleArn, TrustStoreArn];
  same(await call('DescribeTags', { ResourceArns }), { TagDescriptions: [
    tagged(LoadBalancerArn, ...tags.slice(1), team), tagged(TargetGroupArn, team), tagged(spare),
    tagged(ListenerArn, ...tags), tagged(RuleArn, ...tags), tagged(TrustStoreArn, ...tags)] });

  // What is kept and told only.
  const AvailabilityZones = [
    { ZoneName: 'us-east-1b', SubnetId: subnetB, LoadBalancerAddresses: [] },
    { ZoneName: 'us-east-1c', SubnetId: subnetC, LoadBalancerAddresses: [] }];
  same(await call('SetSubnets', { LoadBalancerArn, Subnets: [subnetB, subnetC] }), { AvailabilityZones, IpAddressType: 'ipv4' });
  const SecurityGroups = ['sg-1a1b2c3d', 'sg-2a1b2c3d'];
  same(await call('SetSecurityGroups', { LoadBalancerArn, SecurityGroups }), { SecurityGroupIds: SecurityGroups });
  same(await call('SetIpAddressType', { LoadBalancerArn, IpAddressType: 'ipv4' }), { IpAddressType: 'ipv4' });
  const IpamPools = { Ipv4IpamPoolId: 'ipam-pool-1' };
  same(await call('ModifyIpPools', { LoadBalancerArn, IpamPools }), { IpamPools });
  same(await call('ModifyIpPools', { LoadBalancerArn, RemoveIpamPools: ['ipv4'] }), { IpamPools: {} });
  same(await call('DescribeCapacityReservation', { LoadBalancerArn }), {});
  const MinimumLoadBalancerCapacity = { CapacityUnits: 100 };
  const reserved = await call('ModifyCapacityReservation', { LoadBalancerArn, MinimumLoadBalancerCapacity });
  isNow(reserved.LastModifiedTime);
  same(reserved, {
    LastModifiedTime: reserved.LastModifiedTime, DecreaseRequestsRemaining: 2, MinimumLoadBalancerCapacity,
    CapacityReservationState: ['us-east-1b', 'us-east-1c'].map(AvailabilityZone =>
      ({ State: { Code: 'provisioned' }, AvailabilityZone, EffectiveCapacityUnits: 100 })) });
  same(await call('DescribeCapacityReservation', { LoadBalancerArn }), reserved);

  // What AWS has, and pages of the rest.
  answer = await call('DescribeAccountLimits', { PageSize: 1 });
  same(answer, { Limits: [{ Name: 'target-groups', Max: '3000' }], NextMarker: 'MQ==' });
  assert.equal((await paged('DescribeAccountLimits', 'Limits', 5)).pages, 3);
  const policy = 'ELBSecurityPolicy-TLS13-1-3-2021-06';
  same(await call('DescribeSSLPolicies', { Names: [policy] }), { SslPolicies: [{
    Name: policy, SslProtocols: ['TLSv1.3'], SupportedLoadBalancerTypes: ['application'],
    Ciphers: ['TLS_AES_128_GCM_SHA256', 'TLS_AES_256_GCM_SHA384', 'TLS_CHACHA20_POLY1305_SHA256'].map(
      (Name, i) => ({ Name, Priority: i + 1 })) }] });
  same(await paged('DescribeListeners', 'Listeners', 1, { LoadBalancerArn }), { pages: 1, items: [first] });
  const balancers = await paged('DescribeLoadBalancers', 'LoadBalancers', 1);
  assert.deepStrictEqual(balancers.items.slice(-2).map(one => one.LoadBalancerName), ['demo', 'bare']);
  const groups = await paged('DescribeTargetGroups', 'TargetGroups', 3);
  assert.deepStrictEqual(groups.items.slice(-4).map(one => one.TargetGroupName), ['web', 'grpc', 'functions', 'spare']);

  // What is refused.
  await refused('LoadBalancerNotFoundException', "Load balancers '[x]' not found",
    'DescribeLoadBalancers', { Names: ['x'] });
  await refused('ValidationError', 'not a valid load balancer ARN',
    'DescribeLoadBalancers', { LoadBalancerArns: ['x'] });
  await refused(
    'DuplicateLoadBalancerNameException', "A load balancer with the same name 'demo' exists, but with different settings",
    'CreateLoadBalancer', { ...demo, Scheme: 'internal' });
  await refused('InvalidSchemeException', 'Scheme must be',
    'CreateLoadBalancer', { ...demo, Name: 'two', Scheme: 'open' });
  await refused('SubnetNotFoundException', 'nowhere',
    'CreateLoadBalancer', { Name: 'two', Subnets: ['nowhere', subnetA] });
  await refused('InvalidSecurityGroupException', 'nothing',
    'SetSecurityGroups', { LoadBalancerArn, SecurityGroups: ['nothing'] });
  await refused('DuplicateTargetGroupNameException', "A target group with the same name 'web' exists",
    'CreateTargetGroup', { Name, ...given, Port: 1 });
  await refused('TargetGroupNotFoundException', 'One or more target groups not found',
    'DescribeTargetGroups', { Names: ['x'] });
  await refused('InvalidTargetException', 'i-9a1b2c3d',
    'RegisterTargets', { TargetGroupArn: grpc.TargetGroupArn, Targets: [{ Id: 'i-9a1b2c3d' }] });
  await refused('ResourceInUseException', `Target group '${spare}' is currently in use by a listener or a rule`,
    'DeleteTargetGroup', { TargetGroupArn: spare });
  await refused(
    'DuplicateListenerException', `A listener already exists on this port for this load balancer '${LoadBalancerArn}'`,
    'CreateListener', { LoadBalancerArn, Port: port, Protocol: 'HTTP', DefaultActions: [fixed] });
  await refused('ListenerNotFoundException', 'One or more listeners not found',
    'DeleteListener', { ListenerArn: `${ListenerArn}0` });
  await refused('ValidationError', "Listener protocol 'TCP' must be one of 'HTTP, HTTPS'",
    'CreateListener', { LoadBalancerArn, Port: port + 1, Protocol: 'TCP', DefaultActions: [fixed] });
  await refused('SSLPolicyNotFoundException', "SSL policy 'x' not found", 'DescribeSSLPolicies', { Names: ['x'] });
  await refused('CertificateNotFoundException', 'x',
    'AddListenerCertificates', { ListenerArn, Certificates: [{ CertificateArn: 'x' }] });
  await refused('PriorityInUseException', "Priority '30' is currently in use",
    'CreateRule', { ListenerArn, Priority: 30, Conditions: conditions, Actions: [fixed] });
  await refused('RuleNotFoundException', 'One or more rules not found', 'DeleteRule', { RuleArn: `${RuleArn}0` });
  await refused('OperationNotPermittedException', `Default rule '${all[3].RuleArn}' cannot be deleted`,
    'DeleteRule', { RuleArn: all[3].RuleArn });
  await refused('InvalidLoadBalancerActionException', "you must specify the following fields: 'AuthenticateOidcConfig'",
    'CreateRule', { ListenerArn, Priority: 1, Conditions: conditions, Actions: [{ Type: 'authenticate-oidc', Order: 1 }, { ...fixed, Order: 2 }] });
  await refused('ValidationError', "'<'&'>'", 'DescribeLoadBalancers', { LoadBalancerArns: ["<'&'>"] });
  await refused('ValidationError', "'idle_timeout.timeout_seconds' value '4001' must be between '1-4000' inclusive",
    'ModifyLoadBalancerAttributes', { LoadBalancerArn, Attributes: [{ Key: 'idle_timeout.timeout_seconds', Value: '4001' }] });
  await refused('DuplicateTagKeysException', "'k'",
    'AddTags', { ResourceArns: [LoadBalancerArn], Tags: [{ Key: 'k', Value: '1' }, { Key: 'k', Value: '2' }] });
  await refused('TooManyTagsException', 'limit on the number of tags',
    'AddTags', { ResourceArns: [LoadBalancerArn], Tags: Array.from({ length: 51 }, (_, i) => ({ Key: `k${i}`, Value: '' })) });
  await refused('TrustStoreNotFoundException', 'One or more trust stores not found',
    'DescribeTrustStores', { Names: ['x'] });
  await refused('DuplicateTrustStoreNameException', "'store'", 'CreateTrustStore', { Name: 'store', ...bundle });
  await refused('CaCertificatesBundleNotFoundException', 'does not exist',
    'CreateTrustStore', { Name: 's', ...bundle, CaCertificatesBundleS3Key: 'nothing' });
  await refused('RevocationContentNotFoundException', 'does not exist',
    'AddTrustStoreRevocations', { TrustStoreArn, RevocationContents: [{ ...content, S3Key: 'nothing' }] });
  await refused('RevocationIdNotFoundException', '"7"',
    'RemoveTrustStoreRevocations', { TrustStoreArn, RevocationIds: [7] });
  await refused('TrustStoreInUseException', `Trust store '${TrustStoreArn}' is currently in use by a listener`,
    'DeleteTrustStore', { TrustStoreArn });
  await refused('DeleteAssociationSameAccountException', 'in the same account',
    'DeleteSharedTrustStoreAssociation', { TrustStoreArn, ResourceArn: ListenerArn });
  await refused('TrustStoreAssociationNotFoundException', 'There is no association',
    'DeleteSharedTrustStoreAssociation', { TrustStoreArn, ResourceArn: LoadBalancerArn });
  await refused('ResourceNotFoundException', 'has no resource policy',
    'GetResourcePolicy', { ResourceArn: TrustStoreArn });

  // The end of all.
  same(await call('DeregisterTargets', { TargetGroupArn, Targets: [target] }), {});
  await elb.waitUntilTargetDeregistered(soon, { TargetGroupArn, Targets: [target] });
  same(await call('DescribeTargetHealth', { TargetGroupArn, Targets: [target] }), { TargetHealthDescriptions: [{
    Target: target, HealthCheckPort: `${target.Port}`, TargetHealth: {
      State: 'unused', Reason: 'Target.NotRegistered', Description: 'Target is not registered to the target group' } }] });
  for (const one of rules) same(await call('DeleteRule', { RuleArn: one.RuleArn }), {});
  same(await call('DeleteListener', { ListenerArn }), {});
  for (const one of [store, other]) same(await call('DeleteTrustStore', { TrustStoreArn: one.TrustStoreArn }), {});
  for (const arn of [TargetGroupArn, spare]) same(await call('DeleteTargetGroup', { TargetGroupArn: arn }), {});
  for (const arn of [LoadBalancerArn, bare.LoadBalancerArn]) same(await call('DeleteLoadBalancer', { LoadBalancerArn: arn }), {});
  await elb.waitUntilLoadBalancersDeleted(soon, { LoadBalancerArns: [LoadBalancerArn] });
  const actions = Object.keys(elb).map(name => /^([A-Z]\w+)Command$/.exec(name)?.[1]).filter(name => name);
  same(actions.filter(name => !called.has(name)), []);
})();
