import { setApiLanguage } from '@anwen/client';
import { GlobalErrorBoundary, startI18n } from '@anwen/ui';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { reloadForNewBuild } from './chunks';
import { failureTexts, reports, supportHref, watchFailures } from './failures';
import { zhHant } from './i18n/zh-Hant';
import { queryClient } from './query-client';
import { router } from './router';
import './styles.css';

async function boot(): Promise<void> {
  watchFailures();
  reloadForNewBuild();
  await startI18n({ source: zhHant, load: { en: async () => (await import('./i18n/en')).en }, onChange: setApiLanguage });
  createRoot(document.getElementById('root')!).render(
    <StrictMode>
      <GlobalErrorBoundary texts={failureTexts} supportHref={supportHref} onError={(failure) => reports.report(failure)}>
        <QueryClientProvider client={queryClient}>
          <RouterProvider router={router} />
        </QueryClientProvider>
      </GlobalErrorBoundary>
    </StrictMode>,
  );
}

void boot();
