/** What the program is made of, and on which terms. */
import { expect, test } from './consoleTest'

test('the licences of all packages are listed, found and read', async ({ app }) => {
  const { page } = app
  await app.goTo('Settings')
  await page.getByRole('tab', { name: 'About' }).click()
  const rows = page.getByRole('table', { name: 'Licences' }).getByRole('row')
  await expect(rows.nth(100)).toBeAttached()
  await page.getByRole('textbox', { name: 'Search licences' }).fill('OFL jetbrains')
  await expect(rows).toHaveCount(2)
  await rows.getByRole('button', { name: /^Text of @fontsource-variable\/jetbrains-mono/ }).click()
  await expect(page.getByRole('dialog').getByText('SIL OPEN FONT LICENSE')).toBeVisible()
  await page.getByRole('button', { name: 'Close' }).click()
  await page.getByRole('textbox', { name: 'Search licences' }).fill('no such thing')
  await expect(page.getByText('No package has these words.')).toBeVisible()
})
