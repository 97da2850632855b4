import type { JsonSchema } from '@anwen/http';

interface Operation {
  summary?: string;
  parameters: { name: string; in: string; required: boolean; schema: JsonSchema; description?: string }[];
  requestBody?: { content: Record<string, { schema: JsonSchema }> };
  responses: Record<string, { content?: Record<string, { schema: JsonSchema }> }>;
  'x-permission'?: string;
  'x-public'?: string;
  'x-sla-class'?: string;
  'x-timeout-ms'?: number;
  'x-not-idempotent'?: string;
}

interface ErrorText {
  status: number;
  zh: string;
  en: string;
}

const STYLE = `body{font:15px/1.6 system-ui,"Noto Sans TC","PingFang TC","Microsoft JhengHei",sans-serif;max-width:1000px;margin:2rem auto;padding:0 1rem;color:#1f2328}
h2{margin-top:2.5rem;border-bottom:1px solid #d0d7de}details{border:1px solid #d0d7de;border-radius:6px;margin:.4rem 0;padding:.3rem .8rem}summary{cursor:pointer}
code,pre{font-family:ui-monospace,Menlo,Consolas,monospace;font-size:13px}pre{background:#f6f8fa;padding:.6rem;overflow:auto}table{border-collapse:collapse;width:100%}
td,th{border:1px solid #d0d7de;padding:.25rem .5rem;text-align:left;vertical-align:top}b{display:inline-block;min-width:4.2em}.q{color:#59636e}`;

/** The contract as one page without scripts and without anything from elsewhere. */
export function renderDocs(document: JsonSchema): string {
  const paths = document.paths as Record<string, Record<string, Operation>>;
  const schemas = (document.components as { schemas: Record<string, JsonSchema> }).schemas;
  const errors = document['x-error-codes'] as Record<string, ErrorText>;
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => renderOperation(method, path, operation)),
  );
  return `<!doctype html><html lang="zh-Hant"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Anwen API v1</title><style>${STYLE}</style></head><body>
<h1>Anwen API v1</h1>
<p>機器可讀的契約：<a href="/api/v1/openapi.json">openapi.json</a>。Machine-readable contract: OpenAPI 3.1.</p>
<h2 id="idempotency">Idempotency-Key</h2>
<p>每個寫入請求都要帶 <code>Idempotency-Key</code>（16–128 個可見 ASCII 字元）。以同一把鑰匙重送同一請求，會得到第一次的回應（<code>Idempotent-Replayed: true</code>），絕不會做第二次；保留 24 小時（裝置 7 天）。</p>
<p>Every write needs an <code>Idempotency-Key</code> (16–128 printable ASCII characters). Repeating a request with its key returns the first answer and never acts twice; keys are kept for 24 hours (7 days for devices).</p>
<h2>Routes</h2>${operations.join('')}
<h2>Schemas</h2>${Object.entries(schemas)
    .map(([name, schema]) => `<details id="schema-${text(name)}"><summary><code>${text(name)}</code></summary>${json(schema)}</details>`)
    .join('')}
<h2>Error codes</h2><table><tr><th>code</th><th>status</th><th>說明</th></tr>
${Object.entries(errors)
  .map(
    ([code, e]) =>
      `<tr id="error-${text(code)}"><td><code>${text(code)}</code></td><td>${e.status}</td><td>${text(e.zh)}<br><span class="q">${text(e.en)}</span></td></tr>`,
  )
  .join('\n')}
</table></body></html>`;
}

function renderOperation(method: string, path: string, operation: Operation): string {
  const facts = [
    operation['x-permission']
      ? `權限 permission <code>${text(operation['x-permission'])}</code>`
      : operation['x-public']
        ? `公開 public: ${text(operation['x-public'])}`
        : '需登入 signed in',
    `SLA <code>${text(operation['x-sla-class'] ?? '')}</code>, timeout ${(operation['x-timeout-ms'] ?? 0) / 1000} s`,
    operation['x-not-idempotent'] ? `不需 no Idempotency-Key: ${text(operation['x-not-idempotent'])}` : '',
  ].filter(Boolean);
  const rows = operation.parameters.map(
    (p) =>
      `<tr><td><code>${text(p.name)}</code>${p.required ? ' *' : ''}</td><td>${text(p.in)}</td><td><code>${text(JSON.stringify(p.schema))}</code> ${text(p.description ?? '')}</td></tr>`,
  );
  const body = operation.requestBody?.content['application/json']?.schema;
  const answers = Object.entries(operation.responses).flatMap(([status, r]) =>
    r.content?.['application/json'] ? [`<p>${text(status)}</p>${json(r.content['application/json'].schema)}`] : [],
  );
  return `<details><summary><b>${text(method.toUpperCase())}</b> <code>${text(path)}</code> <span class="q">${text(operation.summary ?? '')}</span></summary><p>${facts.join(' · ')}</p>
${rows.length > 0 ? `<table>${rows.join('')}</table>` : ''}${body ? `<p>body</p>${json(body)}` : ''}${answers.join('')}</details>`;
}

function json(schema: JsonSchema): string {
  return `<pre>${text(JSON.stringify(schema, null, 2)).replace(/#\/components\/schemas\/(\w+)/g, '<a href="#schema-$1">$1</a>')}</pre>`;
}

function text(raw: string): string {
  return raw.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
