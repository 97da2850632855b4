// Signing in and the own password.

export const login = {
  username: 'User name',
  password: 'Password',
  submit: 'Sign in',
  submitting: 'Signing in…',
  wrong: 'The user name or password is not correct.',
  locked_one: 'Too many failed attempts. Try again in {{count}} minute, or ask your administrator.',
  locked_other: 'Too many failed attempts. Try again in {{count}} minutes, or ask your administrator.',
  unreachable: 'The server cannot be reached. Check the network and try again.',
  required: 'Enter your user name and password.',
  capsLock: 'Caps Lock is on',
  expired: 'Your session has ended. Sign in to continue where you were.',
  host: 'Connected to',
};

export const password = {
  title: 'Change password',
  must: 'Change the initial password before you go on.',
  current: 'Current password',
  next: 'New password',
  repeat: 'New password again',
  mismatch: 'The two new passwords differ.',
  save: 'Change password',
  saved: 'The password has been changed.',
  rule: 'At least 12 characters (administrators 15); a sentence you remember is fine.',
};
