import { defineErrors } from '@anwen/kernel';

export const boardErrors = defineErrors('boards', {
  not_found: { status: 404, level: 'info', zh: '找不到看板「{key}」。', en: 'There is no board {key}.' },
  unavailable: {
    status: 503,
    level: 'warn',
    zh: '看板資料暫時無法更新，已超過 {seconds} 秒未更新。',
    en: 'The board could not be refreshed for more than {seconds} s.',
    retryable: true,
  },
  stream_not_licensed: {
    status: 403,
    level: 'info',
    zh: '授權未包含看板即時推送，畫面改以每 5 秒查詢更新。',
    en: 'The licence does not include the boards’ live stream; the screen polls every 5 s instead.',
  },
  upgrade_required: {
    status: 426,
    level: 'info',
    zh: '此位址只接受 WebSocket 連線。',
    en: 'This address takes WebSocket connections only.',
  },
  stream_full: {
    status: 503,
    level: 'warn',
    zh: '即時推送的連線數已滿（{limit} 個），畫面改以查詢更新。',
    en: 'All {limit} places of the live stream are taken; the screen polls instead.',
    retryable: true,
  },
});
