/** What networks paid, as they export it. */
import type { ImportPace } from '../files/importPace'
import type { Table } from '../files/parseTable'
import { heliumExplorerRewardsCsv, readHeliumExplorerRewards } from '../networks/heliumExplorerRewardsCsv'
import type { RewardsReading } from '../networks/rewardsReading'
import { readWeatherxmRewards, weatherxmRewardsCsv } from '../networks/weatherxmRewardsCsv'
import { hasColumns } from './fileContent'
import { type ImportFormat, importFormat } from './importFormat'

export const rewardsFormats: readonly ImportFormat[] = [
  rewardsFormat(weatherxmRewardsCsv, readWeatherxmRewards),
  rewardsFormat(heliumExplorerRewardsCsv, async (table) => readHeliumExplorerRewards(table)),
]

function rewardsFormat(
  { format, required, distinctive }: { format: string; required: readonly string[]; distinctive: readonly string[] },
  read: (table: Table, pace: ImportPace) => Promise<RewardsReading>,
): ImportFormat {
  return importFormat({
    name: format,
    use: 'rewards',
    open: (content) => {
      if (content.carrier !== 'table' || !hasColumns(content.head, required, distinctive)) return null
      const table = content.whole()
      return { kind: 'rewards-table', table, read: (pace) => read(table, pace) }
    },
    inspect: async (opened, input) => ({ problems: (await opened.read(input)).problems }),
  })
}
