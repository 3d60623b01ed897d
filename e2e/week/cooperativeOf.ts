/** A cooperative of laptops: the first founds it, the others are admitted by it. */
import type { Laptop } from './Laptop'

/** The first laptop founds it and fills a folder with what is recorded there. */
export async function foundBy(founder: Pick<Laptop, 'sync'>, name: string, folder: string): Promise<void> {
  await founder.sync.found(name)
  const row = await founder.sync.addFolder(folder)
  await row.getByText(/\d+ batch(es)? sent/).waitFor()
}

/** It asks, the admin admits it, and the welcome comes back; each document goes by hand. @param roles as the screen calls them */
export async function admit(
  admin: Pick<Laptop, 'sync'>,
  joining: Pick<Laptop, 'name' | 'sync'>,
  roles: readonly string[],
  folder: string,
): Promise<void> {
  const request = await joining.sync.askToJoin(joining.name)
  const welcome = await admin.sync.admit(request, roles)
  await joining.sync.openWelcome(welcome)
  await admin.sync.syncNow(folder)
  await joining.sync.addFolder(folder)
}
