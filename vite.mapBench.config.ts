import { resolve } from 'node:path'
import { defineConfig } from 'vite'

const rootDir = resolve(__dirname, 'renderer/bench')

/** The page of the map's bench; see renderer/bench/mapBenchPage.ts. Built by the bench, not with the program. */
export default defineConfig({
  root: rootDir,
  base: './',
  worker: { format: 'es' },
  build: { rollupOptions: { input: resolve(rootDir, 'mapBench.html') } },
})
