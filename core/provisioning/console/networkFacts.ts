/** How a Linux is connected, from the output of `networkCommand`. All of it is the device's own word. */
import type { NetworkState } from '../session/sessionState'

export interface NetworkFacts {
  /** Of its hardware, lower case with colons, each once. */
  macs: string[]
  state: NetworkState
}

interface Interface {
  name: string
  mac: string | null
  hasCarrier: boolean
  /** A device of the hardware, no bridge or tunnel. */
  isDevice: boolean
  isWifi: boolean
}

/** Flags of a route in /proc/net/route and /proc/net/ipv6_route. */
const ROUTE_UP = 0x1
const ROUTE_REJECT = 0x200

export function readNetworkFacts(output: string): NetworkFacts {
  const lines = output.split('\n')
  const interfaces = lines.flatMap((line) => readInterface(line) ?? []).filter(({ name }) => name !== 'lo')
  const hardware = interfaces.filter(({ isDevice }) => isDevice)
  const ways = new Set(lines.flatMap((line) => defaultRouteOver(line) ?? []))
  const up = interfaces.filter(({ hasCarrier }) => hasCarrier)
  const upAs = (kind: string) => up.some((each) => kindOf(each) === kind)
  // Inside a container no interface has a device; then all that have an address count.
  const macs = (hardware.length > 0 ? hardware : interfaces).flatMap(({ mac }) => mac ?? [])
  return {
    macs: [...new Set(macs)],
    state: {
      online: up.some(({ name }) => ways.has(name)),
      wifi: upAs('wifi'),
      ethernet: upAs('ethernet'),
      thread: upAs('thread'),
      modem: upAs('modem'),
    },
  }
}

function readInterface(line: string): Interface | null {
  const [, name, address, carrier, parts] = /^net (\S{1,32}) a=(\S*) c=(\S*)(.*)$/.exec(line) ?? []
  if (name === undefined) return null
  return {
    name,
    mac: readMac(address ?? ''),
    hasCarrier: carrier === '1',
    isDevice: /\bdevice\b/.test(parts ?? ''),
    isWifi: /\b(?:wireless|phy80211)\b/.test(parts ?? ''),
  }
}

function readMac(text: string): string | null {
  const mac = text.toLowerCase()
  return /^(?:[0-9a-f]{2}:){5}[0-9a-f]{2}$/.test(mac) && !/^(?:00:){5}00$/.test(mac) ? mac : null
}

function kindOf({ name, isWifi, isDevice }: Interface): string | null {
  if (isWifi) return 'wifi'
  if (/^(?:wpan|lowpan|thread|ot)/.test(name)) return 'thread'
  if (/^(?:ppp|wwan|rmnet|wwp)/.test(name)) return 'modem'
  return isDevice || /^(?:eth|en)/.test(name) ? 'ethernet' : null
}

/** @returns the interface of a default route that is up, else null. */
function defaultRouteOver(line: string): string | null {
  const words = line.trim().split(/\s+/)
  const [first = '', destination, , flags = '', , , , mask] = words
  if (destination === '00000000' && mask === '00000000') return Number.parseInt(flags, 16) & ROUTE_UP ? first : null
  if (!/^0{32}$/.test(first) || destination !== '00' || words.length < 10) return null
  const flags6 = Number.parseInt(words[8] ?? '', 16)
  return flags6 & ROUTE_UP && !(flags6 & ROUTE_REJECT) ? (words[9] ?? null) : null
}
