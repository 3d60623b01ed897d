/** The licences of what the program brings with it, as its build wrote them beside the page; see scripts/thirdPartyNotices. */
import { z } from 'zod'
import { Problem } from '#core/model/problem'

const licencesSchema = z.object({
  packages: z.array(
    z.object({
      name: z.string(),
      version: z.string(),
      licence: z.string(),
      author: z.string().nullable(),
      text: z.number().int().nullable(),
    }),
  ),
  texts: z.array(z.string()),
})
export type Licences = z.infer<typeof licencesSchema>
export type LicensedPackage = Licences['packages'][number]

/** @throws Problem `licences.missing` when the file is not there, as in a program that was not built whole. */
export async function readLicences(): Promise<Licences> {
  try {
    const response = await fetch('./licences.json')
    if (!response.ok) throw new Error(`HTTP ${response.status}`)
    return licencesSchema.parse(await response.json())
  } catch (cause) {
    throw new Problem('licences.missing', 'The list of licences is not here: build the program anew.', { cause })
  }
}

/** Those whose name, licence or author has every word that is looked for. */
export function findPackages(packages: readonly LicensedPackage[], wanted: string): readonly LicensedPackage[] {
  const words = wanted.toLowerCase().split(/\s+/).filter(Boolean)
  return packages.filter(({ name, licence, author }) => {
    const said = `${name} ${licence} ${author ?? ''}`.toLowerCase()
    return words.every((word) => said.includes(word))
  })
}
