import { describe, expect, it } from 'vitest'
import { appWindowFlags } from './appWindow'
import { readBrowserFlags } from './browserFlags'
import { findBrowser } from './findBrowser'

describe('finding a browser', () => {
  it('looks where each platform keeps its programs and takes the first that runs', () => {
    const only = (path: string) => (candidate: string) => candidate === path
    expect(findBrowser('linux', { PATH: '/usr/local/bin:/usr/bin' }, '/home/ana', only('/usr/bin/google-chrome'))?.name).toBe(
      'Chrome',
    )
    const mac = '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge'
    expect(findBrowser('darwin', {}, '/Users/ana', only(mac))?.name).toBe('Edge')
    const windows = 'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe'
    expect(findBrowser('win32', { PROGRAMFILES: 'C:\\Program Files' }, 'C:\\Users\\ana', only(windows))?.name).toBe('Chrome')
    expect(findBrowser('linux', { PATH: '/usr/bin' }, '/home/ana', () => false)).toBeNull()
  })

  it('prefers the program that was named', () => {
    expect(findBrowser('linux', { PATH: '/usr/bin', COMMONMAST_BROWSER: '/opt/x' }, '/home/ana', () => true)?.path).toBe('/opt/x')
  })

  it('gives up the sandbox for root only, who could not start it otherwise', () => {
    expect(appWindowFlags('http://127.0.0.1:1/', '/p', false)).not.toContain('--no-sandbox')
    expect(appWindowFlags('http://127.0.0.1:1/', '/p', true)).toContain('--no-sandbox')
  })
})

describe('the flags of the browser shell', () => {
  it('reads them, with the fixed port as default', () => {
    expect(readBrowserFlags([])).toEqual({ data: undefined, port: 8740, serve: false, demo: false, newKey: false })
    expect(readBrowserFlags(['--data', 'd', '--port=0', '--shell=serve', '--demo', '--new-key'])).toEqual({
      data: 'd',
      port: 0,
      serve: true,
      demo: true,
      newKey: true,
    })
  })

  it('names the one that is wrong', () => {
    for (const args of [['--port', 'x'], ['--port', '70000'], ['--shell=electron'], ['--nonsense']]) {
      expect(() => readBrowserFlags(args)).toThrow(expect.objectContaining({ code: 'usage' }))
    }
  })
})
