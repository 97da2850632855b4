import { useTranslation } from 'react-i18next';
import { zhHant } from '../../i18n/zh-Hant';

const { types, problems, fields } = zhHant.conflict;
const known = <T extends object>(table: T, name: string): name is string & keyof T => Object.hasOwn(table, name);

/** Names of a content that people know, in the order in which they are read. */
export const FIELD_NAMES = Object.keys(fields);

/** Codes of the server in words; one that the portal does not know yet shows as it is. */
export function useConflictWords() {
  const { t } = useTranslation();
  return {
    typeOf: (code: string) => {
      const name = code.replaceAll('.', '_');
      return known(types, name) ? t(`conflict.types.${name}`) : code;
    },
    problemOf: (code: string | null) => {
      const name = (code ?? '').replaceAll('.', '_');
      return known(problems, name) ? t(`conflict.problems.${name}`) : (code ?? '—');
    },
    fieldOf: (name: string) => (known(fields, name) ? t(`conflict.fields.${name}`) : undefined),
  };
}
