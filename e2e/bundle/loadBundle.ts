/** Runs built files as Electron would, with a stub in Electron's place and, for mutants, one exact change in their text. */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, resolve } from 'node:path'

export interface Mutation {
  from: string
  to: string
}

/**
 * Evaluates a built CommonJS file and the chunks it requires, each anew.
 * @throws Error when the mutation's text is not there exactly once: the mutant would then be no mutant.
 */
export function loadBundle(entry: string, electron: object, mutation?: Mutation): void {
  const loaded = new Map<string, { exports: unknown }>()
  let replaced = 0

  function readSource(path: string): string {
    const source = readFileSync(path, 'utf8')
    if (!mutation) return source
    replaced += source.split(mutation.from).length - 1
    return source.replace(mutation.from, () => mutation.to)
  }

  function load(path: string): unknown {
    const known = loaded.get(path)
    if (known) return known.exports
    const module = { exports: {} as unknown }
    loaded.set(path, module)
    const requireHere = createRequire(path)
    const requireStubbed = (name: string): unknown => {
      if (name === 'electron') return electron
      return name.startsWith('.') ? load(resolve(dirname(path), name)) : requireHere(name)
    }
    const run = new Function('require', 'module', 'exports', '__dirname', '__filename', readSource(path))
    run(requireStubbed, module, module.exports, dirname(path), path)
    return module.exports
  }

  load(entry)
  if (mutation && replaced !== 1) throw new Error(`"${mutation.from}" occurs ${replaced} times in the bundle, not once`)
}
