/** What networks paid, as they export it. */
import { readWeatherxmRewards, weatherxmRewardsCsv } from '../networks/weatherxmRewardsCsv'
import { hasColumns } from './fileContent'
import { type ImportFormat, importFormat } from './importFormat'

export const rewardsFormats: readonly ImportFormat[] = [
  importFormat({
    name: weatherxmRewardsCsv.format,
    use: 'rewards',
    open: (content) => {
      if (content.carrier !== 'table') return null
      if (!hasColumns(content.head, weatherxmRewardsCsv.required, weatherxmRewardsCsv.distinctive)) return null
      return { kind: 'rewards-table', table: content.whole() }
    },
    inspect: async ({ table }, input) => ({ problems: (await readWeatherxmRewards(table, input)).problems }),
  }),
]
