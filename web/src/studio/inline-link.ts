/** How a link looks that stands in a sentence. */
export const INLINE_LINK = 'font-semibold text-spot underline underline-offset-4'
