import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { isWasmWorker } from './contentSecurityPolicy'
import { createRendererFiles } from './rendererFiles'

let root: string

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'commonmast-pages-'))
  await mkdir(join(root, 'assets/deep'), { recursive: true })
  await writeFile(join(root, 'index.html'), '<!doctype html><html><head></head></html>')
  for (const name of ['prove.wasm.worker-C7_2-R.js', 'plan.worker-C762.js', 'index-C762.js', 'deep/prove.wasm.worker-C762.js']) {
    await writeFile(join(root, 'assets', name), '1')
  }
  await writeFile(join(root, 'prove.wasm.worker-C762.js'), '1')
})
afterAll(() => rm(root, { recursive: true, force: true }))

async function scriptSourcesOf(urlPath: string): Promise<string | undefined> {
  const { headers } = await createRendererFiles(root).respond(urlPath)
  return headers['content-security-policy']?.split('; ').find((directive) => directive.startsWith('script-src'))
}

describe('leave to compile WebAssembly', () => {
  it('comes with the script of a worker that is named for it', async () => {
    expect(await scriptSourcesOf('/assets/prove.wasm.worker-C7_2-R.js')).toBe("script-src 'self' 'wasm-unsafe-eval'")
  })

  it('comes with nothing else: no page, no other script, no other folder', async () => {
    for (const path of [
      '/',
      '/index.html',
      '/assets/index-C762.js',
      '/assets/plan.worker-C762.js',
      '/assets/deep/prove.wasm.worker-C762.js',
      '/prove.wasm.worker-C762.js',
    ]) {
      expect(await scriptSourcesOf(path), path).toBe("script-src 'self'")
    }
  })

  it('is not talked out of the program by how a path is written', () => {
    for (const path of [
      '/index.html?/assets/prove.wasm.worker-C762.js',
      '/assets/../assets/prove.wasm.worker-C762.js',
      '/assets/prove.wasm.worker-C762.js/../index-C762.js',
      '/assets/prove.wasm.worker-C762.js%00.html',
      '/assets/prove.wasm.worker-.js',
      '/assets/prove.wasm.worker.js',
      '/assets/provewasm.worker-C762.js',
      '/assets/prove.wasm.worker-C762.html',
    ]) {
      expect(isWasmWorker(path), path).toBe(false)
    }
  })

  it('goes no further than the policy: all other directives are the same', async () => {
    const without = (policy = '') => policy.replace(/nonce-[^']+/, 'nonce-N').replace(" 'wasm-unsafe-eval'", '')
    const policyOf = async (path: string) => (await createRendererFiles(root).respond(path)).headers['content-security-policy']
    const worker = await policyOf('/assets/prove.wasm.worker-C7_2-R.js')
    expect(worker).toContain("'wasm-unsafe-eval'")
    expect(without(worker)).toBe(without(await policyOf('/')))
  })
})

it('does not follow a link out of its folder', async () => {
  const outside = await mkdtemp(join(tmpdir(), 'commonmast-outside-'))
  await writeFile(join(outside, 'secret.txt'), 'secret')
  await symlink(join(outside, 'secret.txt'), join(root, 'assets/link.txt'))
  expect((await createRendererFiles(root).respond('/assets/link.txt')).status).toBe(404)
  await rm(outside, { recursive: true })
})
