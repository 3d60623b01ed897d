import { DEFAULT_THEME, mergeMantineTheme } from '@mantine/core'
import { expect, test } from 'vitest'
import { readableColors, theme } from './theme'

const merged = mergeMantineTheme(DEFAULT_THEME, theme)
const { light, dark } = readableColors(merged)
const [page, card, track] = [merged.colors.dark[7], merged.colors.dark[6], merged.colors.dark[4]]

/** The contrast of two hex colours by WCAG 2. */
function contrast(one: string | undefined, other: string | undefined): number {
  const [a, b] = [luminance(one ?? ''), luminance(other ?? '')]
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05)
}

function luminance(hex: string): number {
  const [red = Number.NaN, green = Number.NaN, blue = Number.NaN] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(hex.slice(at, at + 2), 16) / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

test('black on white is 21 to 1', () => {
  expect(contrast('#000000', '#ffffff')).toBeCloseTo(21)
})

test('rings, lines and bars stand out at 3 to 1', () => {
  expect(contrast(light['--accent-line'], '#ffffff')).toBeGreaterThan(3)
  for (const ground of [page, card, track]) expect(contrast(dark['--accent-line'], ground)).toBeGreaterThan(3)
})

test('placeholders, errors and grey notes are read at 4.5 to 1', () => {
  expect(contrast(light['--mantine-color-placeholder'], '#ffffff')).toBeGreaterThan(4.5)
  for (const name of ['--mantine-color-placeholder', '--mantine-color-error', '--mantine-color-gray-light-color'] as const) {
    for (const ground of [page, card]) expect(contrast(dark[name], ground)).toBeGreaterThan(4.5)
  }
  expect(contrast(dark['--mantine-color-gray-light-color'], dark['--mantine-color-gray-light-hover'])).toBeGreaterThan(4.5)
  expect(contrast(dark['--mantine-color-teal-light-color'], card)).toBeGreaterThan(4.5)
})

test('what is dangerous is red in dark as well, and read at 4.5 to 1', () => {
  const red = dark['--mantine-color-red-light-color'] ?? ''
  for (const ground of [page, card]) expect(contrast(red, ground)).toBeGreaterThan(4.5)
  const [share = 0, ...others] = [1, 3, 5].map((at) => Number.parseInt(red.slice(at, at + 2), 16))
  for (const other of others) expect(share - other).toBeGreaterThan(64)
})
