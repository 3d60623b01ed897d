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
/** More are no choice any more; the strongest are kept. */
const MAX_NETWORKS = 200
/** A scan may take so many times the wait for its next result; each is measured in slices. */
const MOST_WAITS = 6
const SLICES = 10

/** Lists them strongest first, each name once. A device that cannot scan says so, which is no failure. */
export function* scan(state: SessionState, timing: ImprovTiming): Step<ImprovMessage> {
  const strongest = new Map<string, WifiNetwork>()
  try {
    const first = yield* ask({
      command: improvCommand.scan,
      doing: 'looking for networks',
      waitMs: timing.scanMs,
      attempts: Math.min(2, timing.attempts),
      accept: scanResult,
    })
    for (const network of readNetworks(first)) keepStronger(strongest, network)
    if (first.strings.length > 0) yield* hearRest(strongest, timing)
  } catch (fault) {
    if (!(fault instanceof Problem) || fault.code !== 'improv.unknown-command') throw fault
    const problem = new Problem('improv.cannot-scan', 'This device cannot list networks: type the name of the network.')
    return { networks: [], abilities: state.abilities.filter((kind) => kind !== 'scan'), problem: problem.toData() }
  }
  return { networks: [...strongest.values()].sort((a, b) => b.rssiDbm - a.rssiDbm).slice(0, MAX_NETWORKS) }
}

/**
 * Takes further results until the empty list that ends a scan. A device that scans channel by channel may take longer than
 * one wait: each result begins it anew, counted in slices, so that the whole stays bounded. Whoever falls silent or goes
 * wrong before the end has told what it heard.
 */
function* hearRest(strongest: Map<string, WifiNetwork>, timing: ImprovTiming): Step<ImprovMessage, void> {
  let quietSlices = 0
  for (let slices = 0; slices < MOST_WAITS * SLICES && quietSlices < SLICES; slices += 1) {
    quietSlices += 1
    let event = yield { write: null, waitMs: timing.scanMs / SLICES }
    while (event.kind !== 'timeout') {
      const heard = scanResult(event)
      if (heard?.strings.length === 0) return
      if (event.kind === 'error' && event.code !== improvError.none && event.code !== improvError.unableToConnect) return
      for (const network of heard ? readNetworks(heard) : []) keepStronger(strongest, network)
      if (heard) quietSlices = 0
      event = yield keepWaiting
    }
  }
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

/** A result holds any number of networks, three strings each. */
function readNetworks({ strings, bytes }: Result): WifiNetwork[] {
  const networks: WifiNetwork[] = []
  for (let at = 0; at + 2 < strings.length; at += 3) {
    const [name = '', rssi = '', security = ''] = strings.slice(at, at + 3)
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
