// The line of the access log, put together again of the fields that the journal tells.

/** @typedef {import('../types.js').JournalRequest} JournalRequest */

/** How the fields stand in the line: `t` text, `n` a number, `s` seconds with three digits, `q` text in quotation marks. */
const FIELDS = /** @type {const} */ ([
  ['type', 't'], ['time', 't'], ['elb', 't'], ['client:port', 't'], ['target:port', 't'], ['request_processing_time', 's'],
  ['target_processing_time', 's'], ['response_processing_time', 's'], ['elb_status_code', 'n'], ['target_status_code', 'n'],
  ['received_bytes', 'n'], ['sent_bytes', 'n'], ['request', 'q'], ['user_agent', 'q'], ['ssl_cipher', 't'], ['ssl_protocol', 't'],
  ['target_group_arn', 't'], ['trace_id', 'q'], ['domain_name', 'q'], ['chosen_cert_arn', 'q'], ['matched_rule_priority', 'n'],
  ['request_creation_time', 't'], ['actions_executed', 'q'], ['redirect_url', 'q'], ['error_reason', 'q'], ['target:port_list', 'q'],
  ['target_status_code_list', 'q'], ['classification', 'q'], ['classification_reason', 'q'], ['conn_trace_id', 't'],
  ['transformed_host', 'q'], ['transformed_uri', 'q'], ['request_transform_status', 'q'], ['ip_address', 't'],
]);

/**
 * Names and values, as they stand in the line.
 * @param {JournalRequest} request
 * @returns {{ name: string, text: string }[]}
 */
export function logFields(request) {
  return FIELDS.map(([name, form]) => ({ name, text: textOf(request[name], form) }));
}

/** @param {JournalRequest} request */
export function logLine(request) {
  // Two more fields that AWS has no names for yet.
  return `${logFields(request).map(({ text }) => text).join(' ')} "-" "-"`;
}

/**
 * @param {unknown} value
 * @param {'t' | 'n' | 's' | 'q'} form
 */
function textOf(value, form) {
  const text = value === null || value === undefined ? '-' : form === 's' && Number(value) >= 0 ? Number(value).toFixed(3) : String(value);
  return form === 'q' ? `"${text}"` : text;
}
