/** What a person should know of a table whose rows are read all the same. */
import { hiddenIn } from '../model/plainName'
import { countText } from '../words/countText'
import type { FileProblem } from './fileProblem'
import { lineOfOffset } from './locateJson'

/** @param text of the whole table, with `\n` line endings */
export function tableWarnings(text: string): FileProblem[] {
  return [...cutWarning(text), ...hiddenWarning(text)]
}

/** A line without its end may lack the end of its last cell: of 12.50, 12.5 is left, and nobody can tell. */
function cutWarning(text: string): FileProblem[] {
  const before = text.lastIndexOf('\n')
  if (before < 0 || text.slice(before + 1).trim() === '') return []
  const line = lineOfOffset(text, text.length)
  const message = `Line ${line} is the last and does not end as the lines before it do: its last cell may be cut off, so compare it with where the file comes from.`
  return [{ line, field: null, message }]
}

export function hiddenWarning(text: string): FileProblem[] {
  const { count, firstAt } = hiddenIn(text)
  if (count === 0) return []
  const line = lineOfOffset(text, firstAt)
  const characters = countText(count, 'hidden character')
  const message = `${characters} that can make a name look like another, first on line ${line}, ${count === 1 ? 'was' : 'were'} taken out.`
  return [{ line, field: null, message }]
}
