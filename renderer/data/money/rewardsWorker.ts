/** The worker that traces the rewards of splits back to their hotspots while the map shows them. */
import type { RewardsOf } from '#core/rewards/explain/hotspotRewards'
import type { SplitFile } from '#core/rewards/splitFile'
import { connectWorker } from '../../platform/connectWorker'
import { splitRewardsContract } from '../../workers/splitRewardsContract'

export interface RewardsWorker {
  /** Of each split, by hotspot key. @throws Problem `worker.*` */
  read(of: RewardsOf): Promise<Map<string, bigint>[]>
  /** What was not answered fails. */
  close(): void
}

export function startRewardsWorker(splits: SplitFile[]): RewardsWorker {
  const worker = new Worker(new URL('../../workers/splitRewards.worker.ts', import.meta.url), { type: 'module' })
  const client = connectWorker('split rewards', splitRewardsContract, worker)
  const isKept = client.call('setSplits', splits)
  // What keeps them from being kept is seen with each question.
  isKept.catch(() => undefined)
  return {
    async read(of) {
      await isKept
      return client.call('read', of)
    },
    close: () => client.close(),
  }
}
