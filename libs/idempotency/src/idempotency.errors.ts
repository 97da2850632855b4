import { defineErrors } from '@anwen/kernel';

export const idempotencyErrors = defineErrors('idempotency', {
  key_required: { status: 400, level: 'info', zh: '寫入請求必須附上 Idempotency-Key 標頭。', en: 'A write needs the Idempotency-Key header.' },
  key_invalid: {
    status: 400,
    level: 'info',
    zh: 'Idempotency-Key 必須是 16 到 128 個可見的 ASCII 字元。',
    en: 'Idempotency-Key must be 16 to 128 printable ASCII characters.',
  },
  key_reused: { status: 409, level: 'info', zh: '這把 Idempotency-Key 已用於另一個請求。', en: 'This Idempotency-Key was used for another request.' },
  in_progress: {
    status: 409,
    level: 'info',
    zh: '同一個請求正在處理中，請稍後再試。',
    en: 'The same request is still being processed; try again shortly.',
    retryable: true,
  },
  actor_mismatch: {
    status: 409,
    level: 'info',
    zh: '這把 Idempotency-Key 屬於同一裝置上的另一位使用者。',
    en: 'This Idempotency-Key belongs to another user of the same device.',
  },
  secret_already_shown: {
    status: 409,
    level: 'info',
    zh: '此請求已完成，且一次性密碼只顯示過一次，無法再次取得。',
    en: 'The request was done; its one-time secret was shown once and cannot be shown again.',
  },
  time_limit: {
    status: 504,
    level: 'error',
    zh: '處理逾時，未做任何變更，請再試一次。',
    en: 'The work took too long; nothing was changed. Please try again.',
    retryable: true,
  },
});
