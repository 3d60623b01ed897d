/** The Content Security Policy in a real browser. A breach fails every flow (consoleTest): the views live within it. */
import { expect, test } from './consoleTest'

test('what the policy forbids does not happen: inline script, eval, WebAssembly in the page, a foreign picture or connection', async ({
  app,
}) => {
  const { page } = app
  const happened = await page.evaluate(async () => {
    const script = document.createElement('script')
    script.textContent = 'window.inlineRan = true'
    document.head.append(script)
    // Not before the next turn: what the test itself runs is exempt from the policy.
    const evaluated = await new Promise((resolve) => {
      setTimeout(() => {
        try {
          resolve(new Function('return true')())
        } catch {
          resolve(false)
        }
      })
    })
    const compiled = await WebAssembly.compile(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0])).then(
      () => true,
      () => false,
    )
    const picture = await new Promise((resolve) => {
      const image = new Image()
      image.onload = () => resolve(true)
      image.onerror = () => resolve(false)
      image.src = 'http://192.0.2.1/picture.png'
    })
    const connected = await fetch('http://192.0.2.1/').then(
      () => true,
      () => false,
    )
    return { inline: 'inlineRan' in window, evaluated, compiled, picture, connected }
  })
  expect(happened).toEqual({ inline: false, evaluated: false, compiled: false, picture: false, connected: false })
  const breaches = () => app.errors.flatMap((error) => /^Breach of the policy: (\S+)/.exec(error)?.[1] ?? []).sort()
  await expect.poll(breaches).toEqual(['connect-src', 'img-src', 'script-src', 'script-src', 'script-src-elem'])
  app.errors.length = 0
})
