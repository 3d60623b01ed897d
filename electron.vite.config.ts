import { writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'electron-vite'
import type { Plugin } from 'vite'
import { describeFiles, SHELL_FILES_NAME } from './main/browser/shellFiles'
import { thirdPartyNotices } from './scripts/thirdPartyNotices'

const r = (path: string) => resolve(__dirname, path)

/**
 * What package.json names as a dependency stays outside, because it is native, CommonJS that must be loaded as such, or seldom
 * needed. Everything else is a development dependency and bundled: some of it is ESM only, and one file starts faster.
 */
const notices = thirdPartyNotices(__dirname)

/** What a service worker may keep of the page's program, see main/browser/shellFiles. */
const listShellFiles: Plugin = {
  name: 'list-shell-files',
  apply: 'build',
  closeBundle: async () => writeFile(r(`out/${SHELL_FILES_NAME}`), (await describeFiles(r('out/renderer'))).text),
}

export default defineConfig({
  main: {
    plugins: [notices.collect()],
    build: {
      outDir: 'out/main',
      minify: false,
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
  preload: {
    plugins: [notices.collect()],
    build: { outDir: 'out/preload', minify: false, rollupOptions: { input: { index: r('preload/index.ts') } } },
  },
  renderer: {
    root: r('renderer'),
    base: './',
    plugins: [react(), notices.collect(), notices.write(), listShellFiles],
    worker: { format: 'es', plugins: () => [notices.collect()] },
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
