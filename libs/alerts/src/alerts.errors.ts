import { defineErrors } from '@anwen/kernel';

export const alertErrors = defineErrors('alerts', {
  not_found: { status: 404, level: 'info', zh: '找不到這筆警示。', en: 'There is no such alert.' },
  already_over: { status: 409, level: 'info', zh: '這筆警示已經結束。', en: 'The alert is over already.' },
  channel_not_found: { status: 404, level: 'info', zh: '找不到這個警示管道。', en: 'There is no such alert channel.' },
  channel_stale: {
    status: 412,
    level: 'info',
    zh: '警示管道已被他人修改，請重新載入。',
    en: 'Somebody else has changed the alert channel; load it again.',
  },
  channel_invalid: { status: 422, level: 'info', zh: '警示管道的設定不完整：{missing}。', en: 'The alert channel is not complete: {missing}.' },
  too_many_channels: { status: 409, level: 'info', zh: '警示管道最多 {limit} 個。', en: 'There can be {limit} alert channels at most.' },
});
