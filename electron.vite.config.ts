import { resolve } from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'electron-vite'

const r = (path: string) => resolve(__dirname, path)

export default defineConfig({
  main: {
    build: {
      outDir: 'out/main',
      minify: false,
      rollupOptions: { input: { index: r('main/index.ts'), browser: r('main/browser.ts'), cli: r('main/cli.ts') } },
    },
  },
  preload: { build: { outDir: 'out/preload', minify: false, rollupOptions: { input: { index: r('preload/index.ts') } } } },
  renderer: {
    root: r('renderer'),
    base: './',
    plugins: [react()],
    worker: { format: 'es' },
    build: { outDir: r('out/renderer'), rollupOptions: { input: r('renderer/index.html') } },
  },
})
