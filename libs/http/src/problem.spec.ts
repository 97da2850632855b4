import { defineErrors } from '@anwen/kernel';
import { NotFoundException } from '@nestjs/common';
import { presentAnswer, notModified, tagged } from './present';
import { created, versionIn, withEtag } from './answer';
import { problemAnswer, toAppError } from './problem';
import { localeOf, openContext } from './request-door';
import { RouteTable } from './routes';
import { refusal } from './validation';

const errors = defineErrors('shop', { short: { status: 409, level: 'info', zh: '缺 {n} 件', en: 'short of {n}' } });
const context = { requestId: 'req-12345678', locale: 'zh-Hant' as const };

describe('a problem document', () => {
  it('names code, request and language, and carries the data and headers of the refusal', () => {
    const answer = problemAnswer(errors.short({ n: 3, shortages: [{ item: 'A' }], status: 200, headers: { 'Retry-After': '1' } }), context, '/api/v1/x');
    expect(answer.status).toBe(409);
    expect(answer.headers).toEqual({ 'Content-Type': 'application/problem+json; charset=utf-8', 'Retry-After': '1' });
    expect(JSON.parse(answer.body!)).toEqual({
      type: '/api/docs#error-shop.short',
      title: '與目前狀態衝突',
      status: 409,
      detail: '缺 3 件',
      instance: '/api/v1/x',
      code: 'shop.short',
      requestId: 'req-12345678',
      retryable: false,
      n: 3,
      shortages: [{ item: 'A' }],
    });
  });

  it('has the texts of its fields in the language of the caller', () => {
    const problem = (locale: 'zh-Hant' | 'en'): { errors: { message: string }[] } =>
      JSON.parse(
        problemAnswer(toAppError(refusal([{ pointer: '/a', code: 'too_long', message: '', params: { max: 5 } }])), { ...context, locale }).body!,
      ) as never;
    expect(problem('zh-Hant').errors[0]!.message).toBe('長度至多 5。');
    expect(problem('en').errors[0]!.message).toBe('must have at most 5 characters.');
  });

  it('never shows what went wrong inside', () => {
    const inside = Object.assign(new Error('relation "sys_users" does not exist at /srv/app/x.js'), { code: '42P01', query: 'SELECT secret' });
    const { body, status } = problemAnswer(toAppError(inside), context);
    expect(status).toBe(500);
    expect(body).not.toMatch(/sys_users|SELECT|\/srv|42P01/);
  });

  it('is made of what the framework throws', () => {
    expect(toAppError(new NotFoundException('Cannot GET /x')).code).toBe('http.not_found');
    expect(toAppError({ code: 'FST_ERR_CTP_BODY_TOO_LARGE', statusCode: 413 }).code).toBe('http.body_too_large');
    expect(toAppError({ code: 'FST_ERR_CTP_INVALID_MEDIA_TYPE', statusCode: 415 }).code).toBe('http.unsupported_media_type');
    expect(toAppError({ code: 'FST_ERR_BAD_URL', statusCode: 400 }).code).toBe('http.bad_request');
    expect(toAppError({ code: '22021' }).code).toBe('http.value_refused');
    expect(toAppError('text').code).toBe('http.unexpected');
  });
});

describe('a request', () => {
  it('speaks Traditional Chinese unless it prefers English', () => {
    expect(['', 'ja', '*', 'zh-TW,en;q=0.8', 'en;q=0.5,zh;q=0.9', undefined].map(localeOf)).toEqual(Array(6).fill('zh-Hant'));
    expect(['en', 'en-US,en;q=0.9,zh-TW;q=0.8', 'ja,en;q=0.1'].map(localeOf)).toEqual(Array(3).fill('en'));
  });

  it('keeps a decent id and trace of its caller and gets its own otherwise', () => {
    const trace = `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`;
    expect(openContext({ headers: { 'x-request-id': 'abc-12345', traceparent: trace } })).toMatchObject({ requestId: 'abc-12345', traceparent: trace });
    expect(openContext({ headers: { 'x-request-id': 'a b\nc', traceparent: 'x' } })).toMatchObject({
      requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      traceparent: null,
    });
  });
});

describe('an answer', () => {
  it('with a version has a strong ETag, and is not sent again to whom has it', () => {
    const answer = tagged('GET', presentAnswer(withEtag(7, { a: 1 }), 200));
    expect(answer).toMatchObject({ status: 200, headers: { ETag: expect.stringMatching(/^"7-[\w-]{16}"$/) }, body: '{"a":1}' });
    const tag = answer.headers.ETag!;
    expect([tag, `W/${tag}`, `"1", ${tag}`, '*'].map((given) => notModified('GET', given, answer))).toEqual([true, true, true, true]);
    expect(['"8"', '"7"'].map((given) => notModified('GET', given, answer))).toEqual([false, false]);
    expect(notModified('POST', tag, answer)).toBe(false);
  });

  it('is sent again when it says something else, though the version is the same', () => {
    const [before, after] = [3, 4].map((minutes) => tagged('GET', presentAnswer(withEtag(7, { minutes }), 200)));
    expect(notModified('GET', before!.headers.ETag, after!)).toBe(false);
  });

  it('keeps a tag of its own, and after a write the version alone', () => {
    expect(tagged('GET', presentAnswer(withEtag('b7Q', {}), 200)).headers.ETag).toBe('"b7Q"');
    expect(tagged('PATCH', presentAnswer(withEtag(8, {}), 200)).headers.ETag).toBe('"8"');
  });

  it('is edited by the version in its tag, with or without the rest', () => {
    expect(['"7"', ' "7-AAAAbbbb0000_-12" '].map(versionIn)).toEqual([7, 7]);
    for (const odd of ['W/"7"', '*', '7', '"x"', '""', '"7-"', '"7-AAAA"', '"1234567890"', '"7", "8"']) expect(versionIn(odd)).toBeUndefined();
  });

  it('of something made is 201 with its place; of nothing is 204', () => {
    expect(presentAnswer(created('/x/1', withEtag(1, {})), 200)).toMatchObject({ status: 201, headers: { Location: '/x/1', ETag: '"1"' } });
    expect(presentAnswer(undefined, 201)).toMatchObject({ status: 204, body: null });
    expect(presentAnswer(null, 200)).toMatchObject({ status: 200, body: 'null' });
  });
});

describe('the route table', () => {
  it('knows the methods of a concrete path', () => {
    class C {}
    const route = (method: string, path: string) => ({ method, path, controller: C, handlerName: 'x', handler: C });
    const table = new RouteTable([route('GET', '/api/v1/items/:id'), route('PATCH', '/api/v1/items/:id'), route('POST', '/api/v1/items')]);
    expect(table.methodsOf('/api/v1/items/7')).toEqual(['GET', 'HEAD', 'PATCH']);
    expect(table.methodsOf('/api/v1/items/7/x')).toEqual([]);
    expect(table.methodsOf('/api/v1/items')).toEqual(['POST']);
  });
});
