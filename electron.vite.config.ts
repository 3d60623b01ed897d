import { resolve } from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'electron-vite'

const r = (path: string) => resolve(__dirname, path)

/** Pure JavaScript is bundled: some of it is ESM only, and one file starts faster. Native add-ons and Ledger's CJS stay outside. */
const bundled = ['@noble/curves', '@noble/hashes', 'canonicalize', 'h3-js', 'hash-wasm', 'papaparse', 'viem', 'zod']

export default defineConfig({
  main: {
    build: {
      outDir: 'out/main',
      minify: false,
      externalizeDeps: { exclude: bundled },
      rollupOptions: {
        input: {
          index: r('main/index.ts'),
          browser: r('main/browser.ts'),
          cli: r('main/cli.ts'),
          proveThread: r('main/planning/proveThread.ts'),
        },
        // Installed as the command `commonmast`.
        output: { banner: (chunk) => (chunk.name === 'cli' ? '#!/usr/bin/env node' : '') },
      },
    },
  },
  preload: { build: { outDir: 'out/preload', minify: false, rollupOptions: { input: { index: r('preload/index.ts') } } } },
  renderer: {
    root: r('renderer'),
    base: './',
    plugins: [react()],
    worker: { format: 'es' },
    // The policy admits no data: addresses, so small fonts and pictures stay files.
    build: {
      outDir: r('out/renderer'),
      minify: true,
      assetsInlineLimit: 0,
      rollupOptions: {
        input: r('renderer/index.html'),
        // All that the first screen needs in one file: forty small ones take longer to fetch than to run.
        output: { codeSplitting: { groups: [{ name: 'start', tags: ['$initial'] }] } },
      },
    },
  },
})
