/** Files as people of a small cooperative import them, written into the folder of a laptop. */
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'

export interface PlacedHotspot {
  key: string
  lat: number
  lng: number
}

const ADDRESSES = ['0x2FDD074a9A146C205934F030E9f5A6cB471F88A7', '0x77135961f98DAE3c7a200bE3cd3F3BC15E087d3C'] as const

export function fleetFile(folder: string, name: string, hotspots: readonly PlacedHotspot[]): Promise<string> {
  return csvFile(folder, name, ['key,lat,lng', ...hotspots.map(({ key, lat, lng }) => `${key},${lat},${lng}`)])
}

/** Ada gets so much of what a hotspot earns, and Bo the rest. @param hotspot its key, or `*` for all of them */
export function agreementsFile(folder: string, name: string, hotspot: string, adaPercent: number): Promise<string> {
  const [ada, bo] = ADDRESSES
  const rows = [`${hotspot},ada,${adaPercent},${ada}`, `${hotspot},bo,${100 - adaPercent},${bo}`]
  return csvFile(folder, name, ['hotspot,member,percent,address', ...rows])
}

/** What each station earned, as WeatherXM lists it; the name of the file names the period. */
export function rewardsFile(folder: string, name: string, amounts: Readonly<Record<string, number>>): Promise<string> {
  const rows = Object.entries(amounts).map(([station, amount]) => `${station},Station,2022-02-25,17116,${amount},3.883449,`)
  const head =
    'Station ID,Station Name,First data packet,Rewardable Hours,Allocated Rewards,Max Daily Claim, Transferred Hours From'
  return csvFile(folder, name, [head, ...rows])
}

async function csvFile(folder: string, name: string, lines: readonly string[]): Promise<string> {
  const path = join(folder, `${name}.csv`)
  await writeFile(path, `${lines.join('\n')}\n`)
  return path
}
