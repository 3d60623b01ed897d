/** A stick that goes from hand to hand: each laptop sees it at a path of its own, and only while it is plugged in there. */
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export class Stick {
  #at: string

  private constructor(private readonly root: string) {
    this.#at = join(root, 'pocket')
  }

  static async make(): Promise<Stick> {
    const stick = new Stick(await mkdtemp(join(tmpdir(), 'commonmast-carried-')))
    await mkdir(stick.#at)
    return stick
  }

  /** Where it is now. */
  get path(): string {
    return this.#at
  }

  /** Takes it from where it is. @returns its path at the laptop of that name */
  async plugInto(laptop: string): Promise<string> {
    const path = join(this.root, laptop)
    if (path !== this.#at) await rename(this.#at, path)
    this.#at = path
    return path
  }

  remove(): Promise<void> {
    return rm(this.root, { recursive: true, force: true })
  }
}
