/** Wi-Fi signal as a technician reads it: 0 to 4 bars and a word. Limits in dBm of the device's own receiver. */
export interface SignalStrength {
  bars: 1 | 2 | 3 | 4
  word: 'strong' | 'good' | 'weak' | 'very weak'
}

export function signalStrength(rssiDbm: number): SignalStrength {
  if (rssiDbm >= -55) return { bars: 4, word: 'strong' }
  if (rssiDbm >= -67) return { bars: 3, word: 'good' }
  if (rssiDbm >= -78) return { bars: 2, word: 'weak' }
  return { bars: 1, word: 'very weak' }
}
