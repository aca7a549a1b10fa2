/** System, light or dark, as three radio buttons in a row. */
import { useState } from 'react'

import { chooseTheme, savedTheme, THEMES, type Theme } from '@/ui/theme'

const LABELS: Record<Theme, string> = { system: 'System', light: 'Light', dark: 'Dark' }

export function ThemeChoice() {
  const [chosen, setChosen] = useState(savedTheme)
  const choose = (theme: Theme) => {
    chooseTheme(theme)
    setChosen(theme)
  }
  return (
    <fieldset className="mt-3 px-3 pb-3">
      <legend className="pb-1.5 text-sm font-semibold text-ink2">Theme</legend>
      <div className="flex rounded-control border border-line-strong p-0.5">
        {THEMES.map((theme) => (
          <label
            key={theme}
            className="flex-1 rounded-[4px] py-1.5 text-center text-sm font-medium has-checked:bg-spot-soft has-checked:font-semibold has-checked:text-spot has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-spot"
          >
            <input
              type="radio"
              name="theme"
              value={theme}
              checked={chosen === theme}
              onChange={() => choose(theme)}
              className="sr-only"
            />
            {LABELS[theme]}
          </label>
        ))}
      </div>
    </fieldset>
  )
}
