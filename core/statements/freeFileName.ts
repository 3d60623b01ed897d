/** A name for a file that no other of the same run has, also where capitals do not count. */
import { fileNamePart } from './exportFile'

/**
 * @param id told where two would have one name
 * @param taken in small letters; the name is added
 */
export function freeFileName(plain: string, id: string, taken: Set<string>): string {
  let name = plain
  if (taken.has(name.toLowerCase())) name = `${plain}-${fileNamePart(id)}`
  for (let count = 2; taken.has(name.toLowerCase()); count++) name = `${plain}-${count}`
  taken.add(name.toLowerCase())
  return name
}
