/** Takes the words out of a file. */
import { useState } from 'react'

import { FileChoice } from '@/studio/track/file-choice'

import { readLyricsFile } from './read-file'

export function LyricsFile({ onText }: { onText: (text: string) => void }) {
  const [problem, setProblem] = useState('')
  const take = async (file: File) => {
    setProblem('')
    try {
      onText(await readLyricsFile(file))
    } catch (error) {
      setProblem(error instanceof Error ? error.message : 'The file can’t be read.')
    }
  }
  return (
    <div className="flex flex-col gap-2">
      <FileChoice accept=".lrc,.txt,text/plain" onFile={(file) => void take(file)}>
        Take the words from a file…
      </FileChoice>
      {problem && (
        <p role="alert" className="text-sm font-medium text-bad">
          {problem}
        </p>
      )}
    </div>
  )
}
