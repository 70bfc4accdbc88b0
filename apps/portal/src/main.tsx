import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { App, ConfigProvider } from 'antd';
import zhCN from 'antd/locale/zh_CN';
import i18next from 'i18next';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { initReactI18next } from 'react-i18next';
import { GatewayError } from './api/graphql.ts';
import { router } from './app/router.tsx';
import { SessionProvider, session } from './app/session.tsx';
import './app/portal.css';
import { zhCn } from './words/zh-cn.ts';

await i18next.use(initReactI18next).init({
  lng: 'zh-CN',
  resources: { 'zh-CN': { translation: zhCn } },
  interpolation: { escapeValue: false },
});

const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 5_000,
      retry: (count, error) => count < 2 && error instanceof GatewayError && error.kind === 'unavailable',
    },
  },
});
// The next person at this desk must see nothing of the last one's.
session.subscribe(() => {
  if (session.read().at === 'out') queryClient.clear();
});

/** Words of every kind keep a contrast of 4.5 : 1 on their ground. */
const theme = {
  token: {
    colorPrimary: '#0b5394',
    colorLink: '#0b5394',
    colorInfo: '#0b5394',
    colorSuccess: '#237804',
    colorWarning: '#9a5b00',
    colorError: '#b42318',
    // Grounds that antd would derive from such deep colours come out too dark for the words on them.
    colorPrimaryBg: '#e8f1fa',
    colorInfoBg: '#e8f1fa',
    colorInfoBorder: '#a9c8e4',
    colorSuccessBg: '#f0f9eb',
    colorSuccessBorder: '#b7dba5',
    colorWarningBg: '#fff7e6',
    colorWarningBorder: '#f0cf94',
    colorErrorBg: '#fdeceb',
    colorErrorBorder: '#f3b8b2',
    colorTextDescription: '#5a6572',
    colorTextTertiary: '#5a6572',
    colorTextPlaceholder: '#6b7683',
    borderRadius: 6,
    fontSize: 15,
    // Whoever has asked his system for calm gets it here too.
    motion: !window.matchMedia('(prefers-reduced-motion: reduce)').matches,
  },
  // What an empty table says is there to be read.
  components: { Table: { colorTextDisabled: '#5a6572' } },
};

const root = document.getElementById('root');
if (root === null) throw new Error('the page has no root');
createRoot(root).render(
  <StrictMode>
    <ConfigProvider locale={zhCN} theme={theme}>
      <App>
        <QueryClientProvider client={queryClient}>
          <SessionProvider>
            <RouterProvider router={router} />
          </SessionProvider>
        </QueryClientProvider>
      </App>
    </ConfigProvider>
  </StrictMode>,
);
