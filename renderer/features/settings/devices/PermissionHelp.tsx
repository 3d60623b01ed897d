import { List, SegmentedControl, Stack, Text, Title } from '@mantine/core'
import { useState } from 'react'
import ledgerRule from '../../../../resources/udev/20-commonmast-ledger.rules?raw'
import serialRule from '../../../../resources/udev/20-commonmast-serial.rules?raw'
import { Code } from '../../../ui/Code'
import { useCall } from '../useCall'
import { RuleText } from './RuleText'

type System = 'linux' | 'darwin' | 'win32'

const SYSTEMS: { value: System; label: string }[] = [
  { value: 'linux', label: 'Linux' },
  { value: 'darwin', label: 'macOS' },
  { value: 'win32', label: 'Windows' },
]

/** What a system asks for before it lets us near a port; this computer's own first. */
export function PermissionHelp() {
  const platform = useCall('app.info', {}).value?.platform
  const [chosen, setChosen] = useState<System | null>(null)
  const shown = chosen ?? SYSTEMS.find(({ value }) => value === platform)?.value ?? 'linux'
  return (
    <section aria-labelledby="permission-title">
      <Title order={2} id="permission-title" mb="xs">
        When a port is missing or may not be opened
      </Title>
      <SegmentedControl
        aria-label="System"
        data={SYSTEMS.map(({ value, label }) => ({ value, label: value === platform ? `${label}, this computer` : label }))}
        value={shown}
        onChange={(value) => setChosen(value as System)}
        mb="sm"
      />
      {shown === 'linux' && <LinuxHelp />}
      {shown === 'darwin' && <MacHelp />}
      {shown === 'win32' && <WindowsHelp />}
    </section>
  )
}

const INSTALL = 'sudo udevadm control --reload-rules && sudo udevadm trigger'

function LinuxHelp() {
  return (
    <Stack gap="sm">
      <Text>
        Save this rule in /etc/udev/rules.d. It lets whoever sits at this computer use the usual USB serial chips, and keeps
        ModemManager from talking to them while they start.
      </Text>
      <RuleText fileName="20-commonmast-serial.rules" text={serialRule} />
      <Text>And this one for a Ledger.</Text>
      <RuleText fileName="20-commonmast-ledger.rules" text={ledgerRule} />
      <List spacing="xs">
        <List.Item>
          Make the rules known, then plug the device in again: <Code value={INSTALL} what="command" whole />
        </List.Item>
        <List.Item>
          For other chips, or without systemd, join the group that owns the ports, then log out and in again:{' '}
          <Code value="sudo usermod -aG dialout $USER" what="command" whole /> On Arch the group is uucp.
        </List.Item>
        <List.Item>
          A port that is busy for some seconds after plugging in is being probed. The rule stops ModemManager; for a braille
          display's service remove brltty if nobody here needs it.
        </List.Item>
      </List>
    </Stack>
  )
}

function MacHelp() {
  return (
    <List spacing="xs">
      <List.Item>
        No rule and no group is needed. Ports are named /dev/cu.…; take those and not /dev/tty.…, which wait for a call.
      </List.Item>
      <List.Item>
        Recent systems bring drivers for most bridge chips. If a device does not appear, install the driver of its chip from the
        chip's maker (Silicon Labs CP210x, WCH CH340, FTDI) and allow it in System Settings, Privacy and Security.
      </List.Item>
      <List.Item>On a laptop, answer the question whether the accessory may connect with Allow.</List.Item>
    </List>
  )
}

function WindowsHelp() {
  return (
    <List spacing="xs">
      <List.Item>Ports are named COM3, COM4 and so on; Device Manager lists them under Ports.</List.Item>
      <List.Item>
        A device with a yellow mark there lacks its driver: let Windows Update look for it, or install it from the chip's maker
        (Silicon Labs CP210x, WCH CH340, FTDI).
      </List.Item>
      <List.Item>“Access denied” means that another program has the port: close serial monitors and flashing tools.</List.Item>
    </List>
  )
}
