/** The ten screens: where they are, what opens them. All but the first are loaded when first shown, so the window is ready sooner. */
import {
  IconBuildingBank,
  IconBuildingCommunity,
  IconCalendarCheck,
  IconChartSankey,
  IconListDetails,
  IconMap2,
  IconPlugConnected,
  IconRefresh,
  IconSettings,
  IconTargetArrow,
} from '@tabler/icons-react'
import { type ComponentType, lazy } from 'react'
import { TodayScreen } from '../features/today/TodayScreen'

export interface ScreenEntry {
  path: string
  label: string
  /** Pressed after `g`. */
  key: string
  icon: ComponentType<{ size?: number; stroke?: number }>
  component: ComponentType
  /** Shown without the frame; such a screen brings its own way back. */
  fullScreen?: boolean
}

const loads: (() => Promise<unknown>)[] = []

const named = <K extends string>(load: () => Promise<Record<K, ComponentType>>, name: K) => {
  loads.push(load)
  return lazy(async () => ({ default: (await load())[name] }))
}

/** Fetches the code of every screen, so that all of them still open when the console's process ends. */
export async function preloadScreens(): Promise<void> {
  for (const load of loads) await load()
}

export const SCREENS: ScreenEntry[] = [
  {
    path: '/',
    label: 'Today',
    key: 't',
    icon: IconCalendarCheck,
    component: TodayScreen,
  },
  {
    path: '/map',
    label: 'Map',
    key: 'm',
    icon: IconMap2,
    component: named(() => import('../features/map/MapScreen'), 'MapScreen'),
  },
  {
    path: '/fleet',
    label: 'Fleet',
    key: 'f',
    icon: IconListDetails,
    component: named(() => import('../features/fleet/FleetScreen'), 'FleetScreen'),
  },
  {
    path: '/plans',
    label: 'Plans',
    key: 'p',
    icon: IconTargetArrow,
    component: named(() => import('../features/plans/PlansScreen'), 'PlansScreen'),
  },
  {
    path: '/field',
    label: 'Field',
    key: 'i',
    icon: IconPlugConnected,
    component: named(() => import('../features/field/FieldScreen'), 'FieldScreen'),
    fullScreen: true,
  },
  {
    path: '/split',
    label: 'Split',
    key: 's',
    icon: IconChartSankey,
    component: named(() => import('../features/split/SplitScreen'), 'SplitScreen'),
  },
  {
    path: '/treasury',
    label: 'Treasury',
    key: 'r',
    icon: IconBuildingBank,
    component: named(() => import('../features/treasury/TreasuryScreen'), 'TreasuryScreen'),
  },
  {
    path: '/coop',
    label: 'Coop',
    key: 'c',
    icon: IconBuildingCommunity,
    component: named(() => import('../features/coop/CoopScreen'), 'CoopScreen'),
  },
  {
    path: '/sync',
    label: 'Sync',
    key: 'y',
    icon: IconRefresh,
    component: named(() => import('../features/sync/SyncScreen'), 'SyncScreen'),
  },
  {
    path: '/settings',
    label: 'Settings',
    key: ',',
    icon: IconSettings,
    component: named(() => import('../features/settings/SettingsScreen'), 'SettingsScreen'),
  },
]

/** Addresses of screens that are part of others now. */
export const MOVED: Readonly<Record<string, string>> = { '/pay': '/treasury?tab=payouts' }
