import { Readable, Writable } from 'node:stream';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { databaseErrors } from '@anwen/database';
import { checkNode } from './doctor/machine-checks';
import { explain } from './failures';
import { readPassword } from './passwords';
import { Terminal, columns } from './terminal';

const sink = (): Writable & { text: string; isTTY?: boolean } =>
  Object.assign(
    new Writable({
      write(chunk: Buffer, _encoding, done) {
        (this as unknown as { text: string }).text += chunk.toString();
        done();
      },
    }),
    { text: '' },
  );

it('puts data on standard output and everything else on standard error', () => {
  const [out, err] = [sink(), sink()];
  const terminal = new Terminal(true, out, err);
  terminal.note('working');
  terminal.progress('50 %');
  terminal.data({ a: '1' }, ['for people']);
  terminal.error('broken', 'x.y');
  expect(out.text).toBe('{"a":"1"}\n');
  expect(err.text).toBe('working\n50 %\n{"error":{"code":"x.y","message":"broken"}}\n');
});

it('wipes a progress line from the screen before it says anything else', () => {
  const [out, err] = [sink(), Object.assign(sink(), { isTTY: true })];
  const terminal = new Terminal(false, out, err);
  terminal.progress('12 %');
  terminal.note('done');
  expect(err.text).toBe('\r12 %\r    \rdone\n');
});

it('aligns columns although Chinese characters are twice as wide', () => {
  expect(
    columns([
      ['王小明', 'x'],
      ['ab', 'y'],
    ]),
  ).toEqual(['王小明  x', 'ab      y']);
});

it('reads a password from a file or from standard input, one line, never empty', async () => {
  const file = join(mkdtempSync(join(tmpdir(), 'pw-')), 'password');
  writeFileSync(file, 'geheim 祕密\r\n');
  expect(await readPassword(file)).toBe('geheim 祕密');
  expect(await readPassword('-', Readable.from([Buffer.from('from stdin\n')]))).toBe('from stdin');
  writeFileSync(file, '\n');
  await expect(readPassword(file)).rejects.toMatchObject({ exitCode: 2 });
  writeFileSync(file, 'a\nb\n');
  await expect(readPassword(file)).rejects.toThrow(/single line/);
  await expect(readPassword('/nowhere/file')).rejects.toMatchObject({ exitCode: 2 });
});

it('turns every failure into the documented exit code', () => {
  const codes = [
    databaseErrors.unavailable(),
    databaseErrors.busy(),
    databaseErrors.timeout(),
    Object.assign(new Error('no'), { exitCode: 5 }),
    Object.assign(new Error(''), { code: 'ECONNREFUSED' }),
    Object.assign(new Error('login'), { code: '28P01' }),
    Object.assign(new Error('full'), { code: '53100' }),
    new Error('bug'),
  ].map((error) => explain(error).exitCode);
  expect(codes).toEqual([69, 75, 75, 5, 69, 78, 7, 1]);
});

it('knows which Node.js is too old', () => {
  expect(['18.20.0', '20.18.9', '20.19.0', '24.1.0'].map((version) => checkNode(version).state)).toEqual(['fail', 'fail', 'ok', 'ok']);
});
