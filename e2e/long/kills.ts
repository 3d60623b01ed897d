/** The console is killed 200 times while it works at everything at once; after each start nothing that it answered is lost. */
import { readdir } from 'node:fs/promises'
import { resolve } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { practicePayout } from '../../main/services/testing/practicePayout'
import { type ConsoleSocket, connectToConsole } from '../consoleSocket'
import { type ConsoleUnderTest, startConsole } from '../consoleUnderTest'

const KILLS = Number(process.env.KILLS ?? 200)
/** Long enough for two payouts; the simulated Ledger takes its time. */
const LONGEST_LIFE_MS = 4_000
const BACKUP = JSON.stringify({ format: 'commonmast-backup-v2', records: 'x'.repeat(200_000) })
const programDir = resolve(__dirname, '../..')

let running: ConsoleUnderTest | undefined
afterAll(() => running?.stop())

it(`stands ${KILLS} kills over all jobs`, async () => {
  const faults: { code?: string }[] = []
  const answered = { payouts: new Set<string>(), backups: new Set<string>() }
  for (let round = 0; round < KILLS; round++) {
    running = await startConsole({ programDir, again: running })
    const socket = await connectToConsole(running.url)
    await expectNothingLost(socket, running.dataDir, answered)
    const jobs = [sign(socket, round, answered.payouts), keepBackups(socket, answered.backups), provision(socket)]
    for (const job of jobs) job.catch((thrown: { code?: string }) => faults.push(thrown))
    await new Promise((done) => setTimeout(done, Math.random() * LONGEST_LIFE_MS))
    await running.kill()
  }
  // Each job goes on until its line is cut; anything else went wrong by itself.
  expect(faults.filter(({ code }) => code !== 'contract.disconnected')).toEqual([])
  running = await startConsole({ programDir, again: running })
  const socket = await connectToConsole(running.url)
  await expectNothingLost(socket, running.dataDir, answered)
  await socket.call('backup.keep', { text: BACKUP })
  expect(await socket.call('backup.list', {})).toHaveLength(5)
  expect([answered.payouts.size > 0, answered.backups.size > 0]).toEqual([true, true])
}, 3_600_000)

interface Answered {
  payouts: ReadonlySet<string>
  backups: Set<string>
}

async function expectNothingLost(socket: ConsoleSocket, dataDir: string, { payouts, backups }: Answered): Promise<void> {
  expect(await socket.call('journal.list', {})).toMatchObject({ intact: true, brokenAt: null, lost: null })
  const { payouts: known } = await socket.call('treasury.list', {})
  expect(known.map(({ fileState }) => fileState)).toEqual(known.map(() => 'whole'))
  const moves = known.flatMap((one) => one.moves)
  expect(moves.map(({ id }) => id)).toEqual(expect.arrayContaining([...payouts]))
  const newest = known.at(-1)
  // It is verified anew before it is given out.
  if (newest) await socket.call('treasury.file', { payoutId: newest.payoutId })
  // Five that nobody verified are kept, so those that were answered last are there; more where it was killed before the oldest went.
  const names = (await socket.call('backup.list', {})).map(({ name }) => name)
  const [last] = [...backups].slice(-1)
  if (last) expect(names).toContain(last)
  const files = await readdir(dataDir, { recursive: true })
  expect(files.filter((name) => name.endsWith('.tmp'))).toEqual([])
}

async function sign({ call }: ConsoleSocket, round: number, answered: Set<string>): Promise<void> {
  const device = (await call('ledger.list', {})).find(({ kind }) => kind === 'simulated')
  for (let count = 0; ; count++) {
    const payout = await practicePayout(`${round}-${count}`, BigInt(round * 100 + count + 1), (round * 100 + count) * 10)
    const payoutId = payout.contentSha256
    const keep = ({ moves }: { moves: { id: string }[] }) => {
      for (const { id } of moves) answered.add(id)
    }
    keep(await call('treasury.draft', { payout, isAnotherPeriod: true }))
    keep(await call('treasury.propose', { payoutId, by: 'Ada' }))
    const request = { payoutId, at: 0, deviceId: device?.id ?? '', derivationPath: "44'/60'/0'/0/0", isAnotherPeriod: true }
    keep(await call('treasury.sign', request))
  }
}

async function keepBackups({ call }: ConsoleSocket, answered: Set<string>): Promise<void> {
  for (;;) {
    const { path } = await call('backup.keep', { text: BACKUP })
    answered.add(path.split(/[\\/]/).at(-1) ?? '')
  }
}

async function provision({ call }: ConsoleSocket): Promise<void> {
  for (;;) {
    const { sessionId } = await call('provisioning.open', { path: 'simulated:hotspot' })
    await new Promise((done) => setTimeout(done, 50))
    await call('provisioning.close', { sessionId })
    for (const { state } of await call('provisioning.unfinished', {})) {
      await call('provisioning.dismiss', { sessionId: state.sessionId })
    }
  }
}
