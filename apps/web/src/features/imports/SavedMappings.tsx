import { DeleteOutlined, SaveOutlined } from '@ant-design/icons';
import type { ImportMapping, ImportSession, ImportType } from '@anwen/client';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { NameDialog } from '../NameDialog';
import { useWrite } from '../use-write';
import { deleteMapping, MAPPINGS_KEY, mappingsQuery, saveMapping } from './queries';
import { appliedMapping, namedMapping } from './wizard';

interface Props {
  readonly session: ImportSession;
  readonly type: ImportType;
  readonly disabled: boolean;
  readonly apply: (mapping: ImportMapping) => void;
}

/** Matches under a name, for the file that comes every month. */
export function SavedMappings({ session, type, disabled, apply }: Props) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const cache = useQueryClient();
  const mappings = useQuery(mappingsQuery(type.key)).data ?? [];
  const [chosen, setChosen] = useState<string | null>(null);
  const [naming, setNaming] = useState(false);
  const refresh = () => void cache.invalidateQueries({ queryKey: MAPPINGS_KEY });
  const saving = useWrite(saveMapping, {
    onDone: (saved) => (setNaming(false), setChosen(saved.id), message.success(t('imports.map.savedDone')), refresh()),
  });
  const deleting = useWrite(deleteMapping, { onDone: () => (setChosen(null), message.success(t('imports.map.deleted')), refresh()) });
  const current = mappings.find(({ id }) => id === chosen);
  const take = (id: string) => {
    setChosen(id);
    apply(appliedMapping(type, mappings.find((known) => known.id === id)?.headers ?? {}, session.header));
  };
  return (
    <div className="toolbar gap-below">
      {mappings.length > 0 && (
        <Select
          className="filter-wide"
          aria-label={t('imports.map.apply')}
          placeholder={t('imports.map.apply')}
          disabled={disabled}
          value={current?.id ?? null}
          onChange={take}
          options={mappings.map(({ id, name }) => ({ value: id, label: name }))}
          popupMatchSelectWidth={false}
        />
      )}
      {current !== undefined && (
        <Button
          icon={<DeleteOutlined />}
          aria-label={t('imports.map.deleteOf', { name: current.name })}
          title={t('imports.map.deleteOf', { name: current.name })}
          loading={deleting.busy}
          onClick={() => deleting.write(current.id)}
        />
      )}
      <Button icon={<SaveOutlined />} onClick={() => setNaming(true)}>
        {t('imports.map.save')}
      </Button>
      <NameDialog
        open={naming}
        title={t('imports.map.save')}
        label={t('imports.map.name')}
        busy={saving.busy}
        onCancel={() => setNaming(false)}
        onSave={(name) => saving.write({ type: type.key, name, headers: namedMapping(session.mapping, session.header) })}
      />
    </div>
  );
}
