import { defineErrors } from '@anwen/kernel';

export const queueErrors = defineErrors('queue', {
  full: {
    status: 429,
    level: 'info',
    retryable: true,
    zh: '您已有 {waiting} 件工作在等候，請等其中一件完成後再試。',
    en: 'You have {waiting} jobs waiting already; try again when one of them is done.',
  },
  payload_too_large: { status: 500, level: 'error', zh: '工作內容過大。', en: 'The payload of the job is too large.' },
  permission_lost: {
    status: 403,
    level: 'info',
    zh: '提出此工作的人已沒有「{permission}」權限。',
    en: 'Whoever asked for this job no longer has the permission {permission}.',
  },
  requester_gone: { status: 403, level: 'info', zh: '提出此工作的帳號已停用。', en: 'The account that asked for this job is disabled.' },
  unknown_job: {
    status: 500,
    level: 'error',
    zh: '此版本不認得工作「{name}」（第 {version} 版）。',
    en: 'This version does not know the job {name} (version {version}).',
  },
  payload_invalid: { status: 422, level: 'error', zh: '工作「{name}」的內容不正確。', en: 'The payload of the job {name} is not valid.' },
  timed_out: { status: 504, level: 'warn', zh: '工作超過時限 {seconds} 秒，已強制結束。', en: 'The job took longer than {seconds} s and was ended.' },
  cancelled: { status: 409, level: 'info', zh: '工作已取消。', en: 'The job was cancelled.' },
  worker_lost: { status: 503, level: 'warn', retryable: true, zh: '執行中的程序中斷。', en: 'The process that ran the job was lost.' },
  failed: { status: 500, level: 'error', zh: '工作執行失敗。', en: 'The job has failed.' },
  job_not_found: { status: 404, level: 'info', zh: '找不到這件工作。', en: 'There is no such job.' },
  not_cancelable: { status: 409, level: 'info', zh: '工作已結束，無法取消。', en: 'The job has ended and cannot be cancelled.' },
  not_retryable: {
    status: 409,
    level: 'info',
    zh: '只有失敗或取消、尚未重試也未捨棄的工作可以重試。',
    en: 'Only a failed or cancelled job can be tried again, once, unless it was given up.',
  },
  dead_job_decided: { status: 409, level: 'info', zh: '這件失敗工作已處理過。', en: 'This dead job has been dealt with already.' },
});
