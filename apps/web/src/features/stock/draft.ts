import { uuid } from '@anwen/client';
import type { PostFields, PostType } from './posting-form';

/** One operation in the making: its key lives as long as its content is not known to be posted or refused. */
export interface Draft {
  readonly operationId: string;
  readonly fields: PostFields | null;
  /** Sent without an answer: the content must not change before the server has said what became of it. */
  readonly sent: boolean;
}

/** Bound to the person: whoever signs in next on this machine neither sees nor sends it. */
const keyOf = (type: PostType, userId: string) => `anwen.draft.${userId}.${type}`;

export function freshDraft(): Draft {
  return { operationId: uuid(), fields: null, sent: false };
}

/** The draft after a failed sending: a refusal ends the operation, anything unknown keeps it as it was sent. */
export function draftAfter(outcome: 'refused' | 'unknown', draft: Draft, fields: PostFields): Draft {
  return outcome === 'unknown' ? draft : { ...freshDraft(), fields };
}

/** Survives a reload and an ended session, in this tab only. */
export function loadDraft(type: PostType, userId: string): Draft {
  try {
    const stored = JSON.parse(sessionStorage.getItem(keyOf(type, userId)) ?? 'null') as Draft | null;
    return stored !== null && typeof stored.operationId === 'string' ? stored : freshDraft();
  } catch {
    return freshDraft();
  }
}

export function saveDraft(type: PostType, userId: string, draft: Draft): void {
  sessionStorage.setItem(keyOf(type, userId), JSON.stringify(draft));
}

export function dropDraft(type: PostType, userId: string): void {
  sessionStorage.removeItem(keyOf(type, userId));
}
