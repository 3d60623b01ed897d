/**
 * One object of each shape that painting makes by the million is never let go. An engine forgets the shape of objects when
 * the last of them is gone, and with it the code that it compiled for them: as long as one stays, the next painting starts
 * at full speed.
 */

const kept: object[] = []

export function keepAlive(example: object): void {
  kept.push(example)
}
