/** The books that a period opens with: those that the split before closed with. SPEC.md, rules [AC2] and [AC7]. */
import { Books, type BooksText } from '../agreements/books'
import type { Token } from '../model/money'
import { Problem } from '../model/problem'
import { heldIn, periodOf, type SplitFile, sumsOf } from './splitFile'
import type { SplitFileV3 } from './splitFileV3'

export interface OpeningBooks {
  previous: SplitFileV3['previous']
  opening: BooksText | null
}

export const NO_OPENING: OpeningBooks = { previous: [], opening: null }

/**
 * @param splits the last one, or all of the versions that kept no books
 * @throws Problem `books.other-token`, `books.two-beginnings` or `books.twice`
 */
export function closingBooks(splits: readonly SplitFile[], token: Token): OpeningBooks {
  if (splits.length === 0) return NO_OPENING
  const other = splits.find((split) => split.token.symbol !== token.symbol || split.token.decimals !== token.decimals)
  if (other) {
    throw new Problem(
      'books.other-token',
      `"${periodOf(other).name}" is in ${other.token.symbol}, and the period in ${token.symbol}: each token has books of its own.`,
    )
  }
  const previous = splits.map((split) => ({
    periodId: periodOf(split).id,
    name: periodOf(split).name,
    contentSha256: split.contentSha256,
  }))
  if (new Set(previous.map(({ periodId }) => periodId)).size < previous.length) {
    throw new Problem('books.twice', 'One period is named twice among the splits before: name each once.')
  }
  const [only] = splits
  if (only?.format === 'commonmast-split-v3' && splits.length === 1) return { previous, opening: only.closing }
  const books = new Books()
  for (const split of splits) {
    if (split.format === 'commonmast-split-v3') {
      throw new Problem(
        'books.two-beginnings',
        `"${split.period.name}" has books already, which go on from all before it: name only the last split.`,
      )
    }
    const { total, paid } = sumsOf(split)
    books.periods += 1
    books.received += total
    books.paid += paid
    for (const [memberId, amount] of heldIn(split)) books.move('held', memberId, amount)
  }
  return { previous, opening: books.toText() }
}
