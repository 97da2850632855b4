import { defineErrors } from '@anwen/kernel';

export const rateLimitErrors = defineErrors('rate_limit', {
  exceeded: { status: 429, level: 'info', zh: '請求過於頻繁，請於 {seconds} 秒後再試。', en: 'Too many requests; try again in {seconds} s.', retryable: true },
  login_locked: {
    status: 429,
    level: 'warn',
    zh: '登入失敗次數過多，請於 {minutes} 分鐘後再試。',
    en: 'Too many failed sign-ins; try again in {minutes} min.',
    retryable: true,
  },
  unavailable: {
    status: 503,
    level: 'warn',
    zh: '目前無法受理匯出，請稍後再試。',
    en: 'Exports cannot be accepted at the moment; try again later.',
    retryable: true,
  },
});
