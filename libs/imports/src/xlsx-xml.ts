import { SaxesParser } from 'saxes';
import { importErrors } from './imports.errors';
import type { ZipArchive } from './zip-inspection';

export interface XmlHandlers {
  readonly open: (name: string, attributes: Readonly<Record<string, string>>) => void;
  readonly close?: (name: string) => void;
  readonly text?: (text: string) => void;
}

/**
 * Streams one XML part through the handlers; names come without their prefix. Yields after every piece, so that the
 * reader can hand on what it has and stop early. DTDs are refused: a workbook has none, and entities are how XML explodes.
 */
export async function* walkXml(archive: ZipArchive, part: string, handlers: XmlHandlers): AsyncGenerator<void> {
  // Shared texts and styles are parts that a workbook may do without.
  if (!archive.has(part)) return;
  const parser = new SaxesParser({ xmlns: false, position: false });
  const refuse = (): never => {
    throw importErrors.file_broken({ reason: part, line: 0 });
  };
  parser.on('doctype', refuse);
  parser.on('error', refuse);
  parser.on('opentag', (tag) => handlers.open(localName(tag.name), tag.attributes as Record<string, string>));
  if (handlers.close) parser.on('closetag', (tag) => handlers.close!(localName(tag.name)));
  if (handlers.text) {
    parser.on('text', handlers.text);
    parser.on('cdata', handlers.text);
  }
  const decoder = new TextDecoder('utf-8');
  for await (const chunk of archive.read(part)) {
    parser.write(decoder.decode(chunk, { stream: true }));
    yield;
  }
  parser.write(decoder.decode()).close();
  yield;
}

/** The same to the end, for small parts. */
export async function readXml(archive: ZipArchive, part: string, handlers: XmlHandlers): Promise<void> {
  const walk = walkXml(archive, part, handlers);
  while (!(await walk.next()).done);
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}
