/** What a field that saves itself says when somebody else was faster. */
import { ApiError } from '@/api/problem'

import { valueInWords } from './words'

export const changedMeanwhile = (theirs: unknown): ApiError =>
  new ApiError(
    409,
    '',
    `It was changed to “${valueInWords(theirs)}” meanwhile. Press Enter to keep yours.`,
  )
