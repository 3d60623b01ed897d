/**
 * A console that drafts, proposes and signs one payout with the simulated Ledger: a program of its own for tests. Arguments: data
 * folder, payout file, folder for copies of the data folder as a kill at each step would leave it, or empty; else number of the step
 * to be killed at, `half` or `whole`. Writes a JSON line when it is done.
 */
import { cpSync, readFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { createSimulatedLedgerTransports, SIMULATED_LEDGER_ID } from '../../ledger/simulatedLedgerTransports'
import { filePermissionsBox } from '../../storage/secretBox'
import { createConsole } from '../composeHandlers'
import { connectClient } from './connectClient'
import { watchDiskSteps } from './diskSteps'

async function main([dataDir = '', payoutPath = '', copies = '', killAt = '0', how]: string[]): Promise<void> {
  const client = connectClient(
    await createConsole({
      ...{ dataDir, shell: 'browser', version: '0.0.0', secretBox: filePermissionsBox },
      ledgerTransports: [createSimulatedLedgerTransports({})],
    }),
  )
  const payout = JSON.parse(readFileSync(payoutPath, 'utf8'))
  // What the start does late is done before steps are counted.
  await client.call('treasury.list', {})
  const steps: string[] = []
  await watchDiskSteps(({ number, name, isHalfDone }) => {
    if (!isHalfDone) steps.push(name)
    if (number === Number(killAt) && isHalfDone === (how === 'half')) process.kill(process.pid, 'SIGKILL')
    // Between the others the disk is as it was: a killed process, unlike a power cut, loses nothing that it has written.
    if (copies === '' || (name !== 'write' && name !== 'rename')) return
    cpSync(dataDir, join(copies, `${number}-${isHalfDone ? 'half' : 'whole'}`), { recursive: true })
  })
  const payoutId = payout.contentSha256
  await client.call('treasury.draft', { payout, isAnotherPeriod: true })
  await client.call('treasury.propose', { payoutId, by: 'Ada' })
  const device = { deviceId: SIMULATED_LEDGER_ID, derivationPath: "44'/60'/0'/0/0" }
  const { moves } = await client.call('treasury.sign', { payoutId, at: 0, ...device, isAnotherPeriod: true })
  writeSync(1, `${JSON.stringify({ moveIds: moves.map(({ id }) => id), steps })}\n`)
  process.exit(0)
}

void main(process.argv.slice(2))
