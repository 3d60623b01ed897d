/** Gathers the rows of a table of rewards by hotspot, and asks what they may be: sums of others, or payments made once more. */
import { duplicateKey, type WrittenKey } from './duplicateKey'
import type { RewardsLayout } from './rewardRows'
import { endsInSum } from './rewardSums'
import { type RewardsAnswers, rewardsQuestion } from './rewardsAnswers'
import type { RewardRow, RewardsReading } from './rewardsReading'

interface Joined extends WrittenKey {
  reward: RewardRow
  lineOfEvent: Map<string, number>
}

/** A row that may sum up others. */
interface PossibleTotal {
  line: number
  /** The word that says so, if any. */
  word: string | null
  written: string
  amountBaseUnits: bigint
  isLast: boolean
}

interface ReadRow {
  line: number
  /** The key as the row writes it. */
  written: string
  /** What tells this payment from others to the same hotspot. */
  event: string
  reward: RewardRow
  /** The amount as it was read, of a row that says no unit; else null. */
  amountText: string | null
}

export class RewardCollector {
  /** Amounts of the rows that say no unit. */
  readonly amountsWithoutUnit: string[] = []
  /** Of totals that a person had left out. */
  readonly leftOutLines = new Set<number>()
  private readonly firstOf = new Map<string, Joined>()
  private readonly amounts: bigint[] = []
  private readonly totalLines: number[] = []
  private readonly sameLines: number[] = []

  constructor(
    private readonly reading: RewardsReading,
    private readonly layout: RewardsLayout,
    private readonly answers: RewardsAnswers,
  ) {}

  /** Whether the row is to be passed over as a sum of others, or because nobody has said yet whether it is one. [RR1] [RR2] */
  isTotal({ line, word, written, amountBaseUnits, isLast }: PossibleTotal): boolean {
    const isSum = isLast && endsInSum([...this.amounts, amountBaseUnits])
    if (word === null && !isSum) return false
    this.totalLines.push(line)
    if (this.answers.totalRow === 'keep') return false
    if (this.answers.totalRow === 'leave-out') {
      this.reading.leftOutRows += 1
      this.leftOutLines.add(line)
      return true
    }
    const name = (word ?? written).slice(0, 40)
    this.reading.problems.push({
      line,
      field: word === null ? this.layout.amount : this.layout.hotspot,
      message:
        word === null
          ? `"${name}" got exactly what all rows before it got, so it seems to sum them up: say whether it is a total or a hotspot.`
          : `"${name}" sums up other rows, and would pay them twice: say whether it is a total or a hotspot.`,
    })
    return true
  }

  /** A payment to a hotspot: its first, another one, or one that nothing tells from one before. [RR7] [RR8] */
  add({ line, written, event, reward, amountText }: ReadRow): void {
    this.amounts.push(reward.amountBaseUnits)
    const first = this.firstOf.get(reward.hotspotKey)
    if (!first) {
      this.firstOf.set(reward.hotspotKey, { written, line, reward, lineOfEvent: new Map([[event, line]]) })
      this.reading.rewards.push(reward)
      this.noteAmount(amountText)
      return
    }
    const same = first.lineOfEvent.get(event)
    if (same !== undefined) {
      this.sameLines.push(line)
      if (this.answers.sameRows === 'first') {
        this.reading.leftOutRows += 1
        return
      }
      if (this.answers.sameRows === undefined) {
        this.reading.problems.push(duplicateKey(written, this.layout.hotspot, line, { written: first.written, line: same }))
        return
      }
    }
    first.lineOfEvent.set(event, line)
    first.reward.amountBaseUnits += reward.amountBaseUnits
    this.reading.joinedRows += 1
    this.noteAmount(amountText)
  }

  /** Asks what came up. */
  finish(): void {
    const { totalLines, sameLines, answers } = this
    if (totalLines.length > 0) {
      this.reading.questions.push(
        rewardsQuestion({
          kind: 'totalRow',
          lines: totalLines,
          message: 'A row seems to sum up others: as a hotspot of its own it would be paid once more.',
          choices: [
            { answer: 'leave-out', text: 'It is a total: leave it out' },
            { answer: 'keep', text: 'It is a hotspot: keep it' },
          ],
          answer: answers.totalRow,
        }),
      )
    }
    if (sameLines.length > 0) {
      this.reading.questions.push(
        rewardsQuestion({
          kind: 'sameRows',
          lines: sameLines,
          message: 'Hotspots have several rows that no time, transaction or type tells apart.',
          choices: [
            { answer: 'sum', text: 'They are several payments: add them up' },
            { answer: 'first', text: 'They came twice: take the first row of each' },
          ],
          answer: answers.sameRows,
        }),
      )
    }
  }

  private noteAmount(amountText: string | null): void {
    if (amountText !== null) this.amountsWithoutUnit.push(amountText)
  }
}
