/** Looks at a view with axe: WCAG 2.1 A and AA and its best practices. */
import { AxeBuilder } from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'
import type { Look } from './everyView'

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice']
const COLOURS = ['color-contrast']

type Scheme = 'light' | 'dark'

/** All rules in light, contrast again in dark. A view begins in the scheme in which the one before it ended: to change it costs time. */
export function lookWithAxe(page: Page): Look {
  let first: Scheme = 'light'
  let second: Scheme = 'dark'
  return async (view) => {
    for (const scheme of [first, second]) {
      await page.emulateMedia({ colorScheme: scheme })
      expect.soft(await faultsOf(page, scheme === 'dark' ? COLOURS : undefined), `${view}, ${scheme}`).toEqual([])
    }
    ;[first, second] = [second, first]
  }
}

/** For a screen with themes of its own: once as it is, by all rules or by contrast alone. */
export function lookAsItIs(page: Page): Look {
  return async (view, part = 'everything') => {
    expect.soft(await faultsOf(page, part === 'colours' ? COLOURS : undefined), view).toEqual([])
  }
}

/** One line per fault: the rule, and where. @param rules all of the tags without it */
export async function faultsOf(page: Page, rules?: string[]): Promise<string[]> {
  await page.evaluate(settleTransitions)
  // Axe stays in a page until it is left; to bring it again takes as long as many a view.
  const isThere = await page.evaluate(() => 'axe' in window)
  // There are no frames, and only violations are read: both save a third of the time.
  const axe = new AxeBuilder(isThere ? { page, axeSource: 'void 0' } : { page })
    .setLegacyMode(true)
    .options({ resultTypes: ['violations'] })
  const { violations } = await (rules ? axe.withRules(rules) : axe.withTags(TAGS)).analyze()
  return violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.target.join(' ')} ${node.failureSummary ?? ''}`),
  )
}

/** A colour on its way to another is neither. Runs in the page. */
async function settleTransitions(): Promise<void> {
  await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))
  const ending = document
    .getAnimations()
    .filter((animation) => animation.effect?.getComputedTiming().endTime !== Number.POSITIVE_INFINITY)
  await Promise.allSettled(ending.map((animation) => animation.finished))
}
