import { ActionIcon, Button, Kbd, Text, Title } from '@mantine/core'
import { useFullscreenDocument, useNetwork } from '@mantine/hooks'
import {
  IconArrowLeft,
  IconBattery,
  IconBatteryCharging,
  IconCloudOff,
  IconContrast2,
  IconMaximize,
  IconMinimize,
  IconMoon,
  IconSun,
  IconUser,
  IconVolume,
  IconVolumeOff,
  IconWifi,
} from '@tabler/icons-react'
import { numberText } from '#core/words/numberText'
import { useWaitingCount } from '../../data/queries'
import { goTo } from '../../platform/hashRoute'
import { failWith } from './deviceSession'
import classes from './Field.module.css'
import { type FieldTheme, setPreference, usePreferences } from './fieldPreferences'
import { useBattery } from './useBattery'

interface FieldHeadProps {
  theme: FieldTheme
  onTheme: () => void
  asksTechnician: boolean
  onTechnician: () => void
}

const THEME_ICONS = { dark: IconMoon, light: IconSun, contrast: IconContrast2 }
const THEME_NAMES = { dark: 'dark', light: 'light', contrast: 'high contrast' }

/** The way out, and what one wants to know on a roof: power, what waits to be sent, who signs, light and sound. */
export function FieldHead({ theme, onTheme, asksTechnician, onTechnician }: FieldHeadProps) {
  const { muted, technician } = usePreferences()
  const { fullscreen, toggle } = useFullscreenDocument()
  const ThemeIcon = THEME_ICONS[theme]
  return (
    <div className={classes.head}>
      <Button
        size="xl"
        fz="md"
        variant="default"
        leftSection={<IconArrowLeft size={20} aria-hidden />}
        rightSection={<Kbd aria-hidden>Esc</Kbd>}
        onClick={() => goTo('/')}
      >
        Leave
      </Button>
      <Title order={1} id="screen-title">
        Field
      </Title>
      <div className={classes.state}>
        <BatteryState />
        <QueueState />
      </div>
      <Button
        size="xl"
        fz="md"
        variant="default"
        className={classes.technician}
        leftSection={<IconUser size={20} aria-hidden />}
        aria-expanded={asksTechnician}
        onClick={onTechnician}
      >
        {technician ? technician.name : 'Who are you?'}
      </Button>
      <ActionIcon variant="default" size={60} aria-label={`Theme: ${THEME_NAMES[theme]}`} onClick={onTheme}>
        <ThemeIcon size={24} />
      </ActionIcon>
      <ActionIcon
        variant="default"
        size={60}
        aria-pressed={muted}
        aria-label="Mute the sounds"
        onClick={() => setPreference({ muted: !muted })}
      >
        {muted ? <IconVolumeOff size={24} /> : <IconVolume size={24} />}
      </ActionIcon>
      {document.fullscreenEnabled && (
        <ActionIcon
          variant="default"
          size={60}
          aria-pressed={fullscreen}
          aria-label="Fill the whole screen"
          onClick={() => void toggle().catch(failWith)}
        >
          {fullscreen ? <IconMinimize size={24} /> : <IconMaximize size={24} />}
        </ActionIcon>
      )}
    </div>
  )
}

const LOW_PERCENT = 20

function BatteryState() {
  const battery = useBattery()
  if (!battery) return null
  const isLow = battery.percent <= LOW_PERCENT && !battery.charging
  const Icon = battery.charging ? IconBatteryCharging : IconBattery
  return (
    <span className={classes.stateItem} data-warns={isLow} role={isLow ? 'alert' : undefined}>
      <Icon size={20} aria-hidden />
      <Text span fz="sm" className="figures">
        {isLow ? `Battery low: ${battery.percent}%` : `Battery ${battery.percent}%`}
      </Text>
    </span>
  )
}

/** Offline is the normal state: nothing is lost by it, and this says how much is kept to be sent. */
function QueueState() {
  const waiting = useWaitingCount()
  const { online } = useNetwork()
  const Icon = online ? IconWifi : IconCloudOff
  return (
    <span className={classes.stateItem} role="status">
      <Icon size={20} aria-hidden />
      <Text span fz="sm" className="figures">
        {online ? 'Online' : 'Offline'} · {numberText(waiting ?? 0)} to send
      </Text>
    </span>
  )
}
