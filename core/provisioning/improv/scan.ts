/** The networks that a device itself can hear. SSIDs are bytes (IEEE 802.11): those that are no text can be joined all the same. */
import { bytesToHex } from '@noble/hashes/utils.js'
import { Problem } from '../../model/problem'
import { keepWaiting, type Step } from '../session/ProvisioningDriver'
import type { SessionState, WifiNetwork } from '../session/sessionState'
import { shownText } from '../session/shownText'
import { type ImprovMessage, improvError } from './message'
import { improvCommand, maxSsidBytes } from './rpc'
import { ask } from './step'
import { encodeText } from './text'
import type { ImprovTiming } from './timing'

type Result = Extract<ImprovMessage, { kind: 'result' }>

/** A strength that cannot be read sorts last, as the weakest that a radio reports. */
const UNREADABLE_RSSI_DBM = -127
const STRONGEST_RSSI_DBM = 20
/** Name, strength, security. */
const STRINGS_EACH = 3
/** More are no choice any more; the strongest are kept. */
const MAX_NETWORKS = 200
/** A scan may take so many times the wait for its next result; each is measured in slices. */
const MOST_WAITS = 4
const SLICES = 10

/** The first list after a start is often empty, because the radio is not ready: it is asked for again so many times. */
const MOST_LISTS = 3

/** What came of one list. */
interface Heard {
  damaged: number
  /** The empty result that ends a list came. */
  isWhole: boolean
}

/**
 * Lists them strongest first, each name once; an empty list is asked for again by itself before it is believed. A list of which
 * something is missing says so. A device that cannot scan says so too, which is no failure.
 */
export function* scan(state: SessionState, timing: ImprovTiming): Step<ImprovMessage> {
  const strongest = new Map<string, WifiNetwork>()
  let damaged = 0
  let isWhole = true
  for (let lists = 0; lists < MOST_LISTS && strongest.size === 0; lists += 1) {
    // Once at once; a radio that is not ready then gets a moment.
    if (lists > 1) yield* pause(timing.urlMs)
    try {
      const heard = yield* hearList(strongest, timing)
      damaged += heard.damaged
      isWhole = heard.isWhole
    } catch (fault) {
      // A device that listed nothing can list, whatever it says when it is asked again.
      if (!(fault instanceof Problem) || (lists === 0 && fault.code !== 'improv.unknown-command')) throw fault
      if (lists > 0) break
      const problem = new Problem('improv.cannot-scan', 'This device cannot list networks: type the name of the network.')
      return { networks: [], abilities: state.abilities.filter((kind) => kind !== 'scan'), problem: problem.toData() }
    }
  }
  const networks = [...strongest.values()].sort((a, b) => b.rssiDbm - a.rssiDbm).slice(0, MAX_NETWORKS)
  return damaged === 0 && isWhole ? { networks } : { networks, problem: incompleteProblem(damaged).toData() }
}

function incompleteProblem(damaged: number): Problem {
  const why = damaged === 0 ? 'the device stopped before its end' : `${damaged} of the device's answers arrived damaged`
  return new Problem(
    'improv.scan-incomplete',
    `The list of networks is incomplete, because ${why}: scan again, or type the name.`,
  )
}

/**
 * Asks for a list and takes its results until the empty one that ends it. A device that scans channel by channel may take longer
 * than one wait: each result begins it anew, counted in slices, so that the whole stays bounded. Whoever falls silent or goes
 * wrong before the end has told what it heard.
 */
function* hearList(strongest: Map<string, WifiNetwork>, timing: ImprovTiming): Step<ImprovMessage, Heard> {
  let damaged = 0
  const first = yield* ask({
    command: improvCommand.scan,
    doing: 'looking for networks',
    waitMs: timing.scanMs,
    attempts: Math.min(2, timing.attempts),
    isKnown: true,
    accept: (message) => {
      if (message.kind === 'damaged') damaged += 1
      return scanResult(message)
    },
  })
  for (const network of readNetworks(first)) keepStronger(strongest, network)
  if (first.strings.length % STRINGS_EACH !== 0) damaged += 1
  let isWhole = first.strings.length === 0
  let quietSlices = 0
  for (let slices = 0; !isWhole && slices < MOST_WAITS * SLICES && quietSlices < SLICES; slices += 1) {
    quietSlices += 1
    let event = yield { write: null, waitMs: timing.scanMs / SLICES }
    while (event.kind !== 'timeout' && !isWhole) {
      if (event.kind === 'error' && event.code !== improvError.none && event.code !== improvError.unableToConnect) {
        return { damaged, isWhole: false }
      }
      const heard = scanResult(event)
      if (event.kind === 'damaged' || (heard && heard.strings.length % STRINGS_EACH !== 0)) damaged += 1
      for (const network of heard ? readNetworks(heard) : []) keepStronger(strongest, network)
      if (heard) quietSlices = 0
      isWhole = heard?.strings.length === 0
      if (!isWhole) event = yield keepWaiting
    }
  }
  return { damaged, isWhole }
}

function* pause(waitMs: number): Step<ImprovMessage, void> {
  let event = yield { write: null, waitMs }
  while (event.kind !== 'timeout') event = yield keepWaiting
}

function scanResult(message: ImprovMessage): Result | null {
  return message.kind === 'result' && message.command === improvCommand.scan ? message : null
}

function keepStronger(strongest: Map<string, WifiNetwork>, network: WifiNetwork): void {
  const key = network.ssidHex ?? bytesToHex(encodeText(network.ssid))
  const known = strongest.get(key)
  if (!known || known.rssiDbm < network.rssiDbm) strongest.set(key, network)
  if (strongest.size < 2 * MAX_NETWORKS) return
  const weakest = [...strongest].sort(([, a], [, b]) => b.rssiDbm - a.rssiDbm).slice(MAX_NETWORKS)
  for (const [each] of weakest) strongest.delete(each)
}

/** A result holds any number of networks. */
function readNetworks({ strings, bytes }: Result): WifiNetwork[] {
  const networks: WifiNetwork[] = []
  for (let at = 0; at + STRINGS_EACH <= strings.length; at += STRINGS_EACH) {
    const [name = '', rssi = '', security = ''] = strings.slice(at, at + STRINGS_EACH)
    const nameBytes = bytes?.[at] ?? encodeText(name)
    // A hidden network has no name to choose; a longer one no radio can join.
    if (nameBytes.length === 0 || nameBytes.length > maxSsidBytes) continue
    const ssid = shownText(name)
    const ssidHex = bytesToHex(nameBytes)
    const exact = ssidHex === bytesToHex(encodeText(ssid)) ? {} : { ssidHex }
    networks.push({ ssid, rssiDbm: readRssi(rssi), secured: security !== 'NO', ...exact })
  }
  return networks
}

function readRssi(text: string): number {
  const rssiDbm = Number.parseInt(text, 10)
  return rssiDbm >= UNREADABLE_RSSI_DBM && rssiDbm <= STRONGEST_RSSI_DBM ? rssiDbm : UNREADABLE_RSSI_DBM
}
