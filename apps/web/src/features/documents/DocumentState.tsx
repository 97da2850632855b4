import { StatusTag } from '@anwen/ui/kit';
import { useStateLook } from './states';

/** The state of a document as colour, icon and word. */
export function DocumentState({ state }: { state: string }) {
  return <StatusTag {...useStateLook()(state)} />;
}
