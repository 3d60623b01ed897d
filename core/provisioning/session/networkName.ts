/** Which Wi-Fi network is meant: its name as it is shown, and its bytes where those are not the UTF-8 of what is shown. */
import type { WifiNetwork } from './sessionState'

export type NetworkName = Pick<WifiNetwork, 'ssid' | 'ssidHex'>

/** Two networks can look the same on screen and still be different ones. */
export function isSameNetwork(one: NetworkName, other: NetworkName): boolean {
  return one.ssid === other.ssid && one.ssidHex === other.ssidHex
}

/** The name alone, without what else was heard. */
export function networkNameOf({ ssid, ssidHex }: NetworkName): NetworkName {
  return ssidHex === undefined ? { ssid } : { ssid, ssidHex }
}
