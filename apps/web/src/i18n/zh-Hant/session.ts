// Signing in and the own password.

export const login = {
  username: '帳號',
  password: '密碼',
  submit: '登入',
  submitting: '登入中…',
  wrong: '帳號或密碼不正確。',
  locked_one: '登入失敗次數過多，請於 {{count}} 分鐘後再試，或聯絡管理員。',
  locked_other: '登入失敗次數過多，請於 {{count}} 分鐘後再試，或聯絡管理員。',
  unreachable: '連不上伺服器，請檢查網路後再試。',
  required: '請輸入帳號與密碼。',
  capsLock: '大寫鎖定已開啟',
  expired: '登入已逾時，請重新登入後繼續。',
  host: '連線到',
};

export const password = {
  title: '變更密碼',
  must: '首次登入請先變更密碼，才能繼續使用。',
  current: '目前密碼',
  next: '新密碼',
  repeat: '再輸入一次新密碼',
  mismatch: '兩次輸入的新密碼不一致。',
  save: '變更密碼',
  saved: '密碼已變更。',
  rule: '至少 12 個字元（管理員 15 個）；可用一句好記的話。',
};
