import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto';

/** Where a secret is stored. It is bound to this place: copied into another row it cannot be read. */
export interface SecretPlace {
  readonly table: string;
  readonly column: string;
  /** An id that never changes, usually the public one. */
  readonly id: string;
}

/** The text was not sealed with this installation's key, or not for this place. */
export class SecretUnreadable extends Error {
  constructor(place: SecretPlace) {
    super(`the secret of ${place.table}.${place.column} cannot be read with this installation's key`);
    this.name = 'SecretUnreadable';
  }
}

/** 96 random bits are what GCM asks of a nonce; one key seals far fewer than 2^32 secrets. */
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** Encrypts secrets at rest: `enc:v1:<key id>:<base64url>`, AES-256-GCM, bound to table, column and row. */
export class SecretBox {
  private readonly key: Buffer;
  /** Tells which key sealed a text, without telling anything about the key. */
  readonly keyId: string;

  /** @param master at least 32 random bytes (ANWEN_SECRET_FILE) */
  constructor(master: Buffer) {
    if (master.length < 32) throw new Error('the master secret must have at least 32 bytes');
    this.key = Buffer.from(hkdfSync('sha256', master, Buffer.alloc(0), 'anwen secrets at rest v1', 32));
    this.keyId = createHash('sha256').update(this.key).digest('hex').slice(0, 8);
  }

  seal(text: string, place: SecretPlace): string {
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv('aes-256-gcm', this.key, nonce).setAAD(aadOf(place));
    const sealed = Buffer.concat([nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
    return `enc:v1:${this.keyId}:${sealed.toString('base64url')}`;
  }

  /** @throws SecretUnreadable */
  open(sealed: string, place: SecretPlace): string {
    const [, keyId, data] = /^enc:v1:([0-9a-f]{8}):([\w-]+)$/.exec(sealed) ?? [];
    const bytes = Buffer.from(data ?? '', 'base64url');
    if (keyId !== this.keyId || bytes.length < NONCE_BYTES + TAG_BYTES) throw new SecretUnreadable(place);
    const decipher = createDecipheriv('aes-256-gcm', this.key, bytes.subarray(0, NONCE_BYTES)).setAAD(aadOf(place));
    decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
    try {
      return decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES), undefined, 'utf8') + decipher.final('utf8');
    } catch {
      throw new SecretUnreadable(place);
    }
  }
}

function aadOf({ table, column, id }: SecretPlace): Buffer {
  return Buffer.from(`${table}|${column}|${id}`, 'utf8');
}
