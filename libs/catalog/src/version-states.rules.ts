import { defineMachine } from '@anwen/kernel';

/** States of a version of a bill or a routing: a draft changes, an active or obsolete one does not. */
export type VersionState = 'draft' | 'active' | 'obsolete';
export const VERSION_STATES = ['draft', 'active', 'obsolete'] as const;

export const versionMachine = defineMachine<VersionState>()({
  activate: { from: ['draft'], to: 'active' },
  obsolete: { from: ['active'], to: 'obsolete' },
});

/** What a screen offers: the verbs of the machine, changing a draft, and copying into a new draft, which is always possible. */
export function legalVerbs(state: string): string[] {
  return [...(state === 'draft' ? ['update'] : []), ...versionMachine.legal(state as VersionState), 'copy'];
}

const STATES: Readonly<Record<string, string>> = { draft: '草稿', active: '使用中', obsolete: '已停用' };
const VERBS: Readonly<Record<string, string>> = { activate: '啟用', obsolete: '停用', update: '修改', copy: '複製' };

/** The state as Chinese texts say it; English says the code. */
export const stateInWords = (state: unknown): string => STATES[String(state)] ?? String(state);
export const verbsInWords = (verbs: unknown): string => (Array.isArray(verbs) ? verbs.map((verb) => VERBS[String(verb)] ?? String(verb)).join('、') : '');
