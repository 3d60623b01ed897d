/** What networks paid: as they export it, and as any table of hotspot and amount. */
import type { ImportPace } from '../files/importPace'
import type { Table } from '../files/parseTable'
import type { Token } from '../model/money'
import { Problem } from '../model/problem'
import { heliumExplorerRewardsCsv, readHeliumExplorerRewards } from '../networks/heliumExplorerRewardsCsv'
import type { RewardsAnswers } from '../networks/rewardsAnswers'
import type { RewardsReading } from '../networks/rewardsReading'
import { decimalsIn, isRewardsTable, networkIn, REWARDS_TABLE, readRewardsTable, tokenSymbolIn } from '../networks/rewardsTable'
import { readWeatherxmRewards, weatherxmRewardsCsv } from '../networks/weatherxmRewardsCsv'
import { type FileContent, hasColumns } from './fileContent'
import { type ImportFormat, importFormat, type SaidOfRewards } from './importFormat'

type ReadRewards = (table: Table, answers: RewardsAnswers, pace: ImportPace) => Promise<RewardsReading>

interface KnownExport {
  format: string
  required: readonly string[]
  distinctive: readonly string[]
}

export const rewardsFormats: readonly ImportFormat[] = [
  rewardsFormat(weatherxmRewardsCsv, readWeatherxmRewards),
  rewardsFormat(heliumExplorerRewardsCsv, readHeliumExplorerRewards),
]

/** Which decimals a table may have is said when it is imported or split; until then the most that any token has are allowed. */
const MOST_DECIMALS = 36

/** Any table of hotspot and amount: what it does not say of its token and network, a person does. */
export const rewardsTableFormat: ImportFormat = importFormat({
  name: REWARDS_TABLE,
  use: 'rewards',
  open: (content) => {
    if (content.carrier !== 'table' || !isRewardsTable(content.head)) return null
    const table = content.whole()
    const said = { symbol: tokenSymbolIn(table), decimals: decimalsIn(table), network: networkIn(table) }
    return { kind: 'rewards-table', table, said, read: (pace, answers = {}) => readWithToken(table, said, answers, pace) }
  },
  inspect: async ({ table }, input) => {
    const token: Token = { symbol: tokenSymbolIn(table) ?? 'any', decimals: decimalsIn(table) ?? MOST_DECIMALS }
    return { problems: (await readRewardsTable(table, token, {}, input)).problems }
  },
})

/** In the token that the person says, else in the one that the table says with decimals that are known. */
async function readWithToken(
  table: Table,
  { symbol, decimals }: SaidOfRewards,
  answers: RewardsAnswers,
  pace: ImportPace,
): Promise<RewardsReading> {
  const token = answers.token ?? (symbol === null || decimals === null ? null : { symbol, decimals })
  if (token) return readRewardsTable(table, token, answers, pace)
  throw new Problem('rewards.no-token', 'A table of hotspot and amount needs the symbol and the decimals of its token: say them.')
}

/** A network's own export says what it pays. */
async function readKnown(read: ReadRewards, table: Table, answers: RewardsAnswers, pace: ImportPace): Promise<RewardsReading> {
  const reading = await read(table, answers, pace)
  const { token } = reading
  if (!answers.token || (answers.token.symbol === token.symbol && answers.token.decimals === token.decimals)) return reading
  throw new Problem(
    'split.other-token',
    `The file pays ${token.symbol} with ${token.decimals} decimals, and not ${answers.token.symbol} with ${answers.token.decimals}: leave the token out.`,
  )
}

function rewardsFormat(known: KnownExport, read: ReadRewards): ImportFormat {
  return importFormat({
    name: known.format,
    use: 'rewards',
    open: (content: FileContent) => {
      if (content.carrier !== 'table' || !hasColumns(content.head, known.required, known.distinctive)) return null
      const table = content.whole()
      return { kind: 'rewards-table', table, said: null, read: (pace, answers = {}) => readKnown(read, table, answers, pace) }
    },
    inspect: async (opened, input) => ({ problems: (await opened.read(input)).problems }),
  })
}
