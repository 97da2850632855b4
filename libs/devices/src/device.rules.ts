import { createHash, randomBytes } from 'node:crypto';
import { defineMachine } from '@anwen/kernel';

export const TRUST_STATES = ['pending', 'trusted', 'suspended', 'revoked'] as const;
export type Trust = (typeof TRUST_STATES)[number];

/** Nothing leads out of `revoked`: a device that comes back enrols anew, and is another one. */
export const trustMachine = defineMachine<Trust>()({
  approve: { from: ['pending'], to: 'trusted' },
  suspend: { from: ['trusted'], to: 'suspended' },
  resume: { from: ['suspended'], to: 'trusted' },
  revoke: { from: ['pending', 'trusted', 'suspended'], to: 'revoked' },
});
export type TrustVerb = keyof typeof trustMachine.transitions;

export const PLATFORMS = ['android', 'ios', 'web', 'windows', 'linux'] as const;

/** Long enough to walk to the device, short enough that a photograph of the screen is worth nothing at home. */
export const ENROLMENT_MINUTES = 10;
/** 128 bits: cannot be guessed within its ten minutes, or ever. */
const CODE_BYTES = 16;
const SECRET_BYTES = 32;

export function newEnrolmentCode(): string {
  return randomBytes(CODE_BYTES).toString('base64url');
}

export function newDeviceSecret(): string {
  return randomBytes(SECRET_BYTES).toString('base64url');
}

/** What is kept of a code. */
export function codeHash(code: string): Buffer {
  return createHash('sha256').update(code, 'utf8').digest();
}
