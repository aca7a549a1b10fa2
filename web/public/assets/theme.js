/** Sets the chosen theme before the first paint; a file of its own because the page forbids inline scripts. */
;(() => {
  const theme = localStorage.getItem('segue.theme')
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme
})()
