import { Link } from 'wouter'
import classes from './NavigationRail.module.css'
import { SCREENS } from './screens'

/** The ten screens, always in the same place; the current one is marked. */
export function NavigationRail({ path }: { path: string }) {
  return (
    <nav className={classes.rail} aria-label="Screens">
      {SCREENS.map((screen) => (
        <Link
          key={screen.path}
          href={screen.path}
          className={classes.link ?? ''}
          aria-current={screen.path === path ? 'page' : undefined}
          aria-keyshortcuts={`g ${screen.key}`}
          data-last={screen.path === '/settings' || undefined}
        >
          <screen.icon size={20} stroke={1.6} />
          <span>{screen.label}</span>
        </Link>
      ))}
    </nav>
  )
}
