/**
 * Starts the built program in real Electron and asks it, through the bridge alone, who it is. Runs wherever a binary
 * is installed; elsewhere it says SKIP and counts as skipped.
 */
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findElectron } from './electronBinary.mjs'
import { programDir } from './prepare.mjs'
import { findProgram } from './systemPackages.mjs'

const display = ':97'

/** @returns counts of passed, failed and skipped checks. */
export async function smokeElectron() {
  const executablePath = findElectron()
  if (!executablePath) {
    console.log('SKIP real Electron: no binary is installed (set ELECTRON_BIN to name one).')
    return { passed: 0, failed: 0, skipped: 1 }
  }
  const server = startDisplay()
  const dataDir = mkdtempSync(join(tmpdir(), 'commonmast-electron-'))
  try {
    const found = await inspectProgram(executablePath, dataDir)
    return judge(found)
  } catch (thrown) {
    console.log(`FAIL real Electron did not start: ${thrown.message}`)
    return { passed: 0, failed: 1, skipped: 0 }
  } finally {
    server?.kill()
    rmSync(dataDir, { recursive: true, force: true })
  }
}

/** A screen in memory when there is none. */
function startDisplay() {
  if (process.platform !== 'linux' || process.env.DISPLAY || process.env.WAYLAND_DISPLAY) return null
  const program = findProgram('Xvfb')
  if (!program) return null
  process.env.DISPLAY = display
  return spawn(program, [display, '-screen', '0', '1440x900x24', '-nolisten', 'tcp'], { stdio: 'ignore' })
}

async function inspectProgram(executablePath, dataDir) {
  const { _electron } = await import('@playwright/test')
  const root = process.platform === 'linux' && process.getuid() === 0
  const application = await _electron.launch({
    executablePath,
    args: [...(root ? ['--no-sandbox'] : []), programDir, '--data', dataDir],
    timeout: 30_000,
  })
  try {
    const errors = []
    const page = await application.firstWindow()
    page.on('console', (message) => message.type() === 'error' && errors.push(message.text()))
    await page.reload()
    await page.waitForSelector('#root > *')
    const info = await page.evaluate(askForInfo)
    const keys = await page.evaluate(() => Object.keys(window.commonmast).sort())
    const hasNode = await page.evaluate(() => typeof require !== 'undefined' || typeof process !== 'undefined')
    const opened = await page.evaluate(() => window.open('https://example.org') === null)
    return { url: page.url(), info, keys, hasNode, opened, errors }
  } finally {
    await application.close()
  }
}

/** Runs in the page. */
function askForInfo() {
  return new Promise((resolve) => {
    const stop = window.commonmast.onMessage((message) => {
      if (message.id !== 999_999) return
      stop()
      resolve(message.value)
    })
    window.commonmast.send({ type: 'call', id: 999_999, name: 'app.info', input: {} })
  })
}

function judge({ url, info, keys, hasNode, opened, errors }) {
  const checks = {
    'shows app://commonmast/': url.startsWith('app://commonmast/'),
    'answers through the bridge': info?.shell === 'electron',
    'offers exactly the bridge': JSON.stringify(keys) === '["onMessage","send","shell"]',
    'gives the page no Node': !hasNode,
    'opens no second window': opened,
    'has no error in its console': errors.length === 0,
  }
  for (const [name, holds] of Object.entries(checks)) console.log(`${holds ? 'ok  ' : 'FAIL'} real Electron ${name}`)
  for (const error of errors) console.log(`     ${error}`)
  const passed = Object.values(checks).filter(Boolean).length
  return { passed, failed: Object.keys(checks).length - passed, skipped: 0 }
}
