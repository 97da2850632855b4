import { DownloadOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useDownload } from '../use-download';

const KINDS = [
  { text: 'blankXlsx', query: 'format=xlsx&withData=false' },
  { text: 'blankCsv', query: 'format=csv&withData=false' },
  { text: 'withData', query: 'format=xlsx&withData=true' },
] as const;

/** Files that already have the right columns. */
export function Templates({ type }: { type: string }) {
  const { t } = useTranslation();
  const { start, busy } = useDownload();
  return (
    <div className="toolbar">
      {KINDS.map(({ text, query }) => (
        <Button
          key={text}
          size="small"
          icon={<DownloadOutlined />}
          disabled={busy}
          onClick={() => start(`/api/v1/imports/templates/${encodeURIComponent(type)}?${query}`)}
        >
          {t(`imports.${text}`)}
        </Button>
      ))}
    </div>
  );
}
