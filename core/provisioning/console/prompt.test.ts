import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { PromptWatch, recognisePrompt } from './prompt'

describe('a prompt', () => {
  it.each([
    'root@gw:~# ',
    'pi@raspberrypi:~ $ ',
    '[root@gw ~]# ',
    'bash-5.1$ ',
    '/ # ',
    '~ # ',
    'root@OpenWrt:/# ',
    '# ',
    '$ ',
    'admin@gw ~ % ',
    'user@host ~> ',
  ])('%s is a shell', (line) => {
    expect(recognisePrompt(line)).toEqual({ kind: 'shell' })
  })

  it.each([
    ['gw login: ', 'gw'],
    ['OpenWrt login:', 'OpenWrt'],
    ['login: ', null],
  ])('%s asks for a login', (line, hostname) => {
    expect(recognisePrompt(line)).toEqual({ kind: 'login', hostname })
  })

  it.each(['Password: ', 'Password:', 'password for pi: ', '(current) UNIX password: ', 'New password: '])(
    '%s asks for a password',
    (line) => {
      expect(recognisePrompt(line)).toEqual({ kind: 'password' })
    },
  )

  it.each(['=> ', 'U-Boot> ', 'grub> ', 'grub rescue> '])('%s is the boot loader', (line) => {
    expect(recognisePrompt(line)).toEqual({ kind: 'boot-loader' })
  })

  it.each([
    ['', 'nothing'],
    ['$', "a receiver's sentence that was cut"],
    ['$GPGGA,123519,4807.038,N', 'a longer one'],
    ['Last login: ', 'a message of the day'],
    ['#### ', 'a banner'],
    ['100% ', 'progress'],
    ['esp32> ', "another device's console"],
    ['>>> ', 'another language'],
    ['OK', 'an answer'],
    ['I (42) wifi: half a line ', 'a log'],
    [`${'x'.repeat(300)}# `, 'a long line'],
  ])('%s is none: %s', (line) => {
    expect(recognisePrompt(line)).toBeNull()
  })

  it('is found whatever came before and however it was cut', () => {
    const before = 'Welcome\nLast login: Sat\n'
    fc.assert(
      fc.property(fc.constantFrom('gw login: ', 'Password: ', 'root@gw:~# ', '=> '), fc.array(fc.nat(60)), (prompt, cuts) => {
        const said = before + prompt
        const watch = new PromptWatch()
        let at = 0
        for (const end of [...cuts.sort((a, b) => a - b), said.length]) {
          watch.take({ kind: 'text', text: said.slice(at, end) })
          at = Math.max(at, end)
        }
        expect(watch.prompt).toEqual(recognisePrompt(prompt))
        expect(watch.saidWords).toBe(true)
      }),
    )
  })

  it('costs one line of memory', () => {
    const watch = new PromptWatch()
    for (let piece = 0; piece < 1_000; piece += 1) watch.take({ kind: 'text', text: 'x'.repeat(1_000) })
    expect(watch.line.length).toBeLessThan(1_000)
    expect(watch.kernelTalks).toBe(false)
  })
})
