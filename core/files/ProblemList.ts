/** Problems of a file that may have a million of them: the first are kept, all are counted. */
import { type FileProblem, toFileProblem } from './fileProblem'

const KEPT = 10_000

export class ProblemList {
  readonly problems: FileProblem[] = []
  count = 0

  add(problem: FileProblem): void {
    this.count++
    if (this.problems.length < KEPT) this.problems.push(problem)
  }

  /** Anything but a Problem is thrown on. */
  addThrown(thrown: unknown, line: number | null): void {
    this.add(toFileProblem(thrown, line))
  }
}
