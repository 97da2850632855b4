import type { Loading } from './master-data';

/** Work centres and bills of material. */
export async function loadEngineering(_loading: Loading): Promise<void> {
  await Promise.resolve();
}
