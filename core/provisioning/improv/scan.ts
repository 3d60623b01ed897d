/** The networks that a device itself can hear. SSIDs are bytes (IEEE 802.11): those that are no text can be joined all the same. */
import { bytesToHex } from '@noble/hashes/utils.js'
import { Problem } from '../../model/problem'
import type { Step } from '../session/ProvisioningDriver'
import type { SessionState, WifiNetwork } from '../session/sessionState'
import { shownText } from '../session/shownText'
import type { ImprovMessage } from './message'
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

/** Lists them strongest first, each name once. A device that cannot scan says so, which is no failure. */
export function* scan(state: SessionState, timing: ImprovTiming): Step<ImprovMessage> {
  const strongest = new Map<string, WifiNetwork>()
  try {
    yield* ask({
      command: improvCommand.scan,
      doing: 'looking for networks',
      waitMs: timing.scanMs,
      attempts: Math.min(2, timing.attempts),
      accept: (message) => {
        if (message.kind !== 'result' || message.command !== improvCommand.scan) return null
        for (const network of readNetworks(message)) keepStronger(strongest, network)
        // An empty list ends the scan.
        return message.strings.length === 0 ? true : null
      },
    })
  } catch (fault) {
    if (!(fault instanceof Problem) || fault.code !== 'improv.unknown-command') throw fault
    const problem = new Problem('improv.cannot-scan', 'This device cannot list networks: type the name of the network.')
    return { networks: [], abilities: state.abilities.filter((kind) => kind !== 'scan'), problem: problem.toData() }
  }
  return { networks: [...strongest.values()].sort((a, b) => b.rssiDbm - a.rssiDbm).slice(0, MAX_NETWORKS) }
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
