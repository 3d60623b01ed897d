/** The screen as someone without a mouse meets it. */
import type { Locator } from '@playwright/test'

/** Presses Tab until `target` has the focus, as a person would. */
export async function tabTo(target: Locator): Promise<void> {
  const page = target.page()
  await target.waitFor()
  for (let presses = 0; presses < 40; presses++) {
    if (await target.evaluate((element) => element === document.activeElement)) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`Tab never reached ${target}`)
}
