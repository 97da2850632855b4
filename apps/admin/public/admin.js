// The overview page of the tenant's operations: plain DOM, no external assets; texts go in as textContent only.
import { operations } from './operations.js';

const $ = (id) => document.getElementById(id);
let language = localStorage.getItem('anwen.admin.language') ?? (navigator.language.startsWith('zh') ? 'zh' : 'en');
const words = {
  zh: {
    ok: '正常',
    degraded: '降級',
    down: '中斷',
    active: '啟用',
    disabled: '停用',
    not_configured: '未設定',
    system: '系統',
    database: '資料庫',
    redis: 'Redis',
    storage: '儲存空間',
    queue: '佇列',
    proven: (r) => `完整：已驗證 ${r.checked} 筆，${r.pending} 筆等待封存`,
    broken: (r) => `不符：${r.problem}，序號 ${r.firstBadSeq ?? '—'}`,
    offline: '無法連線到伺服器。',
  },
  en: {
    ok: 'ok',
    degraded: 'degraded',
    down: 'down',
    active: 'active',
    disabled: 'disabled',
    not_configured: 'not configured',
    proven: (r) => `intact: ${r.checked} links proven, ${r.pending} rows wait to be sealed`,
    broken: (r) => `broken: ${r.problem} at ${r.firstBadSeq ?? '—'}`,
    offline: 'The server cannot be reached.',
  },
};
const t = (key) => words[language][key] ?? key;
const cursors = { users: null, audit: null };

function applyLanguage() {
  document.documentElement.lang = language === 'zh' ? 'zh-Hant' : 'en';
  for (const node of document.querySelectorAll('[data-zh]')) node.textContent = node.dataset[language];
  $('language').textContent = language === 'zh' ? 'English' : '中文';
}

async function call(method, path, body, more = {}) {
  const headers = { Accept: 'application/json', 'Accept-Language': language === 'zh' ? 'zh-Hant' : 'en', ...more };
  if (body !== undefined) headers['Content-Type'] = 'application/json';
  const response = await fetch(path, { method, headers, credentials: 'same-origin', body: body === undefined ? undefined : JSON.stringify(body) }).catch(
    () => null,
  );
  if (response === null) throw { detail: t('offline') };
  const text = await response.text();
  const data = text === '' ? null : JSON.parse(text);
  if (!response.ok && response.status !== 503) throw { status: response.status, code: data?.code, detail: data?.detail ?? data?.title ?? response.statusText };
  return data;
}

const show = (view) => {
  for (const id of ['login', 'change', 'overview']) $(id).hidden = id !== view;
};
function complain(problem) {
  $('problem').hidden = !problem;
  $('problem').textContent = problem?.detail ?? '';
}

function row(cells, level) {
  const tr = document.createElement('tr');
  cells.forEach((cell, i) => {
    const td = tr.insertCell();
    td.textContent = cell ?? '—';
    if (i === 1 && level) td.className = level;
  });
  return tr;
}

const time = (iso) => (iso ? new Date(iso).toLocaleString(language === 'zh' ? 'zh-TW' : 'en', { hour12: false }) : '—');

async function loadHealth() {
  const { checks, status } = await call('GET', '/health');
  $('health').replaceChildren(
    ...Object.entries({ system: { status }, ...checks }).map(([name, check]) => {
      const li = document.createElement('li');
      const state = typeof check === 'string' ? check : check.status;
      li.textContent = `${t(name)} · ${t(state)}`;
      li.className = state;
      return li;
    }),
  );
}

async function loadPage(kind, path, present, more) {
  const page = await call('GET', `${path}?limit=20${more && cursors[kind] ? `&cursor=${encodeURIComponent(cursors[kind])}` : ''}`);
  if (!more) $(kind).replaceChildren();
  $(kind).append(...page.items.map(present));
  cursors[kind] = page.nextCursor;
  $(`${kind}-more`).hidden = !page.nextCursor;
}
const loadUsers = (more) =>
  loadPage('users', '/api/v1/admin/users', (u) => row([u.username, u.displayName, u.department?.name, t(u.status), time(u.lastLoginAt)]), more);
const loadAudit = (more) =>
  loadPage(
    'audit',
    '/api/v1/admin/audit-logs',
    (a) => row([time(a.occurredAt), a.severity, a.label, a.actorName, [a.subjectType, a.subjectId].filter(Boolean).join(' '), a.ip], a.severity),
    more,
  );

const loadOperations = operations({ call, row, time, complain, language: () => language });

async function enter() {
  complain(null);
  let me;
  try {
    me = await call('GET', '/api/v1/me');
  } catch (problem) {
    $('who').textContent = '';
    $('logout').hidden = true;
    show('login');
    return problem.status === 401 ? undefined : complain(problem);
  }
  $('who').textContent = me.user?.displayName ?? '';
  $('logout').hidden = false;
  if (me.user?.mustChangePassword) return show('change');
  show('overview');
  const parts = await Promise.allSettled([loadHealth(), loadOperations(), loadUsers(false), loadAudit(false)]);
  complain(parts.find((p) => p.status === 'rejected')?.reason ?? null);
}

const submit = (id, path) =>
  $(id).addEventListener('submit', async (event) => {
    event.preventDefault();
    try {
      await call('POST', path, Object.fromEntries(new FormData(event.target)));
      event.target.reset();
      await enter();
    } catch (problem) {
      complain(problem);
    }
  });
submit('login', '/api/v1/auth/login');
submit('change', '/api/v1/auth/change-password');
$('logout').addEventListener('click', async () => {
  await call('POST', '/api/v1/auth/logout').catch(complain);
  await enter();
});
$('language').addEventListener('click', async () => {
  language = language === 'zh' ? 'en' : 'zh';
  localStorage.setItem('anwen.admin.language', language);
  applyLanguage();
  await enter();
});
$('users-more').addEventListener('click', () => loadUsers(true).catch(complain));
$('audit-more').addEventListener('click', () => loadAudit(true).catch(complain));
$('verify').addEventListener('click', async () => {
  $('proof').textContent = '…';
  const proof = await call('GET', '/api/v1/admin/audit-logs/verify').catch(complain);
  $('proof').textContent = proof ? (proof.ok ? t('proven')(proof) : t('broken')(proof)) : '';
});
applyLanguage();
await enter();
