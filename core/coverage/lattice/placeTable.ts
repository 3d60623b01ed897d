/** Numbers places of the faces: a hash table of (face, i, j) by open addressing, without an object per entry. */

const FIRST_SIZE = 1024
/** Rows of a face reach less than half of this either way, at resolution 15 as well. */
const ROW_SPAN = 1 << 24

export class PlaceTable {
  /** Face and i in one number; -1 where the entry is free. Face 19 and its rows stay below 2³¹. */
  #rows = new Int32Array(FIRST_SIZE / 2)
  #columns = new Int32Array(FIRST_SIZE / 2)
  /** Entry + 1, or 0. */
  #table = new Int32Array(FIRST_SIZE)
  #entries = 0
  readonly #free: number[] = []

  /** Places in the table. */
  get size(): number {
    return this.#entries - this.#free.length
  }

  /** Entries ever made, free ones among them. */
  get entries(): number {
    return this.#entries
  }

  /** The place's entry, or -1. */
  find(face: number, i: number, j: number): number {
    return (this.#table[this.#position(rowOf(face, i), j)] as number) - 1
  }

  /** Makes an entry for a place that has none. */
  insert(face: number, i: number, j: number): number {
    if ((this.size + 1) * 2 > this.#table.length) this.#rebuild(this.#table.length * 2)
    const row = rowOf(face, i)
    const entry = this.#free.pop() ?? this.#entries++
    if (entry >= this.#rows.length) {
      this.#rows = grown(this.#rows)
      this.#columns = grown(this.#columns)
    }
    this.#rows[entry] = row
    this.#columns[entry] = j
    this.#table[this.#position(row, j)] = entry + 1
    return entry
  }

  /** Frees an entry for another place. */
  remove(entry: number): void {
    const mask = this.#table.length - 1
    let hole = this.#position(this.#rows[entry] as number, this.#columns[entry] as number)
    this.#rows[entry] = -1
    this.#free.push(entry)
    // What was put off to a later position by this entry moves up, so that no search ends early.
    for (let next = (hole + 1) & mask; this.#table[next] !== 0; next = (next + 1) & mask) {
      const other = (this.#table[next] as number) - 1
      const home = this.#hash(this.#rows[other] as number, this.#columns[other] as number)
      if (((next - home) & mask) < ((next - hole) & mask)) continue
      this.#table[hole] = other + 1
      hole = next
    }
    this.#table[hole] = 0
  }

  forEach(visit: (entry: number, face: number, i: number, j: number) => void): void {
    for (let entry = 0; entry < this.#entries; entry++) {
      const row = this.#rows[entry] as number
      if (row < 0) continue
      const face = Math.floor(row / ROW_SPAN)
      visit(entry, face, row - face * ROW_SPAN - ROW_SPAN / 2, this.#columns[entry] as number)
    }
  }

  #rebuild(size: number): void {
    this.#table = new Int32Array(size)
    for (let entry = 0; entry < this.#entries; entry++) {
      const row = this.#rows[entry] as number
      if (row >= 0) this.#table[this.#position(row, this.#columns[entry] as number)] = entry + 1
    }
  }

  /** Where the table has the place, or would have it. */
  #position(row: number, column: number): number {
    const table = this.#table
    const mask = table.length - 1
    let position = this.#hash(row, column)
    for (;;) {
      const entry = table[position] as number
      if (entry === 0 || (this.#rows[entry - 1] === row && this.#columns[entry - 1] === column)) return position
      position = (position + 1) & mask
    }
  }

  #hash(row: number, column: number): number {
    const mixed = Math.imul(row, 0x9e3779b1) ^ Math.imul(column, 0x85ebca6b)
    return (mixed ^ (mixed >>> 15)) & (this.#table.length - 1)
  }
}

function rowOf(face: number, i: number): number {
  return face * ROW_SPAN + i + ROW_SPAN / 2
}

function grown(column: Int32Array): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(column.length * 2)
  larger.set(column)
  return larger
}
