import { DeleteOutlined, SaveOutlined } from '@ant-design/icons';
import type { ReportParams } from '@anwen/client';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { NameDialog } from '../NameDialog';
import { useWrite } from '../use-write';
import { deletePreset, PRESETS_KEY, presetsQuery, savePreset } from './queries';

interface Props {
  readonly report: string;
  readonly read: () => Promise<ReportParams | null>;
  readonly apply: (params: Readonly<Record<string, unknown>>) => void;
}

/** Conditions under a name: applied, saved, thrown away. */
export function Presets({ report, read, apply }: Props) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const cache = useQueryClient();
  const presets = useQuery(presetsQuery(report)).data ?? [];
  const [chosen, setChosen] = useState<string | null>(null);
  const [params, setParams] = useState<ReportParams | null>(null);
  const refresh = () => void cache.invalidateQueries({ queryKey: PRESETS_KEY });
  const saving = useWrite(savePreset, {
    onDone: (preset) => (setParams(null), setChosen(preset.id), message.success(t('reports.presetSaved')), refresh()),
  });
  const deleting = useWrite(deletePreset, { onDone: () => (setChosen(null), message.success(t('reports.presetDeleted')), refresh()) });
  const current = presets.find(({ id }) => id === chosen);
  return (
    <div className="toolbar gap-below">
      {presets.length > 0 && (
        <Select
          className="filter-wide"
          aria-label={t('reports.presetChoose')}
          placeholder={t('reports.presetChoose')}
          value={current?.id ?? null}
          onChange={(id: string) => {
            setChosen(id);
            apply(presets.find((preset) => preset.id === id)?.params ?? {});
          }}
          options={presets.map(({ id, name }) => ({ value: id, label: name }))}
          popupMatchSelectWidth={false}
        />
      )}
      {current !== undefined && (
        <Button
          icon={<DeleteOutlined />}
          aria-label={t('reports.presetDelete', { name: current.name })}
          title={t('reports.presetDelete', { name: current.name })}
          loading={deleting.busy}
          onClick={() => deleting.write(current.id)}
        />
      )}
      <Button icon={<SaveOutlined />} onClick={() => void read().then(setParams)}>
        {t('reports.presetSave')}
      </Button>
      <NameDialog
        open={params !== null}
        title={t('reports.presetSave')}
        label={t('reports.presetName')}
        busy={saving.busy}
        onCancel={() => setParams(null)}
        onSave={(name) => saving.write({ report, name, params: params ?? {} })}
      />
    </div>
  );
}
