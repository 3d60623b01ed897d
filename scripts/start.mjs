/** `npm start`: prepares the program, takes the best shell present and says which and why in one line. */
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { obtainElectron } from './electronBinary.mjs'
import { fail, prepare, programDir } from './prepare.mjs'

const help = `npm start -- [options]

  --shell=electron|browser|serve   the window to use; without it the best one present
  --demo                           begin with the demo cooperative
  --port N                         port of the browser shell (8740; records in the browser belong to their port)
  --data DIR                       where the journal, the key, backups and records are kept
  --new-key                        begin a new key, once, where the old one is gone for good
  --help                           this text

ELECTRON_BIN and COMMONMAST_BROWSER name programs to use. COMMONMAST_NO_DOWNLOAD=1 fetches no Electron.`

const flags = readFlags()
if (flags.help) {
  console.log(help)
  process.exit(0)
}
if (flags.shell !== undefined && !['electron', 'browser', 'serve'].includes(flags.shell)) {
  console.error('--shell must be electron, browser or serve.')
  process.exit(2)
}
prepare()
const passedOn = [
  ...(flags.data === undefined ? [] : ['--data', flags.data]),
  ...(flags.demo ? ['--demo'] : []),
  ...(flags['new-key'] ? ['--new-key'] : []),
]
const choice = await chooseShell()
if (choice.electron) startElectron(choice.electron, choice.reason)
else startBrowserShell(choice.reason)

function readFlags() {
  try {
    return parseArgs({
      options: {
        shell: { type: 'string' },
        demo: { type: 'boolean', default: false },
        port: { type: 'string' },
        data: { type: 'string' },
        'new-key': { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    }).values
  } catch (thrown) {
    console.error(`${thrown.message}\n\n${help}`)
    process.exit(2)
  }
}

async function chooseShell() {
  if (flags.shell === 'browser' || flags.shell === 'serve') return { reason: 'it was asked for' }
  const hasDisplay = process.platform !== 'linux' || process.env.DISPLAY || process.env.WAYLAND_DISPLAY
  const isWanted = flags.shell === 'electron'
  if (!hasDisplay) {
    if (isWanted) fail('Electron needs a display and there is none: leave --shell out to serve the console.')
    return { reason: 'there is no display' }
  }
  if (!isWanted && flags.port !== undefined) return { reason: '--port belongs to it' }
  if (!isWanted && process.env.COMMONMAST_NO_DOWNLOAD) return { reason: 'no Electron is to be fetched' }
  const { path, reason } = await obtainElectron({ again: isWanted })
  if (path) return { electron: path, reason: isWanted ? 'it was asked for' : 'its binary is present' }
  if (isWanted)
    fail(`Electron cannot start, because ${reason}: set ELECTRON_BIN, or leave --shell out to use an installed browser.`)
  return { reason }
}

function startElectron(path, reason) {
  console.log(`Commonmast opens in Electron (${path}), because ${reason}.`)
  // Chromium refuses to sandbox as root; nobody else gives the sandbox up.
  const sandbox = process.platform === 'linux' && process.getuid() === 0 ? ['--no-sandbox'] : []
  follow(spawn(path, [...sandbox, programDir, ...passedOn], { stdio: 'inherit' }))
}

function startBrowserShell(reason) {
  const args = [
    join(programDir, 'out/main/browser.js'),
    ...passedOn,
    ...(flags.port === undefined ? [] : ['--port', flags.port]),
    ...(flags.shell === 'serve' ? ['--serve'] : []),
  ]
  follow(spawn(process.execPath, args, { stdio: 'inherit', env: { ...process.env, COMMONMAST_SHELL_REASON: reason } }))
}

/** Lives as long as the shell. Ctrl-C reaches both from the terminal; other signals are handed on. */
function follow(child) {
  process.on('SIGINT', () => {})
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  child.on('error', (thrown) => fail(`The shell did not start: ${thrown.message}`))
  child.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)))
}
