import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { extname, join, relative, sep } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.webmanifest': 'application/manifest+json',
  '.txt': 'text/plain; charset=utf-8',
};
const COMPRESSIBLE = new Set(['.html', '.js', '.css', '.json', '.svg', '.webmanifest', '.txt']);
/** Vite writes a digest of the content into these names, so a file of this name never changes. */
const HASHED = /^\/assets\/.+-[\w-]{8,}\.\w+$/;

interface SiteFile {
  readonly type: string;
  readonly etag: string;
  readonly cache: string;
  readonly body: Buffer;
  readonly gzip: Buffer | undefined;
}

/**
 * Serves a built browser app from memory (a few megabytes, read once): no path of a request ever reaches the file system.
 * Unknown pages get index.html, because the app routes itself; the API's paths never do. False when nothing is built.
 */
export function serveSite(fastify: FastifyInstance, directory: string, notPages: readonly string[]): boolean {
  if (!existsSync(join(directory, 'index.html'))) return false;
  const files = readSite(directory);
  const answer = (request: FastifyRequest, reply: FastifyReply): unknown => {
    const path = request.url.split('?', 1)[0]!;
    if (notPages.some((prefix) => path === prefix || path.startsWith(`${prefix}/`))) return reply.callNotFound();
    const file = files.get(path) ?? (isPage(path) ? files.get('/index.html') : undefined);
    return file ? sendFile(request, reply, file) : reply.callNotFound();
  };
  fastify.get('/', answer);
  fastify.get('/*', answer);
  return true;
}

/** A code in an address may hold a dot (`/reports/stock.on_hand`); what ends like a file that a site has, and is not there, is missing. */
const isPage = (path: string): boolean => !(extname(path) in TYPES) && !path.startsWith('/assets/');

function sendFile(request: FastifyRequest, reply: FastifyReply, file: SiteFile): unknown {
  reply.headers({ 'Cache-Control': file.cache, ETag: file.etag, Vary: 'Accept-Encoding' });
  if (request.headers['if-none-match'] === file.etag) return reply.code(304).send();
  reply.type(file.type);
  const zipped = file.gzip && /\bgzip\b/.test(request.headers['accept-encoding'] ?? '');
  return zipped ? reply.header('Content-Encoding', 'gzip').send(file.gzip) : reply.send(file.body);
}

function readSite(directory: string): Map<string, SiteFile> {
  const names = readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((e) => e.isFile() && !e.name.endsWith('.map'))
    .map((e) => join(e.parentPath, e.name));
  return new Map(names.map((name) => [`/${relative(directory, name).split(sep).join('/')}`, readSiteFile(name, directory)]));
}

function readSiteFile(name: string, directory: string): SiteFile {
  const body = readFileSync(name);
  const extension = extname(name);
  const hashed = HASHED.test(`/${relative(directory, name).split(sep).join('/')}`);
  return {
    type: TYPES[extension] ?? 'application/octet-stream',
    etag: `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`,
    cache: hashed ? 'public, max-age=31536000, immutable' : 'no-cache',
    body,
    gzip: COMPRESSIBLE.has(extension) && body.length > 1_024 ? gzipSync(body) : undefined,
  };
}
