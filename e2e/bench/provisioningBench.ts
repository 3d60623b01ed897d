/**
 * Putting a device into service. Whole: the service on the simulated hotspot over a pseudo-terminal, journal on disk and
 * signature included, against nothing but the same bytes over the same kind of port; the device's own delays are in both.
 * Codecs: bytes a second of each reader against a plain search of the buffer, reported. Recovery: from the pulled cable to
 * "the port is gone", and from plugged in again to identified, against the interval at which the path is watched.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createSimulatedHotspot } from '#core/provisioning/simulated/simulatedHotspot'
import { verifyProvisioning } from '#core/provisioning/verifyProvisioning'
import { createLinkOpener, type OpenLink } from '#main/devices/openLink'
import { serialPortTiming } from '#main/devices/openSerialPort'
import { type Journal, openJournal } from '#main/storage/journal'
import { deviceOnPty } from '../simulators/deviceOnPty'
import { type ProvisioningRun, startProvisioning } from '../simulators/startProvisioning'
import { type BenchRow, benchRow, median } from './benchRow'
import { codecBench } from './codecBench'
import { playBare, recordLink, type Talk } from './provisioningTalk'

const RUNS = 7

export async function provisioningBench(): Promise<BenchRow[]> {
  const folder = await mkdtemp(join(tmpdir(), 'commonmast-bench-'))
  const journal = await openJournal(join(folder, 'journal.jsonl'))
  try {
    return [await wholeRow(journal), ...codecBench(), ...(await recoveryRows())]
  } finally {
    await journal.close()
    await rm(folder, { recursive: true, force: true })
  }
}

/** The two ways take turns, so that a busy moment of the machine falls on both. */
async function wholeRow(journal: Journal): Promise<BenchRow> {
  const [whole, bare]: [number[], number[]] = [[], []]
  for (let run = 0; run < RUNS; run++) {
    const { talk, link } = recordLink(createLinkOpener())
    whole.push(await timeWhole(journal, link))
    bare.push(await timeBare(talk))
  }
  const [measured, reference] = [median(whole), median(bare)]
  return benchRow('a whole provisioning, against its bare bytes', '<=1.1', measured, reference, measured / reference)
}

async function timeWhole(journal: Journal, openLink: OpenLink): Promise<number> {
  const device = await deviceOnPty(createSimulatedHotspot())
  const run = startProvisioning(openLink, { journal })
  try {
    const start = performance.now()
    const { sessionId } = await run.open(device.path)
    await run.identify(sessionId)
    await run.scan(sessionId)
    await run.connect(sessionId, 'Library Guest', 'any')
    await run.order(sessionId, { kind: 'verify' })
    const file = await run.sign(sessionId)
    const took = performance.now() - start
    const [finding] = verifyProvisioning(file)
    if (finding || !file.facts.connected) throw new Error(`The provisioning went wrong: ${finding?.message ?? 'not connected'}`)
    return took
  } finally {
    await run.service.closeAll()
    await device.stop()
  }
}

async function timeBare(talk: Talk): Promise<number> {
  const device = await deviceOnPty(createSimulatedHotspot())
  try {
    return await playBare(device.path, talk)
  } finally {
    await device.stop()
  }
}

async function recoveryRows(): Promise<BenchRow[]> {
  const device = await deviceOnPty(createSimulatedHotspot())
  const run = startProvisioning(createLinkOpener())
  const [lost, back]: [number[], number[]] = [[], []]
  try {
    let { sessionId } = await run.open(device.path)
    await run.identify(sessionId)
    for (let round = 0; round < RUNS; round++) {
      const gone = untilLost(run)
      const pulled = performance.now()
      await device.pullCable()
      lost.push((await gone) - pulled)
      await run.close(sessionId)
      await device.plugIn(createSimulatedHotspot())
      const pluggedIn = performance.now()
      ;({ sessionId } = await run.open(device.path))
      await run.identify(sessionId)
      back.push(performance.now() - pluggedIn)
    }
  } finally {
    await run.service.closeAll()
    await device.stop()
  }
  const { watchMs } = serialPortTiming
  return [
    benchRow('from the pulled cable to "lost", against the watch interval', '<=2', median(lost), watchMs, median(lost) / watchMs),
    benchRow('from plugged in again to identified, against it', '<=2', median(back), watchMs, median(back) / watchMs),
  ]
}

/** @returns when it was told, on the clock of `performance`. */
function untilLost(run: ProvisioningRun): Promise<number> {
  return new Promise((resolve) => {
    run.onState((state) => {
      if (state.phase === 'lost') resolve(performance.now())
    })
  })
}
