import { Button, FileButton, Group, Text, ThemeIcon, Title } from '@mantine/core'
import { IconChartSankey, IconFileImport, IconMap2, IconPlugConnected, IconSchool } from '@tabler/icons-react'
import { useState } from 'react'
import type { Problem } from '#core/model/problem'
import { loadDemoCooperative } from '../../data/cooperative/demoCooperative'
import { openImportDrawer } from '../../platform/importDrawer'
import { runJob } from '../../platform/jobs'
import { asProblem, ProblemAlert } from '../../ui/ProblemAlert'
import { LostRecordsAlert } from './LostRecordsAlert'
import classes from './TodayScreen.module.css'

const JOBS = [
  {
    icon: IconMap2,
    title: 'Plan where hotspots go',
    text: 'See your coverage, choose an area and get the sites that add most, each with its reason. Every site can become a work order.',
  },
  {
    icon: IconPlugConnected,
    title: 'Put hotspots into service',
    text: 'Plug one in, anywhere: identify it, connect it, and keep a signed record of it. Nothing waits for the internet.',
  },
  {
    icon: IconChartSankey,
    title: 'Share what the network pays',
    text: 'Apply your agreements to the last unit, see why each member gets what they get, and sign the payout on a Ledger.',
  },
]

interface StartScreenProps {
  /** Whether payouts are signed, which is all that is left of records. */
  hasSignatures: boolean
  /** ISO time of the newest kept copy; null when there is none, undefined while not known. */
  newestBackupAt: string | null | undefined
}

/** While there are no records: what this does, and the two ways to begin; the way back first where there were some. */
export function StartScreen({ hasSignatures, newestBackupAt = null }: StartScreenProps) {
  const hadRecords = hasSignatures || newestBackupAt !== null
  const [isLoading, setIsLoading] = useState(false)
  const [problem, setProblem] = useState<Problem | null>(null)

  async function tryDemo(): Promise<void> {
    setIsLoading(true)
    setProblem(null)
    try {
      await runJob(
        'Making the demo cooperative',
        loadDemoCooperative,
        () => 'Made-up records; remove them at any time from the stripe above.',
      )
    } catch (thrown) {
      setProblem(asProblem(thrown))
      setIsLoading(false)
    }
  }

  return (
    <div className={classes.start}>
      {hadRecords && <LostRecordsAlert newestBackupAt={newestBackupAt} />}
      <div>
        <Title order={1} fz={28}>
          Own the network together
        </Title>
        <Text c="dimmed" fz="lg">
          Commonmast is the console of a cooperative that builds a wireless network. It works without internet, and everything
          stays on this computer.
        </Text>
      </div>
      <div className={classes.jobs}>
        {JOBS.map(({ icon: Icon, title, text }) => (
          <div key={title} className={classes.job}>
            <ThemeIcon variant="light" color="gray" size={40} mb="sm">
              <Icon size={22} stroke={1.6} />
            </ThemeIcon>
            <Title order={2}>{title}</Title>
            <Text fz="sm" c="dimmed" mt={4}>
              {text}
            </Text>
          </div>
        ))}
      </div>
      {problem && <ProblemAlert problem={problem} />}
      <Group>
        <FileButton onChange={(file) => file && openImportDrawer(file)} inputProps={{ 'aria-label': 'Fleet file' }}>
          {(props) => (
            <Button {...props} size="md" variant={hadRecords ? 'default' : 'filled'} leftSection={<IconFileImport size={18} />}>
              Import your fleet
            </Button>
          )}
        </FileButton>
        <Button size="md" variant="default" leftSection={<IconSchool size={18} />} loading={isLoading} onClick={tryDemo}>
          Try the demo cooperative
        </Button>
      </Group>
      <Text fz="sm" c="dimmed">
        A fleet is a CSV or GeoJSON file, from the Helium explorer, The Things Network or your own table. The demo is a made-up
        cooperative of about 400 hotspots; one click removes it again.
      </Text>
    </div>
  )
}
