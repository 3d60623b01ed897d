/** The one origin this program's window may show: `app://commonmast`. */
export const appScheme = 'app'
const appHost = 'commonmast'
export const appUrl = `${appScheme}://${appHost}/`

/** Compares the parsed parts, never a prefix: `app://commonmast.evil` and `app://commonmast@evil` begin alike. */
export function isAppUrl(address: string): boolean {
  if (!URL.canParse(address)) return false
  const url = new URL(address)
  return (
    url.protocol === `${appScheme}:` && url.hostname === appHost && url.port === '' && url.username === '' && url.password === ''
  )
}
