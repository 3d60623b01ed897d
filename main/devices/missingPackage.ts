/** Which package of the system is missing, from what the loader of programs or libraries said. */

/** Debian's and Ubuntu's names, which most who run this on Linux have; others name them alike. */
const PACKAGES: ReadonlyArray<readonly [library: RegExp, name: string]> = [
  [/libusb-1\.0/, 'libusb-1.0-0'],
  [/libudev/, 'libudev1'],
  [/udevadm/, 'udev'],
]

/** @returns the package, or null when something else is wrong. */
export function missingPackage(thrown: unknown): string | null {
  const said = thrown instanceof Error ? thrown.message : String(thrown)
  if (!/cannot open shared object file|no such file|ENOENT|not found/i.test(said)) return null
  return PACKAGES.find(([library]) => library.test(said))?.[1] ?? null
}
