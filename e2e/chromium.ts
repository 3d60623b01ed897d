/** The Chromium under test: the machine's own, with software drawing, because test machines have no GPU. */
import { existsSync } from 'node:fs'

const CANDIDATES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', '/usr/bin/microsoft-edge']

/** @throws Error naming what to install. */
export function findChromium(): string {
  const path = process.env.CHROMIUM_BIN ?? CANDIDATES.find((candidate) => existsSync(candidate))
  if (!path) throw new Error('No Chromium is installed: apt-get install chromium, or set CHROMIUM_BIN.')
  return path
}

export const CHROMIUM_ARGS = [
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
  '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader',
  '--ignore-gpu-blocklist',
  '--disable-background-networking',
  '--disable-sync',
  '--disable-component-update',
  '--password-store=basic',
]

/** For flows and the tour: WebGL alone is drawn by SwiftShader. A page that it composes too costs half of a flow's time. */
export const FLOW_ARGS = [...CHROMIUM_ARGS, '--disable-gpu-compositing', '--disable-gpu-rasterization']
