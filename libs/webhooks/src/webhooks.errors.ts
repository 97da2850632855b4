import { defineErrors } from '@anwen/kernel';

const missing = (zh: string, en: string) => ({ status: 404, level: 'info', zh: `找不到${zh}。`, en: `There is no such ${en}.` }) as const;
const refused = (status: 409 | 422 | 429, zh: string, en: string) => ({ status, level: 'info', zh, en }) as const;

/** Every refusal of the webhooks. */
export const webhooksErrors = defineErrors('webhooks', {
  endpoint_not_found: missing('這個 Webhook 端點', 'webhook endpoint'),
  delivery_not_found: missing('這筆投遞', 'delivery'),
  message_not_found: missing('這則訊息', 'message'),
  listed_target_not_found: missing('這筆允許清單項目', 'allow-list entry'),
  // One text for private, unresolvable and own hosts: the form must not become a port scanner.
  target_forbidden: refused(422, '這個目標網址不允許使用。', 'This target URL is not allowed.'),
  unknown_event_type: refused(422, '未知的事件類型：{types}。', 'Unknown event types: {types}.'),
  ip_only_not_allowed: refused(422, '只有地端部署可以使用僅以 IP 驗證的模式。', 'The mode ip_only exists on premises only.'),
  risk_ack_required: refused(
    422,
    '僅以 IP 驗證的模式必須由使用者確認風險並說明原因。',
    'The mode ip_only needs a person who acknowledges the risk and gives a reason.',
  ),
  bearer_token_required: refused(
    422,
    'bearer 模式需要權杖：8 至 4096 個可見字元，不含空白。',
    'The mode bearer needs a token of 8 to 4096 visible characters.',
  ),
  header_forbidden: refused(422, '不能設定標頭「{name}」。', 'The header "{name}" cannot be set.'),
  header_invalid: refused(422, '標頭「{name}」的名稱或內容無效。', 'The name or the value of the header "{name}" is not valid.'),
  headers_too_large: refused(422, '自訂標頭合計不得超過 4 KB。', 'Own headers must not exceed 4 KB together.'),
  ca_invalid: refused(422, '憑證必須是有效的 PEM 格式。', 'The certificate must be valid PEM.'),
  cidr_invalid: refused(422, '網段格式無效或範圍過大。', 'The network is not valid CIDR or is too wide.'),
  listed_target_taken: refused(409, '這個網段與連接埠已在允許清單中。', 'This network and port are on the list already.'),
  listed_targets_on_prem_only: refused(422, '允許清單只適用於地端部署。', 'The allow-list exists on premises only.'),
  endpoint_disabled: refused(409, '端點已停用，請先啟用。', 'The endpoint is disabled; enable it first.'),
  endpoint_enabled: refused(409, '端點已經啟用。', 'The endpoint is enabled already.'),
  delivery_in_flight: refused(409, '這筆投遞正在傳送。', 'The delivery is being sent right now.'),
  rotation_running: refused(409, '前一次輪換的並行期尚未結束，請先撤銷舊密鑰。', 'The overlap of the last rotation still runs; revoke the old secret first.'),
  secret_needed_again: refused(
    422,
    '目標主機改變時，必須重新輸入權杖與自訂標頭（或移除標頭）。',
    'For another host the token and the own headers must be given again, or the headers removed.',
  ),
  no_old_secret: refused(409, '沒有可撤銷的舊密鑰。', 'There is no old secret to revoke.'),
  test_too_often: refused(429, '測試太頻繁，請稍後再試。', 'Too many tests; try again in a minute.'),
});
