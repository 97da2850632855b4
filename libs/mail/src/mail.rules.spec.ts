import { mailOf, mailSettings } from './mail-settings';
import { isHeaderText, isMailAddress, parseMailbox } from './mail.rules';
import { parseSmtpUrl } from './smtp-target';
import { z } from 'zod';

describe('a mail address', () => {
  it.each(['a@b.tw', "o'neil+tag@mail.example.com", 'root@localhost'])('%s is one', (text) => expect(isMailAddress(text)).toBe(true));
  it.each([
    '',
    'a',
    'a@',
    '@b.tw',
    'a@b.tw\r\nBcc: c@d.tw',
    'a@b.tw,c@d.tw',
    '<a@b.tw>',
    'a b@c.tw',
    'a@b..tw',
    '.a@b.tw',
    'a@-b.tw',
    'a@b.tw\0',
    `${'a'.repeat(65)}@b.tw`,
    'ａ@b.tw',
  ])('%j is none', (text) => expect(isMailAddress(text)).toBe(false));

  it('comes with a name or without', () => {
    expect(parseMailbox('Anwen 安穩 <a@b.tw>')).toEqual({ name: 'Anwen 安穩', address: 'a@b.tw' });
    expect(parseMailbox('a@b.tw')).toEqual({ name: '', address: 'a@b.tw' });
    expect(parseMailbox('x <a@b.tw>\nBcc: c@d.tw')).toBeUndefined();
  });

  it('shares its header with nothing', () => {
    for (const text of ['a\nb', 'a\rb', 'a\0', 'a\u2028b']) expect(isHeaderText(text)).toBe(false);
    expect(isHeaderText('庫存不足 ⚠ 100 %')).toBe(true);
  });
});

describe('SMTP_URL', () => {
  it('says host, port, TLS and login', () => {
    expect(parseSmtpUrl('smtps://u%40x:p%2F@mail.example.com')).toEqual({
      host: 'mail.example.com',
      port: 465,
      secure: true,
      loopback: false,
      auth: { user: 'u@x', pass: 'p/' },
    });
    expect(parseSmtpUrl('smtp://[::1]:2525')).toEqual({ host: '::1', port: 2525, secure: false, loopback: true });
    expect(parseSmtpUrl('smtp://mail.example.com')).toMatchObject({ port: 587, secure: false, loopback: false });
  });

  it.each(['smtp://h?tls.rejectUnauthorized=false', 'smtp://h/#x', 'smtp://h/path', 'http://h', 'mail.example.com', 'smtp://', 'smtp://u:%ZZ@h'])(
    'is not %s',
    (url) => expect(parseSmtpUrl(url)).toBeUndefined(),
  );

  it('and MAIL_FROM together configure mail; wrong ones are refused without showing a password', () => {
    const schema = z.object(mailSettings);
    expect(mailOf(schema.parse({}))).toBeUndefined();
    expect(mailOf(schema.parse({ SMTP_URL: 'smtp://h' }))).toBeUndefined();
    expect(mailOf(schema.parse({ SMTP_URL: 'smtp://h', MAIL_FROM: 'a@b.tw' }))).toEqual({ url: 'smtp://h', from: 'a@b.tw' });
    const wrong = schema.safeParse({ SMTP_URL: 'smtp://u:s3cret@h?x', SMTP_URL_FILE: '/nowhere', MAIL_FROM: 'a\nb' });
    expect(wrong.error!.issues.map((issue) => issue.path[0]).sort()).toEqual(['MAIL_FROM', 'SMTP_URL', 'SMTP_URL_FILE']);
    expect(JSON.stringify(wrong.error!.issues)).not.toContain('s3cret');
  });
});
