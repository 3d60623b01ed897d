import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readNetworkFacts } from './networkFacts'
import { readSystemFacts } from './systemFacts'

describe('what a system says of itself', () => {
  it('a board with all of it', () => {
    const output = [
      'uname Linux rak-1 6.1.21-v8+ aarch64',
      'uid 0',
      'PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"',
      'VERSION_ID="12"',
      'Serial\t\t: 10000000abcdef01',
      'model Raspberry Pi 4 Model B Rev 1.4',
      'serial-number 10000000abcdef01',
    ].join('\n')
    expect(readSystemFacts(output)).toEqual({
      kernel: 'Linux',
      hostname: 'rak-1',
      release: '6.1.21-v8+',
      machine: 'aarch64',
      isRoot: true,
      osName: 'Debian GNU/Linux 12 (bookworm)',
      osVersion: '12',
      model: 'Raspberry Pi 4 Model B Rev 1.4',
      serialNumber: '10000000abcdef01',
    })
  })

  it.each([
    ['uid 1000', { isRoot: false }],
    ['uid ', { isRoot: false }],
    ["PRETTY_NAME='OpenWrt 23.05'", { osName: 'OpenWrt 23.05' }],
    ['PRETTY_NAME=Alpine', { osName: 'Alpine' }],
    ['product_name VirtualBox', { model: 'VirtualBox' }],
    ['product_serial To be filled by O.E.M.', { serialNumber: null }],
    ['serial-number 0000000000000000', { serialNumber: null }],
    ['product_serial None\nSerial : 0001', { serialNumber: '0001' }],
    ['model ', { model: null }],
  ])('%s', (line, facts) => {
    expect(readSystemFacts(`uname Linux gw 6.1 arm\n${line}\n`)).toMatchObject(facts)
  })

  it('is null without a kernel that has a name', () => {
    for (const output of ['', 'uname \nuid 0', 'Darwin gw 1 arm', 'uname Linux gw']) expect(readSystemFacts(output)).toBeNull()
  })
})

describe('how a system is connected', () => {
  const route = (name: string, flags = '0003') => `${name}\t00000000\t0101A8C0\t${flags}\t0\t0\t100\t00000000\t0\t0\t0`
  const nets = (...lines: string[]) => readNetworkFacts(lines.join('\n'))
  const off = { online: false, wifi: false, ethernet: false, thread: false, modem: false }

  it.each([
    ['a cable', ['net eth0 a=00:11:22:33:44:55 c=1 device', route('eth0')], { ...off, online: true, ethernet: true }],
    ['a cable that is out', ['net eth0 a=00:11:22:33:44:55 c=0 device', route('eth0')], off],
    ['a cable without a way out', ['net eth0 a=00:11:22:33:44:55 c=1 device'], { ...off, ethernet: true }],
    ['a way out that is down', ['net eth0 a= c=1 device', route('eth0', '0002')], { ...off, ethernet: true }],
    [
      'Wi-Fi',
      ['net wlan0 a=00:11:22:33:44:56 c=1 device phy80211 wireless', route('wlan0')],
      { ...off, online: true, wifi: true },
    ],
    ['a modem', ['net ppp0 a= c=1', route('ppp0')], { ...off, online: true, modem: true }],
    ['a mesh', ['net wpan0 a=00:11:22:33:44:55:66:77 c=1 device'], { ...off, thread: true }],
    ['a tunnel', ['net tun0 a= c=1', route('tun0')], { ...off, online: true }],
    [
      'IPv6 only',
      [
        'net eth0 a=00:11:22:33:44:55 c=1 device',
        `${'0'.repeat(32)} 00 ${'0'.repeat(32)} 00 fe800000000000000000000000000001 00000400 00000001 00000000 00000003     eth0`,
      ],
      { ...off, online: true, ethernet: true },
    ],
    [
      'IPv6 that leads nowhere',
      [
        'net eth0 a=00:11:22:33:44:55 c=1 device',
        `${'0'.repeat(32)} 00 ${'0'.repeat(32)} 00 ${'0'.repeat(32)} ffffffff 00000001 00000000 00200200 eth0`,
      ],
      { ...off, ethernet: true },
    ],
    ['only itself', ['net lo a=00:00:00:00:00:00 c=1', route('lo')], off],
  ])('%s', (_what, lines, state) => {
    expect(nets(...lines).state).toEqual(state)
  })

  it('has the addresses of its hardware, each once', () => {
    const lines = [
      'net eth0 a=00:11:22:33:44:55 c=1 device',
      'net wlan0 a=00:11:22:33:44:55 c= device wireless',
      'net br0 a=02:00:00:00:00:01 c=1',
    ]
    expect(nets(...lines).macs).toEqual(['00:11:22:33:44:55'])
    expect(nets('net eth0 a=02:42:AC:11:00:02 c=1', 'net lo a=00:00:00:00:00:00 c=1').macs).toEqual(['02:42:ac:11:00:02'])
    expect(nets('net eth0 a=00:00:00:00:00:00 c=1 device', 'net x a=zz c=').macs).toEqual([])
  })

  it('is read from anything without a fault', () => {
    const parts = fc.constantFrom(
      'net ',
      'eth0',
      ' a=',
      ' c=1',
      '\n',
      '\t',
      '00000000',
      'device',
      ' ',
      '0'.repeat(32),
      ' 00 ',
      '0003',
    )
    fc.assert(
      fc.property(fc.array(fc.oneof(parts, fc.string()), { maxLength: 30 }), (said) => {
        const { macs, state } = nets(said.join(''))
        expect(Object.values(state).every((each) => typeof each === 'boolean') && Array.isArray(macs)).toBe(true)
        readSystemFacts(said.join(''))
      }),
    )
  })
})
