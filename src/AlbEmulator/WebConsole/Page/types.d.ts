// The JSON of the control port, as the console reads it. Names and values are the emulator's.

export interface LoadBalancers {
  version: string;
  loadedAt: string;
  actions?: boolean;
  loadBalancers: LoadBalancer[];
  targetGroups: TargetGroup[];
  store?: Store;
}

/** That several nodes share. */
export interface Store {
  address: string;
  isConnected: boolean;
  problem: string | null;
  revision: number;
  revisionInEffect: number;
  nodes: { address: string; version: string; revision: number; listeners: string[]; id: string }[];
}

export interface LoadBalancer {
  name: string;
  arn: string;
  dnsName: string;
  from: string | null;
  listeners: Listener[];
}

export interface Listener {
  arn: string;
  protocol: string;
  port: number;
  urls: string[];
  rules: Rule[];
}

export interface Rule {
  priority: string;
  arn: string | null;
  from: string | null;
  conditions: string[];
  transforms: string[];
  actions: string[];
  forwards: Forward[];
}

export interface Forward {
  targetGroup: string;
  weight: number;
  percent: number;
}

export interface TargetGroup {
  name: string;
  arn: string;
  from: string | null;
  words: string;
  targetType: string;
  protocol: string | null;
  protocolVersion: string | null;
  targets: Target[];
}

export interface Target {
  target: string;
  name: string | null;
  state: string;
  reason: string | null;
  description: string | null;
  held?: boolean;
  inFlight: number;
  lastCheck: { at: string; passed: boolean; detail: string; milliseconds: number } | null;
}

export type Header = [string, string];

export interface Message {
  status?: number;
  headers: Header[];
}

/** A request of the journal: the fields of the access log by AWS's names, and what the emulator knows besides. */
export interface JournalRequest {
  number: number;
  type: string;
  time: string;
  elb: string;
  'client:port': string | null;
  'target:port': string | null;
  request_processing_time: number | null;
  target_processing_time: number | null;
  response_processing_time: number | null;
  elb_status_code: number | null;
  target_status_code: number | null;
  received_bytes: number;
  sent_bytes: number;
  request: string | null;
  user_agent: string | null;
  trace_id: string | null;
  target_group_arn: string | null;
  matched_rule_priority: number | null;
  request_creation_time: string;
  error_reason: string | null;
  classification: string | null;
  classification_reason: string | null;
  transformed_host: string | null;
  transformed_uri: string | null;
  rule: { priority: string; arn?: string } | null;
  target_group: string | null;
  target: string | null;
  error_detail: string | null;
  cause: string | null;
  cause_code: string | null;
  fault?: { id: number; kind: string } | null;
  headers_left_out: boolean;
  client_request?: Message | null;
  target_request?: Message | null;
  target_response?: Message | null;
  client_response?: Message | null;
  [field: string]: unknown;
}

export interface Explanation {
  request: { method: string; host: string; path: string; query: string | null; sourceIp: string };
  listener: { loadBalancer: string; port: number; arn: string; addresses: string[] };
  rules: ExplainedRule[];
  outcome: ExplainedOutcome;
}

export interface ExplainedRule {
  priority: string;
  arn: string | null;
  verdict: 'failed' | 'taken' | 'notReached';
  conditions: ExplainedCondition[];
}

export interface ExplainedCondition {
  field: string;
  name: string | null;
  values: string[];
  regexValues: string[];
  lookedAt: string[];
  holds: boolean;
  hint: string | null;
}

export interface ExplainedOutcome {
  priority: string | null;
  transforms: { type: string; rewrites: { regex: string; replace: string }[] }[];
  transformed: { status: string | null; host: string | null; uri: string | null; fails: boolean } | null;
  actions: ExplainedAction[];
  beforeRules: unknown;
}

export interface ExplainedAction {
  type: string;
  targetGroups?: { name: string; weight: number; percent: number; targets: string[] }[];
  statusCode?: number;
  location?: string | null;
  contentType?: string;
  issuer?: string;
  action?: string;
  onUnauthenticatedRequest?: string;
}

export type Numbers = (number | null)[];

export interface Counted {
  requests?: Numbers;
  status2xx: Numbers;
  status3xx: Numbers;
  status4xx: Numbers;
  status5xx: Numbers;
}

export interface History {
  intervalSeconds: number;
  times: number[];
  loadBalancers: (Counted & { name: string; newConnections: Numbers; activeConnections: Numbers })[];
  targetGroups: (Counted & { name: string; loadBalancer: string; p50: Numbers; p99: Numbers })[];
}

export interface Fault {
  loadBalancer?: string | null;
  rule?: string | null;
  targetGroup?: string | null;
  target?: string | null;
  status?: number | null;
  delayMilliseconds?: number | null;
  reset?: boolean | null;
  refuse?: boolean | null;
  bodyBytesPerSecond?: number | null;
  share?: number | null;
  seconds?: number | null;
  keep?: boolean | null;
  id?: number;
  until?: string | null;
  injected?: number;
  missing?: string | null;
}

export interface HelpEntry {
  code: string;
  what: string;
  meaning: string;
  reasons: string;
  next: string;
}
