const NAMES: Record<string, string> = {
  helium: 'Helium',
  ttn: 'The Things Network',
  weatherxm: 'WeatherXM',
  'demo-mesh': 'Demo mesh',
}

/** A network as people call it: "The Things Network" for `ttn`; one that a table of one's own brought stays as it is written there. */
export function networkName(network: string): string {
  return Object.hasOwn(NAMES, network) ? (NAMES[network] ?? network) : network
}
