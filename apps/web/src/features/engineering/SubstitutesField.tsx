import { Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { CodesSelect } from '../documents/fields';
import { chosen, type Substitute } from './bom-fields';

interface Props {
  readonly id?: string;
  readonly value?: Substitute[];
  readonly onChange?: (substitutes: Substitute[]) => void;
}

/** What may stand in for a line's component, and how much of each takes the place of one. */
export function SubstitutesField({ id, value = [], onChange }: Props) {
  const { t } = useTranslation();
  const weigh = (item: string, ratio: string) => onChange?.(value.map((one) => (one.item === item ? { ...one, ratio } : one)));
  return (
    <div className="substitutes">
      <CodesSelect
        {...(id === undefined ? {} : { id })}
        path="/items"
        placeholder={t('bom.substitutesHint')}
        value={value.map(({ item }) => item)}
        onChange={(codes) => onChange?.(chosen(codes, value))}
      />
      {value.map(({ item, ratio }) => (
        <Input
          key={item}
          aria-label={t('bom.ratioOf', { item })}
          title={t('bom.ratioHint')}
          prefix={`${item} ×`}
          inputMode="decimal"
          autoComplete="off"
          maxLength={24}
          className="number"
          value={ratio}
          onChange={(event) => weigh(item, event.target.value)}
        />
      ))}
    </div>
  );
}
