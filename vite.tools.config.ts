import { resolve } from 'node:path'
import { defineConfig } from 'vite'

const r = (path: string) => resolve(__dirname, path)

/** The tour and the bench as plain CJS for Node. Only ESM-only packages are bundled; see electron.vite.config.ts. */
export default defineConfig({
  publicDir: false,
  ssr: {
    target: 'node',
    noExternal: ['@noble/curves', '@noble/hashes', 'canonicalize', 'h3-js', 'hash-wasm', 'papaparse', 'viem', 'zod'],
  },
  build: {
    ssr: true,
    target: 'node20',
    outDir: r('out/tools'),
    minify: false,
    rollupOptions: {
      input: { tour: r('e2e/tour.ts'), bench: r('e2e/bench.ts'), devnet: r('e2e/devnet.ts') },
      output: { format: 'cjs', entryFileNames: '[name].cjs', chunkFileNames: 'chunks/[name]-[hash].cjs' },
    },
  },
})
