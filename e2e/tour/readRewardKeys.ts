import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { readRewards } from '#core/formats/readRewards'

/** The hotspot keys of a rewards file, in its order. @throws Problem when it is not a rewards file. */
export async function readRewardKeys(path: string): Promise<string[]> {
  const { rewards } = await readRewards({ fileName: basename(path), bytes: await readFile(path) })
  return rewards.map((reward) => reward.hotspotKey)
}
