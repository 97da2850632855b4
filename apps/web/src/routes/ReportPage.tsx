import type { Report, ReportParams } from '@anwen/client';
import { StateView } from '@anwen/ui/kit';
import { EyeOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { Alert, Button, Card, Form, Skeleton } from 'antd';
import { useEffect, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { PageHead } from '../features/PageHead';
import { QueryFailure } from '../features/problems';
import { ExportBar, Quota } from '../features/reports/ExportBar';
import { ExportTable } from '../features/reports/ExportTable';
import { ParamField } from '../features/reports/ParamField';
import { isComplete, searchOf, valuesOf } from '../features/reports/params';
import { Presets } from '../features/reports/Presets';
import { PreviewTable } from '../features/reports/PreviewTable';
import { catalogueQuery, previewQuery } from '../features/reports/queries';
import { useCan } from '../session';
import { PageMissing } from './PageStates';

function Preview({ report, values }: { report: Report; values: ReportParams }) {
  const { t, i18n } = useTranslation();
  const ready = isComplete(report, values);
  const query = useQuery({ ...previewQuery(report.key, values, i18n.language), enabled: ready });
  if (!ready) return <StateView icon={<EyeOutlined />} title={t('reports.previewFirst')} explanation={t('reports.previewHint')} />;
  if (query.error !== null) return <QueryFailure failure={query.error} retry={() => void query.refetch()} />;
  return (
    <>
      {query.data?.note && <Alert className="gap-below" type="info" showIcon title={query.data.note} />}
      <PreviewTable preview={query.data} refreshing={query.isPlaceholderData} />
    </>
  );
}

/** The conditions live in the address: a link, a reload and the way back show the same report. */
function ReportView({ report }: { report: Report }) {
  const { t } = useTranslation();
  const can = useCan();
  const search = useSearch({ from: '/shell/reports/$key' });
  const navigate = useNavigate();
  const [form] = Form.useForm<ReportParams>();
  const values = useMemo(() => valuesOf(report, search), [report, search]);
  useEffect(() => {
    form.resetFields();
    form.setFieldsValue(values);
  }, [form, values]);
  const show = (fields: Readonly<Record<string, unknown>>) => void navigate({ to: '.', search: searchOf(report, fields) as never, resetScroll: false });
  /** The conditions as they stand in the form; the address follows, so that what was exported can be found again. */
  const read = async (): Promise<ReportParams | null> => {
    const fields = await form.validateFields().catch(() => null);
    if (fields === null) return null;
    show(fields);
    return valuesOf(report, fields);
  };
  return (
    <>
      <p className="quiet">{report.description}</p>
      <Card size="small" className="gap-below" title={t('reports.params')}>
        <Presets report={report.key} read={read} apply={show} />
        <Form form={form} layout="vertical" initialValues={values} onFinish={show}>
          <div className="param-grid">
            {report.params.map((param) => (
              <ParamField key={param.key} param={param} name={param.key} />
            ))}
          </div>
          <div className="toolbar">
            <Button type="primary" htmlType="submit">
              {t('reports.preview')}
            </Button>
            {can('report.export') && <ExportBar report={report} read={read} />}
            {can('report.schedule') && (
              <Link className="button-link" to="/report-schedules" search={{ new: report.key }} state={(previous) => ({ ...previous, conditions: values })}>
                {t('reports.schedule')}
              </Link>
            )}
            {can('report.export') && <Quota />}
          </div>
        </Form>
      </Card>
      <h2>{t('reports.previewTitle')}</h2>
      <Preview report={report} values={values} />
      {can('report.export') && (
        <>
          <h2>{t('reports.files')}</h2>
          <ExportTable report={report.key} />
        </>
      )}
    </>
  );
}

export function ReportPage() {
  const { t, i18n } = useTranslation();
  const { key } = useParams({ from: '/shell/reports/$key' });
  const query = useQuery(catalogueQuery(i18n.language));
  if (query.data === undefined) return query.error !== null ? <QueryFailure failure={query.error} retry={() => void query.refetch()} /> : <Skeleton active />;
  const report = query.data.items.find((known) => known.key === key);
  if (report === undefined) return <PageMissing />;
  return (
    <>
      <PageHead
        title={report.title}
        actions={
          <Link className="button-link" to="/reports">
            {t('reports.back')}
          </Link>
        }
      />
      <ReportView key={report.key} report={report} />
    </>
  );
}
