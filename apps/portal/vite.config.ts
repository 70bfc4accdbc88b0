import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

export default defineConfig({
  plugins: [react()],
  server: {
    proxy: Object.fromEntries(
      ['/graphql', '/files', '/verify-notice'].map((path) => [path, 'http://127.0.0.1:8080']),
    ),
  },
  build: {
    target: 'es2023',
    chunkSizeWarningLimit: 1200,
    rolldownOptions: {
      treeshake: {
        // Contracts and codes only declare: what no page uses need not travel to a phone.
        moduleSideEffects: (id) => !/\/packages\/(contracts|codes)\//.test(id),
      },
    },
  },
});
