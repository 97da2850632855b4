import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { ExitCode } from '@anwen/kernel';

export class PasswordMissing extends Error {
  readonly exitCode = ExitCode.usage;
}

/**
 * A password from a file, or from standard input when the file is `-`. Never from a flag: flags are seen by every
 * other process of the machine. The line end of the file does not belong to it.
 */
export async function readPassword(file: string, input: NodeJS.ReadableStream = process.stdin): Promise<string> {
  const content =
    file === '-'
      ? await text(input as never)
      : await readFile(file, 'utf8').catch((error: Error) => {
          throw new PasswordMissing(`cannot read the password file: ${error.message}`);
        });
  const password = content.replace(/\r?\n$/, '');
  if (password === '') throw new PasswordMissing('the password is empty');
  if (/[\r\n]/.test(password)) throw new PasswordMissing('the password must be a single line');
  return password;
}
