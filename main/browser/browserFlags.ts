import { parseArgs } from 'node:util'
import { Problem } from '#core/model/problem'
import { defaultPort } from './consoleServer'

export interface BrowserFlags {
  data: string | undefined
  port: number
  /** Print the address and open no window. */
  serve: boolean
  demo: boolean
  /** Begin a new key in the place of one that is gone. */
  newKey: boolean
}

/** @throws Problem `usage` naming the flag that is wrong. */
export function readBrowserFlags(args: readonly string[]): BrowserFlags {
  const { data, port, serve, demo, shell, 'new-key': newKey } = parse(args)
  if (shell !== undefined && shell !== 'browser' && shell !== 'serve') {
    throw new Problem('usage', '--shell must be browser or serve here; npm start also knows electron.')
  }
  return { data, port: readPort(port), serve: serve || shell === 'serve', demo, newKey }
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        data: { type: 'string' },
        port: { type: 'string', default: `${defaultPort}` },
        serve: { type: 'boolean', default: false },
        demo: { type: 'boolean', default: false },
        'new-key': { type: 'boolean', default: false },
        shell: { type: 'string' },
      },
    }).values
  } catch (thrown) {
    throw new Problem('usage', 'Known flags are --data DIR, --port N, --serve, --demo, --new-key and --shell=browser|serve.', {
      cause: thrown,
    })
  }
}

function readPort(text: string): number {
  const port = Number(text)
  if (!/^\d{1,5}$/.test(text) || port > 65_535) {
    throw new Problem('usage', '--port takes a number from 1 to 65535, or 0 for any free one.')
  }
  return port
}
