import { defineErrors } from '@anwen/kernel';

export const boardErrors = defineErrors('boards', {
  not_found: { status: 404, level: 'info', zh: '找不到看板「{key}」。', en: 'There is no board {key}.' },
  unavailable: {
    status: 503,
    level: 'warn',
    zh: '看板資料暫時無法讀取，也沒有 {seconds} 秒內的資料可顯示。',
    en: 'The board cannot be read at the moment, and there is nothing of the last {seconds} s to show.',
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
  stream_closing: {
    status: 503,
    level: 'info',
    zh: '伺服器正在重新啟動，即時推送稍後恢復；畫面先以查詢更新。',
    en: 'The server restarts; the live stream will be back soon, and the screen polls meanwhile.',
    retryable: true,
  },
  stream_full: {
    status: 503,
    level: 'warn',
    zh: '即時推送的連線數已滿（全系統至多 {places} 個，同一帳號或裝置至多 {own} 個），畫面改以每 5 秒查詢更新。',
    en: 'The live stream is full ({places} places in all, {own} for one account or device); the screen polls every 5 s instead.',
    retryable: true,
  },
});
