/** The lyrics that are shown of those that there are. */
import { useState } from 'react'

import type { Lyrics } from '@/api/lyrics'

import { firstChoice } from './language'

export function useChosen(
  all: Lyrics[],
): [chosen: Lyrics | undefined, choose: (language: string) => void] {
  const [language, setLanguage] = useState<string>()
  const chosen = all.find((each) => each.language === language)
  return [chosen ?? firstChoice(all, navigator.languages), setLanguage]
}
