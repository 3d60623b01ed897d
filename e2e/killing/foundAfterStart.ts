/** What is not whole after the program was killed and started again. */
import { setTimeout as wait } from 'node:timers/promises'
import { connectToConsole } from '../consoleSocket'
import type { ConsolePage } from '../pages/ConsolePage'
import { readRecords } from '../pages/readRecords'
import { type RawRecords, recordsFindings } from './recordsFindings'

const SETTLED_WITHIN_MS = 30_000

/** @param url of its console @returns what is lost or half written, in words, and the records in which that was looked for */
export async function foundAfterStart(app: ConsolePage, url: string): Promise<{ records: RawRecords; findings: string[] }> {
  const alerts = await app.page.getByRole('alert').allInnerTexts()
  const findings = alerts.filter((text) => /not here any more|old copy|could not (open|show)/.test(text))
  const socket = await connectToConsole(url)
  try {
    const journal = await socket.call('journal.list', {})
    if (!journal.intact || journal.lost) findings.push('the journal is not whole')
    const { payouts } = await socket.call('treasury.list', {})
    const signed = await socket.call('provisioning.signedList', {})
    const wanted = [
      ...payouts.flatMap(({ moves }) => moves.map(({ id }) => ['payoutMoves', id] as const)),
      ...signed.map(({ id }) => ['provisionings', id] as const),
    ]
    const { records, missing } = await untilSettled(app, wanted)
    findings.push(...missing, ...recordsFindings(records))
    return { records, findings }
  } finally {
    socket.close()
  }
}

/** What main knows is put back into the records a moment after the start. */
async function untilSettled(app: ConsolePage, wanted: readonly (readonly [table: string, id: string])[]) {
  const until = Date.now() + SETTLED_WITHIN_MS
  for (;;) {
    const records: RawRecords = await readRecords(app.page, 'commonmast')
    const missing = wanted.filter(([table, id]) => !(records[table] as { id: string }[]).some((row) => row.id === id))
    if (missing.length === 0 || Date.now() > until) return { records, missing: missing.map((one) => `${one.join(' ')} is lost`) }
    await wait(200)
  }
}
