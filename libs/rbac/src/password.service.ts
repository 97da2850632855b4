import { Injectable } from '@nestjs/common';
import { hash, verify } from '@node-rs/argon2';
import { rbacErrors } from './rbac.errors';

/** OWASP/ASVS 5.0: argon2id at one pass needs 46 MiB; 11 ms on our machines, so 50 logins at shift start take 2 s. */
/** `algorithm` 2 is argon2id; the package's const enum does not survive compilation file by file. */
const ARGON2ID = { algorithm: 2, memoryCost: 47_104, timeCost: 1, parallelism: 1 } as const;
/** Two at once: more would only take the CPU from everybody else and 46 MiB each. */
const CONCURRENCY = 2;
/** 64 waiting are 0.7 s of work; whoever comes after that is told to repeat instead of piling up. */
const QUEUE_LIMIT = 64;
/** Checked when the user is unknown, so that the answer takes as long; nobody knows a password for it. */
const DUMMY_HASH = '$argon2id$v=19$m=47104,t=1,p=1$YW53ZW4tbm8tc3VjaC11c2Vy$kJ0y1fCkq2b7T0kq3Yv4h9b1o0n8m7l6k5j4h3g2f1E';

/** Hashes and checks passwords, two at a time. */
@Injectable()
export class PasswordService {
  private running = 0;
  private readonly waiting: (() => void)[] = [];
  /** How many verifications really ran; tests count them. */
  verifications = 0;

  hash(password: string): Promise<string> {
    return this.inTurn(() => hash(password, ARGON2ID));
  }

  /** False also for an unknown user (`undefined`), after the same work. @throws rbac.login_busy when too many wait. */
  async verify(stored: string | null | undefined, password: string): Promise<boolean> {
    const matches = await this.inTurn(() => {
      this.verifications++;
      return verify(stored ?? DUMMY_HASH, password);
    });
    return matches && stored !== null && stored !== undefined;
  }

  /** True when the hash was made with other parameters than today's. */
  isOutdated(stored: string): boolean {
    return !stored.startsWith(`$argon2id$v=19$m=${ARGON2ID.memoryCost},t=${ARGON2ID.timeCost},p=${ARGON2ID.parallelism}$`);
  }

  private async inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (this.running >= CONCURRENCY) {
      if (this.waiting.length >= QUEUE_LIMIT) throw rbacErrors.login_busy({ headers: { 'Retry-After': '2' } });
      await new Promise<void>((resume) => this.waiting.push(resume)); // the place is handed over, not freed
    } else {
      this.running++;
    }
    try {
      return await work();
    } finally {
      const next = this.waiting.shift();
      if (next) next();
      else this.running--;
    }
  }
}
