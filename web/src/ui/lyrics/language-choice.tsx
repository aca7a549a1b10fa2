/** The choice among the languages of a track's lyrics. */
import type { Lyrics } from '@/api/lyrics'
import { SelectField } from '@/ui/select-field'

import { languageWords } from './language'

interface LanguageChoiceProps {
  all: Lyrics[]
  chosen: Lyrics
  onChoose: (language: string) => void
}

export const LanguageChoice = ({ all, chosen, onChoose }: LanguageChoiceProps) => (
  <SelectField
    label="Language"
    name="lyrics-language"
    options={all.map(({ language }) => [language, languageWords(language)])}
    value={chosen.language}
    onChange={({ currentTarget }) => onChoose(currentTarget.value)}
  />
)
