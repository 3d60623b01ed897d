/** Pictures of the screens: light and dark, at the two sizes that the screens are made for. */
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from '@playwright/test'

const SIZES = [
  { width: 1280, height: 800 },
  { width: 1920, height: 1080 },
]
const SCHEMES = ['light', 'dark'] as const
/** Maps draw on a processor here; this is how long they may take to come to rest after a change of size. */
const SETTLE_MS = 700

export class Gallery {
  readonly files: string[] = []

  private constructor(private readonly dir: string) {}

  static async create(dir: string): Promise<Gallery> {
    await mkdir(dir, { recursive: true })
    return new Gallery(dir)
  }

  /** Takes `name` in every scheme and size and leaves the page as it was. */
  async take(page: Page, name: string): Promise<void> {
    for (const size of SIZES) {
      await page.setViewportSize(size)
      for (const colorScheme of SCHEMES) {
        await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
        await page.waitForTimeout(SETTLE_MS)
        const file = `${String(Math.floor(this.files.length / 4) + 1).padStart(2, '0')}-${name}-${colorScheme}-${size.width}x${size.height}.png`
        await page.screenshot({ path: join(this.dir, file) })
        this.files.push(file)
      }
    }
    await page.setViewportSize(SIZES[0] ?? { width: 1280, height: 800 })
    await page.emulateMedia({ colorScheme: 'light' })
  }
}
