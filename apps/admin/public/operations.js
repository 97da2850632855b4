// What wants a decision: open alerts, webhooks, jobs that failed for good. Each list hides itself from who may not read it.

/** `crypto.randomUUID` is missing on plain http hosts, `getRandomValues` is not. */
function uuid() {
  if (typeof crypto.randomUUID === 'function') return crypto.randomUUID();
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

const TEXTS = {
  zh: {
    acknowledge: '我來處理',
    acknowledged: (who) => `${who} 處理中`,
    disable: '立即停用',
    enable: '啟用',
    retry: '重試',
    discard: '放棄',
    reason: '放棄的理由（至少 3 個字）：',
    close: '關閉',
    closeReason: '關閉的理由（至少 3 個字）：',
    none: '沒有',
    active: '啟用',
    disabled: '停用',
  },
  en: {
    acknowledge: 'I take it',
    acknowledged: (who) => `${who} is at it`,
    disable: 'Disable now',
    enable: 'Enable',
    retry: 'Retry',
    discard: 'Discard',
    reason: 'Why may it be given up? (at least 3 letters)',
    close: 'Close',
    closeReason: 'Why is it over? (at least 3 letters)',
    none: 'none',
    active: 'active',
    disabled: 'disabled',
  },
};

/** The three lists; `page` brings the overview's own ways to ask, to write a row and to complain. */
export function operations({ call, row, time, complain, language }) {
  const words = () => TEXTS[language()];

  function button(label, subject, act) {
    const made = document.createElement('button');
    made.type = 'button';
    made.textContent = label;
    made.setAttribute('aria-label', `${label} ${subject}`);
    // One key for as long as the button stands: a second press after a lost answer is the same act.
    const key = uuid();
    made.addEventListener('click', async () => {
      made.disabled = true;
      try {
        if ((await act(key)) !== false) await load();
        complain(null);
      } catch (problem) {
        complain(problem);
      } finally {
        made.disabled = false;
      }
    });
    return made;
  }

  function withButtons(cells, buttons, level) {
    const tr = row([...cells, ''], level);
    tr.lastElementChild.replaceChildren(...buttons);
    return tr;
  }

  const post = (path, body) => (key) => call('POST', path, body, { 'Idempotency-Key': key });

  /** Asks why first; no answer, no act. */
  const withReason = (label, subject, question, path) =>
    button(label, subject, (key) => {
      const reason = window.prompt(question)?.trim();
      return reason ? post(path, { reason })(key) : false;
    });

  const alertRow = (a) =>
    withButtons(
      [time(a.firstAt), a.title, [a.data?.name ?? a.subject, a.advice].filter(Boolean).join(' — '), String(a.times)],
      [
        a.acknowledgedAt
          ? words().acknowledged(a.acknowledgedBy ?? '')
          : button(words().acknowledge, a.title, post(`/api/v1/admin/alerts/${a.id}/acknowledge`)),
        withReason(words().close, a.title, words().closeReason, `/api/v1/admin/alerts/${a.id}/resolve`),
      ],
      a.pages ? 'error' : undefined,
    );

  const webhookRow = (w) =>
    withButtons(
      [w.name, w.url, w.active ? words().active : [words().disabled, w.disabledReason].filter(Boolean).join(': ')],
      [
        w.active
          ? button(words().disable, w.name, post(`/api/v1/admin/webhooks/${w.id}/disable`, {}))
          : button(words().enable, w.name, post(`/api/v1/admin/webhooks/${w.id}/enable`, { paused: 'resume' })),
      ],
    );

  const deadRow = (d) =>
    withButtons(
      [time(d.diedAt), d.title, d.problem.detail || d.problem.title, String(d.attempts)],
      [
        button(words().retry, d.title, post(`/api/v1/admin/dead-jobs/${d.id}/retry`)),
        withReason(words().discard, d.title, words().reason, `/api/v1/admin/dead-jobs/${d.id}/discard`),
      ],
    );

  const LISTS = [
    { id: 'alerts', path: '/api/v1/admin/alerts?state=open&limit=50', present: alertRow },
    { id: 'webhooks', path: '/api/v1/admin/webhooks', present: webhookRow },
    { id: 'dead', path: '/api/v1/admin/dead-jobs?limit=50', present: deadRow },
  ];

  async function loadList({ id, path, present }) {
    const body = document.getElementById(id);
    const section = body.closest('section');
    try {
      const answer = await call('GET', path);
      // Webhooks are few and come as a plain list; the others come by pages.
      const items = Array.isArray(answer) ? answer : answer.items;
      section.hidden = false;
      body.replaceChildren(...(items.length === 0 ? [row([words().none])] : items.map(present)));
    } catch (problem) {
      section.hidden = true;
      if (problem.status !== 403 && problem.status !== 404) throw problem;
    }
  }

  async function load() {
    await Promise.all(LISTS.map(loadList));
  }
  return load;
}
