/** The treasury's forms as a person fills them. */
import type { ConsolePage } from './ConsolePage'

export interface TypedSafe {
  name: string
  address: string
  owners: { address: string; name: string; path: string }[]
  threshold: string
  /** From which members claim. */
  distributor?: { address: string; tokenAddress: string }
}

export const EXAMPLE_SAFE: TypedSafe = {
  name: 'Harbour Safe',
  address: '0x841b3ffB824fc319Ae5B20eD846a10204a3c3339',
  owners: [
    { address: '0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266', name: 'Ada', path: "44'/60'/0'/0/0" },
    { address: '0x8C8d35429F74ec245F8Ef2f4Fd1e551cFF97d650', name: 'Bo', path: "44'/60'/1'/0/0" },
  ],
  threshold: '2',
}

export class TreasuryPage {
  constructor(private readonly app: ConsolePage) {}

  /** From one of the templates. @param name of the chain */
  async addChain(name: string): Promise<void> {
    const { page } = this.app
    await page.getByRole('button', { name: 'Add a chain' }).click()
    const drawer = page.getByRole('dialog', { name: 'New chain' })
    const begin = drawer.getByLabel('Begin with')
    const option = begin.getByRole('option', { name: new RegExp(`^${name} \\(`) })
    await begin.selectOption((await option.getAttribute('value')) ?? '')
    await drawer.getByRole('button', { name: 'Save chain' }).click()
    await drawer.waitFor({ state: 'hidden' })
  }

  /** On the only chain. */
  async addToken(contract: string, symbol: string, decimals: string): Promise<void> {
    const { page } = this.app
    await page.getByRole('button', { name: 'Add a token' }).click()
    const drawer = page.getByRole('dialog', { name: 'New token' })
    await drawer.getByLabel('Contract').fill(contract)
    await drawer.getByLabel('Symbol').fill(symbol)
    await drawer.getByLabel('Decimals').fill(decimals)
    await drawer.getByRole('button', { name: 'Save token' }).click()
    await drawer.waitFor({ state: 'hidden' })
  }

  /** On the only chain. @param onFilled runs before it is saved */
  async addSafe({ name, address, owners, threshold, distributor }: TypedSafe, onFilled?: () => Promise<void>): Promise<void> {
    const { page } = this.app
    await page.getByRole('button', { name: 'Add a treasury' }).click()
    const drawer = page.getByRole('dialog', { name: 'New treasury' })
    await drawer.getByText('Safe', { exact: true }).click()
    await drawer.getByRole('textbox', { name: 'Name', exact: true }).fill(name)
    await drawer.getByRole('textbox', { name: 'Address', exact: true }).fill(address)
    for (const [at, owner] of owners.entries()) {
      if (at > 0) await drawer.getByRole('button', { name: 'Add an owner' }).click()
      await drawer.getByLabel(`Address of owner ${at + 1}`).fill(owner.address)
      await drawer.getByLabel(`Name of owner ${at + 1}`).fill(owner.name)
      await drawer.getByLabel(`Path on the Ledger of owner ${at + 1}`).fill(owner.path)
    }
    await drawer.getByLabel('Owners who must sign').fill(threshold)
    await drawer.getByRole('button', { name: 'Use the usual one' }).click()
    if (distributor) {
      await drawer.getByRole('button', { name: 'Add a distributor' }).click()
      await drawer.getByLabel('Address of distributor 1').fill(distributor.address)
      await drawer.getByLabel('Token of distributor 1').fill(distributor.tokenAddress)
    }
    await onFilled?.()
    await drawer.getByRole('button', { name: 'Save treasury' }).click()
    await drawer.waitFor({ state: 'hidden' })
  }
}
